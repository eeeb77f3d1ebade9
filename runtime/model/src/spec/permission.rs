use super::{List, Str};

/// What a function may do, besides managing the API's connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permissions {
    /// `"*"`: everything, everywhere.
    All,
    List(List<Permission>),
}

impl Permissions {
    /// Both together; `"*"` wins.
    #[must_use]
    pub fn and(&self, more: &Permissions) -> Permissions {
        match (self, more) {
            (Permissions::List(a), Permissions::List(b)) => Permissions::List([&**a, &**b].concat().into()),
            _ => Permissions::All,
        }
    }
}

/// One item of a `permissions` list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permission {
    /// `"s3"`: every action of a service on every resource.
    Service(Str),
    /// `"dynamodb:PutItem"`: one action on every resource.
    Action(Str),
}
