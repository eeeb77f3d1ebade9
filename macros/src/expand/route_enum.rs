use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use websocket_api_syntax::{
    ast::{ApiSyntax, RouteSyntax},
    check_route_key, variants,
};

use super::conditions;

/// `ChatRoute`: a wrong key does not compile. A program need not name its routes, so an unused one is no dead code.
pub(super) fn expand_route_enum(krate: &TokenStream, api: &ApiSyntax) -> TokenStream {
    let ApiSyntax { visibility, .. } = api;
    let conditions = conditions(api);
    let ty = route_type(api);
    let doc = format!("The route keys of [`{}`].", api.type_name());
    let variants: Vec<(Ident, &str)> = route_variants(api)
        .into_iter()
        .zip(&api.routes)
        .map(|((variant, key), route)| (Ident::new(&variant, key_span(route)), key))
        .collect();
    let arms = variants.iter().map(|(variant, key)| quote!(#ty::#variant => #key));
    let body = if variants.is_empty() { quote!(match self {}) } else { quote!(match self { #(#arms),* }) };
    let all = variants.iter().map(|(variant, _)| quote!(#ty::#variant));
    let variants = variants.iter().map(|(variant, key)| {
        let doc = format!("`{key}`");
        quote!(#[doc = #doc] #variant)
    });
    quote! {
        #(#conditions)*
        #[doc = #doc]
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::hash::Hash,
        )]
        #[allow(dead_code, non_camel_case_types)]
        #visibility enum #ty { #(#variants),* }

        #(#conditions)*
        #[allow(dead_code)]
        impl #ty {
            /// All of them, in the order declared.
            #visibility const ALL: &'static [#ty] = &[#(#all),*];

            /// The route key.
            #visibility const fn key(self) -> &'static ::core::primitive::str {
                #body
            }
        }

        #(#conditions)*
        impl ::core::convert::From<#ty> for #krate::RouteKey {
            fn from(route: #ty) -> Self {
                #krate::RouteKey::from(route.key())
            }
        }
    }
}

/// The names of the route keys in the enum.
pub(crate) fn route_variants(api: &ApiSyntax) -> Vec<(String, &str)> {
    variants(api.routes.iter().map(|route| route.key.as_str()))
}

/// Where a variant is defined, for whoever looks; nowhere while the key is still being written.
fn key_span(route: &RouteSyntax) -> Span {
    if check_route_key(&route.key).is_err() {
        return Span::call_site();
    }
    route.key_tokens.clone().into_iter().last().map_or_else(Span::call_site, |token| token.span())
}

pub(super) fn route_type(api: &ApiSyntax) -> Ident {
    format_ident!("{}Route", api.type_name(), span = api.name.span())
}
