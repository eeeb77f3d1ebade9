use darling::FromMeta;
use proc_macro2::{Span, TokenStream};
use websocket_api_model::message::{Help, Message};

use crate::{
    Diagnostics, SyntaxRule, darling_adapter,
    entry::{Entry, Key, KeyForm, parse_entries},
    raw_value::Value,
    shape::BlockShape,
    suggest,
    table::Recorder,
};

/// A block of the language: a struct with one field for each key.
pub trait Block: FromMeta {
    /// The name of the block in errors, such as "`stage`".
    const CONTEXT: &'static str;
    /// The remedies for unknown keys.
    const HINTS: &'static KeyHints;
    /// The keys, in the order of the documentation.
    const KEYS: &'static [&'static str];
    /// The keys with their documentation and values.
    const SHAPE: &'static BlockShape;

    /// Moves the diagnostics of the fields to the collection.
    fn take_diagnostics(&mut self, diagnostics: &mut Diagnostics);

    /// Returns the written keys with their spans.
    fn written(&self) -> Vec<(&'static str, Span)>;

    /// Records the keys in the table of the declaration.
    fn record(&self, entry: &mut Recorder<'_>);
}

/// The remedies for unknown keys that exist elsewhere.
#[derive(Debug)]
pub struct KeyHints {
    /// Returns the remedy for another tool's key in a block, given by its [`Block::CONTEXT`].
    pub(crate) migration: fn(block: &str, key: &str) -> Option<&'static str>,
    /// Returns the remedy for a key that another block has, in this language or in another tool's.
    pub(crate) other_block: fn(key: &str) -> Option<String>,
}

/// Reports each written key that is refused.
pub(crate) fn refuse(
    block: &impl Block,
    refused: impl Fn(&str) -> bool,
    refusal: &Refusal<'_>,
    diagnostics: &mut Diagnostics,
) {
    for (name, span) in block.written().into_iter().filter(|(name, _)| refused(name)) {
        let message = Message::new(format_args!("`{name}` {}", refusal.fault)).note(refusal.reason);
        diagnostics.error_at(refusal.rule, span, message);
    }
}

/// The reason why some keys of a block are refused.
pub(crate) struct Refusal<'a> {
    pub(crate) rule: SyntaxRule,
    /// The fault of a key: "cannot be used with `arn`".
    pub(crate) fault: &'a str,
    pub(crate) reason: &'a str,
}

