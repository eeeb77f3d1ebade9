//! A declaration as it was understood: the blocks, and the routes brought to one form.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, Visibility,
    parse::{ParseStream, Parser},
};

use crate::{
    Diagnostics, block, blocks,
    entry::too_deep,
    leaf::{self, RouteValue},
};

/// A declaration.
#[derive(Clone, Debug)]
pub struct Api {
    pub attributes: Vec<Attribute>,
    pub visibility: Visibility,
    pub name: Ident,
    pub block: blocks::Api,
    pub routes: Vec<Route>,
}

/// A route, whichever of its three forms it was written in.
#[derive(Clone, Debug)]
pub struct Route {
    /// Trimmed.
    pub key: String,
    pub key_tokens: TokenStream,
    pub handler: Option<leaf::Handler>,
    /// The function's own settings, if any were given.
    pub function: Option<Box<leaf::Nested<blocks::Function>>>,
    pub return_response: bool,
}

impl Api {
    /// The doc comment.
    pub fn documentation(&self) -> Option<String> {
        let lines: Vec<String> = self.attributes.iter().filter_map(doc_line).collect();
        let text = lines.join("\n").trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// The settings under `defaults.function`.
    pub fn defaults(&self) -> Option<&blocks::Function> {
        let defaults = self.block.defaults.get()?;
        defaults.block.function.get().map(|function| &function.block)
    }
}

fn doc_line(attribute: &Attribute) -> Option<String> {
    let syn::Meta::NameValue(pair) = &attribute.meta else {
        return None;
    };
    match &pair.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) if pair.path.is_ident("doc") => {
            let line = text.value();
            Some(line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned())
        }
        _ => None,
    }
}

struct Header {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    name: Ident,
    body: Option<TokenStream>,
}

pub(crate) fn parse_api(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Option<Api> {
    if let Some(span) = too_deep(&tokens) {
        diagnostics.error_at(span, "nested too deeply");
        return None;
    }
    let empty = tokens.is_empty();
    let parser = |input: ParseStream<'_>| parse_header(input, diagnostics);
    let header = match parser.parse2(tokens) {
        Ok(header) => header,
        Err(_) if empty => {
            diagnostics.error_at(Span::call_site(), format_args!("a declaration is missing; {EXAMPLE}"));
            return None;
        }
        Err(error) => {
            diagnostics.error_at(error.span(), format_args!("{error}; {EXAMPLE}"));
            return None;
        }
    };
    let Header { attributes, visibility, name, body } = header;
    let block: blocks::Api = body.map(|body| block::read_block(body, diagnostics)).unwrap_or_default();
    let routes =
        block.routes.get().map(|routes| parse_routes(&routes.routes, diagnostics)).unwrap_or_default();
    Some(Api { attributes, visibility, name, block, routes })
}

const EXAMPLE: &str = "write `pub Chat { routes: { $default: handler } }`";

/// `attrs? visibility? IDENT block ","?`
fn parse_header(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> syn::Result<Header> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility = input.parse()?;
    let name: Ident = input.parse()?;
    let rest: Vec<TokenTree> = input.parse::<TokenStream>()?.into_iter().collect();
    let (body, after) = match rest.split_first() {
        Some((TokenTree::Group(group), after))
            if matches!(group.delimiter(), Delimiter::Brace | Delimiter::Parenthesis) =>
        {
            (Some(group.stream()), after)
        }
        Some((found, _)) => {
            diagnostics.error(found, format_args!("expected a block after `{name}`; {EXAMPLE}"));
            (None, &[][..])
        }
        None => {
            diagnostics.error(&name, format_args!("expected a block after `{name}`; {EXAMPLE}"));
            (None, &[][..])
        }
    };
    let after = match after {
        [TokenTree::Punct(comma), after @ ..] if comma.as_char() == ',' => after,
        after => after,
    };
    if let Some(extra) = after.first() {
        diagnostics.error(extra, "expected the end: a `websocket_api!` declares one API");
    }
    Ok(Header { attributes, visibility, name, body })
}

fn parse_routes(routes: &[leaf::Route], diagnostics: &mut Diagnostics) -> Vec<Route> {
    routes.iter().map(|route| parse_route(route, diagnostics)).collect()
}

fn parse_route(route: &leaf::Route, diagnostics: &mut Diagnostics) -> Route {
    let mut parsed = Route {
        key: route.key.clone(),
        key_tokens: route.key_tokens.clone(),
        handler: None,
        function: None,
        return_response: false,
    };
    let block = match &route.value {
        RouteValue::Unreadable => return parsed,
        RouteValue::Handler(handler) => {
            parsed.handler = Some(handler.clone());
            return parsed;
        }
        RouteValue::Block(block) => block,
    };
    let blocks::Route { function, return_response } = &block.block;
    parsed.return_response = return_response.get().is_some_and(|flag| flag.0);
    match function.get() {
        Some(blocks::RouteFunction::Handler(handler)) => parsed.handler = Some(handler.clone()),
        Some(blocks::RouteFunction::Block(function)) => {
            let handler = &function.block.handler;
            if !handler.is_written() {
                diagnostics.error_at(
                    function.span,
                    format_args!("`{}` needs a `handler`: the path of an `async fn`", route.key),
                );
            }
            parsed.handler = handler.get().cloned();
            parsed.function = Some(function.clone());
        }
        None if function.is_written() => {}
        None => diagnostics.error_at(
            block.span,
            format_args!("`{}` needs a `function`: a handler's path, or a block with one", route.key),
        ),
    }
    parsed
}

impl ToTokens for Route {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.key_tokens.to_tokens(tokens);
    }
}
