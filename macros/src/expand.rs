use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::{Attribute, spanned::Spanned};
use websocket_api_syntax::{
    Diagnostic, Diagnostics, Items, Level, Lower, ast::Api, expand_routes, leaf::Handler, parse,
    parse_permissions, parse_routes, variants,
};

/// `websocket_api!`
pub(crate) fn expand_api(input: TokenStream) -> TokenStream {
    let (krate, declaration) = split(input);
    let (api, diagnostics) = parse(declaration);
    let sound = !diagnostics.has_errors();
    let diagnostics = expand_diagnostics(diagnostics);
    let api = api.map(|api| {
        let ty = expand_type(&api);
        let route = expand_route_enum(&krate, &api);
        let spec = expand_spec(&krate, &api, sound);
        let handlers = expand_handlers(
            &krate,
            api.routes.iter().filter_map(|route| route.handler.as_ref()).chain(api.authorizer_handler()),
        );
        quote!(#ty #route #spec #handlers)
    });
    quote!(#api #diagnostics)
}

/// `routes!`
pub(crate) fn expand_added(input: TokenStream) -> TokenStream {
    let (krate, declaration) = split(input);
    let (routes, diagnostics) = parse_routes(declaration);
    let sound = !diagnostics.has_errors();
    let diagnostics = expand_diagnostics(diagnostics);
    let handlers = expand_handlers(&krate, routes.iter().filter_map(|route| route.handler.as_ref()));
    let mut items = Items::default();
    let list = expand_routes(if sound { &routes } else { &[] }, &mut items);
    quote! {{
        use #krate::__private::spec as __websocket_api;
        #items
        #diagnostics
        #handlers
        const __WEBSOCKET_API_ROUTES: __websocket_api::List<__websocket_api::Route> = #list;
        #krate::Routes::from(__WEBSOCKET_API_ROUTES)
    }}
}

/// `permissions!`
pub(crate) fn expand_permissions(input: TokenStream) -> TokenStream {
    let (krate, list) = split(input);
    let (permissions, diagnostics) = parse_permissions(list);
    let sound = !diagnostics.has_errors();
    let diagnostics = expand_diagnostics(diagnostics);
    let mut items = Items::default();
    let value = permissions.expand(&mut items);
    let value = if sound { value } else { quote!(__websocket_api::Permissions::All) };
    quote! {{
        use #krate::__private::spec as __websocket_api;
        #items
        #diagnostics
        const __WEBSOCKET_API_PERMISSIONS: __websocket_api::Permissions = #value;
        #krate::Permissions::from(__WEBSOCKET_API_PERMISSIONS)
    }}
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

fn expand_diagnostics(diagnostics: Diagnostics) -> TokenStream {
    diagnostics.into_vec().iter().map(expand_diagnostic).collect()
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

/// The attributes that decide whether an item is there, for every item that goes with the type.
fn conditions(api: &Api) -> Vec<&Attribute> {
    api.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}

fn expand_type(api: &Api) -> TokenStream {
    let Api { attributes, visibility, name, .. } = api;
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

/// `ChatRoute`: a wrong key does not compile. A program need not name its routes, so an unused one is no dead code.
fn expand_route_enum(krate: &TokenStream, api: &Api) -> TokenStream {
    let Api { visibility, name, .. } = api;
    let conditions = conditions(api);
    let ty = route_type(api);
    let doc = format!("The route keys of [`{}`].", api.type_name());
    let variants: Vec<(Ident, &str)> = variants(api.routes.iter().map(|route| route.key.as_str()))
        .into_iter()
        .map(|(variant, key)| (Ident::new(&variant, name.span()), key))
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

fn route_type(api: &Api) -> Ident {
    format_ident!("{}Route", api.type_name(), span = api.name.span())
}

/// Beside errors the type still has all it should have, so that nothing else fails.
fn expand_spec(krate: &TokenStream, api: &Api, sound: bool) -> TokenStream {
    let Api { visibility, name, .. } = api;
    let conditions = conditions(api);
    let mut items = Items::default();
    let value = api.expand(&mut items);
    let value = if sound { value } else { quote!(__websocket_api::Spec::new("")) };
    quote! {
        #(#conditions)*
        const _: () = {
            use #krate::__private::spec as __websocket_api;
            use #krate::Api as __WebsocketApi;

            #items

            impl __WebsocketApi for #name {
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

/// A function for each handler with one statement at the handler's path, so that rustc resolves and judges it there; one
/// each, because rustc keeps silent about what it cannot infer beside another error. They are there to be compiled; nothing
/// calls them.
fn expand_handlers<'a>(
    krate: &TokenStream,
    handlers: impl Iterator<Item = &'a Handler>,
) -> Option<TokenStream> {
    let checks: Vec<TokenStream> = handlers
        .enumerate()
        .map(|(i, handler)| {
            let path = &handler.0;
            let function = format_ident!("__websocket_api_handler_{}", i);
            let check = quote_spanned!(path.span()=> __websocket_api::check_handler);
            let check = quote_spanned!(path.span()=> #check(&#path););
            quote!(#[allow(dead_code)] fn #function() { #check })
        })
        .collect();
    (!checks.is_empty()).then(|| {
        quote! {
            const _: () = {
                use #krate::__private as __websocket_api;
                #(#checks)*
            };
        }
    })
}
