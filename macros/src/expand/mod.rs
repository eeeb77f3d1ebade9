//! Declarations as Rust.

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

/// `websocket_api!`
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

/// `routes!`
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

/// `permissions!`
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

/// The facade's `macro_rules!` puts its own path in front, so that the crate is found under whatever name it has.
pub(crate) fn split(input: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = input.into_iter();
    match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            (group.stream(), tokens.collect())
        }
        first => (quote!(::websocket_api), first.into_iter().chain(tokens).collect()),
    }
}

/// The attributes that decide whether an item is there, for every item that goes with the type.
fn conditions(api: &ApiSyntax) -> Vec<&Attribute> {
    api.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}

/// The lints that are allowed for the whole declaration.
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

/// Beside errors the type still has all it should have, so that nothing else fails. A program calls one of the type's
/// functions or the trait's, so that the others are no dead code.
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
    // At the type, where rustc says that it is more private than the API.
    let state_span = state.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    let state_item = quote_spanned!(state_span=> type State = #state;);
    // Without the state's type rustc would find fault with every handler that takes it.
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
            /// The API as declared, ready to run or to make a template of.
            #visibility fn api() -> #krate::WebSocketApi<#state> {
                <Self as #krate::ApiDefinition>::api()
            }

            /// What serves the API's events, for those who bring a runtime or layers of their own.
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

/// A constant that is nothing but the check that the API has a host, blamed on what took the other away.
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
    fn nothing_is_validated_without_types() {
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
