//! The rules of the model, on the tokens of the declaration.

use websocket_api_model::{
    access_log_variables,
    declaration::{Declaration, DeclarationPath, Pseudo, grants::Grants},
    rules::{self, Part, Rule, Violation},
    template::{Template, attributes},
};

use crate::{Diagnostics, ast::ApiSyntax, suggest, table::Table};

/// Reports each violation at its place. A violation that depends on a constant, or on a value that could not be read, is not
/// certain and is left out.
pub(super) fn check_rules(api: &ApiSyntax, template: &Template, diagnostics: &mut Diagnostics) {
    let declaration = &api.declaration;
    let messages = Messages { table: &api.table, declaration, template: Some(template) };
    messages.report_all(rules::check(declaration, template), diagnostics);
}

/// Reports that clients and functions cannot reach an API that shares another's custom domain.
pub(super) fn check_reachable(api: &ApiSyntax, declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let messages = Messages { table: &api.table, declaration, template: None };
    messages.report_all(rules::check_reachable(declaration).into_iter().collect(), diagnostics);
}

struct Messages<'a> {
    table: &'a Table,
    declaration: &'a Declaration,
    template: Option<&'a Template>,
}

impl Messages<'_> {
    fn report_all(&self, violations: Vec<Violation>, diagnostics: &mut Diagnostics) {
        let is_certain =
            |path: &DeclarationPath| *path == DeclarationPath::ROOT || self.table.is_certain(path);
        let certain = violations.into_iter().filter(|violation| violation.paths.iter().all(is_certain));
        let depends_on_all = |violation: &Violation| violation.paths.contains(&DeclarationPath::ROOT);
        let (of_all, mut certain): (Vec<_>, Vec<_>) = certain.partition(depends_on_all);
        // With an error the declaration is not the one that was meant.
        let (errors, warnings): (Vec<_>, Vec<_>) =
            of_all.into_iter().partition(|violation| violation.rule.warning().is_none());
        if !diagnostics.has_errors() {
            certain.extend(errors);
        }
        certain.sort_by_key(|violation| self.table.position(&violation.at));
        certain.iter().for_each(|violation| self.report(violation, diagnostics));
        if !diagnostics.has_errors() {
            warnings.iter().for_each(|violation| self.report(violation, diagnostics));
        }
    }

    fn report(&self, violation: &Violation, diagnostics: &mut Diagnostics) {
        let at = &violation.at;
        let part = match violation.part {
            Part::Key => self.table.key_span(at),
            Part::Value => self.table.value_span(at),
        };
        let span = part.or_else(|| self.table.span(at));
        let message = self.message(violation);
        match violation.rule.warning() {
            Some(warning) => diagnostics.warning(warning, span, message),
            None => diagnostics.error(span, message),
        }
    }

    /// The message with a similar name, if there is one.
    fn message(&self, violation: &Violation) -> String {
        let rule = &violation.rule;
        let remedy = match rule {
            Rule::UnknownGroup { name } => {
                let groups = self.declaration.groups.iter().map(|group| &*group.name);
                suggest::nearest(name, groups).map(did_you_mean)
            }
            Rule::UnknownResource { name, .. } => {
                let granted = self.declaration.sections.resources.iter().map(|resource| &*resource.key);
                let granted = granted.filter(|name| {
                    // A resource without a type has its own error.
                    let kind = self.declaration.sections.resource_type(name);
                    kind.is_none_or(|kind| Grants::find(kind).is_some())
                });
                suggest::nearest(name, granted).map(did_you_mean)
            }
            Rule::UnknownReference { name, attribute, .. } => {
                let literal = self.table.literal(&violation.at);
                // Otherwise it is the name in a `Ref` or `Fn::GetAtt`.
                let is_in_text = literal.is_some_and(|literal| literal.value().contains("${"));
                Some(self.remedy(name, attribute.as_deref(), is_in_text))
            }
            Rule::UnknownRouteOfStage { key } => {
                let routes = self.declaration.routes.iter().map(|route| &*route.key);
                suggest::nearest(key, routes).map(did_you_mean)
            }
            Rule::UnknownVariable { variable } => {
                let near = suggest::nearest(variable, access_log_variables::known());
                near.map(|near| did_you_mean(&format!("$context.{near}")))
            }
            Rule::UnknownAttribute { attribute, known, .. } => {
                suggest::nearest(attribute, known.iter().copied()).map(did_you_mean)
            }
            _ => None,
        };
        remedy.map_or_else(|| rule.to_string(), |remedy| rule.message(&remedy))
    }

    /// For a name that names nothing. Parameters give no attributes, so a resource is the likely one where an attribute is named.
    fn remedy(&self, name: &str, attribute: Option<&str>, is_in_text: bool) -> String {
        let ids = self.template.iter().flat_map(|template| template.resources()).map(|(id, _)| id.as_str());
        let parameters =
            self.template.iter().flat_map(|template| template.parameters()).map(|(id, _)| id.as_str());
        let parameters = parameters.filter(|name| !rules::is_code(name));
        if let Some(attribute) = attribute {
            return match (suggest::nearest(name, ids), suggest::nearest(name, parameters)) {
                (Some(near), _) if is_in_text => self.attribute_of(near, attribute),
                (None, Some(near)) if is_in_text => did_you_mean(&format!("${{{near}}}")),
                (Some(near), _) => did_you_mean(near),
                (None, Some(near)) => format!("did you mean the parameter, `{{ Ref: \"{near}\" }}`?"),
                (None, None) if is_in_text => {
                    format!("declare it under `resources`, or write `${{!{name}.{attribute}}}` for the text")
                }
                (None, None) => "declare it under `resources`".to_owned(),
            };
        }
        let pseudo = Pseudo::ALL.iter().map(|pseudo| pseudo.name());
        match suggest::nearest(name, parameters.chain(ids)).or_else(|| nearest_pseudo(name, pseudo)) {
            Some(near) if is_in_text => did_you_mean(&format!("${{{near}}}")),
            Some(near) => did_you_mean(near),
            None => {
                format!("declare it under `resources` or `parameters`, or write `${{!{name}}}` for the text")
            }
        }
    }

    /// The resource that was meant, with an attribute that its type gives.
    fn attribute_of(&self, id: &str, attribute: &str) -> String {
        let known = self
            .template
            .and_then(|template| template.resource(id))
            .and_then(|resource| attributes(resource.kind()));
        match known {
            Some([]) => did_you_mean(&format!("${{{id}}}")),
            Some(known) if !known.contains(&attribute) => {
                match suggest::nearest(attribute, known.iter().copied()) {
                    Some(near) => did_you_mean(&format!("${{{id}.{near}}}")),
                    None => {
                        format!("did you mean `{id}`, which gives {}?", suggest::list(known.iter().copied()))
                    }
                }
            }
            _ => did_you_mean(&format!("${{{id}.{attribute}}}")),
        }
    }
}

fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

fn nearest_pseudo(name: &str, pseudo: impl Iterator<Item = &'static str> + Clone) -> Option<&'static str> {
    let bare = suggest::nearest(name, pseudo.clone().filter_map(|pseudo| pseudo.strip_prefix("AWS::")))?;
    pseudo.into_iter().find(|pseudo| pseudo.strip_prefix("AWS::") == Some(bare))
}

#[cfg(test)]
mod tests {
    use crate::check::messages;

    #[test]
    fn zone_that_the_domain_does_not_end_in_is_an_error() {
        let fits = |domain: &str, zone: &str| {
            let parameters = "parameters: { P: { Type: \"String\" } }";
            let domain = format!("{{ domain_name: \"{domain}\", hosted_zone: \"{zone}\" }}");
            let messages = messages(&format!("{parameters}, custom_domain: {domain}"));
            assert!(messages.iter().all(|message| message.contains("is not in the zone")), "{messages:?}");
            messages.is_empty()
        };
        for (domain, zone) in [
            ("api.example.com", "example.com"),
            ("api.example.com.", "example.com"),
            ("api.example.com", "example.com."),
            ("example.com", "example.com"),
            ("*.example.com", "example.com"),
            ("a.b.example.com", "b.example.com"),
            ("${P}.example.com", "example.com"),
            ("${P}.example.com", "b.example.com"),
            ("${P}example.com", "example.com"),
            ("${P}", "example.com"),
            ("api.example.com", "${P}"),
            ("api.${P}", "example.com"),
            ("api.{{resolve:ssm:zone}}", "example.com"),
        ] {
            assert!(fits(domain, zone), "{domain} {zone}");
        }
        for (domain, zone) in [
            ("api.example.com", "example.org"),
            ("api.example.com", "ample.com"),
            ("api.example.com", "x.api.example.com"),
            ("example.com", "api.example.com"),
            ("${P}.example.com", "example.org"),
            ("${P}.example.com", "ample.com"),
            ("${P}.com", "example.org"),
        ] {
            assert!(!fits(domain, zone), "{domain} {zone}");
        }
    }

    #[test]
    fn arn_of_another_region_is_an_error() {
        let layers = |second: &str| {
            let first = "arn:aws:lambda:eu-west-1:123456789012:layer:a:1";
            messages(&format!("defaults: {{ function: {{ layers: [\"{first}\", \"{second}\"] }} }}"))
        };
        let other = layers("arn:aws:lambda:us-east-1:123456789012:layer:b:1");
        assert_eq!(other.len(), 1, "{other:?}");
        assert!(
            other[0].starts_with("this layer is in `us-east-1` and the first layer in `eu-west-1`"),
            "{other:?}"
        );
        let account = layers("arn:aws:lambda:us-east-1:${AWS::AccountId}:layer:b:1");
        assert_eq!(account.len(), 1, "{account:?}");
        for same in [
            "arn:aws:lambda:eu-west-1:123456789012:layer:b:1",
            "arn:aws:lambda:${AWS::Region}:123456789012:layer:b:1",
            "arn:${AWS::Partition}:lambda:us-east-1:123456789012:layer:b:1",
        ] {
            assert!(layers(same).is_empty(), "{same}");
        }
    }

    fn named(resources: &str) -> Vec<String> {
        let messages = messages(&format!("resources: {{ {resources} }}, allow: [unknown_type]"));
        let named = |message: &String| message.split('`').nth(1).expect("a name").to_owned();
        assert!(messages.iter().all(|message| message.contains("allow: [unhandled_events]")), "{messages:?}");
        messages.iter().map(named).collect()
    }

    #[test]
    fn sender_to_a_made_function_is_named() {
        for (kind, properties) in [
            ("AWS::Lambda::EventSourceMapping", "FunctionName: \"${ChatDefaultFunction}\""),
            ("AWS::Events::Rule", "Targets: [{ Id: \"a\", Arn: \"${ChatDefaultFunction.Arn}\" }]"),
            (
                "AWS::SNS::Subscription",
                "TopicArn: \"a\", Protocol: \"lambda\", Endpoint: { \"Fn::GetAtt\": [\"ChatDefaultFunction\", \"Arn\"] }",
            ),
            ("AWS::Lambda::Url", "AuthType: \"NONE\", TargetFunctionArn: { Ref: \"ChatDefaultFunction\" }"),
            ("Custom::Mine", "ServiceToken: \"${ChatDefaultFunction.Arn}\""),
            (
                "AWS::Lambda::Permission",
                "Action: \"a\", Principal: \"s3.amazonaws.com\", FunctionName: \"${ChatDefaultFunction}\"",
            ),
        ] {
            assert_eq!(
                named(&format!("It: {{ Type: \"{kind}\", Properties: {{ {properties} }} }}")),
                ["It"],
                "{kind}"
            );
        }
        for (kind, properties) in [
            ("AWS::Lambda::EventSourceMapping", "FunctionName: \"other\""),
            ("AWS::Lambda::EventInvokeConfig", "Qualifier: \"a\", FunctionName: \"${ChatDefaultFunction}\""),
            (
                "AWS::SNS::Subscription",
                "TopicArn: \"${ChatDefaultFunction.Arn}\", Protocol: \"lambda\", Endpoint: \"a\"",
            ),
            (
                "AWS::Lambda::Permission",
                "Action: \"a\", Principal: \"apigateway.amazonaws.com\", FunctionName: \"${ChatDefaultFunction}\"",
            ),
        ] {
            assert!(
                named(&format!("It: {{ Type: \"{kind}\", Properties: {{ {properties} }} }}")).is_empty(),
                "{kind}"
            );
        }
    }

    #[test]
    fn sender_to_an_alias_is_one_warning() {
        let alias = "Alias: { Type: \"AWS::Lambda::Alias\", Properties: { Name: \"live\", FunctionVersion: \"1\", \
                     FunctionName: \"${ChatDefaultFunction}\" } }";
        let source = "Source: { Type: \"AWS::Lambda::EventSourceMapping\", Properties: { FunctionName: \"${Alias}\" } }";
        let permission = "Permission: { Type: \"AWS::Lambda::Permission\", Properties: { Action: \"a\", \
                          Principal: \"sns.amazonaws.com\", FunctionName: \"${Alias}\" } }";
        assert_eq!(named(&format!("{alias}, {permission}, {source}")), ["Source"]);
    }
}
