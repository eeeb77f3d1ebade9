use websocket_api_model::spec::rule::{Any, CertificateArn, DomainName, HostedZone, MappingKey};

use crate::{
    block::block,
    leaf::{Flag, Nested, OtherApi, Plain, Text},
};

block! {
    /// `custom_domain`
    pub struct CustomDomain in "`custom_domain`" {
        /// The name, lower case; `*.example.com` for a wildcard.
        domain_name: Text<DomainName>,
        /// The name of its Route 53 zone. Default: the domain's name without its first label.
        hosted_zone: Text<HostedZone>,
        /// The zone's id. Default: a parameter of the template, where it is needed.
        hosted_zone_id: Text<Any>,
        /// The API's mapping key under the domain. Default: the whole domain.
        path: Plain<MappingKey>,
        /// Whether the name is hosted elsewhere than on Route 53. Default: `false`.
        is_external_domain: Flag,
        /// The ARN of a certificate that exists already. Default: one is made.
        certificate: Text<CertificateArn>,
        /// Another API whose domain to share.
        domain: OtherApi,
        /// A domain name that exists in API Gateway already.
        existing: Nested<ExistingDomain>,
    }
}

block! {
    /// `custom_domain.existing`
    pub struct ExistingDomain in "`existing`" {
        /// The name.
        name: Text<DomainName>,
        /// What a DNS record points to; shown as an output.
        regional_domain_name: Text<Any>,
        /// The zone of that name.
        regional_hosted_zone_id: Text<Any>,
    }
}
