use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::{Value, json};
use typify_impl::{TypeSpace, TypeSpaceSettings};
use websocket_api_model::{declaration::Declaration, limits};

use super::heartbeat::Heartbeat;
use crate::{
    asyncapi::{
        Contract, Error, client_contract::MessageBody, json_schema::move_references,
        schema_names::unique_name,
    },
    handler::schema::PayloadSchema,
};

/// The part of a client that is equal for every API.
const RUNTIME: &str = include_str!("runtime.rs");

/// The code that puts the selector into a message.
const MERGED: &str = include_str!("../../merged.rs");

/// The place of the named schemas that typify reads.
const DEFINITIONS_POINTER: &str = "/definitions";

pub(super) fn client(declaration: &Declaration, contract: &Contract) -> Result<String, Error> {
    let api = &*declaration.type_name;
    let version = contract.version.map(|version| format!(" {version}")).unwrap_or_default();
    let mut types = Types::new(contract)?;
    let query = query(contract, &mut types)?;
    let (requests, replies) = client_messages(contract, &mut types)?;
    let server_messages = server_messages(contract, &mut types)?;
    let token = contract.handshake.tokens.first();
    let token = token.map_or_else(|| quote!(None), |token| quote!(Some(#token)));
    let heartbeat = Heartbeat::new(declaration, contract);
    let is_route = matches!(heartbeat, Some(Heartbeat::Route(_)));
    let reply = heartbeat.as_ref().and_then(|heartbeat| heartbeat.reply(contract));
    let reply = reply.map_or_else(|| quote!(None), |route| quote!(Some(#route)));
    let message =
        heartbeat.and_then(|heartbeat| heartbeat.message(contract)).map(|message| message.to_string());
    let message = message.map_or_else(|| quote!(None), |message| quote!(Some(#message)));
    let answered = contract
        .client_messages
        .iter()
        .enumerate()
        .filter(|(_, message)| message.is_answered)
        .map(|(i, _)| i);
    let [most, most_of_a_frame] = [limits::MESSAGE, limits::FRAME].map(Literal::usize_unsuffixed);
    let definitions = types.space.to_stream();
    let generated = quote! {
        /// The types of messages.
        pub mod types {
            #definitions
        }

        #query

        /// The maximum sizes of a message and of a frame, in bytes.
        const MAX_MESSAGE: usize = #most;
        const MAX_FRAME: usize = #most_of_a_frame;
        /// The member of the query string that the authorizer reads.
        const TOKEN: Option<&str> = #token;
        /// The heartbeat message.
        const HEARTBEAT: Option<&str> = #message;
        const HEARTBEAT_IS_A_ROUTE: bool = #is_route;
        /// The index of the route that replies to the heartbeat.
        const HEARTBEAT_REPLY: Option<usize> = #reply;
        /// The routes whose messages each have a reply or an error of API Gateway.
        const ANSWERED: &[usize] = &[#(#answered),*];

        impl Client {
            #requests
        }

        #replies

        #server_messages
    };
    let generated = syn::parse2(generated).map_err(|error| Error::Client(error.to_string()))?;
    Ok(format!(
        "//! A client of the WebSocket API `{api}`{version}, generated from its declaration by `websocket-api`. Do not edit.\n\
         //!\n\
         //! Start with `connect`. The module requires `futures-util`, `serde`, `serde_json`, `tokio` (`macros`, `rt`, `sync`, `time`) and\n\
         //! `tokio-tungstenite` (`connect`, and a feature for TLS).\n\
         #![allow(warnings)]\n\n{}{RUNTIME}\n{MERGED}",
        prettyplease::unparse(&generated)
    ))
}

/// The types of an API in Rust.
struct Types {
    space: TypeSpace,
    /// The names of existing types. typify treats two types with one name as equal.
    names: BTreeSet<String>,
}

impl Types {
    fn new(contract: &Contract) -> Result<Self, Error> {
        let mut settings = TypeSpaceSettings::default();
        settings.with_type_mod("types").with_derive("PartialEq".to_owned());
        let mut space = TypeSpace::new(&settings);
        let schemas = contract.schemas.iter();
        let schemas: Result<Vec<_>, Error> =
            schemas.map(|(name, schema)| Ok((name.as_str(), read(schema)?))).collect();
        space.add_ref_types(schemas?).map_err(|error| Error::Client(error.to_string()))?;
        let names = contract.schemas.keys().map(|name| name.to_upper_camel_case()).collect();
        Ok(Types { space, names })
    }

    /// Adds the type of a schema and returns it. A schema without a title has this name or a similar one.
    fn add(&mut self, schema: &Value, name: &str) -> Result<TokenStream, Error> {
        let name = unique_name(name, &mut self.names);
        let id = self.space.add_type_with_name(&read(schema)?, Some(name));
        let id = id.map_err(|error| Error::Client(error.to_string()))?;
        let known = self.space.get_type(&id).map_err(|error| Error::Client(error.to_string()))?;
        Ok(known.ident())
    }
}

/// A schema as typify has it.
fn read<T: serde::de::DeserializeOwned>(schema: &Value) -> Result<T, Error> {
    let mut schema = move_references(schema, DEFINITIONS_POINTER);
    forget_forms(&mut schema);
    serde_json::from_value(schema).map_err(|error| Error::Client(error.to_string()))
}

/// Texts are texts, names of members too: the types that typify has for their formats and patterns are other crates'.
fn forget_forms(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let ty = members.get("type");
            let may_be_text = |ty: &Value| match ty {
                Value::Array(types) => types.contains(&"string".into()),
                ty => ty == "string",
            };
            if ty.is_some_and(may_be_text) {
                members.retain(|key, _| !matches!(&**key, "format" | "pattern"));
            }
            if let Some(Value::Object(patterns)) = members.remove("patternProperties")
                && let Some((_, values)) = patterns.into_iter().next()
            {
                members.insert("additionalProperties".to_owned(), values);
            }
            members.values_mut().for_each(forget_forms);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_forms),
        _ => {}
    }
}

fn query(contract: &Contract, types: &mut Types) -> Result<TokenStream, Error> {
    let ty = match &*contract.handshake.client_query(&contract.schemas) {
        [] => quote!(std::collections::BTreeMap<String, String>),
        [one] => types.add(one, "HandshakeQuery")?,
        several => types.add(&json!({ "allOf": several }), "HandshakeQuery")?,
    };
    Ok(quote! {
        /// The query string of the handshake.
        pub type Query = #ty;
    })
}

/// Returns a method for each route, and the function that recognizes replies.
fn client_messages(contract: &Contract, types: &mut Types) -> Result<(TokenStream, TokenStream), Error> {
    let mut functions = TokenStream::new();
    let mut answers = TokenStream::new();
    // The methods that every client has.
    let mut names: BTreeSet<String> = ["close", "request"].map(str::to_owned).into();
    for (i, message) in contract.client_messages.iter().enumerate() {
        let key = &message.route_key;
        let upper = key.trim_start_matches('$').to_upper_camel_case();
        let name = function_name(key, &mut names);
        let doc = format!(" The route `{key}`.");
        let selector = message.selector.as_ref().map(|selector| selector.example.to_string());
        let (parameter, argument) = match &message.message {
            None if selector.is_some() => (TokenStream::new(), quote!(())),
            None | Some(MessageBody::Opaque) => (quote!(, message: &serde_json::Value), quote!(message)),
            Some(MessageBody::Described(PayloadSchema::Text | PayloadSchema::Binary))
                if selector.is_none() =>
            {
                (quote!(, message: &str), quote!(message))
            }
            Some(MessageBody::Described(PayloadSchema::Text | PayloadSchema::Binary)) => {
                (quote!(, message: &serde_json::Value), quote!(message))
            }
            Some(MessageBody::Described(PayloadSchema::Json(_))) => {
                let ty = types.add(
                    &message.body_schema(&contract.schemas).unwrap_or_default(),
                    &format!("{upper}Message"),
                )?;
                (quote!(, message: &#ty), quote!(message))
            }
        };
        let text = match (&selector, &message.message) {
            (Some(selector), _) => quote!(selected(#selector, #argument)),
            (None, Some(MessageBody::Described(PayloadSchema::Text | PayloadSchema::Binary))) => {
                quote!(Ok(message.to_owned()))
            }
            (None, _) => quote!(serde_json::to_string(&#argument)),
        };
        let (reply, ty) = match &message.reply {
            None => (quote!(None), quote!(())),
            Some(reply) => {
                let (ty, answer) = match reply {
                    MessageBody::Opaque => (quote!(serde_json::Value), quote!(Some(value.clone()))),
                    MessageBody::Described(PayloadSchema::Text | PayloadSchema::Binary) => {
                        (quote!(String), quote!(Some(Value::from(text))))
                    }
                    MessageBody::Described(PayloadSchema::Json(schema)) => {
                        let ty = types.add(schema, &format!("{upper}Reply"))?;
                        (ty.clone(), quote!(read::<#ty>(value).map(|_| value.clone())))
                    }
                };
                answers.extend(quote!(#i => #answer,));
                (quote!(Some(#i)), ty)
            }
        };
        functions.extend(quote! {
            #[doc = #doc]
            pub async fn #name(&self #parameter) -> Result<#ty, Error> {
                self.request(#text, #reply).await
            }
        });
    }
    let answer = quote! {
        /// Returns the value if it is the reply of this route.
        fn answer(route: usize, value: &Value, text: &str) -> Option<Value> {
            match route {
                #answers
                _ => None,
            }
        }
    };
    Ok((functions, answer))
}

/// Returns the enum of server messages, and the function that recognizes its variants.
fn server_messages(contract: &Contract, types: &mut Types) -> Result<TokenStream, Error> {
    let mut variants = TokenStream::new();
    let mut attempts = TokenStream::new();
    let mut names = BTreeSet::new();
    for server_message in &contract.server_messages {
        let mut name = server_message.name.to_upper_camel_case();
        while name.is_empty() || !names.insert(name.clone()) {
            name.push('_');
        }
        let (variant, doc) = (format_ident!("{name}"), format!(" `{}`", server_message.name));
        let (tags, rest) = server_message.tags();
        let is_sure = if tags.is_empty() { quote!(!is_sure) } else { quote!(is_sure) };
        let (members, values) =
            (tags.iter().map(|(name, _)| name), tags.iter().map(|(_, value)| value.to_string()));
        let tags = quote!(&[#((#members, #values)),*]);
        match rest {
            Some(rest) => {
                let ty = types.add(&rest, &format!("{name}ServerMessage"))?;
                variants.extend(quote!(#[doc = #doc] #variant(#ty),));
                attempts.extend(quote! {
                    if #is_sure && let Some(message) = tagged(value, #tags) {
                        return Some(ServerMessage::#variant(message));
                    }
                });
            }
            None => {
                variants.extend(quote!(#[doc = #doc] #variant,));
                attempts.extend(quote! {
                    if #is_sure && tagged::<Value>(value, #tags).is_some() {
                        return Some(ServerMessage::#variant);
                    }
                });
            }
        }
    }
    Ok(quote! {
        /// The messages that the API sends without a request.
        #[derive(Clone, Debug, PartialEq)]
        pub enum ServerMessage {
            #variants
        }

        /// One of them, told by a tag or not.
        fn server_message(value: &Value, is_sure: bool) -> Option<ServerMessage> {
            #attempts
            None
        }
    })
}

fn function_name(key: &str, names: &mut BTreeSet<String>) -> proc_macro2::Ident {
    let mut name = key.to_snake_case();
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert_str(0, "route_");
    }
    while !names.insert(name.clone()) {
        name.push('_');
    }
    // Keywords can be names too, but for a few.
    syn::parse_str(&name).unwrap_or_else(|_| match &*name {
        "self" | "super" | "crate" => format_ident!("{name}_"),
        name => format_ident!("r#{name}"),
    })
}
