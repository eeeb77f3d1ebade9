use crate::limits;

use super::{
    AccessLog, Architecture, Authorizer, CustomDomain, Function, FunctionLayout, Group, Import, List,
    Overrides, Permissions, Route, Stage, Str, TemplateSections, Text, bake::bake,
    keyword_enum::keyword_enum,
};

/// A declaration of an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The name of the generated Rust type. Logical IDs begin with it.
    pub type_name: Str,
    /// The declaration's doc comment.
    pub documentation: Option<Str>,
    pub name: Option<Text>,
    pub description: Option<Text>,
    pub tags: List<Tag>,
    /// The routes in the order written, with distinct keys.
    pub routes: List<Route>,
    /// The settings under `defaults.function`.
    pub defaults: Function,
    pub functions: FunctionLayout,
    /// The declared architecture. [`Declaration::architecture`] returns the effective one.
    pub architecture: Option<Architecture>,
    pub authorizer: Authorizer,
    /// The access logs, or `None` if they are off.
    pub access_log: Option<AccessLog>,
    pub stage: Stage,
    pub route_selection_expression: Str,
    pub cloudwatch_role: CloudwatchRole,
    /// The permissions of every route's function, attached after its own permissions.
    pub permissions: Option<Permissions>,
    pub sections: TemplateSections,
    pub custom_domain: Option<CustomDomain>,
    pub groups: List<Group>,
    pub import: Option<Import>,
    pub overrides: Overrides,
}

bake! {
    struct Declaration {
        type_name,
        documentation,
        name,
        description,
        tags,
        routes,
        defaults: ["defaults", "function"],
        functions,
        architecture,
        authorizer,
        access_log,
        stage,
        route_selection_expression,
        cloudwatch_role,
        permissions,
        sections: [],
        custom_domain,
        groups,
        import,
        overrides,
    }
}

impl Default for Declaration {
    fn default() -> Self {
        Declaration::new("")
    }
}

impl Declaration {
    /// Makes an API from its name.
    pub const fn new(type_name: &'static str) -> Declaration {
        Declaration {
            type_name: Str::Borrowed(type_name),
            documentation: None,
            name: None,
            description: None,
            tags: List::Borrowed(&[]),
            routes: List::Borrowed(&[]),
            defaults: Function::EMPTY,
            functions: FunctionLayout::PerRoute,
            architecture: None,
            authorizer: Authorizer::None,
            access_log: Some(AccessLog::DEFAULT),
            stage: Stage::DEFAULT,
            route_selection_expression: Str::Borrowed(limits::default::ROUTE_SELECTION_EXPRESSION),
            cloudwatch_role: CloudwatchRole::Create,
            permissions: None,
            sections: TemplateSections::EMPTY,
            custom_domain: None,
            groups: List::Borrowed(&[]),
            import: None,
            overrides: Overrides::EMPTY,
        }
    }

    /// Returns the custom domain with one name, which is not a wildcard.
    pub fn host(&self) -> Option<&CustomDomain> {
        self.custom_domain.as_ref().filter(|domain| !domain.is_wildcard())
    }

    /// Returns `true` if any function runs the artifact.
    pub fn has_functions(&self) -> bool {
        !self.made_functions().is_empty()
    }

    /// Returns the architecture of the artifact and of every function that runs it. It is that of the API, of
    /// `defaults`, or the one that all functions name, and otherwise `x86_64`.
    pub fn architecture(&self) -> Architecture {
        self.architecture.or(self.defaults.architecture).unwrap_or_else(|| {
            let mut named = self.made_functions().into_iter().map(|settings| settings.own.architecture);
            match named.next().flatten() {
                Some(first) if named.all(|other| other == Some(first)) => first,
                _ => Architecture::DEFAULT,
            }
        })
    }

    /// Returns the route with this key. Keys are compared exactly, as in API Gateway.
    pub fn route(&self, key: &str) -> Option<&Route> {
        self.routes.iter().find(|route| route.key == key)
    }
}

/// A tag of every resource that supports tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub key: Str,
    pub value: Text,
}

bake! { struct Tag by key { key, value: [] } }

keyword_enum! {
    /// The owner of the role with which API Gateway writes to CloudWatch Logs: one setting for each account
    /// and Region.
    pub enum CloudwatchRole: "CloudWatch role" {
        /// This stack makes the role, and retains it when the stack is deleted.
        Create = "create",
        /// The account has a role.
        Existing = "existing",
    }
}
