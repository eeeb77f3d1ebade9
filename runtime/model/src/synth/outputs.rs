use super::{Context, domain::RegionalEndpoint};
use crate::{
    declaration::Declaration,
    template::{Expression, Output, Template, concat_expression},
};

/// Adds the outputs. They refer to the stage, so that they exist after it.
pub(super) fn synth_outputs(
    context: &Context<'_>,
    stage: &Expression,
    regional: RegionalEndpoint,
    template: &mut Template,
) {
    let mut add = |name, description, value| {
        template.add_output(context.output(name), Output::Made { description, value });
    };
    // The default endpoint may be disabled, and then only the custom domain works.
    let off = context.declaration.overrides.disables_default_endpoint() != Some(false);
    let url = |scheme, end| {
        let domain = if off { context.domain_url(scheme, end) } else { None };
        domain.unwrap_or_else(|| context.url(scheme, stage))
    };
    add("Url", "The URL that clients connect to", url("wss", "/"));
    add(
        "ManagementEndpoint",
        "The URL to post to connections with, as the `--endpoint-url` of `apigatewaymanagementapi`",
        url("https", ""),
    );
    add("ApiId", "The API's id", context.api.clone());
    if let Some(url) = custom_domain_url(context.declaration) {
        add("CustomDomainUrl", "The URL that clients connect to under the custom domain", url);
    }
    if let Some(name) = regional.domain_name {
        add("RegionalDomainName", "What the custom domain's DNS record must point to", name);
    }
    if let Some(id) = regional.hosted_zone_id {
        add("RegionalHostedZoneId", "The zone of that name, for an alias record", id);
    }
}

/// Returns SST's URL of a custom domain: `wss://domain`, or `wss://domain/path/`.
pub fn custom_domain_url(declaration: &Declaration) -> Option<Expression> {
    let domain = declaration.custom_domain.as_ref()?;
    let path = domain.path().map(|path| format!("/{path}/")).unwrap_or_default();
    Some(concat_expression!("wss://", Expression::from(&domain.name()?), path))
}
