//! Stacks deployed to moto, and what is there then.

mod account;
mod actual;
mod inventory;
mod resolve;
mod stack;
mod wired;

pub use account::{ACCOUNT, Account, BUCKET, CODE, Server};
pub use inventory::Inventory;
pub use stack::Stack;
