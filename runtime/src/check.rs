//! The rules of the macro, for the changes that a program makes to a declaration.

use websocket_api_model::{
    declaration::{self, Access, Declaration, Permission},
    rules::{self, Violations},
    synth,
};

use crate::{
    change_error::ChangeError,
    error::Result,
    permissions::{PermissionInput, Permissions},
};

/// Returns the permissions as the API understands them.
pub(crate) fn resolve(
    declaration: &Declaration,
    permissions: Permissions,
) -> Result<declaration::Permissions> {
    let texts = match permissions.0 {
        PermissionInput::Checked(permissions) => {
            invalid(rules::check_attached(declaration, &permissions))?;
            return Ok(permissions);
        }
        PermissionInput::Texts(texts) => texts,
    };
    if texts.iter().any(|text| text == "*") {
        return Ok(declaration::Permissions::All);
    }
    let one = |text: String| -> Result<Permission> {
        if let Some(permission) = Permission::parse(&text) {
            return Ok(permission);
        }
        if declaration.sections.resource_type(&text).is_none() {
            return Err(ChangeError::UnknownPermission { name: text }.into());
        }
        Ok(Permission::Resource(text.into(), Access::All))
    };
    let list = texts.into_iter().map(one).collect::<Result<Vec<_>>>()?;
    let permissions = declaration::Permissions::List(list.into());
    invalid(rules::check_attached(declaration, &permissions))?;
    Ok(permissions)
}

/// Judges the API as a whole.
pub(crate) fn check_declaration(declaration: &Declaration) -> Result {
    invalid(rules::check(declaration, &synth(declaration)))
}

/// Judges APIs that are to be in one template.
pub(crate) fn check_stack(declarations: &[&Declaration]) -> Result {
    invalid(rules::check_stack(declarations))
}

fn invalid(violations: Vec<rules::Violation>) -> Result {
    Ok(Violations::check(violations)?)
}
