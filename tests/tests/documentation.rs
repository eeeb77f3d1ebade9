//! The reference pages name every key, keyword and limit of the language, and every part of a template.

use std::{collections::BTreeMap, env, fs};

use serde::Serialize;
use serde_json::{Serializer, Value, ser::PrettyFormatter};
use websocket_api_model::{
    declaration::{
        Access, Architecture, BoundedNumber, CloudwatchRole, DiskSize, Effect, ExecutionLog, FunctionLayout,
        KeywordEnum, LogFormat, MemorySize, Range, Retention, Timeout, Tracing,
    },
    limits, synth,
    template::{Output, Parameter},
};
use websocket_api_syntax::{Block, BlockShape, Warning, blocks};
use websocket_api_tests::{cargo::workspace, declarations::ALL, source};

const MACRO: &str = include_str!("../../runtime/doc/macro.md");
const LIMITS: &str = include_str!("../../runtime/doc/limits.md");
const DEPLOYING: &str = include_str!("../../runtime/doc/deploying.md");

fn words<T: KeywordEnum>() -> Vec<String> {
    T::ALL.iter().map(|(word, _)| format!("`{word}`")).collect()
}

/// The blocks with a table of keys, in the order of the page.
const BLOCKS: [&BlockShape; 13] = [
    blocks::ApiBlock::SHAPE,
    blocks::RouteBlock::SHAPE,
    blocks::FunctionBlock::SHAPE,
    blocks::StatementBlock::SHAPE,
    blocks::AuthorizerBlock::SHAPE,
    blocks::CustomDomainBlock::SHAPE,
    blocks::ExistingDomainBlock::SHAPE,
    blocks::ImportBlock::SHAPE,
    blocks::OverridesBlock::SHAPE,
    blocks::AccessLogBlock::SHAPE,
    blocks::StageBlock::SHAPE,
    blocks::ThrottleBlock::SHAPE,
    blocks::RouteSettingsBlock::SHAPE,
];

/// Links of the page for types that an editor shows as words.
const LINKS: [(&str, &str); 5] = [
    ("State<T>", "crate::extract::State"),
    ("StageVariables", "crate::extract::StageVariables"),
    ("WebSocketApi::with_state", "crate::WebSocketApi::with_state"),
    ("ServerMessage", "crate::ServerMessage"),
    ("Stack", "crate::Stack"),
];

/// The front end generates the tables of keys; `BLESS=1` writes them.
#[test]
fn key_tables_are_those_of_the_front_end() {
    let mut page = MACRO.to_owned();
    for block in BLOCKS {
        let begin = format!("<!-- keys of {} -->\n", block.name);
        let (before, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("no {begin}"));
        let (_, after) = rest.split_once("<!-- end -->").expect("the end of a table");
        page = format!("{before}{begin}{}<!-- end -->{after}", table(block));
    }
    if env::var_os("BLESS").is_some() {
        fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/doc/macro.md"), &page).expect("the page");
    } else {
        assert!(page == MACRO, "other keys are documented than there are; `BLESS=1` writes the tables anew");
    }
}

fn table(block: &BlockShape) -> String {
    let mut table = "\n| key | value | default |\n| --- | --- | --- |\n".to_owned();
    for key in block.keys {
        let words: Vec<&str> = key.documentation.split_whitespace().collect();
        let mut value = words.join(" ");
        let mut default = String::new();
        for (mark, said) in [("Default: ", ""), ("Required", "required")] {
            if let Some((before, after)) = value.clone().rsplit_once(mark) {
                default = format!("{said}{}", after.trim_end_matches('.'));
                value = before.trim_end().trim_end_matches('.').to_owned();
                break;
            }
        }
        assert!(
            !default.is_empty(),
            "{}: `{}` says neither its default nor that it is required",
            block.name,
            key.name
        );
        for (word, target) in LINKS {
            value = value.replace(&format!("`{word}`"), &format!("[`{word}`]({target})"));
        }
        table += &format!("| `{}` | {value} | {default} |\n", key.name);
    }
    table + "\n"
}

