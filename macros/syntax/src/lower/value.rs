//! Values of the language as values of the model.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use websocket_api_model::declaration::{self, Piece, Quantity, Str, Words, rule::TextRule};

use super::{Consts, Items, Lower, expand_list, expand_str, lower_list, owned};
use crate::value::{
    Constant, Environment, Flag, IdentitySource, List, MapEntry, Nested, Number, Plain, Selection,
    StageVariables, Tags, Template, Text, Word,
};

pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn expand_rule<R: TextRule>(path: &syn::Path, items: &mut Items) -> TokenStream {
    let function = Ident::new(R::FUNCTION, path.span());
    let check = quote_spanned!(path.span()=> __websocket_api::rule::#function);
    items.constant(&quote!(&'static ::core::primitive::str), &check, path).into_token_stream()
}

impl Lower for Flag {
    type Model = bool;

    fn lower(&self, _: &mut Consts<'_>) -> bool {
        self.0
    }

    fn expand(&self, _: &mut Items) -> TokenStream {
        let value = self.0;
        quote!(#value)
    }
}

impl<T: Words> Lower for Word<T> {
    type Model = T;

    fn lower(&self, _: &mut Consts<'_>) -> T {
        self.0
    }

    fn expand(&self, _: &mut Items) -> TokenStream {
        let (ty, variant) = (ident(T::TYPE), ident(self.0.variant()));
        quote!(__websocket_api::#ty::#variant)
    }
}

impl<T: Quantity> Lower for Number<T> {
    type Model = T;

    fn lower(&self, consts: &mut Consts<'_>) -> T {
        match &self.0 {
            Constant::Value(number) => *number,
            Constant::Path(path) => {
                consts.path(path);
                T::min()
            }
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        match &self.0 {
            Constant::Value(number) => {
                let (ty, number) = (ident(T::TYPE), number.get());
                quote!(__websocket_api::#ty::new(#number))
            }
            Constant::Path(path) => {
                let ty = Ident::new(T::TYPE, path.span());
                let check = quote_spanned!(path.span()=> __websocket_api::#ty::new);
                let number = items.constant(&quote!(::core::primitive::u32), &check, path);
                quote!(__websocket_api::#ty::clamp(#number))
            }
        }
    }
}

impl<R: TextRule> Lower for Text<R> {
    type Model = declaration::Text;

    fn lower(&self, consts: &mut Consts<'_>) -> declaration::Text {
        match &self.0 {
            Constant::Value(template) => template.text.clone(),
            Constant::Path(path) => {
                consts.path(path);
                declaration::Text::literal("")
            }
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        match &self.0 {
            Constant::Value(template) => expand_text(template),
            Constant::Path(path) => {
                let text = expand_rule::<R>(path, items);
                quote!(__websocket_api::Text::literal(#text))
            }
        }
    }
}

pub(super) fn expand_text(template: &Template) -> TokenStream {
    let pieces = match &template.text {
        declaration::Text::Literal(text) => return quote!(__websocket_api::Text::literal(#text)),
        declaration::Text::Sub(pieces) => pieces,
    };
    let pieces: Vec<TokenStream> = pieces
        .iter()
        .map(|piece| {
            let piece = match piece {
                Piece::Literal(text) => {
                    let text = expand_str(text);
                    quote!(Literal(#text))
                }
                Piece::Pseudo(pseudo) => {
                    let pseudo = ident(pseudo.variant());
                    quote!(Pseudo(__websocket_api::Pseudo::#pseudo))
                }
                Piece::Ref(name) => {
                    let name = expand_str(name);
                    quote!(Ref(#name))
                }
                Piece::GetAtt(name, attribute) => {
                    let (name, attribute) = (expand_str(name), expand_str(attribute));
                    quote!(GetAtt(#name, #attribute))
                }
            };
            quote!(__websocket_api::Piece::#piece)
        })
        .collect();
    let pieces = expand_list(&pieces);
    quote!(__websocket_api::Text::Sub(#pieces))
}

impl<R: TextRule> Lower for Plain<R> {
    type Model = Str;

    fn lower(&self, consts: &mut Consts<'_>) -> Str {
        match &self.0 {
            Constant::Value(text) => owned(&text.value()),
            Constant::Path(path) => {
                consts.path(path);
                Str::Borrowed("")
            }
        }
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        let text = expand_plain(self, items);
        quote!(::std::borrow::Cow::Borrowed(#text))
    }
}

/// An expression of type `&'static str`.
pub(super) fn expand_plain<R: TextRule>(plain: &Plain<R>, items: &mut Items) -> TokenStream {
    match &plain.0 {
        Constant::Value(text) => {
            let text = text.value();
            quote!(#text)
        }
        Constant::Path(path) => expand_rule::<R>(path, items),
    }
}

impl Lower for Selection {
    type Model = Str;

    fn lower(&self, _: &mut Consts<'_>) -> Str {
        owned(&self.literal.value())
    }

    fn expand(&self, _: &mut Items) -> TokenStream {
        expand_str(&self.literal.value())
    }
}

impl<T: Lower> Lower for List<T>
where
    T::Model: Clone + 'static,
{
    type Model = declaration::List<T::Model>;

    fn lower(&self, consts: &mut Consts<'_>) -> Self::Model {
        lower_list(&self.items, consts)
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        expand_list(&self.items.iter().map(|value| value.expand(items)).collect::<Vec<_>>())
    }
}

impl<B: Lower> Lower for Nested<B> {
    type Model = B::Model;

    fn lower(&self, consts: &mut Consts<'_>) -> Self::Model {
        self.block.lower(consts)
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        self.block.expand(items)
    }
}

/// A map as a list of pairs.
macro_rules! pairs {
    ($($map:ident => $model:ident { $key:ident }),+ $(,)?) => {
        $(impl Lower for $map {
            type Model = declaration::List<declaration::$model>;

            fn lower(&self, consts: &mut Consts<'_>) -> Self::Model {
                let pair = |entry: &MapEntry<Text<_>>| declaration::$model {
                    $key: owned(&entry.key),
                    value: entry.value.lower(consts),
                };
                self.0.entries.iter().map(pair).collect::<Vec<_>>().into()
            }

            fn expand(&self, items: &mut Items) -> TokenStream {
                let mut pair = |entry: &MapEntry<Text<_>>| {
                    let (key, value) = (expand_str(&entry.key), entry.value.expand(items));
                    quote!(__websocket_api::$model { $key: #key, value: #value })
                };
                expand_list(&self.0.entries.iter().map(&mut pair).collect::<Vec<_>>())
            }
        })+
    };
}

pairs! {
    Environment => Variable { name },
    StageVariables => StageVariable { name },
    Tags => Tag { key },
}

impl Lower for IdentitySource {
    type Model = Str;

    fn lower(&self, consts: &mut Consts<'_>) -> Str {
        self.0.lower(consts)
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        self.0.expand(items)
    }
}
