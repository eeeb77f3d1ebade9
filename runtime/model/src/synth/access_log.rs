use super::Context;
use crate::{
    declaration::{Pseudo, Str, members},
    limits,
    template::{
        ApiRole, Expression, Template, concat_expression,
        resources::{AccessLogSettings, LogGroup},
    },
};

pub(super) fn synth_access_log(context: &Context<'_>, template: &mut Template) -> Option<AccessLogSettings> {
    let access_log = context.declaration.access_log.as_ref()?;
    let destination_arn = match &access_log.destination_arn {
        Some(arn) => Expression::from(arn),
        None => {
            let group = template.add_with(
                context.id(ApiRole::AccessLog),
                LogGroup {
                    log_group_name: Some(log_group_name(context)),
                    retention_in_days: access_log.retention.and_then(|retention| retention.days()),
                    tags: (&*context.declaration.tags).into(),
                },
                |group| {
                    group.retain().override_with(members(context.declaration.overrides.access_log.as_ref()));
                },
            );
            group.arn()
        }
    };
    Some(AccessLogSettings {
        destination_arn,
        format: access_log.format.clone().unwrap_or(Str::Borrowed(limits::default::ACCESS_LOG_FORMAT)),
    })
}

/// SST's name without the API's: `<stage>-<api>-<id>`. The prefix keeps CloudWatch's resource policy within
/// its 5,120 characters.
fn log_group_name(context: &Context<'_>) -> Expression {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let id: String = context.declaration.type_name.chars().filter(allowed).collect();
    concat_expression!(
        "/aws/vendedlogs/apis/",
        Pseudo::StackName,
        "-",
        id,
        "-",
        &context.api,
        "/",
        &context.stage_name
    )
}
