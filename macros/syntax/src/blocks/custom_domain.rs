use websocket_api_model::declaration::rule::{Any, CertificateArn, DomainName, HostedZone, MappingKey};

use crate::{
    block::block,
    block_value::BlockValue,
    blocks::OtherApi,
    value::{Flag, PlainText, Text},
};

block! {
    /// `custom_domain`
    pub struct CustomDomainBlock in "`custom_domain`" => Domain {
        /// The name, lower case; a trailing dot is dropped. Required, or `domain`, or `existing`.
        domain_name: Text<DomainName>,
        /// The name of its Route 53 zone; excludes `hosted_zone_id`. Default: the domain's name without its first
        /// label, if it has more than two.
        hosted_zone: Text<HostedZone>,
        /// The zone's ID. Default: a parameter of the template (`ChatHostedZoneId`), if a certificate must be
        /// validated.
        hosted_zone_id: Text<Any>,
        /// The mapping key: 1 to 300 letters, digits or `$-_.+!*'()`. Default: the whole domain.
        path: PlainText<MappingKey>,
        /// `true`: the DNS is not on Route 53; requires a `certificate`. The DNS record must point to the output
        /// `RegionalDomainName`. Default: `false`.
        is_external_domain: Flag,
        /// The ARN of an existing certificate, in the API's Region. Default: one is made and validated in the zone, for
        /// a name of up to 64 characters.
        certificate: Text<CertificateArn>,
        /// The type of another API, whose domain is shared under another `path`: in a `Stack`, or in a separate
        /// template that is deployed after the other's. Default: a separate domain.
        domain: OtherApi => skip,
        /// An existing domain in API Gateway: `{ name, regional_domain_name, regional_hosted_zone_id }`. Default: a
        /// domain is made.
        existing: BlockValue<ExistingDomainBlock> => skip,
    }
}

block! {
    /// `custom_domain.existing`
    pub struct ExistingDomainBlock in "`existing`" {
        /// The name. Required.
        name: Text<DomainName>,
        /// The target of a DNS record. Default: no output `RegionalDomainName`.
        regional_domain_name: Text<Any>,
        /// The hosted zone of that target. Default: no output `RegionalHostedZoneId`.
        regional_hosted_zone_id: Text<Any>,
    }
}
