//! What a newer API would break for clients that are deployed.

use std::{cmp::Ordering, collections::HashSet, fmt};

use serde_json::{Number, Value, json};

use super::AsyncApi;
use crate::{Error, Result};

/// Something that clients made for an older API rely on, and a newer one does not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakingChange {
    place: String,
    change: String,
}

impl fmt::Display for BreakingChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.change)
    }
}

impl AsyncApi {
    /// What this API would break for clients of an older one, whose document this is, as [`AsyncApi::to_json`] wrote it: routes,
    /// replies and messages that are gone, members that have to be sent now or may be missing in what comes, types that take
    /// less or give more.
    ///
    /// Schemas are compared keyword by keyword. Where that does not tell (a `pattern` that became another), it is a change.
    ///
    /// # Errors
    /// [`Error::NoAsyncApi`] if it is no AsyncAPI 3 document in JSON.
    pub fn breaking_changes(&self, older: &str) -> Result<Vec<BreakingChange>> {
        let older: Value =
            serde_json::from_str(older).map_err(|error| Error::NoAsyncApi(error.to_string()))?;
        if !older["asyncapi"].as_str().is_some_and(|version| version.starts_with("3.")) {
            return Err(Error::NoAsyncApi("it has no `asyncapi: 3.…`".to_owned()));
        }
        let mut comparison = Comparison { older: &older, newer: &self.document, changes: Vec::new() };
        comparison.compare();
        Ok(comparison.changes)
    }
}

struct Comparison<'a> {
    older: &'a Value,
    newer: &'a Value,
    changes: Vec<BreakingChange>,
}

/// Who writes the values that are compared, and who has to put up with them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    /// Clients write as the older API says, and the newer reads.
    ToApi,
    /// The newer API writes, and clients read as the older says.
    ToClients,
}

/// A schema, and the document that it refers into.
#[derive(Clone, Copy)]
struct Schema<'a> {
    schema: &'a Value,
    document: &'a Value,
    /// Without what stands in its `allOf`, which is looked at by itself.
    alone: bool,
}

impl Comparison<'_> {
    fn compare(&mut self) {
        let (older, newer) = (self.older, self.newer);
        for (name, was) in object(&older["operations"]) {
            let is = &newer["operations"][name];
            let receives = was["action"] == "receive";
            let place = format!(
                "`{}`",
                said(was, older).and_then(|message| message["name"].as_str()).unwrap_or(name)
            );
            if is.is_null() || is["action"] != was["action"] {
                self.tell(&place, if receives { "the route is gone" } else { "the message is gone" });
                continue;
            }
            let flow = if receives { Flow::ToApi } else { Flow::ToClients };
            self.compare_payload(flow, &place, said(was, older), said(is, newer));
            if was["reply"].is_object() {
                let place = format!("{place}, reply");
                match said(&is["reply"], newer) {
                    None => self.tell(&place, "there is none any longer"),
                    is => self.compare_payload(Flow::ToClients, &place, said(&was["reply"], older), is),
                }
            }
        }
        self.compare_handshakes();
    }

    fn compare_payload(&mut self, flow: Flow, place: &str, was: Option<&Value>, is: Option<&Value>) {
        let (Some(was), Some(is)) = (was, is) else { return };
        let kind = |message: &Value| message["contentType"].as_str().unwrap_or("application/json").to_owned();
        if kind(was) != kind(is) {
            return self.tell(place, &format!("it was `{}` and is `{}`", kind(was), kind(is)));
        }
        let was = Schema::new(&was["payload"], self.older);
        let is = Schema::new(&is["payload"], self.newer);
        let changes = match flow {
            Flow::ToApi => differences(flow, was, is),
            Flow::ToClients => differences(flow, is, was),
        };
        for (path, change) in changes {
            let place = if path.is_empty() { place.to_owned() } else { format!("{place}, `{path}`") };
            self.tell(&place, &change);
        }
    }

    fn compare_handshakes(&mut self) {
        let (older, newer) = (self.older, self.newer);
        for part in ["query", "headers"] {
            let schema = |document| match channel(document).map(|channel| &channel["bindings"]["ws"][part]) {
                // Without a schema anything may be there.
                None | Some(Value::Null) => Schema::new(&Value::Bool(true), document),
                Some(schema) => Schema::new(schema, document),
            };
            let (was, is) = (schema(older), schema(newer));
            for (path, change) in differences(Flow::ToApi, was, is) {
                self.tell(&format!("the handshake's {part}, `{path}`"), &change);
            }
        }
        let secured =
            |document: &Value| object(&document["servers"]).any(|(_, server)| !server["security"].is_null());
        if secured(newer) && !secured(older) {
            self.tell("the handshake", "clients have to show who they are now");
        }
        for (name, was) in object(&older["servers"]) {
            let is = &newer["servers"][name];
            for what in ["host", "pathname"] {
                if was[what] != is[what] {
                    let is = is[what].as_str().map_or("is gone".to_owned(), |is| format!("is `{is}` now"));
                    self.tell(
                        &format!("the server's {what} `{}`", was[what].as_str().unwrap_or_default()),
                        &is,
                    );
                }
            }
            let stage = |server: &Value| server["variables"]["stage"]["default"].as_str().map(str::to_owned);
            if let (Some(was), Some(is)) = (stage(was), stage(is))
                && was != is
            {
                self.tell(&format!("the stage `{was}`"), &format!("is `{is}` now, in every URL"));
            }
        }
    }

    fn tell(&mut self, place: &str, change: &str) {
        self.changes.push(BreakingChange { place: place.to_owned(), change: change.to_owned() });
    }
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn channel(document: &Value) -> Option<&Value> {
    object(&document["channels"]).map(|(_, channel)| channel).next()
}

