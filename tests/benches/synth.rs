//! The time from a declaration's source text to the template's bytes, in one process: reading, generating and
//! writing JSON. It fails if a route costs 1.5 times as much with 300 routes as with 50, in valid and in
//! invalid declarations.
//!
//! `synth -- source ROUTES LAYOUT` prints such a source instead, for `tests/peers/run`; LAYOUT is `per_route`
//! or `shared`.

use std::{
    env,
    fmt::Write,
    hint::black_box,
    time::{Duration, Instant},
};

use websocket_api_model::synth;
use websocket_api_tests::source::declarations;

/// A stack has space for more than 99 routes only if they share a function.
const CASES: [(usize, &str); 6] = [
    (4, "per_route"),
    (50, "per_route"),
    (99, "per_route"),
    (50, "shared"),
    (200, "shared"),
    (300, "shared"),
];
const RUNS: usize = 201;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [word, routes, layout] = &arguments[..]
        && word == "source"
    {
        print!("{}", source(routes.parse().expect("a number"), layout, |handler| handler));
        return;
    }
    println!("routes functions    read µs   synth µs    JSON µs     all µs   each µs   wrong, each µs");
    let mut each = Vec::new();
    for (routes, layout) in CASES {
        let [read, made, all] = right(&source(routes, layout, |handler| handler), routes);
        let right = all / routes as f64;
        let misspelt = source(routes, layout, |handler| format!("{{ functoin: {handler} }}"));
        let wrong = wrong(&misspelt, routes) / routes as f64;
        let written = all - read - made;
        println!(
            "{routes:>6} {layout:>9} {read:>10.1} {made:>10.1} {written:>10.1} {all:>10.1} {right:>9.2} {wrong:>16.2}"
        );
        if layout == "shared" {
            each.push((right, wrong));
        }
    }
    let (few, many) = (each[0], each[each.len() - 1]);
    assert!(many.0 < 1.5 * few.0 && many.1 < 1.5 * few.1, "300 routes cost more each than 50 do");
}

/// Returns the declaration without handlers, as the sources of the other tools have none.
fn source(routes: usize, layout: &str, value: impl Fn(String) -> String) -> String {
    let fixed = ["$connect", "$disconnect", "$default", "sendMessage"].map(str::to_owned);
    let keys: Vec<String> =
        fixed.into_iter().chain((4..routes).map(|number| format!("route{number}"))).collect();
    let mut text = String::from(
        "use websocket_api::websocket_api;\n\nuse crate::handlers;\n\nwebsocket_api! {\n    pub Chat {\n",
    );
    let _ = writeln!(
        text,
        "        functions: {layout},\n        access_log: {{ retention: one_week }},\n        routes: {{"
    );
    for (number, route) in keys.iter().enumerate() {
        let _ = writeln!(text, "            {route}: {},", value(format!("handlers::handler{number}")));
    }
    text + "        },\n    }\n}\n"
}

/// Returns the median times in microseconds to read a valid declaration, to generate its template, and in
/// total.
fn right(text: &str, routes: usize) -> [f64; 3] {
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..RUNS {
        let start = Instant::now();
        let declaration = declarations(black_box(text)).remove(0);
        let declaration = declaration.value.expect("no errors");
        let read = start.elapsed();
        let template = synth(&declaration);
        let made = start.elapsed();
        let json = black_box(template.to_json());
        let all = start.elapsed();
        assert_eq!(json.matches("\"AWS::ApiGatewayV2::Route\"").count(), routes);
        for (times, time) in times.iter_mut().zip([read, made - read, all]) {
            times.push(time);
        }
    }
    times.map(median)
}

/// Returns the median time in microseconds to find all errors of an invalid declaration.
fn wrong(text: &str, routes: usize) -> f64 {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let declaration = black_box(declarations(black_box(text)).remove(0));
        times.push(start.elapsed());
        assert!(declaration.value.is_none() && declaration.findings.len() >= routes);
    }
    median(times)
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}
