//! What is known of a handler's types, asked between the steps: `takes(…).with_message().with_reply()`.
//!
//! rustc prefers a method of the type to one of a trait, if the type has it: of a handler whose types do not describe
//! themselves, the traits' methods are left, which know only the types' names. So no handler has to be described.

use super::steps::Taking;
use crate::asyncapi::{Account, Accounts, Describe};

impl<F, Args: Describe, Fut, O, S> Taking<F, Args, Fut, O, S> {
    /// What the arguments say.
    #[must_use]
    pub fn with_message(self) -> Self {
        self.knowing_message(Account::of::<Args>())
    }
}

impl<F, Args, Fut, O: Describe, S> Taking<F, Args, Fut, O, S> {
    /// What the reply says.
    #[must_use]
    pub fn with_reply(self) -> Self {
        self.knowing_reply(Account::of::<O>())
    }
}

/// Arguments that say nothing.
pub trait UnknownMessage {
    /// Keeps their name.
    #[must_use]
    fn with_message(self) -> Self;
}

impl<F, Args, Fut, O, S> UnknownMessage for Taking<F, Args, Fut, O, S> {
    fn with_message(self) -> Self {
        self.knowing_message(Account::unknown::<Args>())
    }
}

/// A reply that says nothing.
pub trait UnknownReply {
    /// Keeps its name.
    #[must_use]
    fn with_reply(self) -> Self;
}

impl<F, Args, Fut, O, S> UnknownReply for Taking<F, Args, Fut, O, S> {
    fn with_reply(self) -> Self {
        self.knowing_reply(Account::unknown::<O>())
    }
}

impl<F, Args, Fut, O, S> Taking<F, Args, Fut, O, S> {
    fn knowing_message(mut self, message: Account) -> Self {
        self.accounts = Some(Accounts { message, reply: Account::unknown::<O>() });
        self
    }

    fn knowing_reply(mut self, reply: Account) -> Self {
        self.accounts = self.accounts.map(|accounts| Accounts { reply, ..accounts });
        self
    }
}
