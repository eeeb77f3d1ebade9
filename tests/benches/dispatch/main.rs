//! The cost of a message, from the bytes of the event to the bytes of the reply. It is compared with the same
//! Lambda written by hand and with deserialization alone. Instruction counts decide, because they do not
//! depend on other load; wall time is printed for information.
// The declarations here have warnings.
#![allow(deprecated)]

mod bare;
mod by_hand;
mod callgrind;
mod chat;
mod event;
mod ours;

use std::{env, hint::black_box, process::ExitCode};

use criterion::Criterion;
use websocket_api::Router;

const OURS: &str = "ours, 4 routes";
const OURS_300: &str = "ours, 300 routes";
const BY_HAND: &str = "by hand";
const BY_HAND_WITH_PATH: &str = "by hand, with serde_path_to_error";
const BARE: &str = "event read only";
const SUBJECTS: [&str; 5] = [OURS, OURS_300, BY_HAND, BY_HAND_WITH_PATH, BARE];

/// The maximum ratios of the instructions of two subjects.
const TARGETS: [(&str, f64, &str); 3] = [(OURS, 0.5, BY_HAND), (OURS, 1.5, BARE), (OURS_300, 1.05, OURS)];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [callgrind::COUNTED, name, times] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        repeat(name, times.parse().expect("a number"));
        return ExitCode::SUCCESS;
    }
    same_replies();
    let reached = count();
    time();
    if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A function that handles an event.
type Subject = Box<dyn Fn(&[u8])>;

fn subject(name: &str) -> Subject {
    match name {
        OURS => ours(ours::Chat::router()),
        OURS_300 => ours(ours::Chat300::router()),
        BY_HAND => Box::new(|event| drop(black_box(by_hand::serve(event)))),
        BY_HAND_WITH_PATH => Box::new(|event| drop(black_box(by_hand::serve_with_path(event)))),
        BARE => Box::new(|event| drop(black_box(bare::read(event)))),
        other => panic!("no subject {other:?}"),
    }
}

fn ours(router: Router) -> Subject {
    Box::new(move |event| drop(black_box(ours::serve(&router, event))))
}

fn repeat(name: &str, times: u64) {
    let (subject, event) = (subject(name), event::message());
    for _ in 0..times {
        subject(black_box(&event));
    }
}

fn same_replies() {
    let event = event::message();
    let reply = by_hand::serve(&event);
    assert_eq!(by_hand::serve_with_path(&event), reply);
    for router in [ours::Chat::router(), ours::Chat300::router()] {
        assert_eq!(ours::serve(&router, &event), reply);
    }
}

/// Prints the instruction counts. Returns `true` if all targets are reached.
fn count() -> bool {
    let counts = SUBJECTS.map(|name| (name, callgrind::instructions(name)));
    println!("{:>12}   for an event of {} bytes", "instructions", event::message().len());
    for (name, count) in counts {
        println!("{count:>12}   {name}");
    }
    let of = |name| counts.iter().find(|(known, _)| *known == name).expect("a subject").1;
    println!("\n{:>12} {:>8}", "ratio", "at most");
    TARGETS.iter().fold(true, |reached, &(name, most, other)| {
        let ratio = of(name) as f64 / of(other) as f64;
        let missed = if ratio > most { "   MISSED" } else { "" };
        println!("{ratio:>12.3} {most:>8.2}   {name} : {other}{missed}");
        reached && ratio <= most
    })
}

fn time() {
    let mut criterion = Criterion::default().configure_from_args();
    let event = event::message();
    for name in SUBJECTS {
        let subject = subject(name);
        criterion.bench_function(name, |bencher| bencher.iter(|| subject(black_box(&event))));
    }
    criterion.final_summary();
}
