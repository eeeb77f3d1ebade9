use std::marker::PhantomData;

use serde::Serialize;

use super::{Expression, LogicalId, resources::*};

/// What happens to a resource when it leaves the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Policy {
    Retain,
}

/// A resource with its attributes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Resource {
    #[serde(rename = "Type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends_on: Vec<LogicalId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_policy: Option<Policy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_replace_policy: Option<Policy>,
    properties: Properties,
}

impl Resource {
    pub(crate) fn new(properties: Properties) -> Self {
        Self {
            kind: properties.kind(),
            depends_on: Vec::new(),
            deletion_policy: None,
            update_replace_policy: None,
            properties,
        }
    }

    pub(crate) fn depend_on<T>(&mut self, other: &Handle<T>) -> &mut Self {
        self.depends_on.push(other.id().clone());
        self
    }

    /// Keeps the real thing when the resource is deleted or replaced.
    pub(crate) fn retain(&mut self) -> &mut Self {
        self.deletion_policy = Some(Policy::Retain);
        self.update_replace_policy = Some(Policy::Retain);
        self
    }

    /// `AWS::ApiGatewayV2::Route`
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    pub(crate) fn properties_mut(&mut self) -> &mut Properties {
        &mut self.properties
    }

    pub fn properties(&self) -> &Properties {
        &self.properties
    }
}

/// A resource that is in the template: the one way to make a reference, so none can dangle.
#[derive(Debug)]
pub struct Handle<T> {
    id: LogicalId,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        Self::new(self.id.clone())
    }
}

impl<T> Handle<T> {
    pub(super) fn new(id: LogicalId) -> Self {
        Self { id, kind: PhantomData }
    }

    pub fn id(&self) -> &LogicalId {
        &self.id
    }

    pub(crate) fn reference(&self) -> Expression {
        Expression::Ref(self.id.clone())
    }

    fn attribute(&self, attribute: &'static str) -> Expression {
        Expression::GetAtt(self.id.clone(), attribute.into())
    }
}

macro_rules! properties {
    ($($variant:ident = $kind:literal),+ $(,)?) => {
        /// The properties of every type of resource that a declaration makes.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Properties {
            $($variant($variant)),+
        }

        impl Properties {
            const fn kind(&self) -> &'static str {
                match self {
                    $(Properties::$variant(_) => $kind),+
                }
            }
        }

        $(
            impl From<$variant> for Properties {
                fn from(properties: $variant) -> Self {
                    Properties::$variant(properties)
                }
            }
        )+
    };
}

properties! {
    Account = "AWS::ApiGateway::Account",
    Api = "AWS::ApiGatewayV2::Api",
    Deployment = "AWS::ApiGatewayV2::Deployment",
    Function = "AWS::Lambda::Function",
    Integration = "AWS::ApiGatewayV2::Integration",
    LogGroup = "AWS::Logs::LogGroup",
    Permission = "AWS::Lambda::Permission",
    Role = "AWS::IAM::Role",
    Route = "AWS::ApiGatewayV2::Route",
    RouteResponse = "AWS::ApiGatewayV2::RouteResponse",
    Stage = "AWS::ApiGatewayV2::Stage",
}

macro_rules! arn {
    ($($resource:ty),+) => {
        $(impl Handle<$resource> {
            pub(crate) fn arn(&self) -> Expression {
                self.attribute("Arn")
            }
        })+
    };
}

arn!(Function, LogGroup, Role);