/// Returns the row of a key in the table of its block.
fn row<'a>(block: &BlockShape, key: &str) -> &'a str {
    let (_, table) = MACRO.split_once(&format!("<!-- keys of {} -->", block.name)).expect("a table");
    let (table, _) = table.split_once("<!-- end -->").expect("its end");
    let row = table.lines().find(|line| line.starts_with(&format!("| `{key}` |")));
    row.unwrap_or_else(|| panic!("no row of `{key}` in {}", block.name))
}

#[test]
fn keywords_are_documented_at_their_keys() {
    let (_, access) = MACRO.split_once("* a resource and an access, ").expect("the access of a permission");
    let (access, _) = access.split_once("\n* ").expect("its end");
    let keywords = [
        (access, words::<Access>()),
        (row(blocks::ApiBlock::SHAPE, "architecture"), words::<Architecture>()),
        (row(blocks::ApiBlock::SHAPE, "cloudwatch_role"), words::<CloudwatchRole>()),
        (row(blocks::ApiBlock::SHAPE, "functions"), words::<FunctionLayout>()),
        (row(blocks::StatementBlock::SHAPE, "effect"), words::<Effect>()),
        (row(blocks::StageBlock::SHAPE, "execution_log"), words::<ExecutionLog>()),
        (row(blocks::RouteSettingsBlock::SHAPE, "execution_log"), words::<ExecutionLog>()),
        (row(blocks::FunctionBlock::SHAPE, "log_format"), words::<LogFormat>()),
        (row(blocks::FunctionBlock::SHAPE, "tracing"), words::<Tracing>()),
        (row(blocks::AccessLogBlock::SHAPE, "retention"), words::<Retention>()),
    ];
    for (text, words) in keywords {
        for word in words {
            assert!(text.contains(&word), "{word}: {text}");
        }
    }
}

#[test]
fn warnings_are_documented() {
    for (word, documentation) in Warning::DOCUMENTATION {
        let row = format!("| `{word}` |{documentation} |");
        assert!(MACRO.contains(&row), "{row}");
    }
}

#[test]
fn warnings_of_the_troubleshooting_page_exist() {
    let page = include_str!("../../runtime/doc/troubleshooting.md");
    let (_, section) = page.split_once("\n# Warnings\n").expect("warnings");
    let (section, _) = section.split_once("\n# ").expect("their end");
    let headings: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("## `")).collect();
    assert!(headings.len() > 5, "{headings:?}");
    for heading in headings {
        let word = heading.trim_end_matches('`');
        assert!(Warning::DOCUMENTATION.iter().any(|(known, _)| *known == word), "{word}");
    }
}

/// The page and the compiler have the same phrases.
#[test]
fn phrases_of_the_troubleshooting_page_are_printed() {
    let page = include_str!("../../runtime/doc/troubleshooting.md").to_lowercase();
    let printed = include_str!("../ui/errors.md").to_lowercase();
    let phrases = [
        "unknown key",
        "missing key",
        "duplicate route key",
        "unknown resource or parameter",
        "circular dependency",
        "evaluation panicked",
        "cannot find value",
        "cannot be an argument of",
        "cannot return",
        "is not the state of this api",
        "missing state",
        "future cannot be sent between threads safely",
        "use of deprecated constant `_::websocket_api::near_limit`: 271 of 300 routes used",
        "= note: `allow: [near_limit]` in the api silences this warning",
    ];
    for phrase in phrases {
        assert!(page.contains(phrase) && printed.contains(phrase), "{phrase}");
    }
}

#[test]
fn ranges_and_defaults_are_documented() {
    for Range { rule, .. } in [Timeout::RANGE, MemorySize::RANGE, DiskSize::RANGE] {
        let range = rule.trim_start_matches("must be ");
        assert!(MACRO.contains(range) || MACRO.contains(&range.replace('–', " to ")), "{range}");
    }
    for default in [limits::default::TIMEOUT, limits::default::MEMORY_SIZE] {
        assert!(MACRO.contains(&format!("| `{default}` |")), "{default}");
    }
}

