use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// Expands the input. A panic becomes an error that asks for a bug report. The expansion then has the items
/// of the declaration without its entries, so that the rest of the program compiles.
pub(crate) fn guarded(input: TokenStream, expand: fn(TokenStream) -> TokenStream) -> TokenStream {
    let attempt = |input: &TokenStream| panic::catch_unwind(AssertUnwindSafe(|| expand(input.clone())));
    attempt(&input).unwrap_or_else(|payload| {
        let empty = without_entries(input.clone());
        let error = bug(input, &*payload);
        let expansion = attempt(&empty).unwrap_or_default();
        let block = matches!(expansion.clone().into_iter().next(), Some(TokenTree::Group(_)));
        if block { quote!({ #error #expansion }) } else { quote!(#error #expansion) }
    })
}

fn bug(input: TokenStream, payload: &(dyn Any + Send)) -> TokenStream {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text =
        text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic without a message");
    let declaration: TokenStream = input.into_iter().skip(1).collect();
    let message = format!("bug in `websocket-api`: {text}\n= help: report the bug with this declaration");
    let error = syn::Error::new_spanned(declaration, message).into_compile_error();
    quote!(const _: () = { #error };)
}

/// Returns the path of the crate, and the declaration with an empty block.
fn without_entries(input: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = input.into_iter().collect();
    match &mut *tokens {
        [.., TokenTree::Ident(_), TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
            let mut empty = Group::new(Delimiter::Brace, TokenStream::new());
            empty.set_span(group.span());
            *group = empty;
        }
        _ => tokens.truncate(1),
    }
    tokens.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::guarded;
    use crate::expand::{SchemaMode, expand_added, expand_api, expand_permissions};

    const BUG: &str = "bug in `websocket-api`: no such thing: 7";

    fn panics_at_seven(input: &TokenStream) {
        assert!(!input.to_string().contains('7'), "no such thing: 7");
    }

    #[test]
    fn panic_at_an_entry_is_an_error_and_keeps_the_type() {
        let expansion =
            guarded(quote!((::websocket_api) pub Chat { routes: { $connect: f }, stage: 7 }), |input| {
                panics_at_seven(&input);
                expand_api(input, SchemaMode::Disabled)
            });
        let items = syn::parse2::<syn::File>(expansion.clone()).expect("items").items;
        assert!(items.iter().any(|item| matches!(item, syn::Item::Struct(item) if item.ident == "Chat")));
        assert_eq!(expansion.to_string().matches("compile_error").count(), 1, "{expansion}");
        assert!(expansion.to_string().contains(BUG), "{expansion}");
    }

    #[test]
    fn panic_at_routes_or_permissions_is_an_error_in_an_expression() {
        let added = guarded(quote!((::websocket_api) later: { function: 7 }), |input| {
            panics_at_seven(&input);
            expand_added(input, SchemaMode::Disabled)
        });
        let permissions = guarded(quote!((::websocket_api) "s3", 7), |input| {
            panics_at_seven(&input);
            expand_permissions(input)
        });
        for expansion in [added, permissions] {
            assert!(expansion.to_string().contains(BUG), "{expansion}");
            assert_eq!(expansion.to_string().matches("compile_error").count(), 1, "{expansion}");
            syn::parse2::<syn::ExprBlock>(expansion).expect("an expression");
        }
    }

    #[test]
    fn panic_without_entries_is_an_error() {
        let expansion = guarded(quote!((::websocket_api) Chat {}), |_| panic!("{}", "no such thing: 7"));
        assert!(expansion.to_string().contains(BUG), "{expansion}");
    }
}
