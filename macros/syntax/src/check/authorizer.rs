use super::function::check_function;
use crate::{Diagnostics, ast::ApiSyntax, block::refuse, blocks::FunctionValue, value};

/// An authorizer in a block has what its type needs.
pub(super) fn check_authorizer(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    if let Some(value::AuthorizerValue::Block(block)) = api.block.authorizer.get() {
        check_block(block, diagnostics);
    }
}

/// A block is a Lambda authorizer with a function, or the id of an authorizer that exists.
fn check_block(nested: &value::BlockValue<crate::blocks::AuthorizerBlock>, diagnostics: &mut Diagnostics) {
    let block = &nested.block;
    if !block.kind.is_present() && nested.complete {
        diagnostics.error_at(nested.span, "an authorizer needs a `type`; write `type: lambda`");
    }
    if block.id.is_present() {
        refuse(
            block,
            |key| matches!(key, "function" | "name" | "identity_source"),
            "cannot stand beside `id`: an authorizer that exists keeps its own",
            diagnostics,
        );
    } else if !block.function.is_present() && nested.complete {
        diagnostics.error_at(nested.span, "an authorizer needs a `function`, or the `id` of one that exists");
    }
    if let Some(FunctionValue::Block(function)) = block.function.get() {
        check_function("authorizer", function, false, diagnostics);
    }
}
