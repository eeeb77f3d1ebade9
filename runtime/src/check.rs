//! The rules of the macro, for the changes that a program makes to a declaration.

use websocket_api_model::{
    declaration::{self, Access, Declaration, Permission},
    rules::{self, Violations},
    synth,
};

use crate::{
    change_error::ChangeError,
    permissions::{PermissionInput, Permissions},
};

/// Returns the permissions as the API understands them.
pub(crate) fn resolve(
    declaration: &Declaration,
    permissions: Permissions,
) -> Result<declaration::Permissions, ChangeError> {
    let texts = match permissions.0 {
        PermissionInput::Checked(permissions) => return Ok(permissions),
        PermissionInput::Texts(texts) => texts,
    };
    if texts.iter().any(|text| text == "*") {
        return Ok(declaration::Permissions::All);
    }
    let one = |text: String| {
        if let Some(permission) = Permission::parse(&text) {
            return Ok(permission);
        }
        if declaration.sections.resource_type(&text).is_none() {
            return Err(ChangeError::UnknownPermission { name: text });
        }
        Ok(Permission::Resource(text.into(), Access::All))
    };
    let list = texts.into_iter().map(one).collect::<Result<Vec<_>, _>>()?;
    Ok(declaration::Permissions::List(list.into()))
}

/// Judges permissions that are to be attached.
pub(crate) fn check_attached(
    declaration: &Declaration,
    permissions: &declaration::Permissions,
) -> Result<(), Violations> {
    Violations::check(rules::check_attached(declaration, permissions))
}

/// Judges the API as a whole.
pub(crate) fn check_declaration(declaration: &Declaration) -> Result<(), Violations> {
    Violations::check(rules::check(declaration, &synth(declaration)))
}

/// Judges APIs that are to be in one template.
pub(crate) fn check_stack(declarations: &[&Declaration]) -> Result<(), Violations> {
    Violations::check(rules::check_stack(declarations))
}
