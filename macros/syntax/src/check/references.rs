use websocket_api_model::spec::{Piece, Pseudo};

use crate::{Block, Diagnostics, ast::Api, leaf::Template, suggest};

/// `${Name}` names something that the template has.
pub(super) fn check_references(api: &Api, diagnostics: &mut Diagnostics) {
    let mut known = vec![];
    let stage = api.block.stage.get();
    if !stage.is_some_and(|stage| stage.block.name.is_written()) {
        known.push("StageName");
    }
    known.extend(["CodeBucket", "CodeKey"]);
    api.block.visit_texts(&mut |text| check_text(text, &known, diagnostics));
}

fn check_text(template: &Template, known: &[&str], diagnostics: &mut Diagnostics) {
    for reference in template.text.references() {
        match reference {
            Piece::Ref(name) if !known.contains(&&**name) => {
                let candidates = known.iter().copied().chain(Pseudo::ALL.iter().map(|pseudo| pseudo.name()));
                let near = suggest::nearest(name, candidates);
                let remedy = match near {
                    Some(near) => format!("did you mean `${{{near}}}`?"),
                    None => format!("write `${{!{name}}}` for the literal text"),
                };
                diagnostics
                    .error(&template.literal, format_args!("`${{{name}}}` names nothing in the template; {remedy}"));
            }
            Piece::GetAtt(name, attribute) => diagnostics.error(
                &template.literal,
                format_args!(
                    "`${{{name}.{attribute}}}` names no resource of the template; write `${{!{name}.{attribute}}}` \
                     for the literal text"
                ),
            ),
            _ => {}
        }
    }
}