/// The message of an operation or of a reply.
fn said<'a>(operation: &'a Value, document: &'a Value) -> Option<&'a Value> {
    let message = operation["messages"].get(0)?;
    Some(follow(message, document))
}

/// Where references lead.
fn follow<'a>(mut value: &'a Value, document: &'a Value) -> &'a Value {
    // A reference to itself leads nowhere.
    for _ in 0..32 {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
        let Some(found) = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer)) else {
            break;
        };
        value = found;
    }
    value
}

/// What of the values that `from` allows `to` does not take, by the path of members.
fn differences(flow: Flow, from: Schema<'_>, to: Schema<'_>) -> Vec<(String, String)> {
    let mut differences = Differences { flow, found: Vec::new(), open: Vec::new() };
    differences.compare("", from, to);
    let mut told = HashSet::new();
    differences.found.retain(|found| told.insert(found.clone()));
    differences.found
}

struct Differences {
    flow: Flow,
    found: Vec<(String, String)>,
    /// The pairs that are being compared: of what holds itself, once.
    open: Vec<(*const Value, *const Value)>,
}

impl<'a> Schema<'a> {
    fn new(schema: &'a Value, document: &'a Value) -> Self {
        Schema { schema, document, alone: false }
    }

    fn at(self, schema: &'a Value) -> Self {
        Schema::new(follow(schema, self.document), self.document)
    }

    /// The schemas that a value may meet instead of each other.
    fn alternatives(self) -> Vec<Schema<'a>> {
        let list = ["oneOf", "anyOf"].into_iter().find_map(|key| self.schema.get(key)?.as_array());
        list.map_or(vec![self], |list| list.iter().flat_map(|one| self.at(one).alternatives()).collect())
    }

    fn is_union(self) -> bool {
        self.schema.get("oneOf").or_else(|| self.schema.get("anyOf")).is_some()
    }

    /// A schema for each alternative, with all that stands beside the alternatives; none if there are no alternatives.
    fn unfolded(self) -> Vec<Value> {
        let parts = self.parts();
        let Some(union) = parts.iter().find(|part| part.is_union()) else { return Vec::new() };
        let beside = parts.iter().filter_map(|part| {
            let mut members = part.schema.as_object()?.clone();
            members.remove("allOf");
            if std::ptr::eq(part.schema, union.schema) {
                members.retain(|key, _| key != "oneOf" && key != "anyOf");
            }
            (!members.is_empty()).then_some(Value::Object(members))
        });
        let beside: Vec<Value> = beside.collect();
        let whole = |one: Schema<'_>| {
            let all: Vec<&Value> = std::iter::once(one.schema).chain(&beside).collect();
            json!({ "allOf": all })
        };
        union.alternatives().into_iter().map(whole).collect()
    }

    /// The schemas that a value must meet, all of them.
    fn parts(self) -> Vec<Schema<'a>> {
        let all =
            self.schema.get("allOf").filter(|_| !self.alone).and_then(Value::as_array).into_iter().flatten();
        std::iter::once(self).chain(all.flat_map(|part| self.at(part).parts())).collect()
    }

    fn get(self, key: &str) -> Option<&'a Value> {
        self.parts().into_iter().find_map(|part| part.schema.get(key))
    }

    fn property(self, name: &str) -> Option<Schema<'a>> {
        self.parts().into_iter().find_map(|part| Some(part.at(part.schema.get("properties")?.get(name)?)))
    }

    fn properties(self) -> Vec<(&'a String, Schema<'a>)> {
        let parts = self.parts().into_iter();
        parts
            .flat_map(|part| {
                let properties = part.schema.get("properties").and_then(Value::as_object);
                properties.into_iter().flatten().map(move |(name, schema)| (name, part.at(schema)))
            })
            .collect()
    }

    fn requires(self, name: &str) -> bool {
        self.required().contains(&name)
    }

    fn required(self) -> Vec<&'a str> {
        let parts = self.parts().into_iter().filter_map(|part| part.schema.get("required")?.as_array());
        parts.flatten().filter_map(Value::as_str).collect()
    }

    /// What members must be that are not named.
    fn other_members(self) -> Option<&'a Value> {
        self.get("additionalProperties").filter(|values| values.is_object())
    }

    /// The names of types; empty for any.
    fn types(self) -> Vec<&'a str> {
        match self.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ if self.get("properties").is_some() => vec!["object"],
            _ => Vec::new(),
        }
    }

    /// The values that there are, if they are counted.
    fn values(self) -> Option<Vec<&'a Value>> {
        match (self.get("const"), self.get("enum")) {
            (Some(value), _) => Some(vec![value]),
            (None, Some(Value::Array(values))) => Some(values.iter().collect()),
            _ => None,
        }
    }

    /// The constants that it is known by among alternatives.
    fn tags(self) -> Vec<(&'a String, &'a Value)> {
        let constant = |(name, schema): (&'a String, Schema<'a>)| Some((name, schema.get("const")?));
        self.properties().into_iter().filter_map(constant).collect()
    }

    fn name(self) -> String {
        let tag = self.tags().first().map(|(_, value)| value.to_string());
        let values = || {
            self.values().map(|values| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        };
        tag.or_else(values).unwrap_or_else(|| match self.types()[..] {
            [] => "anything".to_owned(),
            ref types => types.join(" or "),
        })
    }
}

