use serde::Serialize;

use super::{TagList, TagMap};
use crate::{declaration::Str, template::Expression};

/// `AWS::ApiGatewayV2::DomainName`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DomainName {
    pub domain_name: Expression,
    pub domain_name_configurations: [DomainNameConfiguration; 1],
    #[serde(skip_serializing_if = "TagMap::is_empty")]
    pub tags: TagMap,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DomainNameConfiguration {
    pub certificate_arn: Expression,
    pub endpoint_type: &'static str,
    pub security_policy: &'static str,
}

/// `AWS::CertificateManager::Certificate`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Certificate {
    pub domain_name: Expression,
    pub validation_method: &'static str,
    pub domain_validation_options: [DomainValidationOption; 1],
    #[serde(skip_serializing_if = "TagList::is_empty")]
    pub tags: TagList,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DomainValidationOption {
    pub domain_name: Expression,
    pub hosted_zone_id: Expression,
}

/// `AWS::ApiGatewayV2::ApiMapping`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ApiMapping {
    pub api_id: Expression,
    pub domain_name: Expression,
    pub stage: Expression,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_mapping_key: Option<Str>,
}

/// `AWS::Route53::RecordSet`, an alias.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordSet {
    #[serde(rename = "Name")]
    pub name: Expression,
    #[serde(rename = "Type")]
    pub kind: &'static str,
    #[serde(flatten)]
    pub zone: Zone,
    #[serde(rename = "AliasTarget")]
    pub alias_target: AliasTarget,
}

/// A Route 53 zone, by its ID or its name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Zone {
    #[serde(rename = "HostedZoneId")]
    Id(Expression),
    /// The name with a trailing dot.
    #[serde(rename = "HostedZoneName")]
    Name(Expression),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AliasTarget {
    #[serde(rename = "DNSName")]
    pub dns_name: Expression,
    #[serde(rename = "HostedZoneId")]
    pub hosted_zone_id: Expression,
}
