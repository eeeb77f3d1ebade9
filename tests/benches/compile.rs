//! The compile time of a declaration: `cargo check` of an API of 10, 100 and 300 routes, compared with the
//! same crate with a hand-written `match` over the same handlers. One run measures both, because only the
//! ratio is the same on other machines.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

const ROUTES: [usize; 3] = [10, 100, 300];
const RUNS: usize = 7;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let folder = root.join("target/compile-bench");
    println!("routes   macro s   match s   ratio   macro s less that of 10 routes, per route");
    let mut base = Duration::ZERO;
    for routes in ROUTES {
        let ours = Crate::new(root, &folder, "macro", routes, &declaration(routes));
        let theirs = Crate::new(root, &folder, "match", routes, &dispatch(routes));
        // The runs alternate, so that other load affects both crates. The best time of each crate counts.
        let (mut macro_best, mut match_best) = (Duration::MAX, Duration::MAX);
        for _ in 0..RUNS {
            macro_best = macro_best.min(ours.check());
            match_best = match_best.min(theirs.check());
        }
        if routes == ROUTES[0] {
            base = macro_best;
        }
        let more = macro_best.saturating_sub(base).as_secs_f64();
        println!(
            "{routes:>6} {:>9.3} {:>9.3} {:>7.2}   {:.2} ms",
            macro_best.as_secs_f64(),
            match_best.as_secs_f64(),
            macro_best.as_secs_f64() / match_best.as_secs_f64(),
            1000.0 * more / (routes - ROUTES[0]).max(1) as f64,
        );
    }
}

struct Crate {
    folder: PathBuf,
}

impl Crate {
    fn new(root: &Path, folder: &Path, kind: &str, routes: usize, main: &str) -> Self {
        let folder = folder.join(format!("{kind}-{routes}"));
        fs::create_dir_all(folder.join("src")).expect("a folder");
        let runtime = root.join("runtime");
        let manifest = format!(
            "[package]\nname = \"{kind}-{routes}\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             websocket-api = {{ path = {runtime:?}, default-features = false }}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
        fs::write(folder.join("src/main.rs"), format!("{main}\n{}", handlers(routes))).expect("a program");
        let made = Crate { folder };
        made.check();
        made
    }

    fn check(&self) -> Duration {
        let main = self.folder.join("src/main.rs");
        let text = fs::read_to_string(&main).expect("the program");
        fs::write(&main, text).expect("the program");
        let start = Instant::now();
        let status = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--offline"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.parent().expect("a folder").join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .status()
            .expect("cargo check");
        assert!(status.success());
        start.elapsed()
    }
}

fn handlers(routes: usize) -> String {
    let mut text = String::from("mod handlers {\n");
    for i in 0..routes {
        let _ = writeln!(text, "    pub async fn handler{i}() {{}}");
    }
    text + "}\n"
}

fn declaration(routes: usize) -> String {
    let mut text = String::from(
        "websocket_api::websocket_api! {\n    Chat {\n        functions: shared,\n        routes: {\n",
    );
    for i in 0..routes {
        let _ = writeln!(text, "            route{i}: handlers::handler{i},");
    }
    text + "        },\n    }\n}\n\nfn main() {\n    Chat::api();\n}\n"
}

fn dispatch(routes: usize) -> String {
    let mut text = String::from("async fn dispatch(route: &str) {\n    match route {\n");
    for i in 0..routes {
        let _ = writeln!(text, "        \"route{i}\" => handlers::handler{i}().await,");
    }
    text + "        _ => {}\n    }\n}\n\nfn main() {\n    drop(dispatch(\"route0\"));\n}\n"
}
