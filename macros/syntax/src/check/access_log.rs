use quote::ToTokens;

use crate::{
    Diagnostics,
    ast::Api,
    block::at,
    blocks,
    leaf::{AccessLog, Constant},
};

fn block(api: &Api) -> Option<&blocks::AccessLog> {
    match api.block.access_log.get() {
        Some(AccessLog::Block(block)) => Some(&block.block),
        _ => None,
    }
}

/// API Gateway wants `$context.requestId` or `$context.extendedRequestId` in a format. SST lets others pass.
pub(super) fn check_request_id(api: &Api, diagnostics: &mut Diagnostics) {
    let (format, span) = match api.block.access_log.get() {
        Some(AccessLog::Format(format)) => (format, api.block.access_log.key_span()),
        _ => match block(api).map(|block| (block.format.get(), block.format.key_span())) {
            Some((Some(format), span)) => (format, span),
            _ => return,
        },
    };
    let Constant::Value(format) = &format.0 else {
        return;
    };
    let has = |variable: &str| {
        format.match_indices(variable).any(|(at, _)| {
            !format[at + variable.len()..]
                .starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.')
        })
    };
    if !has("$context.requestId") && !has("$context.extendedRequestId") {
        diagnostics.warning(
            span.map(at).to_token_stream(),
            "API Gateway refuses a format without `$context.requestId` or `$context.extendedRequestId`",
        );
    }
}

/// Retention is a property of the log group, and none is made beside `destination_arn`.
pub(super) fn check_retention_of_destination(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(block) = block(api) else { return };
    if let (Some(span), true) = (block.retention.key_span(), block.destination_arn.is_written()) {
        diagnostics.warning(
            at(span),
            "`retention` has no effect beside `destination_arn`: the log group exists and keeps its own retention",
        );
    }
}
