//! The resources of a region.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Account;

/// The resources at one time, each with its type and physical ID.
#[derive(Debug)]
pub struct Inventory {
    there: BTreeSet<String>,
    zones: Vec<String>,
    roles_of: String,
}

fn found(all: &mut BTreeSet<String>, kind: &str, list: &Value, key: &str) {
    for item in list.as_array().into_iter().flatten() {
        all.insert(format!("{kind} {}", item[key].as_str().expect("a name")));
    }
}

fn list(account: &mut Account, zones: &[String], roles_of: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut add = |kind: &str, list: &Value, key: &str| found(&mut all, kind, list, key);
    let apis = account.call("apigatewayv2", "get-apis", json!({}));
    add("AWS::ApiGatewayV2::Api", &apis["Items"], "ApiId");
    let domains = account.call("apigatewayv2", "get-domain-names", json!({}));
    add("AWS::ApiGatewayV2::DomainName", &domains["Items"], "DomainName");
    for domain in domains["Items"].as_array().expect("domains") {
        let arguments = json!({ "DomainName": domain["DomainName"] });
        let mappings = account.call("apigatewayv2", "get-api-mappings", arguments);
        add("AWS::ApiGatewayV2::ApiMapping", &mappings["Items"], "ApiMappingId");
    }
    let functions = account.call("lambda", "list-functions", json!({}));
    add("AWS::Lambda::Function", &functions["Functions"], "FunctionName");
    for function in functions["Functions"].as_array().expect("functions") {
        let arguments = json!({ "FunctionName": function["FunctionName"] });
        // A function without a policy is an error.
        if let Ok(policy) = account.try_call("lambda", "get-policy", &arguments) {
            let policy: Value =
                serde_json::from_str(policy["Policy"].as_str().expect("a policy")).expect("JSON");
            add("AWS::Lambda::Permission", &policy["Statement"], "Sid");
        }
    }
    let groups = account.call("logs", "describe-log-groups", json!({}));
    add("AWS::Logs::LogGroup", &groups["logGroups"], "logGroupName");
    let certificates = account.call("acm", "list-certificates", json!({}));
    add("AWS::CertificateManager::Certificate", &certificates["CertificateSummaryList"], "CertificateArn");
    for zone in zones {
        let arguments = json!({ "HostedZoneId": zone });
        let records = account.call("route53", "list-resource-record-sets", arguments);
        for record in records["ResourceRecordSets"].as_array().expect("records") {
            add(&format!("{zone} {}", record["Type"]), &json!([record]), "Name");
        }
    }
    // Roles have no Region, and other tests create roles at the same time.
    let roles = account.call("iam", "list-roles", json!({}));
    for role in roles["Roles"].as_array().expect("roles") {
        if role["RoleName"].as_str().is_some_and(|name| name.starts_with(roles_of)) {
            add("AWS::IAM::Role", &json!([role]), "RoleName");
        }
    }
    all
}

impl Inventory {
    /// The types that are listed with their physical IDs.
    pub const KINDS: &[&str] = &["AWS::Logs::LogGroup", "AWS::IAM::Role", "AWS::Lambda::Function"];

    /// Lists the resources, with only the roles of this stack, and the records of these zones.
    pub fn take(account: &mut Account, stack: &str, zones: &[String]) -> Self {
        let roles_of = format!("{stack}-");
        Inventory { there: list(account, zones, &roles_of), zones: zones.to_vec(), roles_of }
    }

    /// Adds the resources that another stack has retained.
    pub fn add(&mut self, left: BTreeSet<String>) {
        self.there.extend(left.into_iter().filter(|name| !name.starts_with("AWS::IAM::Role ")));
    }

    /// Returns the resources made since then.
    ///
    /// # Panics
    /// If a resource was deleted.
    pub fn since(&self, account: &mut Account) -> BTreeSet<String> {
        let now = list(account, &self.zones, &self.roles_of);
        let gone: Vec<_> = self.there.difference(&now).collect();
        assert!(gone.is_empty(), "{gone:?}");
        now.difference(&self.there).cloned().collect()
    }
}
