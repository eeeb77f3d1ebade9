//! Custom domains.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use websocket_api_model::declaration::{self, Declaration, Domain, SpecRef, Text};

use super::{Consts, Items, Lower, Required, value::expand_plain};
use crate::{
    blocks,
    raw_value::last_name,
    value::{CustomDomain, OtherApi},
};

impl Lower for CustomDomain {
    type Model = declaration::CustomDomain;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::CustomDomain {
        let block = match self {
            CustomDomain::Name(name) => {
                return declaration::CustomDomain::Own(Domain::new(name.lower(consts)));
            }
            CustomDomain::Block(block) => &block.block,
        };
        if let (Some(OtherApi(path)), false) = (block.domain.get(), block.existing.is_written()) {
            let of = SpecRef::Owned(Box::new(consts.other(path, block.path.get())));
            return declaration::CustomDomain::Shared { of, path: block.path.lower(consts) };
        }
        if let Some(existing) = block.existing.get() {
            let existing = &existing.block;
            return declaration::CustomDomain::Existing(declaration::ExistingDomain {
                name: Required(&existing.name).lower(consts),
                regional_domain_name: existing.regional_domain_name.lower(consts),
                regional_hosted_zone_id: existing.regional_hosted_zone_id.lower(consts),
                path: block.path.lower(consts),
            });
        }
        declaration::CustomDomain::Own(block.lower(consts))
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        let value = match self {
            CustomDomain::Name(name) => {
                let name = name.expand(items);
                quote!(Own(__websocket_api::Domain::new(#name)))
            }
            CustomDomain::Block(block) => expand_block(&block.block, items),
        };
        quote!(__websocket_api::CustomDomain::#value)
    }
}

fn expand_block(block: &blocks::CustomDomain, items: &mut Items) -> TokenStream {
    if let (Some(OtherApi(other)), false) = (block.domain.get(), block.existing.is_written()) {
        let key = block.path.get().map(|key| expand_plain(key, items));
        return expand_shared(other, key.as_ref(), items);
    }
    let path = block.path.expand(items);
    if let Some(existing) = block.existing.get() {
        let existing = &existing.block;
        let name = Required(&existing.name).expand(items);
        let regional_domain_name = existing.regional_domain_name.expand(items);
        let regional_hosted_zone_id = existing.regional_hosted_zone_id.expand(items);
        return quote! {
            Existing(__websocket_api::ExistingDomain {
                name: #name,
                regional_domain_name: #regional_domain_name,
                regional_hosted_zone_id: #regional_hosted_zone_id,
                path: #path,
            })
        };
    }
    let own = block.expand(items);
    quote!(Own(#own))
}

/// The other API's declaration, and a constant that is nothing but the check that its domain can be shared.
fn expand_shared(other: &syn::Path, key: Option<&TokenStream>, items: &mut Items) -> TokenStream {
    let declaration = quote_spanned!(other.span()=> <#other as __WebsocketApi>::DECLARATION);
    let name = items.value(&quote!(&'static __websocket_api::Declaration), &quote!(&#declaration));
    let (plain, owned) = match key {
        None => (quote!(::core::option::Option::None), quote!(::core::option::Option::None)),
        Some(key) => (
            quote!(::core::option::Option::Some(#key)),
            quote!(::core::option::Option::Some(::std::borrow::Cow::Borrowed(#key))),
        ),
    };
    let check = quote_spanned!(other.span()=> __websocket_api::check_shared_domain);
    items.check(&quote_spanned!(other.span()=> #check(#name, #plain)));
    quote!(Shared { of: __websocket_api::SpecRef::Static(#name), path: #owned })
}

/// Stands for the other API where only the shape of the template matters.
pub(super) fn placeholder(path: &syn::Path) -> Declaration {
    let mut declaration = Declaration::new("");
    declaration.type_name = last_name(path).into();
    declaration.custom_domain =
        Some(declaration::CustomDomain::Own(Domain::new(Text::literal("shared.example.com"))));
    declaration
}
