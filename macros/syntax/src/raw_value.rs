use proc_macro2::{Delimiter, Span, TokenStream, extra::DelimSpan};
use quote::{ToTokens, quote};
use syn::{Lit, ext::IdentExt, token};

use crate::table::SpanRange;

/// The value of a key as written, before it is parsed as a type.
#[derive(Clone, Debug)]
pub enum Value {
    /// A key without a value.
    Missing(Span),
    Literal(Option<token::Minus>, Lit),
    Path(syn::Path),
    Group(Delimiter, DelimSpan, TokenStream),
    /// A value whose error was already reported.
    Invalid,
}

impl Value {
    /// Returns the words for "expected …, found …".
    pub(crate) fn describe(&self) -> String {
        match self {
            Value::Missing(_) => "nothing".into(),
            Value::Literal(_, Lit::Str(_)) => "a string".into(),
            Value::Literal(minus, lit @ (Lit::Int(_) | Lit::Float(_))) => {
                let minus = if minus.is_some() { "-" } else { "" };
                format!("`{minus}{}`", lit.to_token_stream())
            }
            Value::Literal(_, Lit::Bool(lit)) => format!("`{}`", lit.value),
            Value::Literal(_, lit) => format!("`{}`", lit.to_token_stream()),
            Value::Path(path) => format!("`{}`", path_text(path)),
            Value::Group(Delimiter::Brace, ..) => "a block".into(),
            Value::Group(Delimiter::Bracket, ..) => "a list".into(),
            Value::Group(..) => "a parenthesis".into(),
            Value::Invalid => "something unreadable".into(),
        }
    }

    /// Returns the tokens of the value, if it has any.
    pub(crate) fn span_range(&self) -> Option<SpanRange> {
        match self {
            Value::Missing(_) | Value::Invalid => None,
            Value::Literal(minus, lit) => {
                let last = lit.span();
                Some(SpanRange { first: minus.map_or(last, |minus| minus.spans[0]), last })
            }
            Value::Path(path) => Some(SpanRange::from_path(path)),
            Value::Group(_, span, _) => Some(span.join().into()),
        }
    }

    /// Returns another language's word for nothing, such as `null`.
    pub(crate) fn as_nothing(&self) -> Option<String> {
        let Value::Path(path) = self else { return None };
        let word = path.get_ident()?.to_string();
        matches!(&*word, "null" | "undefined" | "None" | "nil").then_some(word)
    }
}

impl ToTokens for Value {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Value::Missing(span) => proc_macro2::Ident::new("_", *span).to_tokens(tokens),
            Value::Literal(minus, lit) => quote!(#minus #lit).to_tokens(tokens),
            Value::Path(path) => path.to_tokens(tokens),
            Value::Group(delimiter, span, inner) => {
                let mut group = proc_macro2::Group::new(*delimiter, inner.clone());
                group.set_span(span.join());
                group.to_tokens(tokens);
            }
            Value::Invalid => {}
        }
    }
}

/// Returns the last name of a path, without `r#`.
pub(crate) fn last_name(path: &syn::Path) -> String {
    path.segments.last().map(|segment| segment.ident.unraw().to_string()).unwrap_or_default()
}

/// Returns the text of a path without spaces, the same for every origin of tokens.
pub(crate) fn path_text(path: &syn::Path) -> String {
    let leading = if path.leading_colon.is_some() { "::" } else { "" };
    let segments: Vec<String> = path
        .segments
        .iter()
        .map(|segment| match segment.arguments {
            syn::PathArguments::None => segment.ident.to_string(),
            _ => format!("{}::<…>", segment.ident),
        })
        .collect();
    format!("{leading}{}", segments.join("::"))
}