#[test]
fn limits_of_stage_variables_are_documented() {
    let limits = [
        format!("up to {} names", limits::STAGE_VARIABLES),
        format!("1 to {} letters", limits::STAGE_VARIABLE_NAME),
        format!("1 to {} letters", limits::STAGE_VARIABLE_VALUE),
    ];
    for limit in limits {
        assert!(MACRO.contains(&limit), "{limit}");
    }
}

/// The page of limits has the numbers that the rules check.
#[test]
fn limits_are_documented() {
    let said = LIMITS.replace(',', "");
    let checked = [
        format!("({} bytes)", limits::MESSAGE),
        format!("({} bytes)", limits::FRAME),
        format!("| {} hours |", limits::CONNECTION_DURATION.as_secs() / 3600),
        format!("| {} minutes |", limits::IDLE_TIMEOUT.as_secs() / 60),
        format!("| {} seconds |", limits::INTEGRATION_TIMEOUT.as_secs()),
        format!("| {} a second {} at once |", limits::default::ACCOUNT_RATE, limits::default::ACCOUNT_BURST),
        format!("| {} characters |", limits::URL),
        format!("| {} KB |", limits::AUTHORIZER_RESULT / 1024),
        format!("up to {} bytes", limits::ACCESS_LOG_FORMAT),
        format!("| {} (AWS", limits::ROUTES),
        format!("| {}: 99 routes", limits::RESOURCES),
        format!("| {} characters |", limits::ROUTE_KEY),
        format!("| {} seconds with", Timeout::RANGE.max),
        format!("{} to {} MB", MemorySize::RANGE.min, MemorySize::RANGE.max),
        format!("{} to {} MB", DiskSize::RANGE.min, DiskSize::RANGE.max),
        format!("| {} bytes of names", limits::ENVIRONMENT),
        format!("| `layers` of a function | {} |", limits::LAYERS),
        format!("| {} characters |", limits::ROLE_POLICIES),
        format!(
            "| {} names of {} and values of {} characters |",
            limits::STAGE_VARIABLES,
            limits::STAGE_VARIABLE_NAME,
            limits::STAGE_VARIABLE_VALUE
        ),
        format!("| tags of a resource | {} |", limits::TAGS),
        format!("| {} bytes about", limits::TEMPLATE_BODY),
    ];
    for limit in checked {
        assert!(said.contains(&limit), "{limit}");
    }
}

/// Every row of the table in the migration guide names an existing test.
#[test]
fn migration_table_names_existing_tests() {
    let guide = include_str!("../../runtime/doc/migrating.md");
    let table = guide.split("## Everything in SST's document").nth(1).expect("the table");
    let table = table.split("## Differences to SST").next().expect("its end");
    let rows: Vec<&str> =
        table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")).collect();
    assert!(rows.len() > 30);
    for row in &rows[1..] {
        let cells = cells(row);
        assert_eq!(cells.len(), 3, "{row}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{row}");
        assert_exists(cells[2]);
    }
}

/// Words of the migration guide that are not keys: methods and properties of an instance, types and
/// constructs, values, commands, placeholders.
const OTHER_WORDS: &[&str] = &[
    "$default",
    "ARecord",
    "AWS_IAM",
    "ApiMapping",
    "CUSTOM",
    "KEY",
    "NAME",
    "WebSocketApiCdkStageProps",
    "WebSocketApiFunctionRouteProps",
    "WebSocketApiLambdaAuthorizer",
    "WebSocketAwsIntegration",
    "WebSocketIamAuthorizer",
    "WebSocketLambdaAuthorizer",
    "WebSocketLambdaIntegration",
    "WebSocketMockIntegration",
    "WebSocketStage",
    "accessLogGroup",
    "addRoutes",
    "api",
    "attachPermissions",
    "attachPermissionsToRoute",
    "customDomainUrl",
    "deploy",
    "false",
    "fn",
    "getFunction",
    "grantManageConnections",
    "grantReadData",
    "lambda",
    "local",
    "none",
    "sam",
    "serverless",
    "table",
    "true",
    "url",
];

