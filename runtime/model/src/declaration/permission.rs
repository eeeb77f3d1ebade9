use super::{Json, List, Str, Text, bake::bake, keyword_enum::keyword_enum};

/// The permissions of a function, in addition to managing the API's connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permissions {
    /// `"*"`: every action on every resource.
    All,
    List(List<Permission>),
}

bake! { enum Permissions { All, List(list) } }

impl Permissions {
    /// Returns both permissions. `"*"` includes all others.
    #[must_use]
    pub fn and(&self, more: &Permissions) -> Permissions {
        match (self, more) {
            (Permissions::List(a), Permissions::List(b)) => Permissions::List([&**a, &**b].concat().into()),
            _ => Permissions::All,
        }
    }
}

/// An item of a `permissions` list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Permission {
    /// `"s3"`: every action of a service on every resource.
    Service(Str),
    /// `"dynamodb:PutItem"`: one action on every resource.
    Action(Str),
    /// `Table`, `(Table, "read")`: a resource of the declaration, by its logical id.
    Resource(Str, Access),
    Statement(Statement),
}

bake! { enum Permission { Service(name), Action(name), Resource(name, access), Statement(statement) } }

impl Permission {
    /// Returns a service (`s3`) or an action (`s3:GetObject`), or `None` for any other text.
    pub fn parse(text: &str) -> Option<Permission> {
        let service = |s: &str| {
            !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let action =
            |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'*' || b == b'?');
        match text.split_once(':') {
            None if service(text) => Some(Permission::Service(text.to_owned().into())),
            Some((prefix, name)) if service(prefix) && action(name) => {
                Some(Permission::Action(text.to_owned().into()))
            }
            _ => None,
        }
    }
}

keyword_enum! {
    /// The access to a resource.
    pub enum Access: "access" {
        /// Every action of the resource's service, as SST grants them.
        All = "all",
        Read = "read",
        Write = "write",
        ReadWrite = "readwrite",
    }
}

/// A statement of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub effect: Effect,
    pub actions: List<Str>,
    pub resources: List<Text>,
    pub condition: Option<Json>,
}

bake! { struct Statement { effect, actions, resources, condition } }

impl Default for Statement {
    fn default() -> Self {
        Statement {
            effect: Effect::Allow,
            actions: List::Borrowed(&[]),
            resources: vec![Text::literal("*")].into(),
            condition: None,
        }
    }
}

keyword_enum! {
    /// The effect of a statement.
    pub enum Effect: "effect" {
        Allow = "allow",
        Deny = "deny",
    }
}
