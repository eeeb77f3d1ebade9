//! The data of a declaration. Every type can be a constant, because the macro writes a declaration as a
//! constant.

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

/// A list, borrowed in a constant of the macro and owned if it was read from source text.
pub type List<T> = Cow<'static, [T]>;
/// A string, borrowed in a constant of the macro and owned if it was read from source text.
pub type Str = Cow<'static, str>;

/// Returns the characters of a string, also in constants.
const fn as_str(text: &Str) -> &str {
    match text {
        Str::Borrowed(text) => text,
        Str::Owned(text) => text.as_str(),
    }
}
