//! The only file that calls darling, which assigns the keys of a block to the fields of its struct.
//!
//! darling reads attributes of Rust items, and a declaration has no such attribute. A value is therefore
//! converted to an item of an attribute, `syn::Meta`, and converted back when darling passes it to a field.
//! The conversion is lossless, because each form of a value has its form of an item.
//!
//! darling drops a struct if one field has an error, and its errors have no warnings and other wording. A
//! declaration shows all its errors in one build, so no field ever fails here: a [`Setting`] keeps the
//! diagnostics of its value until the whole block has been read.

use darling::{FromMeta, ast::NestedMeta};
use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use syn::{Expr, ExprLit, ExprPath, ExprUnary, MacroDelimiter, Meta, MetaList, MetaNameValue, token};

use crate::{raw_value::Value, setting::Setting, value::FromValue};

/// Returns the block with these values, each with the name and the span of its key. Each name is a key of the
/// block, and occurs once.
pub(crate) fn fill<B: FromMeta>(
    values: impl IntoIterator<Item = (&'static str, Span, Value)>,
) -> syn::Result<B> {
    let items = values.into_iter().map(|(name, key, value)| NestedMeta::Meta(to_meta(name, key, value)));
    B::from_list(&items.collect::<Vec<_>>()).map_err(syn::Error::from)
}

impl<T: FromValue> FromMeta for Setting<T> {
    fn from_meta(item: &Meta) -> darling::Result<Self> {
        let key = item.path().segments.first();
        let name = key.map(|key| key.ident.to_string()).unwrap_or_default();
        let span = key.map_or_else(Span::call_site, |key| key.ident.span());
        Ok(Setting::from_value(&name, span, from_meta(item, span)))
    }
}

fn to_meta(name: &str, key: Span, value: Value) -> Meta {
    let path = syn::Path::from(Ident::new(name, key));
    let expression = match value {
        Value::Missing(_) => return Meta::Path(path),
        Value::Group(delimiter, span, tokens) => {
            let delimiter = match delimiter {
                Delimiter::Brace => MacroDelimiter::Brace(token::Brace(span)),
                Delimiter::Bracket => MacroDelimiter::Bracket(token::Bracket(span)),
                Delimiter::Parenthesis | Delimiter::None => MacroDelimiter::Paren(token::Paren(span)),
            };
            return Meta::List(MetaList { path, delimiter, tokens });
        }
        Value::Literal(minus, lit) => {
            let lit = Expr::Lit(ExprLit { attrs: Vec::new(), lit });
            match minus {
                Some(minus) => Expr::Unary(ExprUnary {
                    attrs: Vec::new(),
                    op: syn::UnOp::Neg(minus),
                    expr: Box::new(lit),
                }),
                None => lit,
            }
        }
        Value::Path(path) => Expr::Path(ExprPath { attrs: Vec::new(), qself: None, path }),
        Value::Invalid => Expr::Verbatim(TokenStream::new()),
    };
    Meta::NameValue(MetaNameValue { path, eq_token: token::Eq(key), value: expression })
}

fn from_meta(meta: &Meta, key: Span) -> Value {
    match meta {
        Meta::Path(_) => Value::Missing(key),
        Meta::List(list) => {
            let (delimiter, span) = match &list.delimiter {
                MacroDelimiter::Brace(token) => (Delimiter::Brace, token.span),
                MacroDelimiter::Bracket(token) => (Delimiter::Bracket, token.span),
                MacroDelimiter::Paren(token) => (Delimiter::Parenthesis, token.span),
            };
            Value::Group(delimiter, span, list.tokens.clone())
        }
        Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(lit) => Value::Literal(None, lit.lit.clone()),
            Expr::Path(path) => Value::Path(path.path.clone()),
            Expr::Unary(ExprUnary { op: syn::UnOp::Neg(minus), expr, .. }) => match &**expr {
                Expr::Lit(lit) => Value::Literal(Some(*minus), lit.lit.clone()),
                _ => Value::Invalid,
            },
            _ => Value::Invalid,
        },
    }
}
