use super::{Rule, Violation, texts::visit_texts};
use crate::{declaration::Declaration, template::Template};

/// A reference in place of an ARN returns an ARN of the right kind of resource.
pub(super) fn check_arns(declaration: &Declaration, template: &Template, found: &mut Vec<Violation>) {
    visit_texts(declaration, &mut |place, text| {
        let Some(Err(problem)) = text.arn.map(|of| template.check_arn(text.text, of)) else { return };
        let at = place.to_path();
        found.push(Violation::at_value(Rule::NotAnArn(problem), at.clone(), vec![at]));
    });
}
