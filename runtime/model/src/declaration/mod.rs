//! What a declaration says. Every type can be built in a constant, which is how the macro hands it over.

mod access_log;
mod api;
mod authorizer;
mod bake;
mod bounded_number;
mod custom_domain;
mod function;
pub mod grants;
mod import;
mod json;
mod keyword_enum;
mod merge;
mod overrides;
mod path;
mod permission;
mod retention;
mod route;
mod route_settings;
pub mod rule;
mod stage;
mod template_sections;
mod text;

use std::borrow::Cow;

pub use access_log::*;
pub use api::*;
pub use authorizer::*;
pub use bake::{Bake, ConstWriter};
pub use bounded_number::{BoundedNumber, OutOfRange, Range};
pub use custom_domain::{
    CustomDomain, DeclarationRef, Domain, ExistingDomain, UNREACHABLE, check_reachable, check_shared_domain,
    shared_domain_problem,
};
pub use function::*;
pub use import::*;
pub use json::{Json, Member};
pub use keyword_enum::KeywordEnum;
pub use merge::{FunctionOwner, FunctionSettings};
pub use overrides::Overrides;
pub(crate) use overrides::members;
pub use path::{DeclarationPath, Segment};
pub use permission::*;
pub use retention::Retention;
pub use route::*;
pub use route_settings::*;
pub use rule::InvalidName;
pub use stage::*;
pub use template_sections::{OUTPUT_ATTRIBUTES, PARAMETER_ATTRIBUTES, RESOURCE_ATTRIBUTES, TemplateSections};
pub use text::{Piece, Pseudo, SubError, Text, parse_text};

/// A list that is a constant when the macro wrote it and owned when source text was read.
pub type List<T> = Cow<'static, [T]>;
/// A string likewise.
pub type Str = Cow<'static, str>;

/// The characters, in constants too.
const fn as_str(text: &Str) -> &str {
    match text {
        Str::Borrowed(text) => text,
        Str::Owned(text) => text.as_str(),
    }
}
