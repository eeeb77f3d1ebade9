use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use websocket_api_syntax::{
    ast::{ApiSyntax, RouteSyntax},
    check_route_key, variants,
};

use super::conditions;

/// Expands an enum such as `ChatRoute`, with which a wrong route key does not compile. `allow(dead_code)`
/// applies, because a program may use no route key.
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
            /// All routes, in the order of the declaration.
            #visibility const ALL: &'static [#ty] = &[#(#all),*];

            /// Returns the route key.
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

/// Returns the route keys with their variant names.
pub(crate) fn route_variants(api: &ApiSyntax) -> Vec<(String, &str)> {
    variants(api.routes.iter().map(|route| route.key.as_str()))
}

/// Returns the span at which editors find the definition of a variant. An incomplete key has none.
fn key_span(route: &RouteSyntax) -> Span {
    if check_route_key(&route.key).is_err() {
        return Span::call_site();
    }
    route.key_tokens.clone().into_iter().last().map_or_else(Span::call_site, |token| token.span())
}

pub(super) fn route_type(api: &ApiSyntax) -> Ident {
    format_ident!("{}Route", api.type_name(), span = api.name.span())
}
