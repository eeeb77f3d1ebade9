//! rust-analyzer in an incomplete declaration.
#![cfg(feature = "system")]

use std::fs;

use websocket_api_tests::{
    cargo::workspace,
    editor::{CURSOR, Editor},
    folder::write,
};

/// The program of the package.
const PROGRAM: &str = r#"mod handlers {
    /// A client joins.
    pub async fn connect() {}
    pub async fn send_message() {}
}
async fn fallback() {}
const PATIENCE: u32 = 20;

websocket_api::websocket_api! {
    pub Chat {
        routes: {
            $connect: handlers::connect,
            $default: fallback,
            sendMessage: {
                function: { handler: handlers::send_message, timeout: PATIENCE, architecture: arm64 },
                return_response: true,
            },
            leave: { function: { handler: fallback, group: doors } },
        },
        defaults: { function: { permissions: ["s3", (Table, "read"), Table, { effect: deny, actions: ["s3:*"] }] } },
        groups: { doors: { memory_size: 256 } },
        authorizer: iam,
        access_log: { retention: one_week },
        stage: {
            execution_log: info,
            variables: { level: "3" },
            routes: { sendMessage: { detailed_metrics: true } },
        },
        cloudwatch_role: existing,
        architecture: arm64,
        resources: { Table: { Type: "AWS::DynamoDB::Table" }, Topic: { Type: "AWS::SNS::Topic" } },
        overrides: { api: { Description: "x" } },
    }
}

async fn authorize() -> websocket_api::response::Deny {
    websocket_api::response::Deny
}

websocket_api::websocket_api! {
    Guarded {
        routes: { $connect: { type: function, function: fallback } },
        authorizer: { type: lambda, function: authorize, identity_source: [] },
    }
}

fn main() {
    let _ = (Chat::api(), ChatRoute::SendMessage);
}
"#;

/// Half-typed lines away from the cursor: the original line and the typed one.
const HALF: [(&str, &str); 5] = [
    ("", ""),
    ("overrides: { api: { Description: \"x\" } },", "overrides: { api: { Desc } }"),
    ("$default: fallback,", "$default: handlers::"),
    ("execution_log: info,", "execution_log:"),
    ("leave: {", "join: { function: , } leave: {"),
];

/// A line of the program, the same line while it is typed with the cursor, and words that the editor offers.
const OFFERED: [(&str, &str, &[&str]); 19] = [
    ("handlers::connect,", "handlers::‸,", &["connect", "send_message"]),
    ("handlers::connect,", "handlers::con‸,", &["connect", "send_message"]),
    ("$default: fallback", "$default: fal‸", &["fallback", "handlers"]),
    ("handler: handlers::send_message", "handler: handlers::‸", &["connect", "send_message"]),
    ("timeout: PATIENCE", "timeout: PAT‸", &["PATIENCE"]),
    ("timeout: PATIENCE", "tim‸", &["timeout", "memory_size", "log_retention"]),
    ("return_response: true", "ret‸", &["function", "return_response"]),
    ("$connect: handlers", "$con‸: handlers", &["connect", "default", "disconnect"]),
    ("cloudwatch_role", "cl‸", &["cloudwatch_role", "access_log", "routes"]),
    ("detailed_metrics: true", "det‸", &["detailed_metrics", "throttle"]),
    ("retention: one_week", "ret‸", &["retention", "format", "destination_arn"]),
    ("architecture: arm64", "architecture: ‸", &["arm64", "x86_64"]),
    ("retention: one_week", "retention: one‸", &["one_day", "one_week", "infinite"]),
    ("authorizer: iam", "authorizer: ‸", &["iam", "none"]),
    ("type: lambda", "type: ‸", &["lambda"]),
    ("cloudwatch_role: existing", "cloudwatch_role: cr‸", &["create", "existing"]),
    ("(Table, \"read\")", "(Ta‸, \"read\")", &["Table", "Topic"]),
    ("effect: deny", "effect: ‸", &["allow", "deny"]),
    ("group: doors", "group: ‸", &["doors"]),
];

