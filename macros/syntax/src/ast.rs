//! The syntax tree of a declaration: its blocks, and its routes in one form.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, Visibility,
    ext::IdentExt,
    parse::{ParseStream, Parser},
};

use websocket_api_model::{
    declaration::{self, Declaration, List, RouteKeyKind, rule::DomainName},
    limits,
    message::Message,
    selection::{Part, SelectionExpression, Step},
};

use crate::{
    Block, Diagnostics, Fragment, Lower, SyntaxRule, Warning, block,
    block_value::BlockValue,
    blocks,
    blocks::RouteValue,
    table::{ReadState, Table},
    tokens::{open_groups, too_deep},
    value::{self, FromValue as _},
};

/// A declaration.
#[derive(Clone, Debug)]
pub struct ApiSyntax {
    pub attributes: Vec<Attribute>,
    pub visibility: Visibility,
    pub name: Ident,
    pub block: blocks::ApiBlock,
    pub routes: Vec<RouteSyntax>,
    /// The value of the declaration, with placeholders for constants and unreadable values.
    pub declaration: Declaration,
    /// The tokens of the values.
    pub table: Table,
}

/// A route, in any of its notations.
#[derive(Clone, Debug)]
pub struct RouteSyntax {
    /// The trimmed route key.
    pub key: String,
    pub key_tokens: TokenStream,
    pub handler: Option<value::Handler>,
    /// The function's block, if it has one.
    pub function: Option<Box<BlockValue<blocks::FunctionBlock>>>,
    pub return_response: bool,
    /// The span of `validate: true`, if it is written.
    pub validate: Option<Span>,
}

impl RouteSyntax {
    /// Returns the function's block.
    pub fn block(&self) -> Option<&blocks::FunctionBlock> {
        self.function.as_ref().map(|function| &function.block)
    }

    /// Returns `true` if client messages select the route by its key.
    pub fn is_custom(&self) -> bool {
        RouteKeyKind::from_key(&self.key) == RouteKeyKind::Custom
    }
}

