//! The expansion for rust-analyzer. Each key and each keyword is a documented constant in a module of its
//! block, and each path is a path, even if half of it is missing.
//!
//! For a completion, rust-analyzer inserts an identifier at the cursor and looks for it in the expansion.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::Lit;
use websocket_api_syntax::{
    BlockShape, Entry, Key, KeyForm, KeywordShape, Shape, Value, ast::ApiSyntax, check_route_key, elements,
    entries, parse,
};

use crate::expand::{route_variants, split};

/// Expands `editor!`.
pub(crate) fn expand_editor(input: TokenStream) -> TokenStream {
    let (krate, declaration) = split(input);
    let (api, diagnostics) = parse(declaration.clone());
    // The expansion for rustc reports the diagnostics.
    diagnostics.into_vec();
    let Some(api) = api else { return TokenStream::new() };
    let body = declaration.into_iter().last();
    let body = match body {
        Some(TokenTree::Group(group)) => completed(group.stream()),
        _ => TokenStream::new(),
    };
    let mut editor = Editor::new(&api);
    let statements =
        editor.block(body, <websocket_api_syntax::blocks::ApiBlock as websocket_api_syntax::Block>::SHAPE);
    let state = api.state().map_or_else(|| quote!(()), ToTokens::to_token_stream);
    let name = &api.name;
    let conditions = api.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let Editor { blocks, words, resources, groups, .. } = editor;
    let blocks = blocks.values().map(|shape| expand_block(shape));
    let words = words.values().map(expand_words);
    quote! {
        #(#conditions)*
        const _: () = {
            use #krate::__private::declaration as __declaration;

            #[allow(dead_code, non_snake_case, non_upper_case_globals)]
            mod __keys {
                #(#blocks)*

                pub mod Predefined {
                    /// The handshake of a client. An authorizer protects this route.
                    pub const connect: () = ();
                    /// The end of a connection. API Gateway does not always deliver the event.
                    pub const disconnect: () = ();
                    /// Messages that select no other route.
                    pub const default: () = ();
                }
            }

            #[allow(dead_code, non_upper_case_globals)]
            mod __words {
                use #krate::__private::declaration as __declaration;

                #(#words)*
            }

            #[allow(dead_code, non_camel_case_types)]
            mod __resources {
                #resources
            }

            #[allow(dead_code, non_camel_case_types)]
            mod __groups {
                #groups
            }

            fn __any<T>() -> T {
                loop {}
            }

            fn __declaration() {
                #statements
            }

            impl #krate::ApiDefinition for #name {
                type State = #state;

                const DECLARATION: __declaration::Declaration = __declaration::Declaration::new("");

                fn handlers() -> #krate::__private::Handlers<Self::State> {
                    __any()
                }
            }
        };
    }
}

/// Inserts an identifier after each `::` that ends a path.
fn completed(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut completed = TokenStream::new();
    let mut colons = 0;
    while let Some(token) = tokens.next() {
        colons = match &token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons + 1,
            _ => 0,
        };
        let span = token.span();
        completed.extend([match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), self::completed(group.stream()));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            token => token,
        }]);
        let goes_on = match tokens.peek() {
            Some(TokenTree::Ident(_)) => true,
            Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), ':' | '<'),
            _ => false,
        };
        if colons == 2 && !goes_on {
            completed.extend([TokenTree::Ident(Ident::new("__missing", span))]);
        }
    }
    completed
}

struct Editor {
    route_type: Ident,
    /// The variant of each route key.
    routes: BTreeMap<String, String>,
    /// The shapes of the blocks that the expansion uses.
    blocks: BTreeMap<&'static str, &'static BlockShape>,
    words: BTreeMap<&'static str, KeywordShape>,
    resources: TokenStream,
    groups: TokenStream,
}

/// Returns a keyword as a Rust identifier.
fn ident(text: &str, span: Span) -> Option<Ident> {
    syn::parse_str::<Ident>(text)
        .is_ok()
        .then(|| Ident::new(text, span))
        .or_else(|| syn::parse_str::<Ident>(&format!("r#{text}")).is_ok().then(|| Ident::new_raw(text, span)))
}

