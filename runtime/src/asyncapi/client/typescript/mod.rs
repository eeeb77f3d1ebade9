use serde_json::{Value, json};
use websocket_api_model::{declaration::Declaration, limits};

use self::types::{comment, key, literal, member, method, name, type_of};
use super::{
    heartbeat::Heartbeat,
    shape::{is_tag, is_unambiguous, shape},
};
use crate::{
    asyncapi::{
        Contract,
        client_contract::{ClientMessage, MessageBody},
    },
    handler::schema::PayloadSchema,
};

mod types;

/// The part of the client that is equal for all APIs.
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
        source += &doc_comment(schema, "");
        source += &format!("export type {} = {};\n\n", name(schema_name), type_of(schema, ""));
    }
    source += &query(contract);
    source += &send(contract);
    source += &server_messages(contract);
    source += &table(declaration, contract);
    source + RUNTIME
}

fn doc_comment(schema: &Value, indent: &str) -> String {
    schema.get("description").and_then(Value::as_str).map(|text| comment(text, indent)).unwrap_or_default()
}

fn connect(contract: &Contract) -> String {
    let options = if contract.handshake.requires_query(&contract.schemas) {
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
    let query = handshake.client_query(&contract.schemas);
    let mut parts: Vec<String> = query.iter().map(|schema| type_of(schema, "")).collect();
    if parts.is_empty() {
        parts.push("{ [name: string]: string | number | boolean | undefined }".to_owned());
    }
    parts.extend(handshake.tokens.iter().map(|token| format!("{{ {}?: string }}", key(token))));
    format!("/** The query string of the handshake. */\nexport type Query = {};\n\n", parts.join(" & "))
}

fn send(contract: &Contract) -> String {
    let methods: String = contract
        .client_messages
        .iter()
        .map(|message| {
            let doc = match message.json_schema() {
                Some(schema) => doc_comment(schema, "  "),
                None => String::new(),
            };
            let reply = match &message.reply {
                None => "void".to_owned(),
                Some(MessageBody::Described(payload)) => payload_type(payload, "  "),
                Some(MessageBody::Opaque) => "unknown".to_owned(),
            };
            format!(
                "{doc}  {}({}): Promise<{reply}>;\n",
                method(&message.route_key),
                parameter(message, contract)
            )
        })
        .collect();
    format!(
        "/** What clients send, by route key. It settles with the reply, or, if there is none, when it is handed to a \
         connection. */\nexport interface Send {{\n{methods}}}\n\n"
    )
}

fn parameter(message: &ClientMessage, contract: &Contract) -> String {
    let selected = message.selector.is_some();
    match (&message.message, selected) {
        (None, true) => String::new(),
        (None | Some(MessageBody::Opaque), false) => "message: unknown".to_owned(),
        (
            Some(MessageBody::Opaque | MessageBody::Described(PayloadSchema::Text | PayloadSchema::Binary)),
            true,
        ) => "message?: { [name: string]: unknown }".to_owned(),
        (Some(MessageBody::Described(payload @ (PayloadSchema::Text | PayloadSchema::Binary))), false) => {
            format!("message: {}", payload_type(payload, "  "))
        }
        (Some(MessageBody::Described(PayloadSchema::Json(_))), _) => {
            let body = message.body_schema(&contract.schemas).unwrap_or_default();
            let optional = if selected && !message.requires_members(contract) { "?" } else { "" };
            format!("message{optional}: {}", type_of(&body, "  "))
        }
    }
}

fn payload_type(payload: &PayloadSchema, indent: &str) -> String {
    match payload {
        PayloadSchema::Json(schema) => type_of(schema, indent),
        PayloadSchema::Text | PayloadSchema::Binary => "string".to_owned(),
    }
}

fn server_messages(contract: &Contract) -> String {
    let members: String = contract
        .server_messages
        .iter()
        .map(|variant| {
            format!(
                "{}  {}: {};\n",
                doc_comment(&variant.schema, "  "),
                key(&variant.name),
                type_of(&variant.schema, "  ")
            )
        })
        .collect();
    format!(
        "/** What the API sends by itself, by name. */\nexport interface ServerMessages {{\n{members}}}\n\n"
    )
}

/// Returns the table by which the client works, with an entry on each line.
fn table(declaration: &Declaration, contract: &Contract) -> String {
    let schemas = &contract.schemas;
    let client_messages = contract.client_messages.iter().map(|message| {
        let selector = message.selector.as_ref().map(|selector| &selector.example);
        let is_text = message.message.as_ref().is_some_and(MessageBody::is_text);
        let reply = message.reply.as_ref().map(|reply| match reply {
            MessageBody::Described(PayloadSchema::Json(schema)) => shape(schema, schemas),
            MessageBody::Described(PayloadSchema::Text | PayloadSchema::Binary) => json!([{ "is": "text" }]),
            MessageBody::Opaque => json!([{}]),
        });
        let is_text = is_text && selector.is_none();
        let entry =
            json!({ "selector": selector, "text": is_text, "reply": reply, "answered": message.is_answered });
        (&message.route_key, entry)
    });
    let server_messages = contract.server_messages.iter().map(|variant| {
        let shape = shape(&variant.schema, schemas);
        (&variant.name, json!({ "sure": is_unambiguous(&shape), "shape": only_tags(shape) }))
    });
    format!(
        "/** Bytes that API Gateway takes: of a message, and of each frame of it. */\nconst MAX_MESSAGE = {};\n\
         const MAX_FRAME = {};\n\nconst API: Api = {{\n  name: {},\n  token: {},\n  heartbeat: {},\n  requests: {},\n  serverMessages: {},\n}};\n",
        limits::MESSAGE,
        limits::FRAME,
        json!(declaration.type_name),
        json!(contract.handshake.tokens.first()),
        literal(&json!(Heartbeat::new(declaration, contract).map(|heartbeat| heartbeat.to_json()))),
        lines(client_messages),
        lines(server_messages),
    )
}

/// Removes the other members of forms with a tag, which distinguishes them alone.
fn only_tags(mut shape: Value) -> Value {
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