/// A line of the program, the same line with the cursor, and texts that the editor shows for the word.
const SHOWN: [(&str, &str, &[&str]); 8] = [
    ("timeout: PATIENCE", "time‸out: PATIENCE", &["1 to 900 seconds", "Default: `10`", "29 seconds"]),
    ("memory_size: 256", "memory‸_size: 256", &["128 to 10240 MB", "Default: `1024`"]),
    ("access_log: {", "access‸_log: {", &["Default: `true`"]),
    ("cloudwatch_role: existing", "cloud‸watch_role: existing", &["Default: `create`"]),
    ("handlers::connect,", "handlers::con‸nect,", &["async fn connect", "A client joins."]),
    ("one_week", "one‸_week", &["Retention", "OneWeek"]),
    ("(Table, \"read\")", "(Tab‸le, \"read\")", &["AWS::DynamoDB::Table"]),
    ("$connect: handlers", "$conn‸ect: handlers", &["ChatRoute", "`$connect`"]),
];

/// A line of the program, the same line with the cursor, and the line of the word's definition.
const DEFINED: [(&str, &str, &str); 7] = [
    ("handlers::send_message", "handlers::send‸_message", "send_message() {}"),
    ("timeout: PATIENCE", "timeout: PAT‸IENCE", "PATIENCE: u32 = 20;"),
    ("one_week", "one‸_week", "OneWeek = Some(7),"),
    ("(Table, \"read\")", "(Tab‸le, \"read\")", "Table: { Type: \"AWS::DynamoDB::Table\" }"),
    ("group: doors", "group: do‸ors", "doors: { memory_size: 256 } },"),
    ("routes: { sendMessage", "routes: { send‸Message", "sendMessage: {"),
    ("ChatRoute::SendMessage", "ChatRoute::Send‸Message", "sendMessage: {"),
];

fn editor() -> Editor {
    let runtime = workspace().join("runtime");
    let manifest = format!(
        "[package]\nname = \"written\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         websocket-api = {{ path = {runtime:?}, default-features = false }}\n"
    );
    let package = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
    // The files of an earlier build stay.
    write(&package.join("Cargo.toml"), &manifest);
    write(&package.join("src/main.rs"), PROGRAM);
    fs::copy(workspace().join("Cargo.lock"), package.join("Cargo.lock")).expect("a lock file");
    Editor::open(&package, "src/main.rs")
}

/// Returns the program with the cursor, and possibly with a half-typed line elsewhere.
fn written(stands: &str, typed: &str, (whole, half): (&str, &str)) -> Option<String> {
    assert!(PROGRAM.contains(stands), "{stands}");
    let text = PROGRAM.replacen(stands, typed, 1);
    (whole.is_empty() || text.contains(whole)).then(|| text.replacen(whole, half, 1))
}

#[test]
fn editor_completes_shows_and_finds_words_next_to_half_typed_lines() {
    let mut editor = editor();
    let mut positions = 0;
    for half in HALF {
        for (stands, typed, expected) in OFFERED {
            let Some(text) = written(stands, typed, half) else { continue };
            let offered = editor.offers(&text);
            for word in expected {
                assert!(
                    offered.iter().any(|label| label == word),
                    "{typed} beside {half:?}: no {word} in {offered:?}"
                );
            }
            positions += 1;
        }
        for (stands, typed, expected) in SHOWN {
            let Some(text) = written(stands, typed, half) else { continue };
            // The lines of a comment are as its source has them.
            let shown = editor.shows(&text).replace('\n', " ");
            for part in expected {
                assert!(shown.contains(part), "{typed} beside {half:?}: no {part} in {shown}");
            }
            positions += 1;
        }
        for (stands, typed, expected) in DEFINED {
            let Some(text) = written(stands, typed, half) else { continue };
            let defined = editor.definitions(&text);
            assert!(
                defined.iter().any(|line| line.starts_with(expected)),
                "{typed} beside {half:?}: not {expected}, but {defined:?}"
            );
            positions += 1;
        }
    }
    println!("{positions} positions");
    // Keywords of a closed set are offered alone.
    let text = written("architecture: arm64", "architecture: a‸", ("", "")).expect("a text");
    assert_eq!(editor.offers(&text), ["arm64", "x86_64"]);
    assert_eq!(editor.complaints(PROGRAM), Vec::<String>::new());
    let wrong = PROGRAM.replacen("timeout", "timeuot", 1);
    assert_eq!(
        editor.complaints(&wrong),
        ["unknown key `timeuot` in a function\n= help: a key with a similar name exists: `timeout`"]
    );
    assert!(!PROGRAM.contains(CURSOR));
}
