//! Permissions.

use websocket_api_model::declaration::{self, Str};

use super::Lower;
use crate::value::{Action, Permission, Permissions};

impl Lower for Permissions {
    type Model = declaration::Permissions;

    fn lower(&self) -> declaration::Permissions {
        match self {
            Permissions::All => declaration::Permissions::All,
            Permissions::List(list) => declaration::Permissions::List(list.lower()),
        }
    }
}

impl Lower for Permission {
    type Model = declaration::Permission;

    fn lower(&self) -> declaration::Permission {
        match self {
            Permission::Text(text) => {
                let text = text.value();
                // What is neither a service nor an action was not read.
                declaration::Permission::parse(&text)
                    .unwrap_or_else(|| declaration::Permission::Action(text.into()))
            }
            Permission::Resource(name, access) => {
                declaration::Permission::Resource(name.to_string().into(), *access)
            }
            Permission::Statement(statement) => declaration::Permission::Statement(statement.lower()),
        }
    }
}

impl Lower for Action {
    type Model = Str;

    fn lower(&self) -> Str {
        self.0.value().into()
    }
}
