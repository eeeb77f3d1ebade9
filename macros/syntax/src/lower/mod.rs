//! From blocks to the model: as a value, and as the tokens that make the same value in a constant. Both are derived
//! from one list of fields, so that the macro and the source reader cannot differ.

mod api;
mod authorizer;
mod domain;
mod json;
mod permission;
mod route;
mod stage;
mod value;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use websocket_api_model::declaration::{
    Declaration, List, Str, Text,
    rule::{MappingKey, TextRule},
    shared_domain_problem,
};

pub(crate) use api::{
    Documentation, Groups, Logging, Name, default_settings, lower_api, selection_expression, type_name,
};
pub(crate) use authorizer::{Authorizer, AuthorizerFunction};
pub(crate) use json::Declared;
pub(crate) use permission::statement_resources;
pub(crate) use route::Routes;
pub use route::expand_routes;
pub(crate) use stage::OwnSettings;

use crate::{Diagnostics, block::Setting};

/// What to do about what only rustc knows when a value is wanted: Rust constants and other APIs.
#[derive(Debug)]
pub enum Consts<'a> {
    /// Nobody compiles the source: a constant is an error, an API is another declaration that was read.
    Refused(&'a mut Diagnostics, &'a [Declaration]),
    /// Only the shape of the template is wanted.
    Placeholders,
}

impl Consts<'_> {
    fn path(&mut self, path: &syn::Path) {
        if let Consts::Refused(diagnostics, _) = self {
            diagnostics.error(
                path,
                format_args!(
                    "`{}` is a Rust constant, which has a value only when the program is compiled; write the value \
                     here, or make the template by running the program",
                    crate::raw_value::path_text(path)
                ),
            );
        }
    }

    /// The declaration of another API, whose domain is shared under this path.
    fn other(&mut self, path: &syn::Path, key: Option<&crate::value::Plain<MappingKey>>) -> Declaration {
        let Consts::Refused(diagnostics, others) = self else { return domain::placeholder(path) };
        let name = crate::raw_value::last_name(path);
        let Some(other) = others.iter().find(|declaration| declaration.type_name == name) else {
            let text = format!("`{name}` is not declared in what was read, or shares a domain itself");
            diagnostics.error(path, text);
            return domain::placeholder(path);
        };
        let key = key.and_then(|key| key.0.value()).map(syn::LitStr::value);
        if let Some(problem) = shared_domain_problem(other, key.as_deref()) {
            diagnostics.error(path, problem);
        }
        other.clone()
    }
}

/// The constants that an expansion checks, one for each path of a Rust constant. They are free, because `cargo check`
/// evaluates free constants and not associated ones.
#[derive(Debug, Default)]
pub struct Items(Vec<TokenStream>);

