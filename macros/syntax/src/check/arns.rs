use websocket_api_model::{
    declaration::rule::TextRule,
    template::{ArnOf, Template},
};

use super::access_log;
use crate::{
    Diagnostics,
    ast::Api,
    value::{Constant, Permission, Permissions, Text},
};

/// A reference where an ARN belongs gives the ARN of such a resource.
pub(super) fn check_arns(api: &Api, template: &Template, diagnostics: &mut Diagnostics) {
    let mut arns = Arns { template, diagnostics };
    for function in api.functions() {
        arns.check(function.arn.get(), ArnOf::Function);
        for layer in function.layers.get().map_or(&[][..], |layers| &layers.items) {
            arns.check(Some(layer), ArnOf::LayerVersion);
        }
        arns.check_statements(function.permissions.get());
    }
    arns.check_statements(api.block.permissions.get());
    arns.check(access_log::block(api).and_then(|log| log.destination_arn.get()), ArnOf::LogDestination);
    let domain = api.custom_domain().map(|domain| &domain.block);
    arns.check(domain.and_then(|domain| domain.certificate.get()), ArnOf::Certificate);
}

struct Arns<'a> {
    template: &'a Template,
    diagnostics: &'a mut Diagnostics,
}

impl Arns<'_> {
    fn check<R: TextRule>(&mut self, text: Option<&Text<R>>, of: ArnOf) {
        let Some(Constant::Value(text)) = text.map(|text| &text.0) else { return };
        if let Err(problem) = self.template.check_arn(&text.text, of) {
            self.diagnostics.error(&text.literal, problem);
        }
    }

    fn check_statements(&mut self, permissions: Option<&Permissions>) {
        let Some(Permissions::List(list)) = permissions else { return };
        for permission in &list.items {
            let Permission::Statement(statement) = permission else { continue };
            for resource in statement.block.resources.get().map_or(&[][..], |resources| &resources.items) {
                self.check(Some(resource), ArnOf::Anything);
            }
        }
    }
}
