//! The rules of strings. Each rule is a function and a type. Constants call the function, so that rustc
//! reports a Rust constant at its path; the front end checks literals with the type.

mod grammar;
mod name;

use grammar::{
    is_domain, is_function_arn, is_identity_source, is_layer_arn, is_mapping_key, is_name, is_single_line,
    is_stage_value, is_tag_text, starts_with, within,
};
pub use name::{
    InvalidName, check_environment_name, check_route_key, check_stage_variable_name, check_tag_key,
};

use crate::limits;

/// A rule of a string.
pub trait TextRule {
    /// The function of this module that checks a constant.
    const FUNCTION: &'static str;
    /// The text of the rule, such as "must be 1–128 letters, digits, `_` or `-`".
    const RULE: &'static str;

    fn holds(text: &str) -> bool;
}

macro_rules! rules {
    ($($(#[$doc:meta])* $ty:ident, $function:ident, |$text:ident| $holds:expr, $rule:expr;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $ty {}

            impl $ty {
                const fn is($text: &str) -> bool {
                    $holds
                }
            }

            impl TextRule for $ty {
                const FUNCTION: &'static str = stringify!($function);
                const RULE: &'static str = $rule;

                fn holds(text: &str) -> bool {
                    Self::is(text)
                }
            }

            /// Checks a string. In a constant, a string that violates the rule stops the compilation at the
            /// caller with this fault.
            ///
            /// # Panics
            /// If the string violates the rule.
            #[track_caller]
            pub const fn $function(text: &'static str, fault: &'static str) {
                if !$ty::is(text) {
                    panic!("{}", fault);
                }
            }
        )+
    };
}

rules! {
    /// Any string, for which AWS has no rule.
    Any, any, |_text| true, "";
    /// An ID that AWS generated.
    Id, id, |text| !text.is_empty(), "must not be empty";
    /// The ARN of a certificate.
    CertificateArn, certificate_arn, |text| starts_with(text.as_bytes(), b"arn:"),
        "must be an ARN, such as `arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555`";
    /// The resource of a policy's statement.
    PolicyResource, policy_resource, |text| starts_with(text.as_bytes(), b"arn:") || text.len() == 1 && text.as_bytes()[0] == b'*',
        "must be an ARN or `*`";
    /// An API's name.
    ApiName, api_name, |text| within(text, 1, limits::API_NAME),
        "must be 1–128 characters";
    /// The description of an API or a stage.
    Description, description, |text| within(text, 0, limits::API_DESCRIPTION),
        "must be 0–1024 characters";
    /// `[A-Za-z0-9_-]{1,128}`; API Gateway rejects `$default` for WebSocket APIs.
    StageName, stage_name, |text| within(text, 1, limits::STAGE_NAME) && is_name(text.as_bytes()),
        "must be 1–128 letters, digits, `_` or `-`";
    /// `[A-Za-z0-9\-._~:/?#&=,]{1,512}`
    StageValue, stage_value, |text| within(text, 1, limits::STAGE_VARIABLE_VALUE) && is_stage_value(text.as_bytes()),
        "must be 1–512 letters, digits or `-._~:/?#&=,`";
    /// `[A-Za-z0-9_-]{1,64}`
    FunctionName, function_name, |text| within(text, 1, limits::FUNCTION_NAME) && is_name(text.as_bytes()),
        "must be 1–64 letters, digits, `_` or `-`";
    /// A function's description.
    FunctionDescription, function_description, |text| within(text, 0, limits::FUNCTION_DESCRIPTION),
        "must be 0–256 characters";
    /// The ARN of one version of a layer.
    LayerArn, layer_arn, |text| is_layer_arn(text.as_bytes()),
        "must be the ARN of a layer version, such as \
         `arn:aws:lambda:eu-west-1:123456789012:layer:name:1`";
    /// An ARN.
    Arn, arn, |text| starts_with(text.as_bytes(), b"arn:"),
        "must be an ARN, such as `arn:aws:logs:eu-west-1:123456789012:log-group:name`";
    /// The name of a custom domain: labels of RFC 1035 in lower case. A wildcard begins with `*.`.
    DomainName, domain_name, |text| is_domain(text.as_bytes(), true),
        "must be a lowercase name, such as `api.example.com` or `*.example.com`";
    /// The name of a Route 53 zone.
    HostedZone, hosted_zone, |text| is_domain(text.as_bytes(), false),
        "must be a lowercase name, such as `example.com`";
    /// A mapping key of a WebSocket API.
    MappingKey, mapping_key, |text| within(text, 1, limits::MAPPING_KEY) && is_mapping_key(text.as_bytes()),
        "must be 1–300 letters, digits or `$-_.+!*'()`";
    /// The source of an identity in a handshake.
    IdentitySource, identity_source, |text| is_identity_source(text.as_bytes()),
        "must be `route.request.header.NAME`, `route.request.querystring.NAME`, `context.NAME` or \
         `stageVariables.NAME`";
    /// An authorizer's name.
    AuthorizerName, authorizer_name, |text| within(text, 1, limits::AUTHORIZER_NAME),
        "must be 1–128 characters";
    /// The ARN of a Lambda function, of a version or of an alias of one.
    FunctionArn, function_arn, |text| is_function_arn(text.as_bytes()),
        "must be the ARN of a Lambda function, such as `arn:aws:lambda:eu-west-1:123456789012:function:name`";
    /// The format of access logs.
    AccessLogFormat, access_log_format, |text| text.len() <= limits::ACCESS_LOG_FORMAT && is_single_line(text.as_bytes()),
        "must be a single line of 0–3072 bytes";
    /// A tag's value.
    TagValue, tag_value, |text| within(text, 0, limits::TAG_VALUE) && is_tag_text(text.as_bytes()),
        "must be 0–256 letters, digits, spaces or `+-=._:/@`";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_of_a_text_states_its_maximum() {
        for (rule, limit) in [
            (ApiName::RULE, limits::API_NAME),
            (Description::RULE, limits::API_DESCRIPTION),
            (StageName::RULE, limits::STAGE_NAME),
            (StageValue::RULE, limits::STAGE_VARIABLE_VALUE),
            (FunctionName::RULE, limits::FUNCTION_NAME),
            (FunctionDescription::RULE, limits::FUNCTION_DESCRIPTION),
            (MappingKey::RULE, limits::MAPPING_KEY),
            (AuthorizerName::RULE, limits::AUTHORIZER_NAME),
            (AccessLogFormat::RULE, limits::ACCESS_LOG_FORMAT),
            (TagValue::RULE, limits::TAG_VALUE),
        ] {
            assert!(rule.contains(&format!("–{limit} ")), "{rule}: {limit}");
        }
    }

    #[test]
    fn layer_arn_has_a_version() {
        assert!(LayerArn::holds("arn:aws:lambda:eu-west-1:123456789012:layer:name:1"));
        assert!(LayerArn::holds("arn:aws-cn:lambda:cn-north-1:123456789012:layer:a_b-c:42"));
        for wrong in [
            "",
            "arn:aws:lambda:eu-west-1:123456789012:layer:name",
            "arn:aws:lambda:eu-west-1:123456789012:layer:name:one",
            "arn:aws:lambda:eu-west-1:12345:layer:name:1",
            "arn:aws:s3:eu-west-1:123456789012:layer:name:1",
            "arn:aws:lambda:eu-west-1:123456789012:layer:name:1:2",
            ":::::::",
        ] {
            assert!(!LayerArn::holds(wrong), "{wrong}");
        }
    }

    #[test]
    fn domain_name_has_two_or_more_labels() {
        for right in ["api.example.com", "*.example.com", "example.com.", "a-b.c", "xn--bcher-kva.example"] {
            assert!(DomainName::holds(right), "{right}");
        }
        let long = format!("{}.com", "a".repeat(64));
        for wrong in [
            "",
            "com",
            "Api.example.com",
            "a..b",
            ".a.b",
            "-a.b",
            "a-.b",
            "*.",
            "a.*.b",
            "a b.c",
            "*a.b",
            &long,
        ] {
            assert!(!DomainName::holds(wrong), "{wrong}");
        }
        assert!(!HostedZone::holds("*.example.com"));
    }

    #[test]
    fn function_arn_names_a_function_or_alias() {
        assert!(FunctionArn::holds("arn:aws:lambda:eu-west-1:123456789012:function:name"));
        assert!(FunctionArn::holds("arn:aws:lambda:eu-west-1:123456789012:function:name:alias"));
        for wrong in [
            "name",
            "arn:aws:lambda:eu-west-1:123456789012:layer:name:1",
            "arn:aws:lambda:r:a:function:",
            "arn:",
        ] {
            assert!(!FunctionArn::holds(wrong), "{wrong}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(FunctionDescription::holds(&"é".repeat(256)));
        assert!(!FunctionDescription::holds(&"é".repeat(257)));
    }

    #[test]
    fn access_log_format_has_one_line_of_at_most_3072_bytes() {
        assert!(AccessLogFormat::holds("a\n"));
        assert!(!AccessLogFormat::holds("a\nb"));
        assert!(!AccessLogFormat::holds(&"a".repeat(3073)));
    }
}