/// Declarations with a key at each place that another tool's settings come from.
fn with_key(key: &str) -> [String; 8] {
    [
        format!("routes: {{ $connect: f }}, {key}: {{}}"),
        format!("routes: {{ $connect: {{ function: f, {key}: {{}} }} }}"),
        format!("routes: {{ $connect: {{ function: {{ handler: f, {key}: {{}} }} }} }}"),
        format!("routes: {{ $connect: f }}, stage: {{ {key}: {{}} }}"),
        format!("routes: {{ $connect: f }}, stage: {{ throttle: {{ {key}: {{}} }} }}"),
        format!("routes: {{ $connect: f }}, access_log: {{ {key}: {{}} }}"),
        format!("routes: {{ $connect: f }}, authorizer: {{ type: lambda, function: f, {key}: {{}} }}"),
        format!("routes: {{ $connect: f }}, custom_domain: {{ domain_name: \"a.b.c\", {key}: {{}} }}"),
    ]
}

/// The words between the backticks of a cell.
fn quoted(cell: &str) -> Vec<&str> {
    let code = cell.split('`').skip(1).step_by(2);
    let words = code.flat_map(|code| code.split(|c: char| !c.is_alphanumeric() && !"_$".contains(c)));
    words.filter(|word| word.contains(char::is_alphabetic)).collect()
}

/// Every key of another tool in the migration guide is a key here, or the compile error names the replacement in the guide,
/// at any place.
#[test]
fn foreign_keys_of_the_guide_have_a_hint() {
    let guide = include_str!("../../runtime/doc/migrating.md");
    // A word may be in several rows.
    let mut words: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in guide.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")) {
        let cells = cells(row);
        for word in quoted(cells[0]).into_iter().filter(|word| !OTHER_WORDS.contains(word)) {
            words.entry(word).or_default().extend(quoted(cells[1]));
        }
    }
    let mut wrong = Vec::new();
    for (word, said) in &words {
        let unknown = format!("unknown key `{word}` in ");
        let messages: Vec<String> = with_key(word)
            .iter()
            .filter_map(|body| {
                let declaration = source::declaration("Chat", body);
                let messages = source::messages(&declaration.findings);
                messages.into_iter().find(|message| message.starts_with(&unknown))
            })
            .collect();
        // At one place it is a key of this language.
        if messages.len() < with_key(word).len() {
            continue;
        }
        wrong.extend(messages.iter().filter(|message| message.contains("; help: expected ")).cloned());
        if !messages.iter().any(|message| quoted(message)[1..].iter().any(|word| said.contains(word))) {
            wrong.push(format!("`{word}`: the guide has {said:?}, and the compiler {messages:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(words.len() > 60, "they are no longer found: {}", words.len());
}

/// Every row of the conformance table names an existing test of the gateway.
#[test]
fn conformance_table_names_existing_tests() {
    let (_, table) = include_str!("../../runtime/doc/conformance.md").split_once("# Routes").expect("facts");
    let rows: Vec<Vec<&str>> = table.lines().filter(|line| line.starts_with("| ")).map(cells).collect();
    let facts: Vec<&Vec<&str>> = rows.iter().filter(|row| !matches!(row[0], "fact" | "---")).collect();
    assert!(facts.len() > 60, "{}", facts.len());
    for fact in facts {
        assert_eq!(fact.len(), 4, "{fact:?}");
        assert_exists(fact[2]);
    }
}

/// The pages with links to the previous and the next page, in the order of the guide's first page.
fn linked_pages() -> Vec<String> {
    let guide = include_str!("../../runtime/doc/guide.md");
    let (tables, _) = guide.split_once("# Reference").expect("tables");
    let rows = tables.lines().filter(|line| line.starts_with("| ["));
    let names = rows.filter_map(|row| row.split('`').nth(1)).map(str::to_owned);
    let mut pages = Vec::new();
    for name in names {
        // A page may be in both tables.
        if !pages.contains(&name) {
            pages.push(name);
        }
    }
    pages
}

/// Reads a page, and passes its blessed form to `bless`.
#[track_caller]
fn check_page(name: &str, bless: impl FnOnce(&str) -> String) {
    let path = workspace().join("runtime/doc").join(name).with_extension("md");
    let page = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let expected = bless(&page);
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &expected).expect("the page");
    } else {
        assert!(page == expected, "{name}: `BLESS=1` writes the page anew");
    }
}

#[test]
fn guide_pages_link_to_the_previous_and_the_next_page() {
    let pages = linked_pages();
    assert!(pages.len() > 15, "{pages:?}");
    let link = |name: &String| match name.as_str() {
        "asyncapi" | "gateway" => format!("[`{name}`](crate::{name})"),
        _ => format!("[`{name}`](crate::guide::{name})"),
    };
    for (i, name) in pages.iter().enumerate() {
        let previous = i.checked_sub(1).map(|before| format!("Previous: {} · ", link(&pages[before])));
        let next = pages.get(i + 1).map(|after| format!(" · Next: {}", link(after)));
        let links =
            format!("{}[Guide](crate::guide){}", previous.unwrap_or_default(), next.unwrap_or_default());
        check_page(name, |page| {
            let (before, rest) =
                page.split_once("<!-- nav -->\n").unwrap_or_else(|| panic!("{name}: no nav"));
            let after = rest.split_once("<!-- end nav -->\n").map_or(rest, |(_, after)| after);
            format!("{before}<!-- nav -->\n\n{links}\n\n<!-- end nav -->\n{after}")
        });
    }
}

/// Replaces the text between each `<!-- BEGIN… -->` and `<!-- end -->`.
fn replaced(page: &str, begin: &str, text: impl Fn(&str) -> String) -> String {
    let mut pieces = page.split(begin);
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once(" -->\n").expect("the end of a mark");
        let (_, after) = rest.split_once("<!-- end -->").expect("an end");
        all += &format!("{begin}{name} -->\n\n{}\n<!-- end -->{after}", text(name));
    }
    all
}

