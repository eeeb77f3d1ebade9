use std::marker::PhantomData;

use indexmap::IndexMap;
use serde::{Serialize, Serializer};

use super::{ApiRole, Body, Expression, LogicalId, object, resources::*};
use crate::declaration::{Member, Str};

/// The treatment of a resource that leaves the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Policy {
    Retain,
}

/// A resource of a template.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Resource {
    /// A generated resource.
    Made(Box<SynthesizedResource>),
    /// A resource of the declaration, in CloudFormation's form.
    Declared(IndexMap<Str, Body>),
}

/// A generated resource with its attributes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct SynthesizedResource {
    #[serde(rename = "Type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends_on: Vec<LogicalId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_policy: Option<Policy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_replace_policy: Option<Policy>,
    properties: OverriddenProperties,
}

/// Properties and their overrides.
#[derive(Clone, Debug, PartialEq)]
struct OverriddenProperties {
    own: Properties,
    overrides: IndexMap<Str, Body>,
}

impl Serialize for OverriddenProperties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.overrides.is_empty() {
            return self.own.serialize(serializer);
        }
        let mut merged = serde_json::to_value(&self.own).map_err(serde::ser::Error::custom)?;
        let overrides = serde_json::to_value(&self.overrides).map_err(serde::ser::Error::custom)?;
        if let (serde_json::Value::Object(own), serde_json::Value::Object(overrides)) =
            (&mut merged, overrides)
        {
            own.extend(overrides);
        }
        merged.serialize(serializer)
    }
}

impl SynthesizedResource {
    pub(crate) fn new(properties: Properties) -> Self {
        Self {
            kind: properties.kind(),
            depends_on: Vec::new(),
            deletion_policy: None,
            update_replace_policy: None,
            properties: OverriddenProperties { own: properties, overrides: IndexMap::new() },
        }
    }

    pub(crate) fn depend_on<T>(&mut self, other: &Handle<T>) -> &mut Self {
        self.depends_on.push(other.id().clone());
        self
    }

    /// Retains the resource when it is deleted or replaced.
    pub(crate) fn retain(&mut self) -> &mut Self {
        self.deletion_policy = Some(Policy::Retain);
        self.update_replace_policy = Some(Policy::Retain);
        self
    }

    /// Overrides properties with raw CloudFormation.
    pub(crate) fn override_with(&mut self, properties: &[Member]) -> &mut Self {
        self.properties.overrides.extend(object(properties));
        self
    }

    pub(crate) fn properties_mut(&mut self) -> &mut Properties {
        &mut self.properties.own
    }

    /// Returns the properties without the overrides.
    pub fn properties(&self) -> &Properties {
        &self.properties.own
    }
}

impl Resource {
    /// Returns `true` for a generated resource, and `false` for one of the declaration's `resources`.
    pub fn is_made(&self) -> bool {
        matches!(self, Resource::Made(_))
    }

    /// Returns the type, such as `AWS::ApiGatewayV2::Route`, or an empty text if a declared resource has
    /// none.
    pub fn kind(&self) -> &str {
        match self {
            Resource::Made(made) => made.kind,
            Resource::Declared(body) => match body.get("Type") {
                Some(Body::Text(Expression::Literal(kind)) | Body::Verbatim(kind)) => kind,
                _ => "",
            },
        }
    }
}

/// A resource of the template. Only a handle can make a reference, so that no reference dangles.
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
        /// The properties of a generated resource, by type.
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
    ApiMapping = "AWS::ApiGatewayV2::ApiMapping",
    Authorizer = "AWS::ApiGatewayV2::Authorizer",
    Certificate = "AWS::CertificateManager::Certificate",
    Deployment = "AWS::ApiGatewayV2::Deployment",
    DomainName = "AWS::ApiGatewayV2::DomainName",
    Function = "AWS::Lambda::Function",
    Integration = "AWS::ApiGatewayV2::Integration",
    LogGroup = "AWS::Logs::LogGroup",
    Model = "AWS::ApiGatewayV2::Model",
    Permission = "AWS::Lambda::Permission",
    RecordSet = "AWS::Route53::RecordSet",
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

impl Handle<Api> {
    /// Makes the handle of another API of the template.
    pub(crate) fn for_api(type_name: &str) -> Self {
        Self::new(LogicalId::for_api(type_name, ApiRole::Api))
    }
}

impl Handle<DomainName> {
    pub(crate) fn regional_domain_name(&self) -> Expression {
        self.attribute("RegionalDomainName")
    }

    pub(crate) fn regional_hosted_zone_id(&self) -> Expression {
        self.attribute("RegionalHostedZoneId")
    }
}
