//! Permissions.

use proc_macro2::TokenStream;
use quote::quote;
use websocket_api_model::declaration::{self, Str, Text, Words, rule::PolicyResource};

use super::{Consts, Items, Lower, Or, expand_list, expand_str, owned};
use crate::{
    blocks,
    value::{Action, List, Permission, Permissions, Text as LeafText},
};

impl Lower for Permissions {
    type Model = declaration::Permissions;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::Permissions {
        match self {
            Permissions::All => declaration::Permissions::All,
            Permissions::List(list) => declaration::Permissions::List(list.lower(consts)),
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        match self {
            Permissions::All => quote!(__websocket_api::Permissions::All),
            Permissions::List(list) => {
                let list = list.expand(items);
                quote!(__websocket_api::Permissions::List(#list))
            }
        }
    }
}

impl Lower for Permission {
    type Model = declaration::Permission;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::Permission {
        match self {
            Permission::Text(text) => known(text),
            Permission::Resource(name, access) => {
                declaration::Permission::Resource(name.to_string().into(), *access)
            }
            Permission::Statement(statement) => declaration::Permission::Statement(statement.lower(consts)),
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        let value = match self {
            Permission::Text(text) => match known(text) {
                declaration::Permission::Action(text) => {
                    let text = expand_str(&text);
                    quote!(Action(#text))
                }
                _ => {
                    let text = expand_str(&text.value());
                    quote!(Service(#text))
                }
            },
            Permission::Resource(name, access) => {
                let name = expand_str(&name.to_string());
                let access = super::value::ident(access.variant());
                quote!(Resource(#name, __websocket_api::Access::#access))
            }
            Permission::Statement(statement) => {
                let statement = statement.expand(items);
                quote!(Statement(#statement))
            }
        };
        quote!(__websocket_api::Permission::#value)
    }
}

/// Only what can be read gets here.
fn known(text: &syn::LitStr) -> declaration::Permission {
    let text = text.value();
    declaration::Permission::parse(&text).unwrap_or_else(|| declaration::Permission::Action(text.into()))
}

impl Lower for Action {
    type Model = Str;

    fn lower(&self, _: &mut Consts<'_>) -> Str {
        owned(&self.0.value())
    }

    fn expand(&self, _: &mut Items) -> TokenStream {
        expand_str(&self.0.value())
    }
}

/// What a statement is about: everything, unless it says so.
pub(crate) fn statement_resources(
    statement: &blocks::Statement,
) -> Or<'_, List<LeafText<PolicyResource>>, declaration::List<Text>> {
    let everything = quote!(__websocket_api::Text::literal("*"));
    Or(&statement.resources, vec![Text::literal("*")].into(), expand_list(&[everything]))
}
