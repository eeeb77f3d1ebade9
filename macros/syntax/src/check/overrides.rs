use websocket_api_model::template::resource_type;

use crate::{
    Diagnostics,
    ast::ApiSyntax,
    blocks,
    setting::Setting,
    suggest,
    value::{JsonMember, JsonValue},
};

/// A resource that `overrides` can reach.
struct Target<'a> {
    name: &'static str,
    setting: &'a Setting<JsonValue>,
    kind: &'static str,
    /// Properties of the type that are not to be overridden, and why.
    refused: &'static [(&'static str, &'static str)],
}

const OURS: &str = "is what connects the resource to the rest of the template";
const HTTP: &str = "is not for WebSocket APIs";

/// `overrides` names properties that the resource's type has.
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
                        diagnostics.error(&member.key_tokens, format_args!("`{name}` {why}"));
                        continue;
                    }
                    let near = suggest::suggest_or_list(&member.key, properties.clone());
                    diagnostics.error(
                        &member.key_tokens,
                        format_args!("unknown property `{}` of `{}`{near}", member.key, target.kind),
                    );
                }
            }
            Some(_) => {
                diagnostics.error_at(span, format_args!("`{}` must be a block of properties", target.name));
            }
            None => {}
        }
    }
}

/// The kinds of resources of which a declaration makes a single one.
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
                ("RouteSelectionExpression", "is decided by `route_selection_expression`; write it there"),
                ("Tags", "is decided by `tags`; write it there"),
            ],
        },
        Target {
            name: "stage",
            setting: stage,
            kind: "AWS::ApiGatewayV2::Stage",
            refused: &[
                ("ApiId", OURS),
                ("DeploymentId", OURS),
                ("AccessLogSettings", "is decided by `access_log`; write it there"),
                ("AutoDeploy", "is decided by `stage: { auto_deploy }`; write it there"),
                ("StageName", "is decided by `stage: { name }`; write it there"),
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
            refused: &[("DomainName", "is decided by `custom_domain: { domain_name }`; write it there")],
        },
        Target {
            name: "domain",
            setting: domain,
            kind: "AWS::ApiGatewayV2::DomainName",
            refused: &[
                ("DomainName", "is decided by `custom_domain: { domain_name }`; write it there"),
                ("MutualTlsAuthentication", HTTP),
            ],
        },
    ]
}
