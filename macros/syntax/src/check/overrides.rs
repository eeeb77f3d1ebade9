use crate::{
    Diagnostics,
    ast::Api,
    block::Setting,
    blocks,
    leaf::{self, Json},
    suggest,
};

/// A resource that `overrides` can reach.
struct Target<'a> {
    name: &'static str,
    setting: &'a Setting<Json>,
    kind: &'static str,
    properties: &'static [&'static str],
    exists: bool,
}

/// `overrides` names properties that the resource's type has, of resources that the declaration makes.
pub(super) fn check_overrides(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(overrides) = api.block.overrides.get() else { return };
    for target in targets(api, &overrides.block) {
        let Some(span) = target.setting.key_span() else { continue };
        if !target.exists {
            diagnostics
                .error_at(span, format_args!("this declaration makes no `{}` to override", target.kind));
        }
        match target.setting.get() {
            Some(Json::Object(members)) => {
                for member in members.iter().filter(|member| !target.properties.contains(&&*member.key)) {
                    let near = suggest::or_list(&member.key, target.properties.iter().copied());
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

/// The properties are those of the types' schemas in the CloudFormation registry, without the read-only ones.
fn targets<'a>(api: &Api, overrides: &'a blocks::Overrides) -> [Target<'a>; 7] {
    let blocks::Overrides { api: own, stage, access_log, authorizer, certificate, domain, mapping } =
        overrides;
    let import = api.block.import.get();
    let imports_stage = import.is_some_and(|import| import.block.stage_name.is_written());
    let log = match api.block.access_log.get() {
        Some(leaf::AccessLog::Flag(on)) => on.0,
        Some(leaf::AccessLog::Block(block)) => !block.block.destination_arn.is_written(),
        _ => true,
    };
    let lambda = api.authorizer().is_some_and(|block| !block.id.is_written());
    let (sets_up, certifies) = match api.block.custom_domain.get() {
        None => (false, false),
        Some(leaf::CustomDomain::Name(_)) => (true, true),
        Some(leaf::CustomDomain::Block(nested)) => {
            let own = nested.block.domain_name.is_written();
            (own, own && !nested.block.certificate.is_written())
        }
    };
    [
        Target {
            name: "api",
            setting: own,
            kind: "AWS::ApiGatewayV2::Api",
            properties: &[
                "ApiKeySelectionExpression",
                "BasePath",
                "Body",
                "BodyS3Location",
                "CorsConfiguration",
                "CredentialsArn",
                "Description",
                "DisableExecuteApiEndpoint",
                "DisableSchemaValidation",
                "FailOnWarnings",
                "IpAddressType",
                "Name",
                "ProtocolType",
                "RouteKey",
                "RouteSelectionExpression",
                "Tags",
                "Target",
                "Version",
            ],
            exists: import.is_none(),
        },
        Target {
            name: "stage",
            setting: stage,
            kind: "AWS::ApiGatewayV2::Stage",
            properties: &[
                "AccessLogSettings",
                "ApiId",
                "AutoDeploy",
                "ClientCertificateId",
                "DefaultRouteSettings",
                "DeploymentId",
                "Description",
                "RouteSettings",
                "StageName",
                "StageVariables",
                "Tags",
            ],
            exists: !imports_stage,
        },
        Target {
            name: "access_log",
            setting: access_log,
            kind: "AWS::Logs::LogGroup",
            properties: &[
                "BearerTokenAuthenticationEnabled",
                "DataProtectionPolicy",
                "DeletionProtectionEnabled",
                "FieldIndexPolicies",
                "KmsKeyId",
                "LogGroupClass",
                "LogGroupName",
                "ResourcePolicyDocument",
                "RetentionInDays",
                "Tags",
            ],
            exists: log && !imports_stage,
        },
        Target {
            name: "authorizer",
            setting: authorizer,
            kind: "AWS::ApiGatewayV2::Authorizer",
            properties: &[
                "ApiId",
                "AuthorizerCredentialsArn",
                "AuthorizerPayloadFormatVersion",
                "AuthorizerResultTtlInSeconds",
                "AuthorizerType",
                "AuthorizerUri",
                "EnableSimpleResponses",
                "IdentitySource",
                "IdentityValidationExpression",
                "JwtConfiguration",
                "Name",
            ],
            exists: lambda,
        },
        Target {
            name: "certificate",
            setting: certificate,
            kind: "AWS::CertificateManager::Certificate",
            properties: &[
                "CertificateAuthorityArn",
                "CertificateExport",
                "CertificateTransparencyLoggingPreference",
                "DomainName",
                "DomainValidationOptions",
                "KeyAlgorithm",
                "SubjectAlternativeNames",
                "Tags",
                "ValidationMethod",
            ],
            exists: certifies,
        },
        Target {
            name: "domain",
            setting: domain,
            kind: "AWS::ApiGatewayV2::DomainName",
            properties: &[
                "DomainName",
                "DomainNameConfigurations",
                "MutualTlsAuthentication",
                "RoutingMode",
                "Tags",
            ],
            exists: sets_up,
        },
        Target {
            name: "mapping",
            setting: mapping,
            kind: "AWS::ApiGatewayV2::ApiMapping",
            properties: &["ApiId", "ApiMappingKey", "DomainName", "Stage"],
            exists: api.block.custom_domain.is_written(),
        },
    ]
}
