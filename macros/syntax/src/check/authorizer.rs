use super::function::check_function;
use crate::{
    Diagnostics,
    ast::Api,
    block::{at, refuse},
    blocks::RouteFunction,
    value,
};

/// API Gateway authorizes `$connect` and nothing else, so without that route an authorizer protects nothing.
pub(super) fn check_authorizer(api: &Api, diagnostics: &mut Diagnostics) {
    let setting = &api.block.authorizer;
    let protects = matches!(setting.get(), Some(value::Authorizer::Iam | value::Authorizer::Block(_)));
    let connect = api.routes.iter().any(|route| route.key == "$connect");
    let sure = api.has_read_all(&[api.block.routes.is_faulty()]);
    if let (Some(span), true, false, true) = (setting.key_span(), protects, connect, sure) {
        diagnostics.error(
            at(span),
            "an authorizer is asked on `$connect` only, and there is no such route; add `$connect: handler`",
        );
    }
    if let Some(value::Authorizer::Block(block)) = setting.get() {
        check_block(block, diagnostics);
    }
}

/// A block is a Lambda authorizer with a function, or the id of an authorizer that exists.
fn check_block(nested: &value::Nested<crate::blocks::Authorizer>, diagnostics: &mut Diagnostics) {
    let block = &nested.block;
    if !block.kind.is_written() && nested.complete {
        diagnostics.error_at(nested.span, "an authorizer needs a `type`; write `type: lambda`");
    }
    if block.id.is_written() {
        refuse(
            block,
            |key| matches!(key, "function" | "name" | "identity_source"),
            "cannot stand beside `id`: an authorizer that exists keeps its own",
            diagnostics,
        );
    } else if !block.function.is_written() && nested.complete {
        diagnostics.error_at(nested.span, "an authorizer needs a `function`, or the `id` of one that exists");
    }
    if let Some(RouteFunction::Block(function)) = block.function.get() {
        check_function("authorizer", function, false, diagnostics);
    }
}
