use super::{Context, api_name};
use crate::{
    limits,
    spec::Str,
    template::{
        ApiRole, Expression, Part, Template, concat_expression,
        resources::{AccessLogSettings, LogGroup},
    },
};

pub(super) fn synth_access_log(context: &Context<'_>, template: &mut Template) -> Option<AccessLogSettings> {
    let access_log = context.spec.access_log.as_ref()?;
    let destination_arn = match &access_log.destination_arn {
        Some(arn) => Expression::from(arn),
        None => {
            let group = template.add(
                context.api_id(ApiRole::AccessLog),
                LogGroup {
                    log_group_name: Some(log_group_name(context)),
                    retention_in_days: access_log.retention.and_then(|retention| retention.days()),
                    tags: (&*context.spec.tags).into(),
                },
            );
            template.resource(&group).retain();
            group.arn()
        }
    };
    Some(AccessLogSettings {
        destination_arn,
        format: access_log.format.clone().unwrap_or(Str::Borrowed(limits::default::ACCESS_LOG_FORMAT)),
    })
}

/// SST's. The prefix keeps CloudWatch's resource policy within its 5,120 characters.
fn log_group_name(context: &Context<'_>) -> Expression {
    concat_expression!(
        "/aws/vendedlogs/apis/",
        clean(api_name(context.spec)),
        "-",
        &context.api,
        "/",
        &context.stage_name
    )
}

/// A log group's name takes fewer characters than an API's.
fn clean(name: Expression) -> Expression {
    let keep = |text: &str| -> Str {
        text.chars().filter(|c| c.is_ascii_alphanumeric() || "._-/#".contains(*c)).collect::<String>().into()
    };
    match name {
        Expression::Literal(text) => Expression::Literal(keep(&text)),
        Expression::Sub(parts) => Expression::Sub(
            parts
                .into_iter()
                .map(|part| if let Part::Literal(text) = part { Part::Literal(keep(&text)) } else { part })
                .collect(),
        ),
        reference => reference,
    }
}
