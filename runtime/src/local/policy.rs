use serde::Deserialize;
use serde_json::{Map, Value};

/// What an authorizer answers, as API Gateway reads it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Policy {
    principal_id: String,
    policy_document: Document,
    #[serde(default)]
    context: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Document {
    statement: OneOrMany<Statement>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    effect: Effect,
    action: OneOrMany<String>,
    resource: OneOrMany<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Effect {
    Allow,
    Deny,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    fn as_slice(&self) -> &[T] {
        match self {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(many) => many,
        }
    }
}

/// What a policy says of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    Allow,
    ExplicitDeny,
    /// No statement covers it.
    ImplicitDeny,
}

impl Policy {
    pub(super) fn decide(&self, arn: &str) -> Decision {
        let statements = self.policy_document.statement.as_slice().iter();
        let covering: Vec<Effect> = statements.filter(|one| one.covers(arn)).map(|one| one.effect).collect();
        if covering.contains(&Effect::Deny) {
            Decision::ExplicitDeny
        } else if covering.contains(&Effect::Allow) {
            Decision::Allow
        } else {
            Decision::ImplicitDeny
        }
    }

    /// What functions get of it: everything as text (conformance 2.34). `None` if the context has what API Gateway refuses.
    pub(super) fn into_context(self) -> Option<Map<String, Value>> {
        let text = |value| match value {
            Value::String(text) => Some(Value::String(text)),
            Value::Number(_) | Value::Bool(_) => Some(Value::String(value.to_string())),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        };
        let mut context = Map::from_iter([("principalId".to_owned(), Value::String(self.principal_id))]);
        for (key, value) in self.context {
            context.insert(key, text(value)?);
        }
        Some(context)
    }
}

impl Statement {
    fn covers(&self, arn: &str) -> bool {
        let any = |patterns: &OneOrMany<String>, of: &str| patterns.as_slice().iter().any(|p| matches(p, of));
        any(&self.action, "execute-api:Invoke") && any(&self.resource, arn)
    }
}

/// IAM's wildcards: `*` for any text, `?` for one character.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    // Where the last star was, and what it has taken so far.
    let mut star = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(&c) if c == '?' || c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                p = at + 1;
                t = taken + 1;
            }
        }
    }
    pattern[p..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ARN: &str = "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/$connect";

    fn decide(statements: &Value) -> Decision {
        let policy = json!({ "principalId": "u", "policyDocument": { "Version": "2012-10-17", "Statement": statements } });
        serde_json::from_value::<Policy>(policy).expect("a policy").decide(ARN)
    }

    #[test]
    fn statements_decide() {
        let allow = json!({ "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": ARN });
        let any = json!({ "Effect": "Allow", "Action": ["s3:*", "*"], "Resource": ["x", "*"] });
        let deny = json!({ "Effect": "Deny", "Action": "execute-api:*", "Resource": "*" });
        let other = json!({ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" });
        assert_eq!(decide(&allow), Decision::Allow);
        assert_eq!(decide(&json!([any])), Decision::Allow);
        assert_eq!(decide(&deny), Decision::ExplicitDeny);
        assert_eq!(decide(&json!([allow, deny])), Decision::ExplicitDeny);
        assert_eq!(decide(&json!([])), Decision::ImplicitDeny);
        assert_eq!(decide(&other), Decision::ImplicitDeny);
    }

    /// `…/prod/*/*` asks for two slashes after the stage, and `$connect` has one: people have been refused for it.
    #[test]
    fn resources_are_matched_as_arns() {
        let allows = |end: &str| {
            let resource = format!("arn:aws:execute-api:us-east-1:123456789012:abcdef1234/{end}");
            let statement =
                json!({ "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": resource });
            decide(&statement) == Decision::Allow
        };
        assert!(allows("prod/*") && allows("*") && allows("*/$connect") && allows("pro?/$conn*ct"));
        assert!(!allows("prod/*/*") && !allows("prod") && !allows("dev/*") && !allows("prod/$connec"));
    }

    #[test]
    fn contexts_become_text() {
        let of = |context: &Value| {
            let policy =
                json!({ "principalId": "u", "policyDocument": { "Statement": [] }, "context": context });
            serde_json::from_value::<Policy>(policy).expect("a policy").into_context()
        };
        let text = of(&json!({ "a": "x", "b": 1, "c": true }));
        assert_eq!(
            text.map(Value::from),
            Some(json!({ "principalId": "u", "a": "x", "b": "1", "c": "true" }))
        );
        assert_eq!(of(&json!({ "a": null })), None);
        assert_eq!(of(&json!({ "a": [1] })), None);
    }
}
