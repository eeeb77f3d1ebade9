//! Stacks deployed to moto, and the resources that result.

mod account;
mod actual;
mod inventory;
mod resolve;
mod stack;
mod wiring;

pub use account::{ACCOUNT, Account, BUCKET, CODE, Server};
pub use inventory::Inventory;
pub use stack::Stack;
