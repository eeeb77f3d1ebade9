//! The cost of the local gateway: throughput and latency compared with a server that only echoes, the memory
//! of idle connections, and the memory that remains after a storm of connections. The servers are separate
//! processes with one thread each. The clients only count and compare bytes, so that the servers limit the
//! result.
// The declarations here have warnings.
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
        // All measurements run, even after a missed target.
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

/// Returns the word for a reached or missed target.
fn verdict(reached: bool) -> &'static str {
    if reached { "" } else { "   MISSED" }
}
