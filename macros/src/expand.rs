use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use websocket_api_syntax::{Diagnostic, Items, Level, Lower, ast::Api, parse};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let (krate, declaration) = split(input);
    let (api, diagnostics) = parse(declaration);
    let sound = !diagnostics.has_errors();
    let diagnostics = diagnostics.into_vec();
    let diagnostics = diagnostics.iter().map(expand_diagnostic);
    let api = api.map(|api| expand_api(&krate, &api, sound));
    quote!(#api #(#diagnostics)*)
}

/// The facade's `macro_rules!` puts its own path in front, so that the crate is found under whatever name it has.
fn split(input: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = input.into_iter();
    match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            (group.stream(), tokens.collect())
        }
        first => (quote!(::websocket_api), first.into_iter().chain(tokens).collect()),
    }
}

/// Inside a constant, because rustc stops resolving the names of a module in which a bare `compile_error!` stands.
fn expand_diagnostic(diagnostic: &Diagnostic) -> TokenStream {
    match diagnostic.level {
        Level::Error => {
            let error = diagnostic.to_compile_error();
            quote!(const _: () = { #error };)
        }
        // The one way for a macro to warn on a stable compiler.
        Level::Warning => {
            let message = diagnostic.message();
            let used = quote_spanned!(diagnostic.span()=> websocket_api);
            quote! {
                const _: () = {
                    #[deprecated(note = #message)]
                    #[allow(non_upper_case_globals)]
                    const websocket_api: () = ();
                    #used
                };
            }
        }
    }
}

fn expand_api(krate: &TokenStream, api: &Api, sound: bool) -> TokenStream {
    let ty = expand_type(api);
    let spec = expand_spec(krate, api, sound);
    let handlers = expand_handlers(krate, api);
    quote!(#ty #spec #handlers)
}

fn expand_type(api: &Api) -> TokenStream {
    let Api { attributes, visibility, name, .. } = api;
    let doc = api.documentation().is_none().then(|| {
        let doc = format!("The WebSocket API `{name}`.");
        quote!(#[doc = #doc])
    });
    quote! {
        #(#attributes)*
        #doc
        #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
        #visibility struct #name;
    }
}

/// Beside errors the type still has all it should have, so that nothing else fails.
fn expand_spec(krate: &TokenStream, api: &Api, sound: bool) -> TokenStream {
    let Api { visibility, name, .. } = api;
    let mut items = Items::default();
    let value = if sound {
        api.expand(&mut items)
    } else {
        let name = name.to_string();
        quote!(__websocket_api::Spec::new(#name))
    };
    quote! {
        const _: () = {
            use #krate::__private::spec as __websocket_api;

            #items

            impl #krate::Api for #name {
                const SPEC: __websocket_api::Spec = #value;
            }

            impl #name {
                /// The API as declared, ready to run or to make a template of.
                #visibility fn app() -> #krate::App {
                    <Self as #krate::Api>::app()
                }
            }
        };
    }
}

/// One statement for each handler, at the handler's path, so that rustc resolves and judges it there.
fn expand_handlers(krate: &TokenStream, api: &Api) -> Option<TokenStream> {
    let handlers: Vec<TokenStream> = api
        .routes
        .iter()
        .filter_map(|route| route.handler.as_ref())
        .map(|handler| {
            let path = &handler.0;
            let check = quote_spanned!(path.span()=> __websocket_api::check_handler);
            quote_spanned!(path.span()=> #check(&#path);)
        })
        .collect();
    (!handlers.is_empty()).then(|| {
        quote! {
            const _: () = {
                use #krate::__private as __websocket_api;

                #[allow(dead_code)]
                fn __websocket_api_handlers() {
                    #(#handlers)*
                }
            };
        }
    })
}
