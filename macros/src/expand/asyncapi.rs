use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use websocket_api_syntax::{
    ast::{ApiSyntax, RouteSyntax},
    value::ServerMessagesValue,
};

use super::conditions;

/// The schemas that an expansion requires of handlers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemaMode {
    /// No schemas, because the feature is off.
    Disabled,
    /// The schemas of the types that have one.
    Optional,
    /// A schema of every type, with which API Gateway validates messages.
    Required,
}

impl SchemaMode {
    /// Returns the mode for the handler of a route.
    pub(super) fn for_route(self, route: &RouteSyntax) -> SchemaMode {
        match (self, route.validate) {
            (SchemaMode::Optional, Some(_)) => SchemaMode::Required,
            (schemas, _) => schemas,
        }
    }

    /// Returns the errors at keys that need schemas.
    pub(super) fn feature_errors(self, routes: &[RouteSyntax], messages: Option<Span>) -> TokenStream {
        if self != SchemaMode::Disabled {
            return TokenStream::new();
        }
        let validates = routes.iter().filter_map(|route| route.validate).map(|span| (span, "validate"));
        let messages = messages.map(|span| (span, "client_messages"));
        let errors = validates.chain(messages).map(|(span, key)| {
            let message = format!("`{key}` requires the feature `asyncapi` of `websocket-api`");
            syn::Error::new(span, message).into_compile_error()
        });
        quote!(#(const _: () = { #errors };)*)
    }

    /// Expands the check that the variants of the enum of client messages match the routes.
    pub(super) fn protocol(self, krate: &TokenStream, api: &ApiSyntax) -> TokenStream {
        let (Some(messages), Some(tag)) = (api.block.client_messages.get(), api.message_tag()) else {
            return TokenStream::new();
        };
        if self == SchemaMode::Disabled {
            return TokenStream::new();
        }
        let ty = &messages.0;
        // rustc reports a call at its first and last token.
        let ends = |tokens: TokenStream| {
            let spans: Vec<Span> = tokens.into_iter().map(|token| token.span()).collect();
            let first = spans.first().copied().unwrap_or_else(Span::call_site);
            (first, spans.last().copied().unwrap_or(first))
        };
        let check = |(first, last), name: &str, argument: TokenStream| {
            let protocol = Ident::new("__WEBSOCKET_API_PROTOCOL", first);
            let name = Ident::new(name, last);
            let mut arguments = Group::new(Delimiter::Parenthesis, argument);
            arguments.set_span(last);
            quote!(const _: () = #protocol.#name #arguments;)
        };
        let whole = ends(ty.to_token_stream());
        let protocol = quote_spanned!(whole.1=> __websocket_api_contract::Protocol::new::<#ty>());
        let tag = check(whole, "check_tag", quote!(#tag));
        let custom: Vec<&RouteSyntax> = api.routes.iter().filter(|route| route.is_custom()).collect();
        let keys = custom.iter().map(|route| &route.key);
        let has_default = api.routes.iter().any(|route| route.key == "$default");
        let variants = (!has_default).then(|| check(whole, "check_variants", quote!(&[#(#keys),*])));
        let routes = custom.iter().map(|route| {
            let key = &route.key;
            check(ends(route.key_tokens.clone()), "check_route", quote!(#key))
        });
        let routes = quote!(#(#routes)*);
        let conditions = conditions(api);
        quote! {
            #(#conditions)*
            const _: () = {
                use #krate::__private as __websocket_api_contract;
                const __WEBSOCKET_API_PROTOCOL: __websocket_api_contract::Protocol = #protocol;
                #tag
                #variants
                #routes
            };
        }
    }

    /// Imports the traits whose methods apply to handlers of types without a schema.
    pub(super) fn imports(self) -> TokenStream {
        let unknown = match self {
            SchemaMode::Disabled => TokenStream::new(),
            SchemaMode::Optional | SchemaMode::Required => {
                quote!(OpaqueServerMessage as _, OpaqueTypes as _)
            }
        };
        quote! {
            #[allow(unused_imports)]
            use __websocket_api_handler::{OtherError as _, #unknown};
        }
    }

    /// Expands the parts of the contract that no handler has: the version of the package, and the server
    /// messages.
    pub(super) fn contract_metadata(self, api: &ApiSyntax) -> TokenStream {
        if self == SchemaMode::Disabled {
            return TokenStream::new();
        }
        let server_messages = server_messages(api).into_iter().map(|(name, _, ty)| {
            let name = match name {
                Some(name) => quote!(::core::option::Option::Some(#name)),
                None => quote!(::core::option::Option::None),
            };
            quote!(__websocket_api_handler::ServerMessageType::<#ty>::new(#name).schema())
        });
        quote!(.with_contract(::core::option_env!("CARGO_PKG_VERSION"), ::std::vec![#(#server_messages),*]))
    }
}

/// Returns the tag, the function name and the type of each server message.
fn server_messages(api: &ApiSyntax) -> Vec<(Option<&str>, Ident, &syn::Path)> {
    match api.block.server_messages.get() {
        None => Vec::new(),
        Some(ServerMessagesValue::Enum(ty)) => {
            vec![(None, Ident::new("server_message", Span::call_site()), ty)]
        }
        Some(ServerMessagesValue::Named(items)) => items
            .iter()
            .filter_map(|item| {
                let span = item
                    .name_tokens
                    .clone()
                    .into_iter()
                    .next()
                    .map_or_else(Span::call_site, |token| token.span());
                Some((Some(&*item.name), Ident::new(&item.function, span), item.ty.as_ref()?))
            })
            .collect(),
    }
}

/// Expands a function for each server message.
pub(super) fn expand_server_messages(krate: &TokenStream, api: &ApiSyntax) -> TokenStream {
    let visibility = &api.visibility;
    let functions = server_messages(api).into_iter().map(|(name, function, ty)| {
        let (doc, made) = match name {
            Some(name) => {
                (format!("The message `{name}`, to send to a connection."), quote!(tagged(#name, message)))
            }
            None => ("A message to send to a connection.".to_owned(), quote!(untagged(message))),
        };
        quote! {
            #[doc = #doc]
            #visibility fn #function(message: #ty) -> #krate::ServerMessage<#ty> {
                #krate::ServerMessage::#made
            }
        }
    });
    quote!(#(#functions)*)
}
