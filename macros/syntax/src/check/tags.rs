use websocket_api_model::limits;

use crate::{Diagnostics, ast::Api};

/// A resource has 50 tags at most.
pub(super) fn check_tag_count(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(tags) = api.block.tags.get() else { return };
    if let Some(tag) = tags.0.entries.get(limits::TAGS) {
        diagnostics.error(
            &tag.key_tokens,
            format_args!("there are {} tags, and AWS takes {} at most", tags.0.entries.len(), limits::TAGS),
        );
    }
}
