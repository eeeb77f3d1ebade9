//! The references between the resources of a template.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Template;

impl Template {
    /// Returns a referenced name that the template does not have.
    pub fn dangling(&self) -> Option<String> {
        let value = serde_json::to_value(self).expect("string keys and finite numbers only");
        let mut names = HashSet::new();
        references(&value, &mut names);
        let mut missing: Vec<&str> = names
            .into_iter()
            .filter(|name| !name.starts_with("AWS::") && !name.starts_with('!'))
            .filter(|name| value["Resources"].get(name).is_none() && value["Parameters"].get(name).is_none())
            .collect();
        missing.sort_unstable();
        missing.first().map(|name| (*name).to_owned())
    }

    /// Returns a cycle of resources, which CloudFormation cannot create. Each depends on the next one, and
    /// the last one on the first.
    pub fn cycle(&self) -> Option<Vec<String>> {
        let value = serde_json::to_value(self).expect("string keys and finite numbers only");
        let resources = value["Resources"].as_object()?;
        let edges: HashMap<&str, Vec<&str>> = resources
            .iter()
            .map(|(id, resource)| {
                let mut to = HashSet::new();
                references(resource, &mut to);
                let mut to: Vec<&str> = to.into_iter().filter(|name| resources.contains_key(*name)).collect();
                to.sort_unstable();
                (id.as_str(), to)
            })
            .collect();
        let mut done = HashSet::new();
        resources.keys().find_map(|start| walk(start, &edges, &mut done))
    }
}

/// Searches depth first, with an explicit stack instead of recursion.
fn walk<'a>(
    start: &'a str,
    edges: &HashMap<&'a str, Vec<&'a str>>,
    done: &mut HashSet<&'a str>,
) -> Option<Vec<String>> {
    let mut path: Vec<(&str, usize)> = vec![(start, 0)];
    while let Some((id, next)) = path.last_mut() {
        let Some(to) = edges[*id].get(*next) else {
            done.insert(*id);
            path.pop();
            continue;
        };
        *next += 1;
        if let Some(from) = path.iter().position(|(id, _)| id == to) {
            return Some(path[from..].iter().map(|(id, _)| (*id).to_owned()).collect());
        }
        if !done.contains(to) {
            path.push((to, 0));
        }
    }
    None
}

fn references<'a>(value: &'a Value, to: &mut HashSet<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, to)),
        Value::Object(members) => {
            for (key, inner) in members {
                match (key.as_str(), inner) {
                    ("Ref", Value::String(name)) => {
                        to.insert(name);
                    }
                    ("Fn::GetAtt", Value::Array(parts)) => to.extend(parts.first().and_then(Value::as_str)),
                    ("Fn::GetAtt", Value::String(name)) => to.extend(name.split('.').next()),
                    ("Fn::Sub", Value::String(text)) => to.extend(substituted(text)),
                    ("Fn::Sub", Value::Array(parts)) => {
                        // The names in the map are not names of the template.
                        let given = parts.get(1).and_then(Value::as_object);
                        let is_given = |name: &&str| given.is_some_and(|given| given.contains_key(*name));
                        let names = parts.first().and_then(Value::as_str).into_iter().flat_map(substituted);
                        to.extend(names.filter(|name| !is_given(name)));
                        parts.iter().skip(1).for_each(|part| references(part, to));
                    }
                    ("DependsOn", Value::String(name)) => {
                        to.insert(name);
                    }
                    ("DependsOn", Value::Array(names)) => to.extend(names.iter().filter_map(Value::as_str)),
                    _ => references(inner, to),
                }
            }
        }
        _ => {}
    }
}

/// Returns the names in the `${…}` of a `Fn::Sub` string.
fn substituted(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| rest.split('}').next()?.split('.').next())
}