impl ApiSyntax {
    /// Returns the doc comment.
    pub fn documentation(&self) -> Option<String> {
        let lines: Vec<String> = self.attributes.iter().filter_map(doc_line).collect();
        let text = lines.join("\n").trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// Returns the name without `r#`.
    pub fn type_name(&self) -> String {
        self.name.unraw().to_string()
    }

    /// Returns the settings under `defaults.function`.
    pub fn defaults(&self) -> Option<&blocks::FunctionBlock> {
        let defaults = self.block.defaults.get()?;
        defaults.block.function.get().map(|function| &function.block)
    }

    /// Returns the member that selects the route, if the expression is a single member.
    pub fn message_tag(&self) -> Option<String> {
        let expression = match self.block.route_selection_expression.get() {
            Some(selection) => selection.expression.clone(),
            None => SelectionExpression::parse(limits::default::ROUTE_SELECTION_EXPRESSION).ok()?,
        };
        match expression.parts() {
            [Part::Body(path)] => match &**path {
                [Step::Name(name)] => Some(name.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the declared resources.
    pub fn resources(&self) -> &[value::SectionItem] {
        self.block.resources.get().map_or(&[], |declared| &declared.0)
    }

    /// Returns the authorizer's block.
    pub fn authorizer(&self) -> Option<&blocks::AuthorizerBlock> {
        match self.block.authorizer.get() {
            Some(blocks::AuthorizerValue::Block(block)) => Some(&block.block),
            _ => None,
        }
    }

    /// Returns the custom domain's block.
    pub fn custom_domain(&self) -> Option<&BlockValue<blocks::CustomDomainBlock>> {
        match self.block.custom_domain.get() {
            Some(blocks::CustomDomainValue::Block(block)) => Some(block),
            _ => None,
        }
    }

    /// Returns the override that may disable the default endpoint.
    pub(crate) fn default_endpoint(&self) -> Option<&value::JsonMember> {
        let value::JsonValue::Object(members) = self.block.overrides.get()?.block.api.get()? else {
            return None;
        };
        members.iter().find(|member| member.key == "DisableExecuteApiEndpoint")
    }

    /// Returns the override that leaves the custom domain as the only host, if only rustc knows the domain's
    /// name.
    pub fn only_host(&self) -> Option<&value::JsonMember> {
        let path = |name: Option<&value::Text<DomainName>>| {
            name.is_some_and(|name| matches!(name.0, value::Constant::Path(_)))
        };
        let unknown = match self.block.custom_domain.get()? {
            blocks::CustomDomainValue::Name(name) => path(Some(name)),
            blocks::CustomDomainValue::Block(nested) => {
                let block = &nested.block;
                let existing = block.existing.get().and_then(|existing| existing.block.name.get());
                block.domain.is_present() || path(block.domain_name.get()) || path(existing)
            }
        };
        let off = |member: &value::JsonMember| member.value.lower().truth() == Some(true);
        self.default_endpoint().filter(|member| unknown && off(member))
    }

    /// Returns the type of the state, if there is one.
    pub fn state(&self) -> Option<&syn::Path> {
        self.block.state.get().map(|state| &state.0)
    }

    /// Returns the silenced warnings.
    pub(crate) fn allowed(&self) -> Vec<Warning> {
        let allowed = self.block.allow.get().map_or(&[][..], |list| &list.items);
        allowed.iter().map(|value::Word(warning)| *warning).collect()
    }

    /// Returns the readable groups.
    pub fn groups(&self) -> &[blocks::GroupItem] {
        self.block.groups.get().map_or(&[], |groups| &groups.0)
    }

    /// Returns the handler of the authorizer.
    pub fn authorizer_handler(&self) -> Option<&value::Handler> {
        self.authorizer()?.function.get()?.handler()
    }

    /// Returns the block of the authorizer's function.
    pub fn authorizer_function(&self) -> Option<&blocks::FunctionBlock> {
        self.authorizer()?.function.get()?.block()
    }

    /// Returns the block of every function: `defaults`, routes, groups and the authorizer.
    pub fn functions(&self) -> impl Iterator<Item = &blocks::FunctionBlock> {
        let groups =
            self.groups().iter().filter_map(|group| group.function.as_ref()).map(|group| &group.block);
        self.defaults()
            .into_iter()
            .chain(self.routes.iter().filter_map(RouteSyntax::block))
            .chain(groups)
            .chain(self.authorizer_function())
    }
}

fn doc_line(attribute: &Attribute) -> Option<String> {
    let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
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

pub(crate) fn parse_api(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Option<ApiSyntax> {
    if let Some(span) = too_deep(&tokens) {
        diagnostics.error_at(SyntaxRule::NestingDepth, span, "brackets are nested too deeply");
        return None;
    }
    let empty = tokens.is_empty();
    let parser = |input: ParseStream<'_>| parse_header(input, diagnostics);
    let header = match parser.parse2(tokens) {
        Ok(header) => header,
        Err(_) if empty => {
            let message = Message::new("missing declaration").help(EXAMPLE);
            diagnostics.error_at(SyntaxRule::MissingDeclaration, Span::call_site(), message);
            return None;
        }
        Err(error) => {
            let message = Message::new(&error).help(EXAMPLE);
            diagnostics.error_at(SyntaxRule::MissingDeclaration, error.span(), message);
            return None;
        }
    };
    let Header { attributes, visibility, name, body } = header;
    let (block, complete): (blocks::ApiBlock, bool) =
        body.map(|body| block::read_block(body, diagnostics)).unwrap_or_default();
    let routes =
        block.routes.get().map(|routes| parse_routes(&routes.routes, diagnostics)).unwrap_or_default();
    let mut table = Table::default();
    let mut root = table.recorder();
    root.written(Some(name.span().into()), None, ReadState::from_complete(complete));
    block.record(&mut root);
    let declaration = block.lower();
    let mut api = ApiSyntax { attributes, visibility, name, block, routes, declaration, table };
    api.declaration.type_name = api.type_name().into();
    api.declaration.documentation = api.documentation().map(Into::into);
    Some(api)
}

const EXAMPLE: &str = "write `pub Chat { routes: { $default: handler } }`";

/// Parses `attrs? visibility? IDENT block ","?`.
fn parse_header(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> syn::Result<Header> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility = input.parse()?;
    let name: Ident = input.parse()?;
    let rest = open_groups(input.parse()?);
    let (body, after) = match rest.split_first() {
        Some((TokenTree::Group(group), after))
            if matches!(group.delimiter(), Delimiter::Brace | Delimiter::Parenthesis) =>
        {
            (Some(group.stream()), after)
        }
        Some((found, _)) => {
            diagnostics.error(SyntaxRule::MissingDeclaration, found, missing_block(&name));
            (None, &[][..])
        }
        None => {
            diagnostics.error(SyntaxRule::MissingDeclaration, &name, missing_block(&name));
            (None, &[][..])
        }
    };
    let after = match after {
        [TokenTree::Punct(comma), after @ ..] if comma.as_char() == ',' => after,
        after => after,
    };
    if let Some(extra) = after.first() {
        let message = Message::new("unexpected token after the declaration")
            .note("a `websocket_api!` declares one API");
        diagnostics.error(SyntaxRule::UnexpectedToken, extra, message);
    }
    Ok(Header { attributes, visibility, name, body })
}

fn missing_block(name: &Ident) -> Message {
    Message::new(format_args!("expected a block after `{name}`")).help(EXAMPLE)
}

/// Parses the entries of `routes! { … }`.
pub(crate) fn parse_added_routes(
    tokens: TokenStream,
    diagnostics: &mut Diagnostics,
) -> Fragment<Vec<RouteSyntax>, List<declaration::Route>> {
    let routes = match too_deep(&tokens) {
        Some(span) => {
            diagnostics.error_at(SyntaxRule::NestingDepth, span, "brackets are nested too deeply");
            blocks::RoutesValue::default()
        }
        None => blocks::RoutesValue::from_entries(tokens, diagnostics),
    };
    let mut table = Table::default();
    routes.record(&mut table.recorder().entry("routes"));
    Fragment { syntax: parse_routes(&routes.routes, diagnostics), value: routes.lower(), table }
}

fn parse_routes(routes: &[blocks::RouteItem], diagnostics: &mut Diagnostics) -> Vec<RouteSyntax> {
    routes.iter().map(|route| parse_route(route, diagnostics)).collect()
}

fn parse_route(route: &blocks::RouteItem, diagnostics: &mut Diagnostics) -> RouteSyntax {
    let mut parsed = RouteSyntax {
        key: route.key.clone(),
        key_tokens: route.key_tokens.clone(),
        handler: None,
        function: None,
        return_response: false,
        validate: None,
    };
    let block = match &route.value {
        RouteValue::Invalid => return parsed,
        RouteValue::Handler(handler) => {
            parsed.handler = Some(handler.clone());
            return parsed;
        }
        RouteValue::Block(block) => block,
    };
    let blocks::RouteBlock { function, return_response, validate, kind: _ } = &block.block;
    parsed.return_response = return_response.get().is_some_and(|flag| flag.0);
    parsed.validate = validate.get().filter(|flag| flag.0).and_then(|_| validate.key_span());
    parsed.handler = function.get().and_then(blocks::FunctionValue::handler).cloned();
    match function.get() {
        Some(blocks::FunctionValue::Handler(_)) => {}
        Some(blocks::FunctionValue::Block(function)) => {
            parsed.function = Some(function.clone());
        }
        None if function.is_present() || !block.complete => {}
        None => diagnostics.error_at(
            SyntaxRule::MissingKey,
            block.span,
            Message::new(format_args!("missing key `function` in the route `{}`", route.key))
                .help("write the path of a handler: `function: handler`"),
        ),
    }
    parsed
}

impl ToTokens for RouteSyntax {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.key_tokens.to_tokens(tokens);
    }
}
