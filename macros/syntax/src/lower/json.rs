//! CloudFormation's own words.

use proc_macro2::TokenStream;
use quote::quote;
use websocket_api_model::declaration;

use super::{Consts, Items, Lower, expand_list, expand_str, lower_list, owned, value::expand_text};
use crate::{
    ast,
    value::{DeclaredItem, Json, JsonMember},
};

impl Lower for Json {
    type Model = declaration::Json;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::Json {
        match self {
            Json::Null => declaration::Json::Null,
            Json::Bool(value) => declaration::Json::Bool(*value),
            Json::Number(text) => declaration::Json::Number(owned(text)),
            Json::Text(template) => declaration::Json::Text(template.text.clone()),
            Json::Name(template) | Json::Verbatim(template) => {
                declaration::Json::Verbatim(owned(&template.literal.value()))
            }
            Json::List(items) => declaration::Json::List(lower_list(items, consts)),
            Json::Object(members) => declaration::Json::Object(lower_list(members, consts)),
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        let value = match self {
            Json::Null => quote!(Null),
            Json::Bool(value) => quote!(Bool(#value)),
            Json::Number(text) => {
                let text = expand_str(text);
                quote!(Number(#text))
            }
            Json::Text(template) => {
                let text = expand_text(template);
                quote!(Text(#text))
            }
            Json::Name(template) | Json::Verbatim(template) => {
                let text = expand_str(&template.literal.value());
                quote!(Verbatim(#text))
            }
            Json::List(values) => {
                let values = expand_list(&values.iter().map(|value| value.expand(items)).collect::<Vec<_>>());
                quote!(List(#values))
            }
            Json::Object(members) => {
                let members =
                    expand_list(&members.iter().map(|member| member.expand(items)).collect::<Vec<_>>());
                quote!(Object(#members))
            }
        };
        quote!(__websocket_api::Json::#value)
    }
}

impl Lower for JsonMember {
    type Model = declaration::Member;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::Member {
        declaration::Member { key: owned(&self.key), value: self.value.lower(consts) }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        expand_member(&self.key, &self.value, items)
    }
}

fn expand_member(key: &str, value: &Json, items: &mut Items) -> TokenStream {
    let (key, value) = (expand_str(key), value.expand(items));
    quote!(__websocket_api::Member { key: #key, value: #value })
}

impl Lower for DeclaredItem {
    type Model = declaration::Member;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::Member {
        declaration::Member { key: owned(&self.name), value: self.body.lower(consts) }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        expand_member(&self.name, &self.body, items)
    }
}

/// `resources`, `parameters` and `outputs` together.
pub(crate) struct Declared<'a>(pub(crate) &'a ast::Api);

impl Declared<'_> {
    fn parts(&self) -> [&[DeclaredItem]; 3] {
        [
            self.0.block.resources.get().map_or(&[], |declared| &declared.0),
            self.0.block.parameters.get().map_or(&[], |declared| &declared.0),
            self.0.block.outputs.get().map_or(&[], |declared| &declared.0),
        ]
    }
}

impl Lower for Declared<'_> {
    type Model = declaration::Declared;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::Declared {
        let [resources, parameters, outputs] = self.parts().map(|part| lower_list(part, consts));
        declaration::Declared { resources, parameters, outputs }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        let parts = self.parts();
        if parts.iter().all(|part| part.is_empty()) {
            return quote!(__websocket_api::Declared::EMPTY);
        }
        let mut expand = |part: &[DeclaredItem]| {
            expand_list(&part.iter().map(|item| item.expand(items)).collect::<Vec<_>>())
        };
        let [resources, parameters, outputs] = parts.map(&mut expand);
        quote! {
            __websocket_api::Declared { resources: #resources, parameters: #parameters, outputs: #outputs }
        }
    }
}