/// Declares a block: the struct that darling fills, its keys with their documentation, and the value of the
/// model that it is lowered to.
///
/// ```text
/// block! {
///     /// A Lambda function.
///     pub struct Function in "a function" => Function {
///         /// The path of an `async fn` that serves the route.
///         handler: Handler => skip,
///         /// The timeout. Default: `10`.
///         timeout: Number<Timeout>,
///         /// The kind, whose key is a Rust keyword. Default: none.
///         kind as "type": Word<Kind> => skip,
///     }
/// }
/// ```
///
/// | written | meaning |
/// | --- | --- |
/// | `in "a function"` | the block in error messages: "unknown key `x` in a function" |
/// | `=> Function` | the block is lowered to `declaration::Function`; without it, by hand in [`crate::lower`], or not at all |
/// | `=> Stage then lower_stage_settings` | this function of `lower` then fills fields that depend on several keys |
/// | `timeout: Number<Timeout>` | the value is the model's field of this name; an absent key has the field of the model's `Default` |
/// | `kind as "type": …` | the key is `type` |
/// | `… => skip` | the model has no field for the key |
macro_rules! block {
    (
        $(#[$attr:meta])*
        pub struct $name:ident in $place:literal => $model:ident $(then $more:ident)? {
            $(
                $(#[doc = $doc:literal])+
                $field:ident $(as $key:literal)?: $ty:ty $(=> $skip:ident)?,
            )+
        }
    ) => {
        $crate::block::block! {
            $(#[$attr])*
            pub struct $name in $place {
                $($(#[doc = $doc])+ $field $(as $key)?: $ty,)+
            }
        }

        impl $crate::lower::Lower for $name {
            type Model = websocket_api_model::declaration::$model;

            fn lower(&self) -> Self::Model {
                let mut model = Self::Model::default();
                $($crate::block::lower_field!(self model $field $($skip)?);)+
                $(super::lower::$more(self, &mut model);)?
                model
            }
        }
    };
    (
        $(#[$attr:meta])*
        pub struct $name:ident in $place:literal {
            $($(#[doc = $doc:literal])+ $field:ident $(as $key:literal)?: $ty:ty,)+
        }
    ) => {
        $(#[$attr])*
        #[derive(Clone, Debug, darling::FromMeta)]
        pub struct $name {
            $($(#[doc = $doc])+ #[darling(default $(, rename = $key)?)] pub $field: $crate::setting::Setting<$ty>,)+
        }

        impl $crate::block::Block for $name {
            const CONTEXT: &'static str = $place;
            const HINTS: &'static $crate::block::KeyHints = super::HINTS;
            const KEYS: &'static [&'static str] = &[$($crate::block::key_name!($field $(as $key)?)),+];

            const SHAPE: &'static $crate::shape::BlockShape = &$crate::shape::BlockShape {
                name: $crate::shape::without_block(stringify!($name)),
                keys: &[$($crate::shape::KeyShape {
                    name: $crate::block::key_name!($field $(as $key)?),
                    documentation: concat!($($doc, "\n"),+),
                    shape: <$ty as $crate::value::FromValue>::SHAPE,
                }),+],
            };

            fn take_diagnostics(&mut self, diagnostics: &mut $crate::Diagnostics) {
                $(self.$field.take_diagnostics(diagnostics);)+
            }

            fn written(&self) -> Vec<(&'static str, proc_macro2::Span)> {
                let keys = [$(($crate::block::key_name!($field $(as $key)?), self.$field.key_span())),+];
                keys.into_iter().filter_map(|(name, span)| Some((name, span?))).collect()
            }

            fn record(&self, entry: &mut $crate::table::Recorder<'_>) {
                $(self.$field.record($crate::block::key_name!($field $(as $key)?), entry);)+
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

/// Lowers the value of one key to the field of its name.
macro_rules! lower_field {
    ($self:ident $model:ident $field:ident) => {
        if let Some(value) = $crate::lower::Lower::lower(&$self.$field) {
            $model.$field = value.into();
        }
    };
    ($self:ident $model:ident $field:ident skip) => {};
}
pub(crate) use lower_field;

/// Returns the key of a field: its name, unless that is a Rust keyword.
macro_rules! key_name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident as $key:literal) => {
        $key
    };
}
pub(crate) use key_name;

/// Parses the inside of a block. Returns the block, and `true` if every key was read.
pub(crate) fn read_block<B: Block>(tokens: TokenStream, diagnostics: &mut Diagnostics) -> (B, bool) {
    let errors = diagnostics.errors();
    let entries = parse_entries(tokens, diagnostics);
    let mut seen: Vec<&str> = Vec::new();
    let mut values = Vec::new();
    for Entry { key, value } in entries {
        // The error of the value is probably the cause of the unknown key.
        if matches!(value, Value::Invalid) && !B::KEYS.contains(&&*key.text) {
            continue;
        }
        let Some(name) = check_key::<B>(&key, diagnostics) else { continue };
        let known = name == key.text;
        if seen.contains(&name) {
            if known {
                key.report_duplicate(B::CONTEXT, diagnostics);
            }
            continue;
        }
        values.push((name, key.span(), value));
        seen.push(name);
    }
    let complete = diagnostics.errors() == errors;
    let mut block: B = match darling_adapter::fill(values) {
        Ok(block) => block,
        // Every key is known and distinct, so this error would be a bug. It must not be silent.
        Err(error) => {
            let message = format_args!("unreadable block: {error}");
            diagnostics.error(SyntaxRule::UnreadableBlock, error.to_compile_error(), message);
            return (darling_adapter::fill([]).expect("a block without keys is a block"), false);
        }
    };
    block.take_diagnostics(diagnostics);
    (block, complete)
}

/// Checks that a key is one of the block's, and an identifier. A misspelled key is replaced by the similar
/// one, so that errors in its value are reported.
fn check_key<B: Block>(key: &Key, diagnostics: &mut Diagnostics) -> Option<&'static str> {
    let names = || B::KEYS.iter().copied();
    let text = &key.text;
    if let Some(name) = names().find(|name| name == text) {
        if key.form == KeyForm::Quoted {
            let help = Help::replace(format_args!("write `{name}`"), format!("\"{name}\""), name);
            let message = Message::new(format_args!("key `{name}` in quotes")).with_help(help);
            diagnostics.error(SyntaxRule::QuotedKey, key, message);
        }
        return Some(name);
    }
    let unknown = |help: Help, diagnostics: &mut Diagnostics| {
        let message = Message::new(format_args!("unknown key `{text}` in {}", B::CONTEXT))
            .label(format_args!("not a key of {}", B::CONTEXT))
            .with_help(help);
        diagnostics.error(SyntaxRule::UnknownKey, key, message);
    };
    if let Some(remedy) = (B::HINTS.migration)(B::CONTEXT, text) {
        unknown(Help::new(remedy), diagnostics);
        return None;
    }
    if key.form == KeyForm::Dollar {
        unknown(Help::new("write route keys in `routes: { … }`"), diagnostics);
        return suggest::nearest(text, names());
    }
    if suggest::misspelt(text, names()).is_none()
        && let Some(remedy) = (B::HINTS.other_block)(text)
    {
        unknown(Help::new(remedy), diagnostics);
        return None;
    }
    unknown(suggest::similar_or_list("a key", text, names()), diagnostics);
    suggest::nearest(text, names())
}