impl Items {
    /// The name of a constant with the value at `path`, and another constant that is nothing but its `check`: rustc
    /// reports there, at the path, what it finds. What uses the name must not fail on it a second time.
    fn constant(&mut self, input: &TokenStream, check: &TokenStream, path: &syn::Path) -> Ident {
        let name = self.value(input, &path.to_token_stream());
        self.check(&quote_spanned!(path.span()=> #check(#name)));
        name
    }

    /// The name of a constant with this value.
    fn value(&mut self, ty: &TokenStream, value: &TokenStream) -> Ident {
        let name = Ident::new(&format!("__websocket_api_{}", self.0.len()), Span::call_site());
        self.0.push(quote! {
            #[allow(non_upper_case_globals)]
            const #name: #ty = #value;
        });
        name
    }

    /// A constant that is nothing but this call.
    fn check(&mut self, call: &TokenStream) {
        let span = call.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
        let block = quote_spanned!(span=> { let _ = #call; });
        self.0.push(quote!(const _: () = #block;));
    }
}

impl ToTokens for Items {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

/// Something that stands for a value of the model.
pub trait Lower {
    type Model;

    fn lower(&self, consts: &mut Consts<'_>) -> Self::Model;

    /// The tokens of an expression with that value, and of the items it needs. `__websocket_api` is the model's `declaration`
    /// module.
    fn expand(&self, items: &mut Items) -> TokenStream;
}

impl<T: Lower> Lower for Setting<T> {
    type Model = Option<T::Model>;

    fn lower(&self, consts: &mut Consts<'_>) -> Self::Model {
        self.get().map(|value| value.lower(consts))
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        match self.get() {
            Some(value) => {
                let value = value.expand(items);
                quote!(::core::option::Option::Some(#value))
            }
            None => quote!(::core::option::Option::None),
        }
    }
}

/// A list that is empty where nothing was said.
pub(crate) struct Empty<'a, T>(pub(crate) &'a Setting<T>);

impl<T: Lower<Model = List<M>>, M: Clone + 'static> Lower for Empty<'_, T> {
    type Model = List<M>;

    fn lower(&self, consts: &mut Consts<'_>) -> List<M> {
        self.0.get().map(|value| value.lower(consts)).unwrap_or_default()
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        match self.0.get() {
            Some(value) => value.expand(items),
            None => expand_list(&[]),
        }
    }
}

/// A value that must be there in a declaration without errors.
pub(crate) struct Required<'a, T>(pub(crate) &'a Setting<T>);

impl<R: TextRule> Lower for Required<'_, crate::value::Text<R>> {
    type Model = Text;

    fn lower(&self, consts: &mut Consts<'_>) -> Text {
        self.0.get().map_or_else(|| Text::Literal(Str::Borrowed("")), |text| text.lower(consts))
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        self.0.get().map_or_else(|| quote!(__websocket_api::Text::literal("")), |text| text.expand(items))
    }
}

/// A value with a default.
pub(crate) struct Or<'a, T, M>(pub(crate) &'a Setting<T>, pub(crate) M, pub(crate) TokenStream);

impl<T: Lower<Model = M>, M: Clone> Lower for Or<'_, T, M> {
    type Model = M;

    fn lower(&self, consts: &mut Consts<'_>) -> M {
        self.0.get().map_or_else(|| self.1.clone(), |value| value.lower(consts))
    }

    fn expand(&self, items: &mut Items) -> TokenStream {
        self.0.get().map_or_else(|| self.2.clone(), |value| value.expand(items))
    }
}

fn expand_list(items: &[TokenStream]) -> TokenStream {
    quote!(::std::borrow::Cow::Borrowed(&[#(#items),*]))
}

fn lower_list<T: Lower>(items: &[T], consts: &mut Consts<'_>) -> List<T::Model>
where
    T::Model: Clone,
{
    items.iter().map(|item| item.lower(consts)).collect::<Vec<_>>().into()
}

fn expand_str(text: &str) -> TokenStream {
    quote!(::std::borrow::Cow::Borrowed(#text))
}

fn owned(text: &str) -> Str {
    Str::Owned(text.to_owned())
}

/// One list of fields, two readings: a value of the model's type, and the tokens of one.
macro_rules! mirror {
    ($self:ident: $ty:ty => $model:ident { $($field:ident: $value:expr),+ $(,)? }) => {
        impl $crate::lower::Lower for $ty {
            type Model = websocket_api_model::declaration::$model;

            fn lower(&$self, consts: &mut $crate::lower::Consts<'_>) -> Self::Model {
                websocket_api_model::declaration::$model {
                    $($field: $crate::lower::Lower::lower(&$value, consts)),+
                }
            }

            fn expand(&$self, items: &mut $crate::lower::Items) -> proc_macro2::TokenStream {
                $(let $field = $crate::lower::Lower::expand(&$value, items);)+
                quote::quote!(__websocket_api::$model { $($field: #$field),+ })
            }
        }
    };
}
pub(crate) use mirror;

/// The fields of a block, which is at `{…}`, as those of a type of the model, by what `block!` is told of each.
macro_rules! mirror_block {
    ($self:ident $at:tt $ty:ty => $model:ident [$($done:tt)*]) => {
        $crate::lower::mirror!($self: $ty => $model { $($done)* });
    };
    ($self:ident {$($at:tt)*} $ty:ty => $model:ident [$($done:tt)*] $field:ident, $($rest:tt)*) => {
        $crate::lower::mirror_block!(
            $self {$($at)*} $ty => $model [$($done)* $field: $($at)*.$field,] $($rest)*
        );
    };
    ($self:ident $at:tt $ty:ty => $model:ident [$($done:tt)*] $field:ident nothing, $($rest:tt)*) => {
        $crate::lower::mirror_block!($self $at $ty => $model [$($done)*] $($rest)*);
    };
    ($self:ident $at:tt $ty:ty => $model:ident [$($done:tt)*] $field:ident by($reading:ident), $($rest:tt)*) => {
        $crate::lower::mirror_block!(
            $self $at $ty => $model [$($done)* $field: $crate::lower::$reading($self),] $($rest)*
        );
    };
    ($self:ident {$($at:tt)*} $ty:ty => $model:ident [$($done:tt)*] $field:ident list, $($rest:tt)*) => {
        $crate::lower::mirror_block!(
            $self {$($at)*} $ty => $model [$($done)* $field: $crate::lower::Empty(&$($at)*.$field),] $($rest)*
        );
    };
    ($self:ident {$($at:tt)*} $ty:ty => $model:ident [$($done:tt)*] $field:ident required, $($rest:tt)*) => {
        $crate::lower::mirror_block!(
            $self {$($at)*} $ty => $model [$($done)* $field: $crate::lower::Required(&$($at)*.$field),] $($rest)*
        );
    };
    ($self:ident {$($at:tt)*} $ty:ty => $model:ident [$($done:tt)*] $field:ident or($default:literal), $($rest:tt)*) => {
        $crate::lower::mirror_block!(
            $self {$($at)*} $ty => $model
            [$($done)* $field: $crate::lower::Or(&$($at)*.$field, $default, quote::quote!($default)),] $($rest)*
        );
    };
    ($self:ident {$($at:tt)*} $ty:ty => $model:ident [$($done:tt)*] $field:ident or($of:ident::$name:ident), $($rest:tt)*) => {
        $crate::lower::mirror_block!(
            $self {$($at)*} $ty => $model
            [$($done)* $field: $crate::lower::Or(
                &$($at)*.$field,
                websocket_api_model::declaration::$of::$name,
                quote::quote!(__websocket_api::$of::$name),
            ),]
            $($rest)*
        );
    };
}
pub(crate) use mirror_block;
