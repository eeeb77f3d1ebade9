use websocket_api_model::limits;

use crate::{Diagnostics, ast::Api, value::Constant};

/// A resource has 50 tags at most; IAM, whose roles are tagged too, tells names apart by letters and not by case, and takes
/// letters of any script but no other characters.
pub(super) fn check_tags(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(tags) = api.block.tags.get() else { return };
    let entries = &tags.0.entries;
    if let Some(tag) = entries.get(limits::TAGS) {
        diagnostics.error(
            &tag.key_tokens,
            format_args!("there are {} tags, and AWS takes {} at most", entries.len(), limits::TAGS),
        );
    }
    let foreign = |text: &str| text.chars().find(|c| !c.is_ascii() && !c.is_alphanumeric());
    for (i, tag) in entries.iter().enumerate() {
        if entries[..i].iter().any(|other| other.key.eq_ignore_ascii_case(&tag.key)) {
            let text = format!("the tag `{}` is there already: IAM does not tell case apart", tag.key);
            diagnostics.error(&tag.key_tokens, text);
        }
        if let Some(c) = foreign(&tag.key) {
            diagnostics.error(&tag.key_tokens, format_args!("a tag cannot hold `{c}`"));
        }
        if let Constant::Value(value) = &tag.value.0
            && let Some(c) = foreign(&value.literal.value())
        {
            diagnostics.error(&value.literal, format_args!("a tag cannot hold `{c}`"));
        }
    }
}
