use super::{Function, List, RouteKeyKind, Str, Text, bake::bake};
use crate::limits;

#[allow(clippy::large_enum_variant)] // One value for each API, and a constant cannot contain a box.
/// The authorizer of handshakes. API Gateway invokes it for `$connect` only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authorizer {
    /// No authorization.
    None,
    /// Clients with `execute-api:Invoke` who sign the handshake.
    Iam,
    /// Clients that a function allows.
    Lambda(LambdaAuthorizer),
    /// An existing authorizer of the API, by its ID.
    Existing(Text),
}

bake! { enum Authorizer { None, Iam, Lambda(authorizer), Existing(id: ["id"]) } }

impl Authorizer {
    /// Returns the `AuthorizationType` of a route. Only `$connect` is authorized. Every route has the
    /// property, because a template without it would not undo an earlier `AWS_IAM`.
    pub fn authorization_type(&self, kind: RouteKeyKind) -> &'static str {
        match (self, kind) {
            (Authorizer::Iam, RouteKeyKind::Connect) => "AWS_IAM",
            (Authorizer::Lambda(_) | Authorizer::Existing(_), RouteKeyKind::Connect) => "CUSTOM",
            _ => "NONE",
        }
    }
}

/// A Lambda authorizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LambdaAuthorizer {
    pub function: AuthorizerFunction,
    /// The name, or `None` for [`crate::limits::default::AUTHORIZER_NAME`].
    pub name: Option<Text>,
    /// The values that a handshake must have; otherwise API Gateway rejects it without an invocation. `None`
    /// is SST's default, and an empty list requires no value.
    pub identity_source: Option<List<Str>>,
}

bake! { struct LambdaAuthorizer { function, name, identity_source } }

impl Default for LambdaAuthorizer {
    fn default() -> Self {
        let function = AuthorizerFunction::Own { handler: Str::Borrowed(""), settings: Function::EMPTY };
        LambdaAuthorizer { function, name: None, identity_source: None }
    }
}

impl LambdaAuthorizer {
    /// Returns the values that a handshake must have.
    pub fn identity_sources(&self) -> impl Iterator<Item = &str> {
        let default = self.identity_source.is_none().then_some(limits::default::IDENTITY_SOURCE);
        default
            .into_iter()
            .chain(self.identity_source.iter().flat_map(|sources| sources.iter().map(|source| &**source)))
    }
}

/// The function of an authorizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizerFunction {
    /// A function of this stack, which runs the same artifact.
    Own {
        /// The path of the handler as written.
        handler: Str,
        settings: Function,
    },
    /// An existing function, by its ARN.
    Existing(Text),
}

bake! { enum AuthorizerFunction { Own { handler, settings: [] }, Existing(arn: ["arn"]) } }
