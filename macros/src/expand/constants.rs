//! Rust constants of a declaration, and values of the model as expressions.

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use websocket_api_model::declaration::{Bake, ConstWriter, CustomDomain, DeclarationPath, Segment, Str};
use websocket_api_syntax::table::{ConstantCheck, ConstantPath, Table};

/// The Rust constants of a declaration, each as a constant of the expansion. `__websocket_api` is the model's
/// module `declaration`.
#[derive(Default)]
pub(super) struct Constants {
    names: HashMap<DeclarationPath, Ident>,
    /// The constants, each with another constant that only checks it. rustc reports a failed check at the
    /// path of the user's constant. The items are free constants, because `cargo check` evaluates these and
    /// not associated ones.
    pub(super) items: TokenStream,
}

impl Constants {
    /// Hoists the constants of a table. `domain` has the path that is compared with that of another API.
    pub(super) fn new(table: &Table, domain: Option<&CustomDomain>) -> Self {
        let written: Vec<(DeclarationPath, &ConstantPath)> = table.constants().collect();
        let name = |(i, (path, _)): (usize, &(DeclarationPath, &ConstantPath))| {
            (path.clone(), format_ident!("__websocket_api_{}", i))
        };
        let names = written.iter().enumerate().map(name).collect();
        let mut constants = Constants { names, items: TokenStream::new() };
        for (path, ConstantPath { path: constant, check }) in &written {
            let Some(name) = constants.names.get(path) else { continue };
            let span = constant.span();
            let (ty, value, check) = match check {
                ConstantCheck::Number { ty, rule } => {
                    let (ty, fault) = (Ident::new(ty, span), fault(path, rule));
                    let check = quote_spanned!(span=> __websocket_api::#ty::check(#name, #fault));
                    (quote!(::core::primitive::u32), quote!(#constant), check)
                }
                ConstantCheck::Text { function, rule } => {
                    let (function, fault) = (Ident::new(function, span), fault(path, rule));
                    let check = quote_spanned!(span=> __websocket_api::rule::#function(#name, #fault));
                    (quote!(&'static ::core::primitive::str), quote!(#constant), check)
                }
                ConstantCheck::Api => {
                    let Some(CustomDomain::Shared { path, .. }) = domain else { continue };
                    let path = constants.shared_path(path.as_ref());
                    let check = quote_spanned!(span=> { let _ = __websocket_api::check_shared_domain(#name, #path); });
                    let declaration = quote_spanned!(span=> <#constant as __WebsocketApi>::DECLARATION);
                    (quote!(&'static __websocket_api::Declaration), quote!(&#declaration), check)
                }
            };
            constants.items.extend(quote! {
                #[allow(non_upper_case_globals)]
                const #name: #ty = #value;
                const _: () = #check;
            });
        }
        constants
    }

    /// Returns the mapping key of a shared domain as an `Option<&str>`.
    fn shared_path(&self, path: Option<&Str>) -> TokenStream {
        let constant = self.names.get(&DeclarationPath::from_keys(["custom_domain", "path"]));
        match (constant, path) {
            (Some(name), _) => quote!(::core::option::Option::Some(#name)),
            (None, Some(path)) => quote!(::core::option::Option::Some(#path)),
            (None, None) => quote!(::core::option::Option::None),
        }
    }

    /// Returns an expression for the value at these keys of the declaration. A number is clamped, so that an
    /// invalid constant causes no second error.
    pub(super) fn bake(&self, keys: &[&'static str], value: &impl Bake) -> TokenStream {
        value.bake(&mut TokenWriter {
            constants: self,
            path: DeclarationPath::from_keys(keys.iter().copied()),
        })
    }
}

/// Returns the fault of a constant at this path: "`timeout` must be 1–900 seconds".
fn fault(path: &DeclarationPath, rule: &str) -> String {
    let key = path.segments.iter().rev().find_map(|segment| match segment {
        Segment::Key(key) => Some(key),
        Segment::Index(_) => None,
    });
    key.map_or_else(|| rule.to_owned(), |key| format!("`{key}` {rule}"))
}

/// A writer of values as tokens.
struct TokenWriter<'a> {
    constants: &'a Constants,
    path: DeclarationPath,
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

impl ConstWriter for TokenWriter<'_> {
    type Expression = TokenStream;

    fn enter(&mut self, segment: Segment) {
        self.path.segments.push(segment);
    }

    fn leave(&mut self) {
        self.path.segments.pop();
    }

    fn constant(&mut self) -> Option<TokenStream> {
        let name = self.constants.names.get(&self.path)?;
        Some(quote!(#name))
    }

    fn flag(&mut self, value: bool) -> TokenStream {
        quote!(#value)
    }

    fn number(&mut self, value: u32) -> TokenStream {
        quote!(#value)
    }

    fn string(&mut self, text: &str) -> TokenStream {
        quote!(#text)
    }

    fn slice(&mut self, items: Vec<TokenStream>) -> TokenStream {
        quote!(&[#(#items),*])
    }

    fn reference(&mut self, value: TokenStream) -> TokenStream {
        quote!(&#value)
    }

    fn borrowed(&mut self, value: TokenStream) -> TokenStream {
        quote!(::std::borrow::Cow::Borrowed(#value))
    }

    fn option(&mut self, value: Option<TokenStream>) -> TokenStream {
        match value {
            Some(value) => quote!(::core::option::Option::Some(#value)),
            None => quote!(::core::option::Option::None),
        }
    }

    fn named(&mut self, ty: &'static str, name: &'static str) -> TokenStream {
        let (ty, name) = (ident(ty), ident(name));
        quote!(__websocket_api::#ty::#name)
    }

    fn call(&mut self, ty: &'static str, name: &'static str, arguments: Vec<TokenStream>) -> TokenStream {
        let (ty, name) = (ident(ty), ident(name));
        quote!(__websocket_api::#ty::#name(#(#arguments),*))
    }

    fn structure(
        &mut self,
        ty: &'static str,
        variant: Option<&'static str>,
        fields: Vec<(&'static str, TokenStream)>,
    ) -> TokenStream {
        let ty = ident(ty);
        let variant = variant.map(ident).map(|variant| quote!(::#variant));
        let (names, values): (Vec<Ident>, Vec<TokenStream>) =
            fields.into_iter().map(|(name, value)| (ident(name), value)).unzip();
        quote!(__websocket_api::#ty #variant { #(#names: #values),* })
    }
}