/// Returns the item of a formatted file that begins with the text, with its attributes, indented as at the top level.
fn item(file: &str, begin: &str) -> String {
    let lines: Vec<&str> = file.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let at = lines.iter().position(|line| line.trim_start().starts_with(begin));
    let at = at.unwrap_or_else(|| panic!("no `{begin}`"));
    let depth = indent(lines[at]);
    let mut first = at;
    while first > 0
        && (indent(lines[first - 1]) > depth
            || [")]", "#[", "///"].iter().any(|begin| lines[first - 1][depth..].starts_with(begin)))
    {
        first -= 1;
    }
    let is_whole = lines[at].ends_with(';');
    let last = if is_whole {
        at
    } else {
        let end = lines[at + 1..].iter().position(|line| indent(line) == depth && line.contains('}'));
        at + 1 + end.expect("the end of the item")
    };
    lines[first..=last].iter().map(|line| format!("{}\n", line.get(depth..).unwrap_or_default())).collect()
}

#[test]
fn expansion_page_shows_the_recorded_expansion() {
    let path = workspace().join("macros/expansions/echo.rs");
    let file = fs::read_to_string(&path).expect("an expansion");
    check_page("expansion", |page| {
        replaced(page, "<!-- expansion: ", |begin| format!("```text\n{}```\n", item(&file, begin)))
    });
}

/// The cookbook shows a file of an example, which that example's build compiles.
#[test]
fn cookbook_shows_the_code_of_the_examples() {
    check_page("cookbook", |page| {
        replaced(page, "<!-- from ", |path| {
            let file = fs::read_to_string(workspace().join(path)).expect("a file");
            format!("```ignore\n{file}```\n")
        })
    });
}

/// The cells of a table's row.
fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split(" | ").map(|cell| cell.trim_matches([' ', '|'])).collect()
}

/// Asserts that a test named in a table exists: `file::test`.
#[track_caller]
fn assert_exists(test: &str) {
    let (file, name) = test.trim_matches('`').split_once("::").unwrap_or_else(|| panic!("{test}"));
    let path = format!("{}/tests/{file}.rs", env!("CARGO_MANIFEST_DIR"));
    let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert!(source.contains(&format!("fn {name}()")), "{test}");
}