impl Differences {
    fn tell(&mut self, path: &str, to_api: impl fmt::Display, to_clients: impl fmt::Display) {
        let change = match self.flow {
            Flow::ToApi => to_api.to_string(),
            Flow::ToClients => to_clients.to_string(),
        };
        self.found.push((path.to_owned(), change));
    }

    fn compare(&mut self, path: &str, from: Schema<'_>, to: Schema<'_>) {
        let (from, to) = (from.at(from.schema), to.at(to.schema));
        let pair = (std::ptr::from_ref(from.schema), std::ptr::from_ref(to.schema));
        if self.open.contains(&pair) || matches!(to.schema, Value::Bool(true)) {
            return;
        }
        self.open.push(pair);
        for to in to.parts() {
            self.compare_alternatives(path, from, Schema { alone: true, ..to });
        }
        self.open.pop();
    }

    fn compare_alternatives(&mut self, path: &str, from: Schema<'_>, to: Schema<'_>) {
        let (possible, is_one) = (to.alternatives(), !to.is_union());
        let flow = self.flow;
        let attempt = |from: Schema<'_>, to: Schema<'_>, open: &[(*const Value, *const Value)]| {
            let mut differences = Differences { flow, found: Vec::new(), open: open.to_vec() };
            if is_one {
                differences.compare_one(path, from, to);
            } else {
                differences.compare(path, from, to);
            }
            differences.found
        };
        let open = self.open.clone();
        let unfolded = from.unfolded();
        let given = unfolded.iter().map(|schema| Schema::new(schema, from.document));
        for from in if unfolded.is_empty() { vec![from] } else { given.collect() } {
            let attempt = |to: &Schema<'_>| attempt(from, *to, &open);
            if is_one {
                self.found.extend(attempt(&to));
                continue;
            }
            let attempts: Vec<Vec<(String, String)>> = possible.iter().map(attempt).collect();
            if attempts.iter().any(Vec::is_empty) {
                continue;
            }
            let alike = |to: &Schema<'_>| {
                let tags = from.tags();
                if tags.is_empty() {
                    from.types() == to.types()
                } else {
                    to.tags().iter().all(|tag| tags.contains(tag))
                }
            };
            let mut same = possible.iter().zip(&attempts).filter(|(to, _)| alike(to));
            match (same.next(), same.next()) {
                (Some((_, found)), None) => self.found.extend(found.iter().cloned()),
                _ => {
                    let name = from.name();
                    self.tell(
                        path,
                        format_args!("{name} is not taken any longer"),
                        format_args!("{name} may come now, which older clients do not know"),
                    );
                }
            }
        }
    }

    fn compare_one(&mut self, path: &str, from: Schema<'_>, to: Schema<'_>) {
        if from.schema == to.schema && std::ptr::eq(from.document, to.document) {
            return;
        }
        if matches!(to.schema, Value::Bool(true)) {
            return;
        }
        match (from.values(), to.values()) {
            (_, None) => {}
            (Some(given), Some(taken)) => {
                for value in given.into_iter().filter(|value| !taken.contains(value)) {
                    self.tell(
                        path,
                        format_args!("{value} is not taken any longer"),
                        format_args!("{value} may come now, which older clients do not know"),
                    );
                }
                return;
            }
            (None, Some(taken)) => {
                let taken: Vec<String> = taken.iter().map(ToString::to_string).collect();
                let taken = taken.join(", ");
                return self.tell(
                    path,
                    format_args!("nothing but {taken} is taken now"),
                    format_args!("more than {taken} may come now"),
                );
            }
        }
        let (given, taken) = (from.types(), to.types());
        if !taken.is_empty() {
            let fits = |ty: &&str| taken.contains(ty) || (*ty == "integer" && taken.contains(&"number"));
            // Constants have a type without saying so.
            let said = given.is_empty() && from.values().is_some();
            let missing: Vec<&str> = given.iter().copied().filter(|ty| !fits(ty)).collect();
            if (given.is_empty() && !said) || !missing.is_empty() {
                let (was, is) = (name_types(&given), name_types(&taken));
                return self.tell(
                    path,
                    format_args!("it was {was}, and nothing but {is} is taken now"),
                    format_args!("it was {is}, and may be {was} now"),
                );
            }
        }
        self.compare_bounds(path, from, to);
        self.compare_members(path, from, to);
        self.compare_items(path, from, to);
    }

    fn compare_bounds(&mut self, path: &str, from: Schema<'_>, to: Schema<'_>) {
        const LOWER: [&str; 5] = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
        const UPPER: [&str; 5] = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];
        for (keys, is_lower) in [(LOWER, true), (UPPER, false)] {
            for key in keys {
                let Some(taken) = to.get(key).filter(|bound| bound.is_number()) else { continue };
                let given = from.get(key).filter(|bound| bound.is_number());
                let fits = given.is_some_and(|given| {
                    let order = order(given, taken);
                    order.is_eq() || if is_lower { order.is_gt() } else { order.is_lt() }
                });
                if !fits {
                    let was = given.map_or("none".to_owned(), ToString::to_string);
                    self.tell(
                        path,
                        format_args!("`{key}` is {taken} now, and was {was}"),
                        format_args!("`{key}` was {taken}, and is {was} now"),
                    );
                }
            }
        }
        for key in ["pattern", "multipleOf", "not", "uniqueItems"] {
            if let Some(taken) = to.get(key).filter(|taken| from.get(key) != Some(taken) && **taken != false)
            {
                let was = from.get(key).map_or("none".to_owned(), ToString::to_string);
                self.tell(
                    path,
                    format_args!("`{key}` is {taken} now, and was {was}"),
                    format_args!("`{key}` was {taken}, and is {was} now"),
                );
            }
        }
    }

    fn compare_members(&mut self, path: &str, from: Schema<'_>, to: Schema<'_>) {
        let member = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        for name in to.required() {
            if !from.requires(name) {
                self.tell(&member(name), "it has to be there now", "it may be missing now");
            }
        }
        let closed = to.get("additionalProperties") == Some(&Value::Bool(false));
        for (name, from) in from.properties() {
            match to.property(name) {
                Some(to) => self.compare(&member(name), from, to),
                None => match to.other_members() {
                    Some(others) => self.compare(&member(name), from, to.at(others)),
                    None if closed => {
                        self.tell(&member(name), "it is refused now", "older clients refuse it");
                    }
                    None => {}
                },
            }
        }
        if let (Some(given), Some(taken)) = (from.other_members(), to.other_members()) {
            self.compare(&member("*"), from.at(given), to.at(taken));
        }
    }

    fn compare_items(&mut self, path: &str, from: Schema<'_>, to: Schema<'_>) {
        let at = |i: &str| format!("{path}[{i}]");
        match (from.get("items"), to.get("items")) {
            (_, None) => {}
            (Some(Value::Array(given)), Some(Value::Array(taken))) => {
                for (i, (given, taken)) in given.iter().zip(taken).enumerate() {
                    self.compare(&at(&i.to_string()), from.at(given), to.at(taken));
                }
            }
            (Some(Value::Array(given)), Some(taken)) => {
                for (i, given) in given.iter().enumerate() {
                    self.compare(&at(&i.to_string()), from.at(given), to.at(taken));
                }
            }
            (Some(given), Some(Value::Array(taken))) => {
                for (i, taken) in taken.iter().enumerate() {
                    self.compare(&at(&i.to_string()), from.at(given), to.at(taken));
                }
            }
            (Some(given), Some(taken)) => self.compare(&at(""), from.at(given), to.at(taken)),
            (None, Some(_)) => {}
        }
    }
}

/// Of two numbers, exactly where they are integers.
fn order(a: &Value, b: &Value) -> Ordering {
    let integer = |value: &Value| value.as_number().and_then(Number::as_i128);
    let float = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => float(a).total_cmp(&float(b)),
    }
}

fn name_types(types: &[&str]) -> String {
    if types.is_empty() { "anything".to_owned() } else { format!("`{}`", types.join(" or ")) }
}