impl Editor {
    fn new(api: &ApiSyntax) -> Self {
        Editor {
            route_type: format_ident!("{}Route", api.type_name(), span = Span::call_site()),
            routes: route_variants(api)
                .into_iter()
                .filter(|(_, key)| check_route_key(key).is_ok())
                .map(|(variant, key)| (key.to_owned(), variant))
                .collect(),
            blocks: BTreeMap::new(),
            words: BTreeMap::new(),
            resources: TokenStream::new(),
            groups: TokenStream::new(),
        }
    }

    /// Expands the entries of a block: each key refers to a constant in the block's module, followed by its
    /// value.
    fn block(&mut self, tokens: TokenStream, shape: &'static BlockShape) -> TokenStream {
        self.blocks.insert(shape.name, shape);
        let module = format_ident!("{}", shape.name);
        let mut statements = TokenStream::new();
        for Entry { key, value } in entries(tokens) {
            let Some(name) = ident(&key.text, key.span()) else { continue };
            let value = shape.key(&key.text).map(|known| self.value(&value, &known.shape));
            statements.extend(quote!(let _ = __keys::#module::#name; #value));
        }
        quote!(#statements let _ = __keys::#module::__missing;)
    }

    fn value(&mut self, value: &Value, shape: &'static Shape) -> TokenStream {
        let group = match value {
            Value::Group(delimiter, _, tokens) => Some((*delimiter, tokens.clone())),
            _ => None,
        };
        match (shape, group) {
            (Shape::Either(_, block), Some(_)) => self.value(value, block),
            (Shape::Either(other, _), None) => self.value(value, other),
            (Shape::Block(block), Some((Delimiter::Brace | Delimiter::Parenthesis, tokens))) => {
                self.block(tokens, block)
            }
            (Shape::List(item), Some((Delimiter::Bracket, tokens))) => {
                elements(tokens).iter().map(|element| self.value(element, item)).collect()
            }
            (Shape::Keywords(words), None) => self.word(value, *words),
            (Shape::Group, None) => named(value, &quote!(__groups)),
            (Shape::Permissions, Some((Delimiter::Bracket, tokens))) => {
                elements(tokens).iter().map(|element| self.permission(element)).collect()
            }
            (Shape::UserKeys(inner), Some((_, tokens))) => {
                self.own(tokens, |editor, _, value| editor.value(value, inner))
            }
            (Shape::Routes(inner) | Shape::PerRoute(inner), Some((_, tokens))) => {
                self.own(tokens, |editor, key, value| {
                    let key = editor.route_key(key);
                    let value = editor.value(value, inner);
                    quote!(#key { #value })
                })
            }
            (Shape::Groups(inner), Some((_, tokens))) => self.own(tokens, |editor, key, value| {
                if let Some(name) = ident(&key.text, key.span()) {
                    editor.groups.extend(quote!(pub struct #name;));
                }
                editor.value(value, inner)
            }),
            (Shape::Resources, Some((_, tokens))) => self.own(tokens, |editor, key, value| {
                if let Some(name) = ident(&key.text, key.span()) {
                    let doc = resource_type(value).unwrap_or_default();
                    editor.resources.extend(quote!(#[doc = #doc] pub struct #name;));
                }
                TokenStream::new()
            }),
            // rustc resolves the value as it is written.
            (_, None) => plain(value),
            (_, Some(_)) => TokenStream::new(),
        }
    }

    fn own(
        &mut self,
        tokens: TokenStream,
        mut one: impl FnMut(&mut Self, &Key, &Value) -> TokenStream,
    ) -> TokenStream {
        entries(tokens).iter().map(|entry| one(self, &entry.key, &entry.value)).collect()
    }

    fn route_key(&self, key: &Key) -> TokenStream {
        let Some(span) = key.to_token_stream().into_iter().last().map(|token| token.span()) else {
            return TokenStream::new();
        };
        if let Some(variant) = self.routes.get(key.text.trim()) {
            let (route_type, variant) = (&self.route_type, Ident::new(variant, span));
            return quote!(let _ = #route_type::#variant;);
        }
        if let (KeyForm::Dollar, Some(name)) =
            (key.form, key.text.strip_prefix('$').and_then(|name| ident(name, span)))
        {
            return quote!(let _ = __keys::Predefined::#name;);
        }
        TokenStream::new()
    }

    fn word(&mut self, value: &Value, words: KeywordShape) -> TokenStream {
        let module = module(&words);
        self.words.insert(words.words.first().map_or("", |(word, _)| *word), words);
        let Some((text, span)) = word(value) else {
            return quote!(let _ = __words::#module::__missing;);
        };
        match words.words.iter().find(|(word, _)| *word == text) {
            Some((_, variant)) if !words.name.is_empty() => {
                let (name, variant) = (format_ident!("{}", words.name), Ident::new(variant, span));
                quote!(let _ = __declaration::#name::#variant;)
            }
            _ => {
                let name = ident(&text, span);
                quote!(let _ = __words::#module::#name;)
            }
        }
    }

    fn permission(&mut self, value: &Value) -> TokenStream {
        match value {
            Value::Path(_) => named(value, &quote!(__resources)),
            Value::Group(Delimiter::Parenthesis, _, tokens) => match &elements(tokens.clone())[..] {
                [resource, rest @ ..] => {
                    let access = rest
                        .first()
                        .map(|access| self.word(access, KeywordShape::new::<websocket_api_syntax::Access>()));
                    let resource = named(resource, &quote!(__resources));
                    quote!(#resource #access)
                }
                [] => TokenStream::new(),
            },
            Value::Group(Delimiter::Brace, _, tokens) => self.block(
                tokens.clone(),
                <websocket_api_syntax::blocks::StatementBlock as websocket_api_syntax::Block>::SHAPE,
            ),
            _ => TokenStream::new(),
        }
    }
}

/// Expands the name of a resource, group or parameter of the declaration.
fn named(value: &Value, module: &TokenStream) -> TokenStream {
    match word(value).and_then(|(text, span)| ident(&text, span)) {
        Some(name) => quote!(let _ = #module::#name;),
        None => quote!(let _ = #module::__missing;),
    }
}

fn word(value: &Value) -> Option<(String, Span)> {
    match value {
        Value::Path(path) => path.get_ident().map(|ident| (ident.to_string(), ident.span())),
        Value::Literal(None, Lit::Str(text)) => Some((text.value(), text.span())),
        _ => None,
    }
}

fn plain(value: &Value) -> TokenStream {
    match value {
        Value::Path(path) => quote!(let _ = #path;),
        _ => TokenStream::new(),
    }
}

fn resource_type(value: &Value) -> Option<String> {
    let Value::Group(_, _, tokens) = value else { return None };
    entries(tokens.clone()).into_iter().find(|entry| entry.key.text == "Type").and_then(|entry| {
        match entry.value {
            Value::Literal(None, Lit::Str(text)) => {
                Some(format!("A resource of the type `{}`.", text.value()))
            }
            _ => None,
        }
    })
}

fn expand_block(shape: &BlockShape) -> TokenStream {
    let module = format_ident!("{}", shape.name);
    let keys = shape.keys.iter().filter_map(|key| {
        let (name, doc) = (ident(key.name, Span::call_site())?, key.documentation);
        Some(quote!(#[doc = #doc] pub const #name: () = ();))
    });
    quote!(pub mod #module { #(#keys)* })
}

fn module(words: &KeywordShape) -> Ident {
    let first = words.words.first().map_or("", |(word, _)| *word);
    format_ident!("of_{}", first)
}

fn expand_words(words: &KeywordShape) -> TokenStream {
    let module = module(words);
    let constants = words.words.iter().filter_map(|(word, variant)| {
        let name = ident(word, Span::call_site())?;
        Some(if words.name.is_empty() {
            quote!(pub const #name: () = ();)
        } else {
            let (ty, variant) = (format_ident!("{}", words.name), format_ident!("{}", variant));
            quote!(pub const #name: super::__declaration::#ty = super::__declaration::#ty::#variant;)
        })
    });
    quote!(pub mod #module { #(#constants)* })
}
