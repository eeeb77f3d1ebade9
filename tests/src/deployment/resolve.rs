//! The values of CloudFormation's intrinsic functions, according to AWS's documentation and not to moto.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::ACCOUNT;

/// The values of references of a deployed template.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) region: String,
    /// The values of parameters and pseudo parameters, and the physical IDs of resources.
    pub(super) names: BTreeMap<String, Value>,
    /// The types of resources.
    pub(super) types: BTreeMap<String, String>,
    /// Attributes that only AWS knows, by resource and name.
    pub(super) attributes: BTreeMap<(String, String), String>,
}

impl Scope {
    fn reference(&self, name: &str) -> Value {
        self.names.get(name).unwrap_or_else(|| panic!("nothing is named {name}")).clone()
    }

    fn attribute(&self, resource: &str, attribute: &str) -> Value {
        if let Some(value) = self.attributes.get(&(resource.to_owned(), attribute.to_owned())) {
            return value.as_str().into();
        }
        let id = self.reference(resource);
        let id = id.as_str().expect("an id");
        let region = &self.region;
        let kind = self.types.get(resource).unwrap_or_else(|| panic!("no resource is named {resource}"));
        let arn = match (kind.as_str(), attribute) {
            ("AWS::Lambda::Function", "Arn") => format!("lambda:{region}:{ACCOUNT}:function:{id}"),
            ("AWS::IAM::Role", "Arn") => format!("iam::{ACCOUNT}:role/{id}"),
            ("AWS::Logs::LogGroup", "Arn") => format!("logs:{region}:{ACCOUNT}:log-group:{id}:*"),
            ("AWS::DynamoDB::Table", "Arn") => format!("dynamodb:{region}:{ACCOUNT}:table/{id}"),
            ("AWS::S3::Bucket", "Arn") => format!("s3:::{id}"),
            ("AWS::SQS::Queue", "Arn") => {
                format!("sqs:{region}:{ACCOUNT}:{}", id.rsplit('/').next().expect("a name"))
            }
            ("AWS::Events::EventBus", "Arn") => format!("events:{region}:{ACCOUNT}:event-bus/{id}"),
            ("AWS::Kinesis::Stream", "Arn") => format!("kinesis:{region}:{ACCOUNT}:stream/{id}"),
            ("AWS::Lambda::Alias", "AliasArn") | ("AWS::Lambda::Version", "FunctionArn") => return id.into(),
            ("AWS::Lambda::Version", "Version") => return id.rsplit(':').next().expect("a number").into(),
            ("AWS::SQS::Queue", "QueueName") => return id.rsplit('/').next().expect("a name").into(),
            _ => panic!("{kind} has no {attribute} here"),
        };
        format!("arn:aws:{arn}").into()
    }

    fn dotted(&self, name: &str) -> Value {
        match name.split_once('.') {
            Some((resource, attribute)) => self.attribute(resource, attribute),
            None => self.reference(name),
        }
    }

    fn substituted(&self, text: &str, local: &Map<String, Value>) -> String {
        let mut result = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            result += before;
            let (name, after) = after.split_once('}').unwrap_or_else(|| panic!("not closed: {text}"));
            match name.strip_prefix('!') {
                Some(literal) => result += &format!("${{{literal}}}"),
                None => {
                    let value = local.get(name).map_or_else(|| self.dotted(name), |value| self.value(value));
                    result += value.as_str().map_or_else(|| value.to_string(), str::to_owned).as_str();
                }
            }
            rest = after;
        }
        result + rest
    }

    /// Returns a value of a template with all references resolved.
    pub(super) fn value(&self, value: &Value) -> Value {
        match value {
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            Value::Object(fields) => match fields.iter().next() {
                Some((key, Value::String(name))) if key == "Ref" => self.reference(name),
                Some((key, Value::String(name))) if key == "Fn::GetAtt" => self.dotted(name),
                Some((key, Value::Array(path))) if key == "Fn::GetAtt" => {
                    let [Value::String(resource), Value::String(attribute)] = path.as_slice() else {
                        panic!("{value}")
                    };
                    self.attribute(resource, attribute)
                }
                Some((key, Value::String(text))) if key == "Fn::Sub" => {
                    self.substituted(text, &Map::new()).into()
                }
                Some((key, Value::Array(parts))) if key == "Fn::Sub" => {
                    let [Value::String(text), Value::Object(local)] = parts.as_slice() else {
                        panic!("{value}")
                    };
                    self.substituted(text, local).into()
                }
                Some((key, _)) if key.starts_with("Fn::") => panic!("{value}"),
                _ => fields.iter().map(|(key, value)| (key.clone(), self.value(value))).collect(),
            },
            other => other.clone(),
        }
    }
}
