//! Custom domains.

use websocket_api_model::{
    declaration::{
        CustomDomain, Declaration, DeclarationRef, Domain, ExistingDomain, Text, shared_domain_problem,
    },
    message::Message,
};

use crate::{
    Diagnostics, Lower, SyntaxRule,
    blocks::{self, OtherApi},
    raw_value::last_name,
};

impl Lower for blocks::CustomDomainValue {
    type Model = CustomDomain;

    fn lower(&self) -> CustomDomain {
        match self {
            blocks::CustomDomainValue::Name(name) => CustomDomain::Own(Domain::new(name.lower())),
            blocks::CustomDomainValue::Block(nested) => lower_block(&nested.block),
        }
    }
}

fn lower_block(block: &blocks::CustomDomainBlock) -> CustomDomain {
    let path = block.path.lower();
    match (block.domain.get(), block.existing.get()) {
        (Some(OtherApi(other)), _) if !block.existing.is_present() => {
            CustomDomain::Shared { of: DeclarationRef::Owned(Box::new(placeholder(other))), path }
        }
        (_, Some(existing)) => {
            let existing = &existing.block;
            CustomDomain::Existing(ExistingDomain {
                name: existing.name.lower().unwrap_or_else(|| Text::literal("")),
                regional_domain_name: existing.regional_domain_name.lower(),
                regional_hosted_zone_id: existing.regional_hosted_zone_id.lower(),
                path,
            })
        }
        _ => CustomDomain::Own(block.lower()),
    }
}

/// Returns a placeholder for another API, whose declaration is not known yet.
fn placeholder(path: &syn::Path) -> Declaration {
    let mut declaration = Declaration::new("");
    declaration.type_name = last_name(path).into();
    declaration.custom_domain = Some(CustomDomain::Own(Domain::new(Text::literal("shared.example.com"))));
    declaration
}

/// Replaces the placeholder of another API by its declaration, if it is one of `others` and can share its
/// domain.
pub(crate) fn share_domain(
    domain: &mut CustomDomain,
    other: &syn::Path,
    others: &[Declaration],
    diagnostics: &mut Diagnostics,
) {
    let CustomDomain::Shared { of, path } = domain else { return };
    let name = last_name(other);
    let Some(declaration) = others.iter().find(|declaration| declaration.type_name == name) else {
        let message = Message::new(format_args!("unknown API `{name}`"))
            .note("the API is not declared in the files that were read, or it shares a domain itself");
        diagnostics.error(SyntaxRule::SharedDomain, other, message);
        return;
    };
    if let Some(problem) = shared_domain_problem(declaration, path.as_deref()) {
        diagnostics.error(SyntaxRule::SharedDomain, other, problem);
    }
    *of = DeclarationRef::Owned(Box::new(declaration.clone()));
}
