use super::Context;
use crate::{
    declaration::{CustomDomain, Declaration, Domain, Piece, Str, TemplateSections, Text, members},
    template::{
        ApiRole, Expression, Handle, LogicalId, Parameter, Template, concat_expression,
        resources::{
            AliasTarget, ApiMapping, Certificate, DomainName, DomainNameConfiguration,
            DomainValidationOption, RecordSet, Zone,
        },
    },
};

/// The target of a DNS record that the template does not make.
#[derive(Default)]
pub(super) struct RegionalEndpoint {
    pub(super) domain_name: Option<Expression>,
    pub(super) hosted_zone_id: Option<Expression>,
}

/// Adds the custom domain and the API's mapping.
pub(super) fn synth_domain(
    context: &Context<'_>,
    stage: &Expression,
    template: &mut Template,
) -> Option<RegionalEndpoint> {
    let (name, path, regional) = match context.declaration.custom_domain.as_ref()? {
        CustomDomain::Own(domain) => {
            let handle = synth_own(context, domain, template);
            let domain_name = domain.is_external_domain.then(|| handle.regional_domain_name());
            (handle.reference(), &domain.path, RegionalEndpoint { domain_name, hosted_zone_id: None })
        }
        CustomDomain::Existing(domain) => {
            let regional = RegionalEndpoint {
                domain_name: domain.regional_domain_name.as_ref().map(Expression::from),
                hosted_zone_id: domain.regional_hosted_zone_id.as_ref().map(Expression::from),
            };
            (Expression::from(&domain.name.without_trailing_dot()), &domain.path, regional)
        }
        CustomDomain::Shared { of, path } => {
            let other = of.get();
            // In the same template the mapping depends on the domain; in another one it names the domain.
            let made = matches!(other.custom_domain, Some(CustomDomain::Own(_)));
            let together = made
                && context.declarations.iter().any(|declaration| declaration.type_name == other.type_name);
            let name = if together {
                Expression::Ref(LogicalId::for_api(&other.type_name, ApiRole::Domain))
            } else {
                let name = other.custom_domain.as_ref().and_then(CustomDomain::name)?;
                add_parameters_of(other, &name, template);
                Expression::from(&name)
            };
            (name, path, RegionalEndpoint::default())
        }
    };
    template.add(
        context.id(ApiRole::Mapping),
        ApiMapping {
            api_id: context.api.clone(),
            domain_name: name,
            stage: stage.clone(),
            api_mapping_key: path.clone(),
        },
    );
    Some(regional)
}

/// Adds the parameters in another API's domain name, which a separate template does not have.
fn add_parameters_of(other: &Declaration, name: &Text, template: &mut Template) {
    let named = |key: &str| name.references().any(|piece| matches!(piece, Piece::Ref(name) if name == key));
    let parameters =
        other.sections.parameters.iter().filter(|parameter| named(&parameter.key)).cloned().collect();
    template.add_sections(&TemplateSections { parameters, ..TemplateSections::EMPTY });
}

fn synth_own(context: &Context<'_>, domain: &Domain, template: &mut Template) -> Handle<DomainName> {
    let name = Expression::from(&domain.domain_name.without_trailing_dot());
    let zone = (!domain.is_external_domain).then(|| zone(context, domain, template)).flatten();
    let certificate_arn = match (&domain.certificate, &zone) {
        (Some(arn), _) => Expression::from(arn),
        (None, zone) => synth_certificate(context, &name, zone.as_ref(), template).reference(),
    };
    let handle = template.add_with(
        context.id(ApiRole::Domain),
        DomainName {
            domain_name: name.clone(),
            domain_name_configurations: [DomainNameConfiguration {
                certificate_arn,
                endpoint_type: "REGIONAL",
                security_policy: "TLS_1_2",
            }],
            tags: (&*context.declaration.tags).into(),
        },
        |made| {
            made.override_with(members(context.declaration.overrides.domain.as_ref()));
        },
    );
    if let Some(zone) = zone {
        for (role, kind) in [(ApiRole::AliasA, "A"), (ApiRole::AliasAaaa, "AAAA")] {
            template.add(
                context.id(role),
                RecordSet {
                    name: name.clone(),
                    kind,
                    zone: zone.clone(),
                    alias_target: AliasTarget {
                        dns_name: handle.regional_domain_name(),
                        hosted_zone_id: handle.regional_hosted_zone_id(),
                    },
                },
            );
        }
    }
    handle
}

/// Returns the zone, by its ID if it is declared, or if it validates a certificate: CloudFormation cannot
/// look up IDs, so a parameter has it. Otherwise returns the zone by its name.
fn zone(context: &Context<'_>, domain: &Domain, template: &mut Template) -> Option<Zone> {
    if let Some(id) = &domain.hosted_zone_id {
        return Some(Zone::Id(id.into()));
    }
    let name = domain.zone()?;
    if domain.certificate.is_some() {
        return Some(Zone::Name(concat_expression!(Expression::from(&name), ".")));
    }
    let described = name.as_literal().map_or("the custom domain".to_owned(), |name| format!("`{name}`"));
    let parameter = Parameter::Made {
        kind: "AWS::Route53::HostedZone::Id",
        description: Str::Owned(format!("The id of the Route 53 zone of {described}")),
        default: None,
        allowed_pattern: None,
        constraint_description: None,
    };
    Some(Zone::Id(template.add_parameter(context.id(ApiRole::HostedZoneId), parameter)))
}

fn synth_certificate(
    context: &Context<'_>,
    name: &Expression,
    zone: Option<&Zone>,
    template: &mut Template,
) -> Handle<Certificate> {
    let hosted_zone_id = match zone {
        Some(Zone::Id(id)) => id.clone(),
        // The front end requires a zone or a certificate.
        Some(Zone::Name(_)) | None => Expression::from(""),
    };
    let certificate = Certificate {
        domain_name: name.clone(),
        validation_method: "DNS",
        domain_validation_options: [DomainValidationOption { domain_name: name.clone(), hosted_zone_id }],
        tags: (&*context.declaration.tags).into(),
    };
    template.add_with(context.id(ApiRole::Certificate), certificate, |made| {
        made.override_with(members(context.declaration.overrides.certificate.as_ref()));
    })
}
