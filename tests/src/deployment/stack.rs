//! A stack, and the check that it has everything that its template declares.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{ACCOUNT, Account, BUCKET, CODE, Inventory, actual, resolve::Scope, wiring};

/// A stack that exists.
#[derive(Debug)]
pub struct Stack {
    /// Its name.
    pub name: String,
    /// The template.
    pub template: Value,
    parameters: BTreeMap<String, String>,
}

/// Parameters for a template: these, and an artifact for its functions.
fn parameters(template: &Value, given: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut all: BTreeMap<_, _> =
        given.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    for (name, value) in [("CodeBucket", BUCKET), ("CodeKey", CODE)] {
        if template["Parameters"].get(name).is_some() {
            all.entry(name.into()).or_insert_with(|| value.into());
        }
    }
    all
}

impl Stack {
    /// Creates a stack with botocore.
    ///
    /// # Errors
    /// With what CloudFormation answers.
    ///
    /// # Panics
    /// If the template is not JSON.
    pub fn create(
        account: &mut Account,
        name: &str,
        template: &str,
        given: &[(&str, &str)],
    ) -> Result<Stack, Value> {
        let url = account.put_template(name, template);
        let template: Value = serde_json::from_str(template).expect("JSON");
        let parameters = parameters(&template, given);
        let listed: Vec<Value> = parameters
            .iter()
            .map(|(name, value)| json!({ "ParameterKey": name, "ParameterValue": value }))
            .collect();
        let arguments = json!({
            "StackName": name, "TemplateURL": url, "Parameters": listed, "Capabilities": ["CAPABILITY_NAMED_IAM"],
        });
        account.try_call("cloudformation", "create-stack", &arguments)?;
        Ok(Stack { name: name.to_owned(), template, parameters })
    }

    /// Returns a stack that exists already.
    ///
    /// # Panics
    /// If the template is not JSON.
    pub fn existing(name: &str, template: &str, given: &[(&str, &str)]) -> Stack {
        let template: Value = serde_json::from_str(template).expect("JSON");
        Stack { name: name.to_owned(), parameters: parameters(&template, given), template }
    }

    /// Returns the stack with another template.
    pub fn updated(&self, template: &str) -> Stack {
        let given: Vec<_> =
            self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Stack::existing(&self.name, template, &given)
    }

    /// Returns the parameters of the stack.
    pub fn parameters(&self) -> impl Iterator<Item = (&String, &String)> {
        self.parameters.iter()
    }

    /// Returns the name, type and properties of each declared resource.
    fn resources(&self) -> impl Iterator<Item = (&String, &str, &Value)> {
        let resources = self.template["Resources"].as_object().expect("resources");
        resources.iter().map(|(name, resource)| {
            (
                name,
                resource["Type"].as_str().expect("a type"),
                resource.get("Properties").unwrap_or(&Value::Null),
            )
        })
    }

    /// Returns the physical IDs by logical IDs.
    ///
    /// # Panics
    /// If CloudFormation lists other resources than the template.
    pub fn ids(&self, account: &mut Account) -> BTreeMap<String, String> {
        let described =
            account.call("cloudformation", "describe-stack-resources", json!({ "StackName": self.name }));
        let ids: BTreeMap<String, String> = described["StackResources"]
            .as_array()
            .expect("resources")
            .iter()
            .map(|resource| {
                let id = |key: &str| resource[key].as_str().expect("an id").to_owned();
                (id("LogicalResourceId"), id("PhysicalResourceId"))
            })
            .collect();
        let mut declared: Vec<_> = self.resources().map(|(name, _, _)| name).collect();
        declared.sort();
        assert_eq!(ids.keys().collect::<Vec<_>>(), declared, "{}", self.name);
        ids
    }

    /// Returns the outputs of the stack.
    ///
    /// # Panics
    /// If there is no such stack.
    pub fn outputs(&self, account: &mut Account) -> BTreeMap<String, Value> {
        let described = account.call("cloudformation", "describe-stacks", json!({ "StackName": self.name }));
        let outputs = described["Stacks"][0]["Outputs"].as_array().cloned().unwrap_or_default();
        outputs
            .iter()
            .map(|output| {
                (output["OutputKey"].as_str().expect("a key").to_owned(), output["OutputValue"].clone())
            })
            .collect()
    }

