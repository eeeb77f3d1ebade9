//! Violations of the model's rules at the tokens of the declaration.

use websocket_api_model::{
    access_log_variables,
    declaration::{Declaration, DeclarationPath, Pseudo, grants::Grants},
    message::{Help, Message},
    rules::{self, Part, Rule, Violation},
    template::{Template, attributes},
};

use crate::{Diagnostics, ast::ApiSyntax, suggest, table::Table};

/// Reports each violation at its tokens. A violation that depends on a constant or an unreadable value is
/// uncertain, and is skipped.
pub(super) fn check_rules(api: &ApiSyntax, template: &Template, diagnostics: &mut Diagnostics) {
    let declaration = &api.declaration;
    let messages = Messages { table: &api.table, declaration, template: Some(template) };
    messages.report_all(rules::check(declaration, template), diagnostics);
}

/// Reports that clients and functions cannot reach an API with a shared custom domain.
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
        // A declaration with errors is incomplete, so its warnings may be wrong.
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
        diagnostics.violation(&violation.rule, span, self.message(violation));
    }

    /// Returns the message, with a similar name if there is one.
    fn message(&self, violation: &Violation) -> Message {
        let rule = &violation.rule;
        let help = match rule {
            Rule::UnknownGroup { name } => {
                let groups = self.declaration.groups.iter().map(|group| &*group.name);
                similar("a group", name, groups)
            }
            Rule::UnknownResource { name, .. } => {
                let granted = self.declaration.sections.resources.iter().map(|resource| &*resource.key);
                let granted = granted.filter(|name| {
                    // A resource without a type is another error.
                    let kind = self.declaration.sections.resource_type(name);
                    kind.is_none_or(|kind| Grants::find(kind).is_some())
                });
                similar("a resource", name, granted)
            }
            Rule::UnknownReference { name, attribute, .. } => {
                let literal = self.table.literal(&violation.at);
                // Otherwise the name is in a `Ref` or `Fn::GetAtt`.
                let is_in_text = literal.is_some_and(|literal| literal.value().contains("${"));
                self.similar_reference(name, attribute.as_deref(), is_in_text)
            }
            Rule::UnknownRouteOfStage { key } => {
                let routes = self.declaration.routes.iter().map(|route| &*route.key);
                similar("a route", key, routes)
            }
            Rule::UnknownVariable { variable } => {
                similar("a variable", variable, access_log_variables::known())
            }
            Rule::UnknownAttribute { attribute, known, .. } => {
                similar("an attribute", attribute, known.iter().copied())
            }
            _ => None,
        };
        help.map_or_else(|| rule.message(), |help| rule.message_with(help))
    }

    /// Returns a similar reference for an unknown name. With an attribute only resources are similar, because
    /// parameters have no attributes.
    fn similar_reference(&self, name: &str, attribute: Option<&str>, is_in_text: bool) -> Option<Help> {
        let ids = self.template.iter().flat_map(|template| template.resources()).map(|(id, _)| id.as_str());
        let parameters =
            self.template.iter().flat_map(|template| template.parameters()).map(|(id, _)| id.as_str());
        let parameters = parameters.filter(|name| !rules::is_code(name));
        let Some(attribute) = attribute else {
            let pseudo = Pseudo::ALL.iter().map(|pseudo| pseudo.name());
            let near =
                suggest::nearest(name, parameters.chain(ids)).or_else(|| nearest_pseudo(name, pseudo))?;
            return Some(suggest::similar("a resource or a parameter", name, near));
        };
        if let Some(near) = suggest::nearest(name, ids) {
            return Some(self.similar_attribute(name, near, attribute, is_in_text));
        }
        let near = suggest::nearest(name, parameters)?;
        if is_in_text {
            let written = format!("{name}.{attribute}");
            Some(Help::replace(
                format_args!("a parameter with a similar name exists: `${{{near}}}`"),
                written,
                near,
            ))
        } else {
            let text = format_args!("a parameter with a similar name exists: `{{ Ref: \"{near}\" }}`");
            Some(Help::new(text))
        }
    }

    /// Returns the remedy for an unknown name with an attribute: a resource with a similar name and an
    /// attribute of its type.
    fn similar_attribute(&self, name: &str, near: &str, attribute: &str, is_in_text: bool) -> Help {
        let kind = self.template.and_then(|template| template.resource(near)).map(|resource| resource.kind());
        let known = kind.and_then(attributes);
        let right = match known {
            Some([]) => near.to_owned(),
            Some(known) if !known.contains(&attribute) => {
                match suggest::nearest(attribute, known.iter().copied()) {
                    Some(known) => format!("{near}.{known}"),
                    None => {
                        let list = suggest::list(known.iter().copied());
                        let text = format!(
                            "a resource with a similar name exists: `{near}`, with the attributes {list}"
                        );
                        return Help::new(text);
                    }
                }
            }
            _ => format!("{near}.{attribute}"),
        };
        if is_in_text {
            let text = format!("a resource with a similar name exists: `${{{right}}}`");
            Help::replace(text, format!("{name}.{attribute}"), right)
        } else {
            suggest::similar("a resource", name, near)
        }
    }
}

fn similar<'a>(noun: &str, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Help> {
    suggest::nearest(word, candidates).map(|near| suggest::similar(noun, word, near))
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
            assert!(
                messages.iter().all(|message| message.contains("is not in the hosted zone")),
                "{messages:?}"
            );
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
        assert!(other[0].starts_with("layer in `us-east-1`, layer in `eu-west-1`"), "{other:?}");
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
