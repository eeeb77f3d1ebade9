use serde_json::{Value, json};
use websocket_api_model::{declaration::Declaration, limits};

use self::types::{comment, key, literal, member, method, name, type_of};
use super::{
    super::{Contract, Request, Said, describe::Payload},
    heartbeat::Heartbeat,
    shape::{is_sure, is_tag, shape},
};

mod types;

/// What is the same for every API.
const RUNTIME: &str = include_str!("runtime.ts");

pub(super) fn client(declaration: &Declaration, contract: &Contract) -> String {
    let api = &*declaration.type_name;
    let version = contract.version.map(|version| format!(" {version}")).unwrap_or_default();
    let mut source = format!(
        "// A client of the WebSocket API `{api}`{version}, generated from its declaration by `websocket-api`: not to be edited.\n\
         // For browsers and Node, without dependencies. `connect` is the way in.\n\
         /* eslint-disable */\n\n"
    );
    if let Some(text) = declaration.documentation.as_deref() {
        source += &comment(text, "");
    }
    source += &connect(contract);
    for (schema_name, schema) in &contract.schemas {
        source += &described(schema, "");
        source += &format!("export type {} = {};\n\n", name(schema_name), type_of(schema, ""));
    }
    source += &query(contract);
    source += &send(contract);
    source += &server_messages(contract);
    source += &table(declaration, contract);
    source + RUNTIME
}

fn described(schema: &Value, indent: &str) -> String {
    schema.get("description").and_then(Value::as_str).map(|text| comment(text, indent)).unwrap_or_default()
}

fn connect(contract: &Contract) -> String {
    let options = if contract.handshake.needs_query(&contract.schemas) {
        "options: ConnectOptions & Required<Pick<ConnectOptions, \"query\">>"
    } else {
        "options: ConnectOptions = {}"
    };
    format!(
        "export function connect(url: string, {options}): Client {{\n  return new Client(url, options);\n}}\n\n"
    )
}

fn query(contract: &Contract) -> String {
    let handshake = &contract.handshake;
    let own = handshake.own_query(&contract.schemas);
    let mut parts: Vec<String> = own.iter().map(|schema| type_of(schema, "")).collect();
    if parts.is_empty() {
        parts.push("{ [name: string]: string | number | boolean | undefined }".to_owned());
    }
    parts.extend(handshake.tokens.iter().map(|token| format!("{{ {}?: string }}", key(token))));
    format!("/** The query string of the handshake. */\nexport type Query = {};\n\n", parts.join(" & "))
}

fn send(contract: &Contract) -> String {
    let methods: String = contract
        .requests
        .iter()
        .map(|request| {
            let doc = match &request.message {
                Some(Said::Payload(Payload::Json(schema))) => described(schema, "  "),
                _ => String::new(),
            };
            let reply = match &request.reply {
                None => "void".to_owned(),
                Some(Said::Payload(payload)) => of_payload(payload, "  "),
                Some(Said::Unknown) => "unknown".to_owned(),
            };
            format!(
                "{doc}  {}({}): Promise<{reply}>;\n",
                method(&request.route_key),
                parameter(request, contract)
            )
        })
        .collect();
    format!(
        "/** What clients send, by route key. It settles with the reply, or, if there is none, when it is handed to a \
         connection. */\nexport interface Send {{\n{methods}}}\n\n"
    )
}

fn parameter(request: &Request, contract: &Contract) -> String {
    let selected = request.selector.is_some();
    match (&request.message, selected) {
        (None, true) => String::new(),
        (None | Some(Said::Unknown), false) => "message: unknown".to_owned(),
        (Some(Said::Unknown | Said::Payload(Payload::Text | Payload::Binary)), true) => {
            "message?: { [name: string]: unknown }".to_owned()
        }
        (Some(Said::Payload(payload @ (Payload::Text | Payload::Binary))), false) => {
            format!("message: {}", of_payload(payload, "  "))
        }
        (Some(Said::Payload(Payload::Json(_))), _) => {
            let body = request.body(&contract.schemas).unwrap_or_default();
            let optional = if selected && !request.needs_members(contract) { "?" } else { "" };
            format!("message{optional}: {}", type_of(&body, "  "))
        }
    }
}

fn of_payload(payload: &Payload, indent: &str) -> String {
    match payload {
        Payload::Json(schema) => type_of(schema, indent),
        Payload::Text | Payload::Binary => "string".to_owned(),
    }
}

fn server_messages(contract: &Contract) -> String {
    let members: String = contract
        .server_messages
        .iter()
        .map(|push| {
            format!(
                "{}  {}: {};\n",
                described(&push.schema, "  "),
                key(&push.name),
                type_of(&push.schema, "  ")
            )
        })
        .collect();
    format!(
        "/** What the API sends by itself, by name. */\nexport interface ServerMessages {{\n{members}}}\n\n"
    )
}

/// What the client goes by: an entry a line.
fn table(declaration: &Declaration, contract: &Contract) -> String {
    let schemas = &contract.schemas;
    let requests = contract.requests.iter().map(|request| {
        let selector = request.selector.as_ref().map(|selector| &selector.example);
        let text = matches!(request.message, Some(Said::Payload(Payload::Text | Payload::Binary)));
        let reply = request.reply.as_ref().map(|reply| match reply {
            Said::Payload(Payload::Json(schema)) => shape(schema, schemas),
            Said::Payload(Payload::Text | Payload::Binary) => json!([{ "is": "text" }]),
            Said::Unknown => json!([{}]),
        });
        let text = text && selector.is_none();
        let entry =
            json!({ "selector": selector, "text": text, "reply": reply, "answered": request.is_answered });
        (&request.route_key, entry)
    });
    let server_messages = contract.server_messages.iter().map(|push| {
        let shape = shape(&push.schema, schemas);
        (&push.name, json!({ "sure": is_sure(&shape), "shape": told_apart(shape) }))
    });
    format!(
        "/** Bytes that API Gateway takes: of a message, and of each frame of it. */\nconst MAX_MESSAGE = {};\n\
         const MAX_FRAME = {};\n\nconst API: Api = {{\n  name: {},\n  token: {},\n  heartbeat: {},\n  requests: {},\n  serverMessages: {},\n}};\n",
        limits::MESSAGE,
        limits::FRAME,
        json!(declaration.type_name),
        json!(contract.handshake.tokens.first()),
        literal(&json!(Heartbeat::of(declaration, contract).map(|heartbeat| heartbeat.to_json()))),
        lines(requests),
        lines(server_messages),
    )
}

/// Of forms with a tag, the tag is enough.
fn told_apart(mut shape: Value) -> Value {
    for form in shape.as_array_mut().into_iter().flatten() {
        let Some(members) = form.get_mut("members").and_then(Value::as_object_mut) else { continue };
        if members.values().any(is_tag) {
            members.retain(|_, member| is_tag(member));
        }
    }
    shape
}

fn lines<'a>(entries: impl Iterator<Item = (&'a String, Value)>) -> String {
    let lines: String =
        entries.map(|(name, value)| format!("    {}: {},\n", member(name), literal(&value))).collect();
    if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{lines}  }}") }
}
