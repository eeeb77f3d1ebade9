use websocket_api_model::{message::Message, template::resource_type};

use crate::{
    Diagnostics, SyntaxRule,
    ast::ApiSyntax,
    blocks,
    setting::Setting,
    suggest,
    value::{JsonMember, JsonValue},
};

/// A generated resource with a key in `overrides`.
struct Target<'a> {
    name: &'static str,
    setting: &'a Setting<JsonValue>,
    kind: &'static str,
    /// The properties that cannot be overridden, with the reasons.
    refused: &'static [(&'static str, &'static str)],
}

const OURS: &str = "the template sets this property";
const HTTP: &str = "WebSocket APIs do not have this property";

/// `overrides` names properties of the resource's type.
pub(super) fn check_overrides(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let Some(overrides) = api.block.overrides.get() else { return };
    for target in targets(&overrides.block) {
        let Some(span) = target.setting.key_span() else { continue };
        let properties =
            resource_type(target.kind).and_then(|known| known.properties()).into_iter().flatten();
        let properties = properties.map(|property| property.name);
        let properties = properties.filter(|name| !target.refused.iter().any(|(refused, _)| refused == name));
        match target.setting.get() {
            Some(JsonValue::Object(members)) => {
                let is_known = |member: &&JsonMember| properties.clone().any(|name| name == member.key);
                for member in members.iter().filter(|member| !is_known(member)) {
                    let refused = target.refused.iter().find(|(name, _)| *name == member.key);
                    if let Some((name, why)) = refused {
                        let message = Message::new(format_args!("`{name}` cannot be overridden")).note(why);
                        diagnostics.error(SyntaxRule::RefusedOverride, &member.key_tokens, message);
                        continue;
                    }
                    let message =
                        Message::new(format_args!("unknown property `{}` of `{}`", member.key, target.kind))
                            .with_help(suggest::similar_or_list(
                                "a property",
                                &member.key,
                                properties.clone(),
                            ));
                    diagnostics.error(SyntaxRule::UnknownProperty, &member.key_tokens, message);
                }
            }
            Some(_) => {
                let fault = format_args!("expected a block of properties for `{}`", target.name);
                diagnostics.error_at(SyntaxRule::WrongKind, span, fault);
            }
            None => {}
        }
    }
}

/// Returns the resources of which a declaration has one.
fn targets(overrides: &blocks::OverridesBlock) -> [Target<'_>; 6] {
    let blocks::OverridesBlock { api: own, stage, access_log, authorizer, certificate, domain } = overrides;
    [
        Target {
            name: "api",
            setting: own,
            kind: "AWS::ApiGatewayV2::Api",
            refused: &[
                ("BasePath", HTTP),
                ("Body", HTTP),
                ("BodyS3Location", HTTP),
                ("CorsConfiguration", HTTP),
                ("CredentialsArn", HTTP),
                ("FailOnWarnings", HTTP),
                ("RouteKey", HTTP),
                ("Target", HTTP),
                ("ProtocolType", OURS),
                ("RouteSelectionExpression", "the key `route_selection_expression` sets this property"),
                ("Tags", "the key `tags` sets this property"),
            ],
        },
        Target {
            name: "stage",
            setting: stage,
            kind: "AWS::ApiGatewayV2::Stage",
            refused: &[
                ("ApiId", OURS),
                ("DeploymentId", OURS),
                ("AccessLogSettings", "the key `access_log` sets this property"),
                ("AutoDeploy", "the key `stage: { auto_deploy }` sets this property"),
                ("StageName", "the key `stage: { name }` sets this property"),
            ],
        },
        Target { name: "access_log", setting: access_log, kind: "AWS::Logs::LogGroup", refused: &[] },
        Target {
            name: "authorizer",
            setting: authorizer,
            kind: "AWS::ApiGatewayV2::Authorizer",
            refused: &[
                ("ApiId", OURS),
                ("AuthorizerType", OURS),
                ("AuthorizerUri", OURS),
                ("AuthorizerPayloadFormatVersion", HTTP),
                ("AuthorizerResultTtlInSeconds", HTTP),
                ("EnableSimpleResponses", HTTP),
                ("JwtConfiguration", HTTP),
            ],
        },
        Target {
            name: "certificate",
            setting: certificate,
            kind: "AWS::CertificateManager::Certificate",
            refused: &[("DomainName", "the key `custom_domain: { domain_name }` sets this property")],
        },
        Target {
            name: "domain",
            setting: domain,
            kind: "AWS::ApiGatewayV2::DomainName",
            refused: &[
                ("DomainName", "the key `custom_domain: { domain_name }` sets this property"),
                ("MutualTlsAuthentication", HTTP),
            ],
        },
    ]
}
