use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Attribute;
use websocket_api_syntax::{
    Diagnostic, Diagnostics, Items, Level, Lower,
    ast::{Api, Route},
    check_route_key, expand_routes,
    leaf::{Handler, Pushes},
    parse, parse_permissions, parse_routes, variants,
};

/// Whether handlers say what they are to clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contract {
    Silent,
    /// As far as their types do.
    Told,
    /// All of it: messages are compared with it.
    Needed,
}

/// `websocket_api!`
pub(crate) fn expand_api(input: TokenStream, contract: Contract) -> TokenStream {
    let (krate, declaration) = split(input);
    let (api, diagnostics) = parse(declaration.clone());
    let sound = !diagnostics.has_errors();
    let allowed = api.as_ref().map(allowed).unwrap_or_default();
    let diagnostics = expand_diagnostics(diagnostics, &allowed);
    let api = api.map(|api| {
        let refusals = contract.refusals(&api);
        let protocol = sound.then(|| contract.protocol(&krate, &api));
        let ty = expand_type(&api);
        let route = expand_route_enum(&krate, &api);
        let implementation = expand_implementation(&krate, &api, sound, contract);
        quote! {
            #[allow(unexpected_cfgs)]
            const _: () = {
                #[cfg(rust_analyzer)]
                #krate::__private::editor! { (#krate) #declaration }
            };
            #ty
            #route
            #implementation
            #refusals
            #protocol
        }
    });
    quote!(#api #diagnostics)
}

/// `routes!`
pub(crate) fn expand_added(input: TokenStream, contract: Contract) -> TokenStream {
    let (krate, declaration) = split(input);
    let (routes, diagnostics) = parse_routes(declaration);
    let sound = !diagnostics.has_errors();
    let diagnostics = expand_diagnostics(diagnostics, &[]);
    let mut items = Items::default();
    let list = expand_routes(if sound { &routes } else { &[] }, &mut items);
    let endpoints: Vec<TokenStream> = routes
        .iter()
        .filter_map(|route| {
            let (key, handler) = (&route.key, route.handler.as_ref()?);
            let endpoint = expand_endpoint(handler, Kind::of(route), &quote!(_), contract.of(route));
            Some(quote!((#key, #endpoint)))
        })
        .collect();
    let imports = contract.imports();
    quote! {{
        use #krate::__private::spec as __websocket_api;
        use #krate::__private as __websocket_api_handler;
        #imports
        #items
        #diagnostics
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
    let (permissions, diagnostics) = parse_permissions(list);
    let sound = !diagnostics.has_errors();
    let diagnostics = expand_diagnostics(diagnostics, &[]);
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
pub(crate) fn split(input: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = input.into_iter();
    match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            (group.stream(), tokens.collect())
        }
        first => (quote!(::websocket_api), first.into_iter().chain(tokens).collect()),
    }
}

fn expand_diagnostics(diagnostics: Diagnostics, allowed: &[&Attribute]) -> TokenStream {
    diagnostics.into_vec().iter().map(|diagnostic| expand_diagnostic(diagnostic, allowed)).collect()
}

/// Inside a constant, because rustc stops resolving the names of a module in which a bare `compile_error!` stands.
fn expand_diagnostic(diagnostic: &Diagnostic, allowed: &[&Attribute]) -> TokenStream {
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
                #(#allowed)*
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

/// The lints that are allowed for the whole declaration.
fn allowed(api: &Api) -> Vec<&Attribute> {
    api.attributes.iter().filter(|attribute| attribute.path().is_ident("allow")).collect()
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
    let Api { visibility, .. } = api;
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
pub(crate) fn route_variants(api: &Api) -> Vec<(String, &str)> {
    variants(api.routes.iter().map(|route| route.key.as_str()))
}

/// Where a variant is defined, for whoever looks; nowhere while the key is still being written.
fn key_span(route: &Route) -> Span {
    if check_route_key(&route.key).is_err() {
        return Span::call_site();
    }
    route.key_tokens.clone().into_iter().last().map_or_else(Span::call_site, |token| token.span())
}

fn route_type(api: &Api) -> Ident {
    format_ident!("{}Route", api.type_name(), span = api.name.span())
}

/// Beside errors the type still has all it should have, so that nothing else fails. A program calls one of the type's
/// functions or the trait's, so that the others are no dead code.
fn expand_implementation(krate: &TokenStream, api: &Api, sound: bool, contract: Contract) -> TokenStream {
    let Api { visibility, name, .. } = api;
    let conditions = conditions(api);
    let mut items = Items::default();
    let spec = api.expand(&mut items);
    let spec = if sound { spec } else { quote!(__websocket_api::Spec::new("")) };
    let state = api.state().map_or_else(|| quote!(()), ToTokens::to_token_stream);
    // At the type, where rustc says that it is more private than the API.
    let state_span = state.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    let state_item = quote_spanned!(state_span=> type State = #state;);
    // Without the state's type rustc would find fault with every handler that takes it.
    let unknown = api.state().is_none() && api.block.state.is_written();
    let endpoints = if unknown { Endpoints::default() } else { expand_endpoints(api, &state, contract) };
    let Endpoints { functions, routes, authorizer } = endpoints;
    let (routes, authorizer) = if sound { (routes, authorizer) } else { (Vec::new(), None) };
    let authorizer = match authorizer {
        Some(authorizer) => quote!(::core::option::Option::Some(#authorizer)),
        None => quote!(::core::option::Option::None),
    };
    let imports = contract.imports();
    let told = contract.told(api);
    let pushes = expand_pushes(krate, api);
    quote! {
        #(#conditions)*
        #[allow(dead_code)]
        impl #name {
            /// The API as declared, ready to run or to make a template of.
            #visibility fn app() -> #krate::App<#state> {
                <Self as #krate::Api>::app()
            }

            /// What serves the API's events, for those who bring a runtime or layers of their own.
            #visibility fn router() -> #krate::Router<#state> {
                <Self as #krate::Api>::router()
            }

            #pushes
        }

        #(#conditions)*
        #[allow(unexpected_cfgs)]
        const _: () = {
        #[cfg(not(rust_analyzer))]
        const _: () = {
            use #krate::__private::spec as __websocket_api;
            use #krate::__private as __websocket_api_handler;
            #imports
            use #krate::Api as __WebsocketApi;

            #items
            #functions

            impl __WebsocketApi for #name {
                #state_item

                const SPEC: __websocket_api::Spec = #spec;

                fn handlers() -> __websocket_api_handler::Handlers<#state> {
                    __websocket_api_handler::Handlers::new(::std::vec![#(#routes),*], #authorizer)#told
                }
            }
        };
        };
    }
}

impl Contract {
    /// What a route's handler says.
    fn of(self, route: &Route) -> Contract {
        match (self, route.validate) {
            (Contract::Told, Some(_)) => Contract::Needed,
            (contract, _) => contract,
        }
    }

    /// Errors at what only types that are told can do.
    fn refusals(self, api: &Api) -> TokenStream {
        if self != Contract::Silent {
            return TokenStream::new();
        }
        let validates = api.routes.iter().filter_map(|route| route.validate).map(|span| (span, "validate"));
        let messages = api.block.messages.key_span().map(|span| (span, "messages"));
        let errors = validates.chain(messages).map(|(span, key)| {
            let message = format!(
                "`{key}` needs the types of messages, which `websocket-api` knows with its feature `schema`"
            );
            syn::Error::new(span, message).into_compile_error()
        });
        quote!(#(const _: () = { #errors };)*)
    }

    /// Holds the enum of all messages and the routes to each other.
    fn protocol(self, krate: &TokenStream, api: &Api) -> TokenStream {
        let (Some(messages), Some(tag)) = (api.block.messages.get(), api.message_tag()) else {
            return TokenStream::new();
        };
        if self == Contract::Silent {
            return TokenStream::new();
        }
        let ty = &messages.0;
        // rustc blames what a call begins and ends with.
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
        let of = quote_spanned!(whole.1=> __websocket_api_contract::Protocol::of::<#ty>());
        let tag = check(whole, "check_tag", quote!(#tag));
        let custom: Vec<&Route> = api.routes.iter().filter(|route| route.is_custom()).collect();
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
                const __WEBSOCKET_API_PROTOCOL: __websocket_api_contract::Protocol = #of;
                #tag
                #variants
                #routes
            };
        }
    }

    /// What a handler whose types say nothing is asked by.
    fn imports(self) -> TokenStream {
        match self {
            Contract::Silent => TokenStream::new(),
            Contract::Told | Contract::Needed => quote! {
                #[allow(unused_imports)]
                use __websocket_api_handler::{UnknownMessage as _, UnknownPush as _, UnknownReply as _};
            },
        }
    }

    /// What the handlers cannot say: the version of the package that declares the API, and what the API sends by itself.
    fn told(self, api: &Api) -> TokenStream {
        if self == Contract::Silent {
            return TokenStream::new();
        }
        let pushes = pushes(api).into_iter().map(|(name, _, ty)| {
            let name = match name {
                Some(name) => quote!(::core::option::Option::Some(#name)),
                None => quote!(::core::option::Option::None),
            };
            quote!(__websocket_api_handler::Pushed::<#ty>::new(#name).described())
        });
        quote!(.with_contract(::core::option_env!("CARGO_PKG_VERSION"), ::std::vec![#(#pushes),*]))
    }
}

/// What the API sends by itself: its tag, the function that makes it, and its type.
fn pushes(api: &Api) -> Vec<(Option<&str>, Ident, &syn::Path)> {
    match api.block.pushes.get() {
        None => Vec::new(),
        Some(Pushes::Enum(ty)) => vec![(None, Ident::new("push", Span::call_site()), ty)],
        Some(Pushes::Named(items)) => items
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

/// A function for each message that the API sends by itself.
fn expand_pushes(krate: &TokenStream, api: &Api) -> TokenStream {
    let visibility = &api.visibility;
    let functions = pushes(api).into_iter().map(|(name, function, ty)| {
        let (doc, made) = match name {
            Some(name) => {
                (format!("The message `{name}`, to send to a connection."), quote!(tagged(#name, message)))
            }
            None => ("A message to send to a connection.".to_owned(), quote!(of(message))),
        };
        quote! {
            #[doc = #doc]
            #visibility fn #function(message: #ty) -> #krate::Push<#ty> {
                #krate::Push::#made
            }
        }
    });
    quote!(#(#functions)*)
}

/// What a handler is for: the types of `websocket_api::event` with which its arguments and what it returns are compared.
#[derive(Clone, Copy)]
struct Kind {
    takes: &'static str,
    returns: &'static str,
}

impl Kind {
    const AUTHORIZER: Kind = Kind { takes: "Authorizer", returns: "Authorizer" };

    fn of(route: &Route) -> Kind {
        match (route.key.as_str(), route.return_response) {
            ("$connect", _) => Kind { takes: "Connect", returns: "Connect" },
            ("$disconnect", _) => Kind { takes: "Disconnect", returns: "Disconnect" },
            (_, true) => Kind { takes: "Message", returns: "TwoWay" },
            (_, false) => Kind { takes: "Message", returns: "Message" },
        }
    }
}

/// A function for each handler, which makes an endpoint of it; one each, because rustc keeps silent about what it cannot infer
/// beside another error. Beside errors of the declaration nothing calls them, and rustc judges them all the same.
#[derive(Default)]
struct Endpoints {
    functions: TokenStream,
    routes: Vec<TokenStream>,
    authorizer: Option<TokenStream>,
}

fn expand_endpoints(api: &Api, state: &TokenStream, contract: Contract) -> Endpoints {
    let mut endpoints = Endpoints::default();
    let routes = api
        .routes
        .iter()
        .map(|route| (Some(&route.key), route.handler.as_ref(), Kind::of(route), contract.of(route)));
    let authorizer = (None, api.authorizer_handler(), Kind::AUTHORIZER, contract);
    for (i, (key, handler, kind, contract)) in routes.chain([authorizer]).enumerate() {
        let Some(handler) = handler else { continue };
        let function = format_ident!("__websocket_api_handler_{}", i);
        let endpoint = expand_endpoint(handler, kind, state, contract);
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

/// The steps, each around the one before. Each call begins where the path begins and ends where it ends, so that rustc, which
/// blames a call's argument, blames the whole path.
fn expand_endpoint(
    handler: &Handler,
    Kind { takes, returns }: Kind,
    state: &TokenStream,
    contract: Contract,
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
    let signature = step("signature", TokenStream::new(), path);
    let runs = step("runs", TokenStream::new(), signature);
    let mut taking = step("takes", marker("For", takes, Some(state)), runs);
    if contract == Contract::Needed {
        taking = step("validated", TokenStream::new(), taking);
    }
    if contract != Contract::Silent {
        taking.extend(quote_spanned!(last=> .with_message().with_reply()));
    }
    step("returns", marker("As", returns, None), taking)
}