    fn scope(&self, account: &mut Account) -> Scope {
        let mut names: BTreeMap<String, Value> = BTreeMap::new();
        for (name, parameter) in self.template["Parameters"].as_object().into_iter().flatten() {
            if let Some(default) = parameter.get("Default") {
                let default = default.as_str().map_or_else(|| default.to_string(), str::to_owned);
                names.insert(name.clone(), default.into());
            }
        }
        names.extend(self.parameters.iter().map(|(name, value)| (name.clone(), value.as_str().into())));
        let pseudo = [
            ("AWS::Region", account.region()),
            ("AWS::AccountId", ACCOUNT),
            ("AWS::Partition", "aws"),
            ("AWS::URLSuffix", "amazonaws.com"),
            ("AWS::StackName", &self.name),
        ];
        names.extend(pseudo.map(|(name, value)| (name.to_owned(), value.into())));
        names.extend(self.ids(account).into_iter().map(|(name, id)| (name, id.into())));
        let types = self.resources().map(|(name, kind, _)| (name.clone(), kind.to_owned())).collect();
        Scope { region: account.region().to_owned(), names, types, attributes: BTreeMap::new() }
    }

    /// Asserts that everything declared exists, and that API Gateway can reach everything that the template names.
    ///
    /// # Panics
    /// If something is missing.
    pub fn check(&self, account: &mut Account) {
        let mut scope = self.scope(account);
        for (name, kind, _) in self.resources() {
            if kind == "AWS::ApiGatewayV2::DomainName" {
                for (attribute, value) in actual::domain(account, &scope.names[name]) {
                    scope.attributes.insert((name.clone(), attribute.to_owned()), value);
                }
            }
        }
        for (name, kind, properties) in self.resources() {
            let declared = scope.value(properties);
            let id = scope.names[name].as_str().expect("an id");
            actual::check(account, kind, id, &declared, &format!("{}: {name}", self.name));
        }
        let outputs: BTreeMap<String, Value> = self.template["Outputs"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, output)| (name.clone(), scope.value(&output["Value"])))
            .collect();
        assert_eq!(self.outputs(account), outputs, "{}", self.name);
        let routes = self.resources().filter(|(_, kind, _)| *kind == "AWS::ApiGatewayV2::Route");
        let apis = routes.map(|(_, _, properties)| scope.value(&properties["ApiId"]));
        let mut apis: Vec<String> = apis.map(|id| id.as_str().expect("an id").to_owned()).collect();
        apis.sort();
        apis.dedup();
        for api in apis {
            wiring::check(account, &api);
        }
    }

    /// Deletes the stack. Asserts that only retained resources are left of those made since the inventory,
    /// and returns them.
    ///
    /// # Panics
    /// If another resource is left.
    pub fn delete(self, account: &mut Account, before: &Inventory) -> BTreeSet<String> {
        let name = self.name.clone();
        self.delete_by(account, before, |account| {
            account.call("cloudformation", "delete-stack", json!({ "StackName": name }));
        })
    }

    /// As [`Stack::delete`], with another way to delete the stack.
    ///
    /// # Panics
    /// If another resource is left.
    pub fn delete_by(
        self,
        account: &mut Account,
        before: &Inventory,
        delete: impl FnOnce(&mut Account),
    ) -> BTreeSet<String> {
        let ids = self.ids(account);
        delete(account);
        let left = before.since(account);
        let retained = self.resources().filter(|(name, kind, _)| {
            let policy = &self.template["Resources"][name.as_str()]["DeletionPolicy"];
            policy == "Retain" && Inventory::KINDS.contains(kind)
        });
        let retained: BTreeSet<String> =
            retained.map(|(name, kind, _)| format!("{kind} {}", ids[name])).collect();
        assert_eq!(left, retained, "{}", self.name);
        left
    }
}
