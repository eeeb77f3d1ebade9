use darling::{FromMeta, ast::NestedMeta};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Meta;

use crate::{
    Diagnostic, Diagnostics,
    entry::{Entry, Key, KeyForm, parse_entries},
    leaf::Leaf,
    suggest,
    value::Value,
};

/// A block of the language: a struct with one field for each key.
pub trait Block: FromMeta {
    /// Where its keys stand, for errors: "`stage`".
    const WHERE: &'static str;
    /// Its keys in the order of the documentation.
    const KEYS: &'static [KeyInfo];

    /// Hands over what was found wrong while darling filled the fields.
    fn take_problems(&mut self, diagnostics: &mut Diagnostics);

    /// The keys that are there, and where.
    fn written(&self) -> Vec<(&'static str, Span)>;

    /// Every string in it that may refer to something.
    fn visit_texts(&self, visit: &mut dyn FnMut(&crate::leaf::Template));
}

/// A key and what it means.
#[derive(Clone, Copy, Debug)]
pub struct KeyInfo {
    pub name: &'static str,
    /// Its documentation, Markdown.
    pub doc: &'static str,
}

/// Declares a block: the struct that darling fills, its keys, and their documentation, in one place.
macro_rules! block {
    (
        $(#[$attr:meta])*
        pub struct $name:ident in $place:literal {
            $($(#[doc = $doc:literal])+ $field:ident: $ty:ty,)+
        }
    ) => {
        $(#[$attr])*
        #[derive(Clone, Debug, darling::FromMeta)]
        pub struct $name {
            $($(#[doc = $doc])+ #[darling(default)] pub $field: $crate::block::Setting<$ty>,)+
        }

        impl $crate::block::Block for $name {
            const WHERE: &'static str = $place;
            const KEYS: &'static [$crate::block::KeyInfo] = &[
                $($crate::block::KeyInfo { name: stringify!($field), doc: concat!($($doc, "\n"),+) }),+
            ];

            fn take_problems(&mut self, diagnostics: &mut $crate::Diagnostics) {
                $(self.$field.take_problems(diagnostics);)+
            }

            fn written(&self) -> Vec<(&'static str, proc_macro2::Span)> {
                let keys = [$((stringify!($field), self.$field.key_span())),+];
                keys.into_iter().filter_map(|(name, span)| Some((name, span?))).collect()
            }

            fn visit_texts(&self, visit: &mut dyn FnMut(&$crate::leaf::Template)) {
                $(if let Some(value) = self.$field.get() {
                    $crate::leaf::Leaf::visit_texts(value, visit);
                })+
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: Default::default()),+ }
            }
        }
    };
}
pub(crate) use block;

/// What a block says under one key.
#[derive(Clone, Debug)]
pub struct Setting<T> {
    key: Option<Span>,
    value: Option<T>,
    problems: Vec<Diagnostic>,
}

impl<T> Setting<T> {
    /// The value, if there is one and it could be read.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Whether the key stands there, readable or not.
    pub fn is_written(&self) -> bool {
        self.key.is_some()
    }

    /// Where the key stands.
    pub fn key_span(&self) -> Option<Span> {
        self.key
    }

    pub(crate) fn take_problems(&mut self, diagnostics: &mut Diagnostics) {
        diagnostics.extend(self.problems.drain(..));
    }
}

impl<T> Default for Setting<T> {
    fn default() -> Self {
        Self { key: None, value: None, problems: Vec::new() }
    }
}

/// A field never fails, so that darling reads all the others too; what is wrong waits in `problems`.
impl<T: Leaf> FromMeta for Setting<T> {
    fn from_meta(item: &Meta) -> darling::Result<Self> {
        let mut diagnostics = Diagnostics::new();
        let segment = item.path().segments.first();
        let name = segment.map(|segment| segment.ident.to_string()).unwrap_or_default();
        let key = segment.map(|segment| segment.ident.span());
        let value = match Value::of_meta(item) {
            Value::Unreadable => None,
            value => T::read(value, &name, &mut diagnostics),
        };
        Ok(Setting { key, value, problems: diagnostics.into_vec() })
    }
}

/// Reads the inside of a block.
pub(crate) fn read_block<B: Block>(tokens: TokenStream, diagnostics: &mut Diagnostics) -> B {
    read_entries(parse_entries(tokens, diagnostics), diagnostics)
}

pub(crate) fn read_entries<B: Block>(entries: Vec<Entry>, diagnostics: &mut Diagnostics) -> B {
    let mut seen: Vec<String> = Vec::new();
    let mut items = Vec::new();
    for Entry { key, value } in entries {
        if !check_key::<B>(&key, diagnostics) {
            continue;
        }
        if seen.contains(&key.text) {
            diagnostics.error(&key, format_args!("duplicate key `{}` in {}", key.text, B::WHERE));
            continue;
        }
        items.push(NestedMeta::Meta(value.to_meta(key.to_path())));
        seen.push(key.text);
    }
    let mut block = match B::from_list(&items) {
        Ok(block) => block,
        // Every key is known, distinct and readable, so this would be a bug; it must not be silent.
        Err(error) => {
            let errors = syn::Error::from(error);
            diagnostics.error(errors.to_compile_error(), format_args!("this block cannot be read: {errors}"));
            return B::from_list(&[]).expect("a block without keys is a block");
        }
    };
    block.take_problems(diagnostics);
    block
}

/// A key must be one of the block's, written as a word.
fn check_key<B: Block>(key: &Key, diagnostics: &mut Diagnostics) -> bool {
    let names = || B::KEYS.iter().map(|key| key.name);
    if !names().any(|name| name == key.text) {
        let text = &key.text;
        let near = match key.form {
            KeyForm::Dollar => "; route keys stand in `routes: { … }`".to_owned(),
            KeyForm::Word | KeyForm::Quoted => suggest::or_list(text, names()),
        };
        diagnostics.error(key, format_args!("unknown key `{text}` in {}{near}", B::WHERE));
        return false;
    }
    if key.form == KeyForm::Quoted {
        diagnostics.error(key, format_args!("a key is not quoted here; write `{}`", key.text));
    }
    true
}

/// Tokens that stand for a span.
pub(crate) fn at(span: Span) -> impl ToTokens {
    proc_macro2::Ident::new("_", span)
}
