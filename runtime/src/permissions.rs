use websocket_api_model::declaration;

/// Permissions to attach to an API's functions: strings that name services (`"s3"`), actions (`"s3:GetObject"`) or declared resources
/// (`"Table"`), `"*"` for everything, or the value of [`permissions!`](crate::permissions).
#[derive(Clone, Debug)]
pub struct Permissions(pub(crate) PermissionInput);

#[derive(Clone, Debug)]
pub(crate) enum PermissionInput {
    /// Not judged yet: a resource's name is known to the API only.
    Texts(Vec<String>),
    Checked(declaration::Permissions),
}

#[doc(hidden)]
impl From<declaration::Permissions> for Permissions {
    fn from(permissions: declaration::Permissions) -> Self {
        Permissions(PermissionInput::Checked(permissions))
    }
}

impl<T: Into<String>, const N: usize> From<[T; N]> for Permissions {
    fn from(texts: [T; N]) -> Self {
        Permissions(PermissionInput::Texts(texts.into_iter().map(Into::into).collect()))
    }
}

impl<T: Into<String>> From<Vec<T>> for Permissions {
    fn from(texts: Vec<T>) -> Self {
        Permissions(PermissionInput::Texts(texts.into_iter().map(Into::into).collect()))
    }
}

impl From<&str> for Permissions {
    fn from(text: &str) -> Self {
        Permissions::from([text])
    }
}
