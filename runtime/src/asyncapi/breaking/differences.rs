use std::{
    cmp::{Ordering, Reverse},
    collections::HashSet,
    fmt,
};

use serde_json::{Number, Value};

use super::schema::Schema;

/// The direction of the compared values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Clients write values of the older schema, and the newer API reads them.
    ToApi,
    /// The newer API writes, and clients read with the older schema.
    ToClients,
}

/// Returns the values that `from` allows and `to` rejects, each with its path.
pub(super) fn differences(flow: Flow, from: Schema<'_>, to: Schema<'_>) -> Vec<(String, String)> {
    let mut differences = Differences { flow, found: Vec::new(), open: Vec::new() };
    differences.compare("", from, to);
    let mut known = HashSet::new();
    differences.found.retain(|found| known.insert(found.clone()));
    differences.found
}

struct Differences {
    flow: Flow,
    found: Vec<(String, String)>,
    /// The pairs under comparison, so that a recursive schema is compared once.
    open: Vec<(Value, Value)>,
}

impl Differences {
    fn add(&mut self, path: &str, to_api: impl fmt::Display, to_clients: impl fmt::Display) {
        let change = match self.flow {
            Flow::ToApi => to_api.to_string(),
            Flow::ToClients => to_clients.to_string(),
        };
        self.found.push((path.to_owned(), change));
    }

    fn compare(&mut self, path: &str, from: Schema<'_>, to: Schema<'_>) {
        let (from, to) = (from.at(from.schema), to.at(to.schema));
        let is_open = self.open.iter().any(|(a, b)| a == from.schema && b == to.schema);
        if is_open || matches!(to.schema, Value::Bool(true)) {
            return;
        }
        self.open.push((from.schema.clone(), to.schema.clone()));
        for to in to.parts() {
            if let Some(beside) = to.beside_alternatives() {
                let beside = Schema { alone: true, ..Schema::new(&beside, to.document) };
                self.compare_alternatives(path, from, beside);
            }
            self.compare_alternatives(path, from, Schema { alone: true, ..to });
        }
        self.open.pop();
    }

    fn compare_alternatives(&mut self, path: &str, from: Schema<'_>, to: Schema<'_>) {
        let possible = to.alternatives();
        let is_one = !to.is_union();
        let possible: Vec<Schema<'_>> =
            possible.iter().map(|schema| Schema::new(schema, to.document)).collect();
        let mut unfolded = from.unfolded();
        if unfolded.is_empty() && !is_one && from.types().len() > 1 {
            unfolded = from.split_types();
        }
        let given = unfolded.iter().map(|schema| Schema::new(schema, from.document));
        for from in if unfolded.is_empty() { vec![from] } else { given.collect() } {
            if is_one {
                self.compare_one(path, from, to);
                continue;
            }
            let attempts: Vec<Vec<(String, String)>> =
                possible.iter().map(|to| self.attempt(path, from, *to)).collect();
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
            // The alternative with the most common tags is the earlier one.
            let distance = |(to, found): &(&Schema<'_>, &Vec<_>)| (Reverse(to.tags().len()), found.len());
            let same: Vec<_> = possible.iter().zip(&attempts).filter(|(to, _)| alike(to)).collect();
            let least = same.iter().map(distance).min();
            let mut nearest = same.iter().filter(|one| Some(distance(one)) == least);
            match (nearest.next(), nearest.next()) {
                (Some((_, found)), None) => self.found.extend(found.iter().cloned()),
                _ => {
                    let name = from.name();
                    self.add(
                        path,
                        format_args!("value {name} is no longer accepted"),
                        format_args!("new value {name} is unknown to older clients"),
                    );
                }
            }
        }
    }

    /// Returns the differences that a comparison finds, without adding them.
    fn attempt(&mut self, path: &str, from: Schema<'_>, to: Schema<'_>) -> Vec<(String, String)> {
        let outer = std::mem::take(&mut self.found);
        self.compare(path, from, to);
        std::mem::replace(&mut self.found, outer)
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
                    self.add(
                        path,
                        format_args!("value {value} is no longer accepted"),
                        format_args!("new value {value} is unknown to older clients"),
                    );
                }
                return;
            }
            (None, Some(taken)) => {
                let taken: Vec<String> = taken.iter().map(ToString::to_string).collect();
                let taken = taken.join(", ");
                return self.add(
                    path,
                    format_args!("only {taken} is accepted now"),
                    format_args!("values other than {taken} are unknown to older clients"),
                );
            }
        }
        let (given, taken) = (from.types(), to.types());
        if !taken.is_empty() {
            let fits = |ty: &&str| taken.contains(ty) || (*ty == "integer" && taken.contains(&"number"));
            // A constant has the type of its value.
            let is_constant = given.is_empty() && from.values().is_some();
            let missing: Vec<&str> = given.iter().copied().filter(|ty| !fits(ty)).collect();
            if (given.is_empty() && !is_constant) || !missing.is_empty() {
                let (was, is) = (name_types(&given), name_types(&taken));
                return self.add(
                    path,
                    format_args!("type changed from {was} to {is}"),
                    format_args!("type changed from {is} to {was}"),
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
                    self.add(
                        path,
                        format_args!("`{key}` changed from {was} to {taken}"),
                        format_args!("`{key}` changed from {taken} to {was}"),
                    );
                }
            }
        }
        for key in ["pattern", "multipleOf", "not", "uniqueItems"] {
            if let Some(taken) = to.get(key).filter(|taken| from.get(key) != Some(taken) && **taken != false)
            {
                let was = from.get(key).map_or("none".to_owned(), ToString::to_string);
                self.add(
                    path,
                    format_args!("`{key}` changed from {was} to {taken}"),
                    format_args!("`{key}` changed from {taken} to {was}"),
                );
            }
        }
    }

    fn compare_members(&mut self, path: &str, from: Schema<'_>, to: Schema<'_>) {
        let member = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        for name in to.required() {
            if !from.requires(name) {
                self.add(&member(name), "property is now required", "property is now optional");
            }
        }
        let closed = to.get("additionalProperties") == Some(&Value::Bool(false));
        let refused = ("property is no longer accepted", "new property is rejected by older clients");
        for (name, from) in from.properties() {
            match to.property(name) {
                Some(to) => self.compare(&member(name), from, to),
                None => match to.other_members() {
                    Some(others) => self.compare(&member(name), from, to.at(others)),
                    None if closed => self.add(&member(name), refused.0, refused.1),
                    None => {}
                },
            }
        }
        for (pattern, given) in from.patterns() {
            let same = to.patterns().into_iter().find(|(other, _)| *other == pattern);
            match same.map(|(_, taken)| taken).or(to.other_members()) {
                Some(taken) => self.compare(&member("*"), from.at(given), to.at(taken)),
                None if closed => self.add(&member("*"), refused.0, refused.1),
                None => {}
            }
        }
        if let Some(given) = from.other_members() {
            match to.other_members() {
                Some(taken) => self.compare(&member("*"), from.at(given), to.at(taken)),
                None if closed => self.add(&member("*"), refused.0, refused.1),
                None => {}
            }
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

/// Compares two numbers, and integers without rounding.
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
