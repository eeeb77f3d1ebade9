//! What the gateway on localhost costs: throughput and latency beside a server that only echoes, memory of connections that
//! are idle, and whether a storm of connections leaves anything behind. Servers are processes of their own, on one thread
//! each; clients count bytes and compare them, so that it is the servers that are measured.
// What is declared here is warned of, and meant.
#![allow(deprecated)]

mod echo;
mod idle;
mod server;
mod storm;

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let [server::SERVE, kind] = arguments[..] {
        server::serve(kind);
        return ExitCode::SUCCESS;
    }
    let chosen = |name| arguments.is_empty() || arguments.contains(&name);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let reached = runtime.block_on(async {
        // All of them, also after one that has missed its target.
        let mut reached = true;
        if chosen("echo") {
            reached &= echo::measure().await;
        }
        if chosen("idle") {
            reached &= idle::measure().await;
        }
        if chosen("storm") {
            reached &= storm::measure().await;
        }
        reached
    });
    if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What a row says of its target.
fn verdict(reached: bool) -> &'static str {
    if reached { "" } else { "   MISSED" }
}
