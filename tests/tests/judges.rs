//! cfn-lint and AWS's validator have no findings in the templates of all declarations.
//!
//! The judges are Python programs that `tests/run` installs under `target/judges`.
#![cfg(feature = "system")]

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use websocket_api_model::{
    declaration::{KeywordEnum, Retention},
    synth,
    template::Template,
};
use websocket_api_tests::{
    cargo::workspace,
    declarations::ALL,
    judges::{judge, script},
    source,
};

fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").join("target")
}

fn read(body: &str) -> Template {
    synth(&source::value(source::declaration("Chat", body)))
}

/// The corpus, and declarations that are generated because of their number or size.
fn templates() -> Vec<(String, Template)> {
    let mut all: Vec<_> =
        ALL.iter().map(|case| (case.name.to_owned(), (case.api)().template().expect("a template"))).collect();
    for (word, _) in Retention::ALL {
        let body = format!(
            "routes: {{ $default: {{ function: {{ handler: f, log_retention: {word} }} }} }}, \
             access_log: {{ retention: {word} }}"
        );
        all.push((format!("retention_{word}"), read(&body)));
    }
    // The maximum number of routes in a stack, with a function each and with a shared one.
    let routes = |count: usize, value: &str| -> String {
        let routes: String = (0..count).map(|i| format!("route{i}: {value}, ")).collect();
        format!("routes: {{ {routes} }}")
    };
    // Five resources a route, and five for the API; from 450 on cfn-lint warns that 500 are near.
    let template = read(&routes(88, "f"));
    assert_eq!(template.resources().len(), 445);
    all.push(("largest".into(), template));
    all.push(("largest_shared".into(), read(&format!("functions: shared, {}", routes(300, "f")))));
    let responding = routes(200, "{ function: f, return_response: true }");
    all.push(("largest_responding".into(), read(&format!("functions: shared, {responding}"))));
    all
}

#[test]
fn templates_have_no_findings() {
    let folder = target().join("judged");
    fs::create_dir_all(&folder).expect("target/judged");
    for entry in fs::read_dir(&folder).expect("target/judged") {
        fs::remove_file(entry.expect("an entry").path()).expect("an old template");
    }
    let templates = templates();
    assert!(templates.len() >= 50);
    let mut files = Vec::new();
    for (name, template) in &templates {
        let json = folder.join(format!("{name}.json"));
        fs::write(&json, template.to_json()).expect("a template");
        fs::write(json.with_extension("yaml"), template.to_yaml()).expect("a template");
        files.push(json);
    }

    let lint =
        judge("cfn-lint").args(["--include-checks", "I", "--"]).args(&files).output().expect("cfn-lint");
    let text = String::from_utf8_lossy(&lint.stdout);
    assert!(text.is_empty() && lint.status.success(), "{text}{}", String::from_utf8_lossy(&lint.stderr));

    let validator = script("judge.py", &[]).arg(&folder).output().expect("python");
    let text = String::from_utf8_lossy(&validator.stdout);
    assert_eq!(
        text.trim(),
        format!("judged {}", templates.len()),
        "{}",
        String::from_utf8_lossy(&validator.stderr)
    );
}

/// The resource types of the front end and their properties are cfn-lint's; `BLESS=1` writes them.
#[test]
fn resource_types_are_those_of_cfn_lint() {
    let path = workspace().join("runtime/model/data/resource-types.txt");
    let listed = script("resource_types.py", &[]).output().expect("python");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).expect("text");
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &listed).expect("the list");
    }
    let known = fs::read_to_string(&path).expect("the list");
    let differs = known.lines().zip(listed.lines()).find(|(known, listed)| known != listed);
    assert!(known == listed, "cfn-lint has others; `BLESS=1` writes them anew: {differs:?}");
}

/// A judge without findings might not work.
#[test]
fn judges_find_faults_in_a_wrong_template() {
    let folder = target().join("judged-wrong");
    fs::create_dir_all(&folder).expect("target/judged-wrong");
    let path = folder.join("wrong.json");
    let right = read("routes: { $default: f }").to_json();
    let wrong = right.replace("\"MemorySize\": 1024", "\"MemorySize\": 1").replace("ChatApi\"", "ChatIpa\"");
    fs::write(&path, &wrong).expect("a template");
    fs::write(path.with_extension("yaml"), "Resources: {}\n").expect("a template");
    let lint = judge("cfn-lint").arg("--").arg(&path).output().expect("cfn-lint");
    assert!(!lint.status.success());
    let validator = script("judge.py", &[]).arg(&folder).output().expect("python");
    let text = String::from_utf8_lossy(&validator.stdout);
    assert!(text.contains("YAML and JSON differ") && text.contains("ChatApi"), "{text}");
}