#[test]
fn parameters_and_outputs_are_documented() {
    let mut names = Vec::new();
    for case in ALL {
        let template = (case.api)().template().expect("a template");
        let parameters = template.parameters().filter(|(_, made)| matches!(made, Parameter::Made { .. }));
        let outputs = template.outputs().filter(|(_, made)| matches!(made, Output::Made { .. }));
        names.extend(parameters.map(|(id, _)| id.to_string()).chain(outputs.map(|(id, _)| id.to_string())));
    }
    for name in ["CodeKey", "ChatHostedZoneId", "RegionalHostedZoneId"] {
        assert!(names.iter().any(|made| made == name), "{name}");
    }
    for name in names {
        assert!(DEPLOYING.contains(&format!("`{name}`")), "{name}");
    }
}

/// The numbers of routes with a function each whose template is small enough to deploy without S3.
#[test]
fn template_sizes_are_documented() {
    let sizes = |count: usize| {
        let routes: String = (0..count).map(|i| format!("route{i}: f, ")).collect();
        let declaration = source::value(source::declaration("Chat", &format!("routes: {{ {routes} }}")));
        let template = synth(&declaration).to_json();
        // As `aws cloudformation package --use-json` writes it, except for the location of the artifact.
        let mut packaged = Vec::new();
        let formatter = PrettyFormatter::with_indent(b"    ");
        let value: Value = serde_json::from_str(&template).expect("JSON");
        value.serialize(&mut Serializer::with_formatter(&mut packaged, formatter)).expect("JSON");
        (template.len(), packaged.len())
    };
    let (most, packaged) = (11, 8);
    assert!(
        DEPLOYING.contains(&format!("about {most} routes with a function each, {packaged} as `package`"))
    );
    assert!(sizes(most).0 <= limits::TEMPLATE_BODY && limits::TEMPLATE_BODY < sizes(most + 1).0);
    assert!(sizes(packaged).1 <= limits::TEMPLATE_BODY && limits::TEMPLATE_BODY < sizes(packaged + 1).1);
    assert!(sizes(99).1 <= limits::TEMPLATE_OBJECT);
}

/// The README states the supported compiler.
#[test]
fn readme_states_the_rust_version() {
    let readme = include_str!("../../README.md");
    let version = env!("CARGO_PKG_RUST_VERSION");
    assert!(
        readme.contains(&format!("[![Rust {version}](")) && readme.contains(&format!("Rust-{version}%2B"))
    );
}

/// Links between files of the repository; rustdoc checks links between its pages.
#[test]
fn links_between_files_lead_to_files_and_headings() {
    let workspace = workspace();
    let pages = [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "COMPARE.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "STYLE.md",
        "tests/README.md",
        "tests/events/README.md",
        "tests/ui/README.md",
    ];
    let mut count = 0;
    for page in pages {
        let page = workspace.join(page);
        let text = fs::read_to_string(&page).expect("a page");
        for (_, rest) in text.match_indices("](").map(|(at, _)| text.split_at(at + 2)) {
            let (target, _) = rest.split_once(')').expect("the end of a link");
            if target.starts_with("http") {
                continue;
            }
            count += 1;
            let (path, anchor) = target.split_once('#').map_or((target, None), |(path, at)| (path, Some(at)));
            let folder = page.parent().expect("a folder");
            let path = if path.is_empty() { page.clone() } else { folder.join(path) };
            assert!(path.exists(), "{}: {target}", page.display());
            if let Some(anchor) = anchor {
                let there = fs::read_to_string(&path).expect("a page");
                let headings = there.lines().filter_map(|line| line.strip_prefix('#')).map(|line| {
                    line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-").replace('`', "")
                });
                assert!(
                    headings.into_iter().any(|heading| heading == anchor),
                    "{}: {target}",
                    page.display()
                );
            }
        }
    }
    assert!(count > 40, "they are no longer found: {count}");
}
