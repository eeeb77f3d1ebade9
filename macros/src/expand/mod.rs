//! Code generation for declarations.

mod asyncapi;
mod constants;
mod diagnostics;
mod endpoints;
mod route_enum;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Attribute;
use websocket_api_model::declaration::List;
use websocket_api_syntax::{Fragment, ast::ApiSyntax, parse, parse_permissions, parse_routes};

pub(crate) use self::{asyncapi::SchemaMode, route_enum::route_variants};
use self::{
    asyncapi::expand_server_messages,
    constants::Constants,
    diagnostics::expand_diagnostics,
    endpoints::{EndpointKind, Endpoints, expand_endpoint, expand_endpoints},
    route_enum::expand_route_enum,
};

/// Expands `websocket_api!`.
pub(crate) fn expand_api(input: TokenStream, schemas: SchemaMode) -> TokenStream {
    let (krate, declaration) = split(input);
    let (api, diagnostics) = parse(declaration.clone());
    let complete = !diagnostics.has_errors();
    let allowed = api.as_ref().map(allowed).unwrap_or_default();
    let diagnostics = expand_diagnostics(diagnostics, &allowed);
    let api = api.map(|api| {
        let feature_errors = schemas.feature_errors(&api.routes, api.block.client_messages.key_span());
        let protocol = complete.then(|| schemas.protocol(&krate, &api));
        let ty = expand_type(&api);
        let route = expand_route_enum(&krate, &api);
        let implementation = expand_implementation(&krate, &api, complete, schemas);
        quote! {
            #[allow(unexpected_cfgs)]
            const _: () = {
                #[cfg(rust_analyzer)]
                #krate::__private::editor! { (#krate) #declaration }
            };
            #ty
            #route
            #implementation
            #feature_errors
            #protocol
        }
    });
    quote!(#api #diagnostics)
}

/// Expands `routes!`.
pub(crate) fn expand_added(input: TokenStream, schemas: SchemaMode) -> TokenStream {
    let (krate, declaration) = split(input);
    let (Fragment { syntax: routes, value, table }, diagnostics) = parse_routes(declaration);
    let complete = !diagnostics.has_errors();
    let diagnostics = expand_diagnostics(diagnostics, &[]);
    let constants = Constants::new(&table, None);
    let list = constants.bake(&["routes"], if complete { &value } else { &List::Borrowed(&[]) });
    let items = constants.items;
    let endpoints: Vec<TokenStream> = routes
        .iter()
        .filter_map(|route| {
            let (key, handler) = (&route.key, route.handler.as_ref()?);
            let endpoint = expand_endpoint(
                handler,
                EndpointKind::from_route(route),
                &quote!(_),
                schemas.for_route(route),
            );
            Some(quote!((#key, #endpoint)))
        })
        .collect();
    let imports = schemas.imports();
    let feature_errors = schemas.feature_errors(&routes, None);
    quote! {{
        use #krate::__private::declaration as __websocket_api;
        use #krate::__private as __websocket_api_handler;
        #imports
        #items
        #diagnostics
        #feature_errors
        const __WEBSOCKET_API_ROUTES: __websocket_api::List<__websocket_api::Route> = #list;
        #krate::Routes::new(
            __WEBSOCKET_API_ROUTES,
            __websocket_api_handler::Handlers::new(
                ::std::vec![#(#endpoints),*],
                ::core::option::Option::None,
            ),
        )
    }}
}

/// Expands `permissions!`.
pub(crate) fn expand_permissions(input: TokenStream) -> TokenStream {
    let (krate, list) = split(input);
    let (Fragment { value, table, .. }, diagnostics) = parse_permissions(list);
    let complete = !diagnostics.has_errors();
    let diagnostics = expand_diagnostics(diagnostics, &[]);
    let constants = Constants::new(&table, None);
    let value = if complete {
        constants.bake(&["permissions"], &value)
    } else {
        quote!(__websocket_api::Permissions::All)
    };
    let items = constants.items;
    quote! {{
        use #krate::__private::declaration as __websocket_api;
        #items
        #diagnostics
        const __WEBSOCKET_API_PERMISSIONS: __websocket_api::Permissions = #value;
        #krate::Permissions::from(__WEBSOCKET_API_PERMISSIONS)
    }}
}

/// Splits the path of the crate from the input. The facade's `macro_rules!` adds it, so that the crate may
/// have any name.
pub(crate) fn split(input: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = input.into_iter();
    match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            (group.stream(), tokens.collect())
        }
        first => (quote!(::websocket_api), first.into_iter().chain(tokens).collect()),
    }
}

/// Returns the `cfg` attributes of the declaration, for every generated item.
fn conditions(api: &ApiSyntax) -> Vec<&Attribute> {
    api.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}

/// Returns the `allow` attributes of the declaration.
fn allowed(api: &ApiSyntax) -> Vec<&Attribute> {
    api.attributes.iter().filter(|attribute| attribute.path().is_ident("allow")).collect()
}

fn expand_type(api: &ApiSyntax) -> TokenStream {
    let ApiSyntax { attributes, visibility, name, .. } = api;
    let doc = api.documentation().is_none().then(|| {
        let doc = format!("The WebSocket API `{}`.", api.type_name());
        quote!(#[doc = #doc])
    });
    let derived: Vec<String> = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
        .filter_map(|attribute| attribute.meta.require_list().ok())
        .flat_map(|list| list.tokens.clone())
        .map(|token| token.to_string())
        .collect();
    let derives = [
        ("Clone", quote!(::core::clone::Clone)),
        ("Copy", quote!(::core::marker::Copy)),
        ("Debug", quote!(::core::fmt::Debug)),
    ];
    let derives =
        derives.iter().filter(|(name, _)| !derived.iter().any(|known| known == name)).map(|(_, path)| path);
    quote! {
        #(#attributes)*
        #doc
        #[derive(#(#derives),*)]
        #visibility struct #name;
    }
}

/// Expands the implementation of the type. With errors in the declaration, the type still has all functions,
/// so that the rest of the program compiles. `allow(dead_code)` applies, because a program calls only some of
/// the functions.
fn expand_implementation(
    krate: &TokenStream,
    api: &ApiSyntax,
    complete: bool,
    schemas: SchemaMode,
) -> TokenStream {
    let ApiSyntax { visibility, name, .. } = api;
    let conditions = conditions(api);
    let constants = Constants::new(&api.table, api.declaration.custom_domain.as_ref());
    let declaration = if complete {
        constants.bake(&[], &api.declaration)
    } else {
        quote!(__websocket_api::Declaration::new(""))
    };
    let items = constants.items;
    let state = api.state().map_or_else(|| quote!(()), ToTokens::to_token_stream);
    // The span at which rustc reports a state that is more private than the API.
    let state_span = state.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    let state_item = quote_spanned!(state_span=> type State = #state;);
    // Without the type of the state, rustc would report every handler that extracts it.
    let unknown = api.state().is_none() && api.block.state.is_present();
    let endpoints = if unknown { Endpoints::default() } else { expand_endpoints(api, &state, schemas) };
    let Endpoints { functions, routes, authorizer } = endpoints;
    let (routes, authorizer) = if complete { (routes, authorizer) } else { (Vec::new(), None) };
    let authorizer = match authorizer {
        Some(authorizer) => quote!(::core::option::Option::Some(#authorizer)),
        None => quote!(::core::option::Option::None),
    };
    let reachable = api.only_host().map(|member| expand_reachable(name, &member.key_tokens));
    let imports = schemas.imports();
    let metadata = schemas.contract_metadata(api);
    let server_messages = expand_server_messages(krate, api);
    quote! {
        #(#conditions)*
        #[allow(dead_code)]
        impl #name {
            /// Returns the declared API, to run or to generate a template of.
            #visibility fn api() -> #krate::WebSocketApi<#state> {
                <Self as #krate::ApiDefinition>::api()
            }

            /// Returns the router of the API's events, for programs with their own runtime or layers.
            #visibility fn router() -> #krate::Router<#state> {
                <Self as #krate::ApiDefinition>::router()
            }

            #server_messages
        }

        #(#conditions)*
        #[allow(unexpected_cfgs)]
        const _: () = {
        #[cfg(not(rust_analyzer))]
        const _: () = {
            use #krate::__private::declaration as __websocket_api;
            use #krate::__private as __websocket_api_handler;
            #imports
            use #krate::ApiDefinition as __WebsocketApi;

            #items
            #functions
            #reachable

            impl __WebsocketApi for #name {
                #state_item

                const DECLARATION: __websocket_api::Declaration = #declaration;

                fn handlers() -> __websocket_api_handler::Handlers<#state> {
                    __websocket_api_handler::Handlers::new(::std::vec![#(#routes),*], #authorizer)#metadata
                }
            }
        };
        };
    }
}

/// Expands a constant that only checks that clients can reach the API. rustc reports a failure at the
/// override that disables the default endpoint.
fn expand_reachable(name: &Ident, at: &TokenStream) -> TokenStream {
    let span = at.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    let check = quote_spanned!(span=> { __websocket_api::check_reachable(__WEBSOCKET_API_DECLARATION) });
    quote! {
        const __WEBSOCKET_API_DECLARATION: &'static __websocket_api::Declaration = &<#name as __WebsocketApi>::DECLARATION;
        const _: () = #check;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validate_without_schemas_is_an_error() {
        let routes = quote!(say: { function: say, validate: true });
        let added = |schemas| expand_added(routes.clone(), schemas).to_string();
        let declared = |schemas| expand_api(quote!(Chat { routes: { #routes } }), schemas).to_string();
        let refused = "`validate` requires the feature `asyncapi`";
        assert!(
            added(SchemaMode::Disabled).contains(refused) && declared(SchemaMode::Disabled).contains(refused)
        );
        assert!(
            !added(SchemaMode::Optional).contains(refused)
                && !declared(SchemaMode::Optional).contains(refused)
        );
    }
}
