//! The cost of a program before its first event: its size, the time until its first `next`, and its memory at
//! that time. The subjects are examples/chat without its command line and the hand-written Lambda of
//! lambda/bare.rs. Both are built with the profile `lambda`, as the documentation advises.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use websocket_api_tests::{cargo::cargo, lambda::Lambda, resident_set_kib, runtime_api::RuntimeApi};

const RUNS: usize = 40;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut programs = [
        Program::build("chat", &["--package", "chat", "--no-default-features"]),
        Program::build("bare-lambda", &["--package", "websocket-api-tests", "--bin", "bare-lambda"]),
    ];
    // The runs alternate, so that other load affects both programs. The first run fills the caches.
    for run in 0..=RUNS {
        for program in &mut programs {
            let start = start(&program.path).await;
            if run > 0 {
                program.starts.push(start);
            }
        }
    }
    println!("program        bytes   median ms   p10 ms   resident KiB, median");
    for program in &mut programs {
        program.print();
    }
}

struct Program {
    name: &'static str,
    path: PathBuf,
    starts: Vec<Start>,
}

struct Start {
    until_polled: Duration,
    resident: u64,
}

impl Program {
    fn build(name: &'static str, arguments: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        // A separate folder keeps a developer's build of the example as it is.
        let target = root.join("target/cold-start-bench");
        let status = cargo()
            .args(["build", "--quiet", "--profile", "lambda"])
            .args(arguments)
            .env("CARGO_TARGET_DIR", &target)
            .status()
            .expect("cargo build");
        assert!(status.success());
        Program { name, path: target.join("lambda").join(name), starts: Vec::new() }
    }

    fn print(&mut self) {
        let size = fs::metadata(&self.path).expect("a program").len();
        let mut times: Vec<_> = self.starts.iter().map(|start| start.until_polled).collect();
        let mut resident: Vec<_> = self.starts.iter().map(|start| start.resident).collect();
        println!(
            "{:<11} {size:>8} {:>11.2} {:>8.2} {:>14}",
            self.name,
            1000.0 * quantile(&mut times, 0.5).as_secs_f64(),
            1000.0 * quantile(&mut times, 0.1).as_secs_f64(),
            quantile(&mut resident, 0.5),
        );
    }
}

/// Measures from the start of the process to its first `next`.
async fn start(program: &Path) -> Start {
    let api = RuntimeApi::start().await;
    let started = Instant::now();
    let lambda = Lambda::start_with(api, program, &[]);
    lambda.wait_for_poll().await;
    Start { until_polled: started.elapsed(), resident: resident_set_kib(&lambda.process_id().to_string()) }
}

fn quantile<T: Copy + Ord>(values: &mut [T], share: f64) -> T {
    values.sort_unstable();
    values[(share * (values.len() - 1) as f64) as usize]
}
