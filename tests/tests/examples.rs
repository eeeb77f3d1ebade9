//! The examples: their templates, and their behaviour for clients. The chat has separate tests.
#![cfg(feature = "system")]

use std::fs;

use serde_json::{Value, json};
use websocket_api_tests::{
    cargo::program,
    clients::Clients,
    dev::{Dev, Errors},
    examples::{EXAMPLES, template},
    folder::folder,
    judges::{judge, script},
};

fn serve(package: &str, options: &[&str]) -> (Dev, Errors) {
    let mut command = program(package);
    command.env_remove("AWS_LAMBDA_RUNTIME_API");
    Dev::watch(command, options)
}

#[test]
fn example_templates_have_no_findings() {
    let folder = folder(env!("CARGO_TARGET_TMPDIR"), "examples", &[]);
    let mut paths = Vec::new();
    for (package, _) in EXAMPLES {
        let path = folder.join(package).with_extension("json");
        let json = template(package, &[]);
        fs::write(&path, &json).expect("a template");
        // One example has no command line, and so no YAML; JSON is valid YAML.
        let yaml = if *package == "build-script" { json } else { template(package, &["--format", "yaml"]) };
        fs::write(path.with_extension("yaml"), yaml).expect("a template");
        paths.push(path);
    }
    let (mut lint, mut validator) = (judge("cfn-lint"), script("judge.py", &[]));
    lint.arg("--").args(&paths);
    validator.arg(&folder);
    for mut judge in [lint, validator] {
        let output = judge.output().expect("a judge");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{text}");
        assert!(text.is_empty() || text == format!("judged {}\n", EXAMPLES.len()), "{text}");
    }
}

/// A parameter with `NoEcho` is a secret, and a function's variables are visible to its readers.
#[test]
fn example_functions_have_no_secret_in_their_environment() {
    for (package, _) in EXAMPLES {
        let template: Value = serde_json::from_str(&template(package, &[])).expect("JSON");
        let parameters = template["Parameters"].as_object().expect("parameters");
        let secrets: Vec<&String> =
            parameters.iter().filter(|(_, value)| !value["NoEcho"].is_null()).map(|(name, _)| name).collect();
        for (id, resource) in template["Resources"].as_object().expect("resources") {
            let environment = resource["Properties"]["Environment"].to_string();
            let named = secrets.iter().find(|secret| environment.contains(secret.as_str()));
            assert!(named.is_none(), "{package}: {id} has {named:?}");
        }
    }
}

#[test]
fn two_apis_example_shares_one_domain_and_one_program() {
    let template: Value = serde_json::from_str(&template("two-apis", &[])).expect("JSON");
    let resources = template["Resources"].as_object().expect("resources");
    let of = |kind: &str| resources.values().filter(|resource| resource["Type"] == kind).collect::<Vec<_>>();
    assert_eq!(of("AWS::ApiGatewayV2::DomainName").len(), 1);
    let mappings: Vec<&str> = of("AWS::ApiGatewayV2::ApiMapping")
        .iter()
        .filter_map(|one| one["Properties"]["ApiMappingKey"].as_str())
        .collect();
    assert_eq!(mappings, ["clock", "signals"]);
    let urls = ["ClockCustomDomainUrl", "SignalsCustomDomainUrl"]
        .map(|name| template["Outputs"][name]["Value"].clone());
    assert_eq!(urls, ["wss://game.example.com/clock/", "wss://game.example.com/signals/"]);

    let (dev, _errors) = serve("two-apis", &[]);
    let clock = dev
        .announcement()
        .lines()
        .find_map(|line| line.strip_prefix("Clock is served at "))
        .expect("two APIs");
    let mut clients = Clients::start();
    clients.connect("ada", dev.url());
    clients.connect("bob", dev.url());
    let id = |clients: &mut Clients, name| {
        clients.say(name, r#"{"action":"whoami"}"#);
        clients.hear_json(name)["player"].as_str().expect("an id").to_owned()
    };
    let (ada, bob) = (id(&mut clients, "ada"), id(&mut clients, "bob"));
    let offer = json!({ "action": "signal", "to": bob, "description": "v=0" });
    clients.say("ada", &offer.to_string());
    assert_eq!(clients.hear_json("bob"), json!({ "from": ada, "description": "v=0" }));

    clients.connect("clock", clock);
    clients.say("clock", r#"{"action":"now","at":17}"#);
    let reply = clients.hear_json("clock");
    assert_eq!(reply["asked"], 17);
    assert!(reply["now"].as_u64().is_some_and(|now| now > 1_700_000_000_000), "{reply}");
    // Each API has its own routes.
    clients.say("clock", r#"{"action":"whoami"}"#);
    assert_eq!(clients.hear_json("clock")["message"], "Forbidden");
}

#[test]
fn board_example_requires_a_valid_token() {
    let template: Value = serde_json::from_str(&template("custom-domain", &[])).expect("JSON");
    assert_eq!(template["Outputs"]["CustomDomainUrl"]["Value"], "wss://board.example.com/v1/");

    // The digests of `engine` and `loom`.
    let members = "MEMBERS=ada:ed9f6f25068608efd412958da4dfc19328ca3511251fa6d5f9c42baf230e32f8,\
                   bob:784a2ddf5d4d61b6ae157ca800ce8ab7694b7141dc6f652a2600323d706a3d86";
    let (dev, mut errors) = serve("custom-domain", &["--access-log", "--env", members]);
    let mut clients = Clients::start();
    clients.connect("bob", &format!("{}?token=loom", dev.url()));
    clients.say("bob", r#"{"action":"whoami"}"#);
    assert_eq!(clients.hear_json("bob"), json!({ "name": "bob" }));
    for (query, status) in [("", 401), ("?token=bob", 403), ("?token=", 401)] {
        let refused =
            clients.ask("connect", json!({ "name": "eve", "url": format!("{}{query}", dev.url()) }));
        assert_eq!(refused["status"], status, "{query}: {refused}");
    }
    let logged = errors.find_map(|line| line.ok().filter(|line| line.contains(" bob ")));
    assert!(logged.is_some_and(|line| line.ends_with(" bob $connect 200")));
}
