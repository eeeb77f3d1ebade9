use websocket_api_model::message::Message;

use super::function::check_function;
use crate::{
    Diagnostics, SyntaxRule,
    ast::ApiSyntax,
    block::{Refusal, refuse},
    block_value::BlockValue,
    blocks::{self, FunctionValue},
};

/// The block of an authorizer has the keys that its type requires.
pub(super) fn check_authorizer(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    if let Some(blocks::AuthorizerValue::Block(block)) = api.block.authorizer.get() {
        check_block(block, diagnostics);
    }
}

/// A block is a Lambda authorizer with a function, or has the ID of an existing authorizer.
fn check_block(nested: &BlockValue<blocks::AuthorizerBlock>, diagnostics: &mut Diagnostics) {
    let block = &nested.block;
    if !block.kind.is_present() && nested.complete {
        let message = Message::new("missing key `type` in `authorizer`").help("write `type: lambda`");
        diagnostics.error_at(SyntaxRule::MissingKey, nested.span, message);
    }
    if block.id.is_present() {
        refuse(
            block,
            |key| matches!(key, "function" | "name" | "identity_source"),
            &Refusal {
                rule: SyntaxRule::ConflictingKeys,
                fault: "cannot be used with `id`",
                reason: "this stack does not manage an existing authorizer",
            },
            diagnostics,
        );
    } else if !block.function.is_present() && nested.complete {
        let message = Message::new("missing key `function` in `authorizer`")
            .help("write `function`, or the `id` of an existing authorizer");
        diagnostics.error_at(SyntaxRule::MissingKey, nested.span, message);
    }
    if let Some(FunctionValue::Block(function)) = block.function.get() {
        check_function("authorizer", function, false, diagnostics);
    }
}
