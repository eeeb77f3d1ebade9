//! Permissions.

use websocket_api_model::declaration::{self, Str};

use crate::{
    Lower,
    blocks::{ActionValue, PermissionItem, PermissionsValue},
};

impl Lower for PermissionsValue {
    type Model = declaration::Permissions;

    fn lower(&self) -> declaration::Permissions {
        match self {
            PermissionsValue::All => declaration::Permissions::All,
            PermissionsValue::List(list) => declaration::Permissions::List(list.lower()),
        }
    }
}

impl Lower for PermissionItem {
    type Model = declaration::Permission;

    fn lower(&self) -> declaration::Permission {
        match self {
            PermissionItem::Text(text) => {
                let text = text.value();
                // A text that is neither a service nor an action was rejected earlier.
                declaration::Permission::parse(&text)
                    .unwrap_or_else(|| declaration::Permission::Action(text.into()))
            }
            PermissionItem::Resource(name, access) => {
                declaration::Permission::Resource(name.to_string().into(), *access)
            }
            PermissionItem::Statement(statement) => declaration::Permission::Statement(statement.lower()),
        }
    }
}

impl Lower for ActionValue {
    type Model = Str;

    fn lower(&self) -> Str {
        self.0.value().into()
    }
}
