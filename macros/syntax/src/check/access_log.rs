use websocket_api_model::access_log_variables::{self, Support};

use crate::{
    Diagnostics, Warning,
    ast::Api,
    block::at,
    blocks, suggest,
    value::{AccessLog, Constant},
};

pub(super) fn block(api: &Api) -> Option<&blocks::AccessLog> {
    match api.block.access_log.get() {
        Some(AccessLog::Block(block)) => Some(&block.block),
        _ => None,
    }
}

/// API Gateway wants `$context.requestId` or `$context.extendedRequestId` in a format, and gives WebSocket APIs fewer
/// variables than others. SST lets all pass, and so do we, with a warning.
pub(super) fn check_format(api: &Api, diagnostics: &mut Diagnostics) {
    let format = match (api.block.access_log.get(), block(api)) {
        (Some(AccessLog::Format(format)), _) => Some(format),
        (_, Some(block)) => block.format.get(),
        _ => None,
    };
    let Some(Constant::Value(literal)) = format.map(|format| &format.0) else { return };
    let format = literal.value();
    let variables: Vec<&str> = access_log_variables::variables(&format).collect();
    if !variables.iter().any(|variable| matches!(*variable, "requestId" | "extendedRequestId")) {
        diagnostics.warning(
            Warning::FormatWithoutRequestId,
            literal,
            "API Gateway refuses a format without `$context.requestId` or `$context.extendedRequestId`",
        );
    }
    for variable in variables {
        match access_log_variables::support(variable) {
            Support::WebSocket => {}
            Support::OtherApis => diagnostics.warning(
                Warning::UnknownVariable,
                literal,
                format_args!(
                    "`$context.{variable}` is not available for WebSocket APIs and is logged as `-`"
                ),
            ),
            Support::Unknown => {
                let near = suggest::nearest(variable, access_log_variables::known());
                let near = near.map(|near| format!("; did you mean `$context.{near}`?")).unwrap_or_default();
                diagnostics.warning(
                    Warning::UnknownVariable,
                    literal,
                    format_args!("API Gateway knows no `$context.{variable}`{near}"),
                );
            }
        }
    }
}

/// Retention is a property of the log group, and none is made beside `destination_arn`.
pub(super) fn check_retention_of_destination(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(block) = block(api) else { return };
    if let (Some(span), true) = (block.retention.key_span(), block.destination_arn.is_written()) {
        diagnostics.warning(Warning::LostRetention,
            at(span),
            "`retention` has no effect beside `destination_arn`: the log group exists and keeps its own retention",
        );
    }
}
