//! What can stand behind a key: one type for each kind of value.

mod access_log;
mod authorizer;
mod block;
mod constant;
mod custom_domain;
mod flag;
mod groups;
mod handler;
mod hint;
mod json;
mod kind;
mod list;
mod map;
mod number;
mod permissions;
mod routes;
mod rust_type;
mod sections;
mod server_messages;
mod stage_routes;
mod text;
mod word;

use crate::{Diagnostics, raw_value::Value, shape::Shape, table::Recorder};

pub use access_log::AccessLogValue;
pub use authorizer::{AuthorizerValue, IdentitySourceValue};
pub use block::BlockValue;
pub use constant::Constant;
pub use custom_domain::{CustomDomainValue, OtherApi};
pub use flag::Flag;
pub use groups::{GroupItem, GroupName, GroupsValue};
pub use handler::Handler;
pub use json::{JsonMember, JsonValue};
pub use kind::{AuthorizerType, RouteType};
pub use list::List;
pub use map::{EnvironmentValue, Map, MapEntry, StageVariablesValue, TagsValue};
pub use number::Number;
pub use permissions::{ActionValue, PermissionItem, PermissionsValue};
pub use routes::{RouteItem, RouteValue, RoutesValue};
pub use rust_type::RustType;
pub use sections::{OutputsValue, ParametersValue, ResourcesValue, SectionItem};
pub use server_messages::{ServerMessageItem, ServerMessagesValue};
pub use stage_routes::{StageRouteItem, StageRoutesValue};
pub use text::{InterpolatedText, PlainText, SelectionValue, Text};
pub use word::Word;

/// A value that can be read from what stands behind a key.
pub trait FromValue: Sized {
    /// What an editor offers for it.
    const SHAPE: Shape = Shape::Value;

    /// Reads it, or says what is wrong with it. `name` is what to call it: the key.
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self>;

    /// Records the values in it, and a constant, in the declaration's table; its own key and tokens are there already.
    fn record(&self, _entry: &mut Recorder<'_>) {}
}

/// "`timeout` must be a number of seconds, found `"x"`"
fn wrong_kind<T>(expected: &str, value: &Value, name: &str, diagnostics: &mut Diagnostics) -> Option<T> {
    if let Some(nothing) = value.as_nothing() {
        diagnostics.error(value, format_args!("`{name}` cannot be `{nothing}`; leave it out"));
        return None;
    }
    let hint = hint::hint(name, expected, value);
    report(&format!("`{name}`"), expected, value, &hint, diagnostics)
}

/// The same for what has no key of its own: "a permission must be …".
fn wrong<T>(subject: &str, expected: &str, value: &Value, diagnostics: &mut Diagnostics) -> Option<T> {
    report(subject, expected, value, "", diagnostics)
}

fn report<T>(
    subject: &str,
    expected: &str,
    value: &Value,
    hint: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    if let Value::Missing(span) = value {
        diagnostics.error_at(*span, format_args!("{subject} needs a value: {expected}"));
    } else {
        diagnostics
            .error(value, format_args!("{subject} must be {expected}, found {}{hint}", value.describe()));
    }
    None
}
