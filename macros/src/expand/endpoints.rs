use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use websocket_api_syntax::{
    ast::{ApiSyntax, RouteSyntax},
    value::Handler,
};

use super::SchemaMode;

/// The kind of a handler: the types of `websocket_api::event` that its arguments and its return value must
/// fit.
#[derive(Clone, Copy)]
pub(super) struct EndpointKind {
    takes: &'static str,
    returns: &'static str,
    /// The method that rejects the error type of another kind.
    error: &'static str,
}

impl EndpointKind {
    const AUTHORIZER: EndpointKind =
        EndpointKind { takes: "Authorizer", returns: "Authorizer", error: "authorizer_error" };

    pub(super) fn from_route(route: &RouteSyntax) -> EndpointKind {
        match (route.key.as_str(), route.return_response) {
            ("$connect", _) => EndpointKind { takes: "Connect", returns: "Connect", error: "connect_error" },
            ("$disconnect", _) => {
                EndpointKind { takes: "Disconnect", returns: "Disconnect", error: "disconnect_error" }
            }
            (_, true) => EndpointKind { takes: "Message", returns: "TwoWay", error: "message_error" },
            (_, false) => EndpointKind { takes: "Message", returns: "Message", error: "message_error" },
        }
    }
}

/// One function for each handler, which returns its endpoint. The functions are separate, because rustc
/// reports no failed inference in a function with another error. If the declaration has errors, no code calls
/// the functions, and rustc still checks them.
#[derive(Default)]
pub(super) struct Endpoints {
    pub(super) functions: TokenStream,
    pub(super) routes: Vec<TokenStream>,
    pub(super) authorizer: Option<TokenStream>,
}

pub(super) fn expand_endpoints(api: &ApiSyntax, state: &TokenStream, schemas: SchemaMode) -> Endpoints {
    let mut endpoints = Endpoints::default();
    let routes = api.routes.iter().map(|route| {
        (Some(&route.key), route.handler.as_ref(), EndpointKind::from_route(route), schemas.for_route(route))
    });
    let authorizer = (None, api.authorizer_handler(), EndpointKind::AUTHORIZER, schemas);
    for (i, (key, handler, kind, schemas)) in routes.chain([authorizer]).enumerate() {
        let Some(handler) = handler else { continue };
        let function = format_ident!("__websocket_api_handler_{}", i);
        let endpoint = expand_endpoint(handler, kind, state, schemas);
        endpoints.functions.extend(quote! {
            #[allow(dead_code)]
            fn #function() -> __websocket_api_handler::Endpoint<#state> {
                #endpoint
            }
        });
        match key {
            Some(key) => endpoints.routes.push(quote!((#key, #function()))),
            None => endpoints.authorizer = Some(quote!(#function())),
        }
    }
    endpoints
}

/// Nests the calls that check a handler. Each call has the spans of the first and the last token of the path.
/// rustc reports the argument of a call, and so underlines the whole path.
pub(super) fn expand_endpoint(
    handler: &Handler,
    EndpointKind { takes, returns, error }: EndpointKind,
    state: &TokenStream,
    schemas: SchemaMode,
) -> TokenStream {
    let path = handler.0.to_token_stream();
    let mut spans = path.clone().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    let last = spans.last().unwrap_or(first);
    let step = |name: &str, marker: TokenStream, inner: TokenStream| {
        let name = Ident::new(name, last);
        let mut arguments = Group::new(Delimiter::Parenthesis, quote!(#marker #inner));
        arguments.set_span(last);
        let module = quote_spanned!(first=> __websocket_api_handler::);
        quote!(#module #name #arguments)
    };
    let marker = |name: &str, ty: &str, state: Option<&TokenStream>| {
        let (name, ty) = (Ident::new(name, first), format_ident!("{}Kind", ty, span = first));
        let state = state.map(|state| quote!(, #state));
        quote_spanned!(first=> __websocket_api_handler::#name::<__websocket_api_handler::#ty #state>::HANDLER,)
    };
    let function = step("check_function", TokenStream::new(), path);
    let future = step("check_async", TokenStream::new(), function);
    let mut checked = step("check_arguments", marker("EventFor", takes, Some(state)), future);
    if schemas == SchemaMode::Required {
        checked = step("check_schema", TokenStream::new(), checked);
    }
    if schemas != SchemaMode::Disabled {
        checked.extend(quote_spanned!(last=> .with_message().with_reply()));
    }
    let error = Ident::new(error, last);
    checked.extend(quote_spanned!(last=> .#error()));
    step("check_return", marker("OutputOf", returns, None), checked)
}
