use super::{Function, List, RouteKeyKind, Str, Text, bake::bake};
use crate::limits;

#[allow(clippy::large_enum_variant)] // One for each API, and a box cannot be made in a constant.
/// Who may open a connection. API Gateway asks on `$connect` only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authorizer {
    /// Anybody.
    None,
    /// Callers with `execute-api:Invoke` who sign the handshake.
    Iam,
    /// Whoever a function lets in.
    Lambda(LambdaAuthorizer),
    /// An authorizer that the API has already, by its id.
    Existing(Text),
}

bake! { enum Authorizer { None, Iam, Lambda(authorizer), Existing(id: ["id"]) } }

impl Authorizer {
    /// Returns the `AuthorizationType` of a route. Every route has one, because leaving it out would not undo an earlier
    /// `AWS_IAM`. Only `$connect` is authorized.
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
    /// `None`: [`crate::limits::default::AUTHORIZER_NAME`].
    pub name: Option<Text>,
    /// What must be in the handshake, or it is refused without asking. `None`: SST's default; empty: nothing.
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
    /// What must be in the handshake.
    pub fn identity_sources(&self) -> impl Iterator<Item = &str> {
        let default = self.identity_source.is_none().then_some(limits::default::IDENTITY_SOURCE);
        default
            .into_iter()
            .chain(self.identity_source.iter().flat_map(|sources| sources.iter().map(|source| &**source)))
    }
}

/// The function that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizerFunction {
    /// Its own function, from the same artifact.
    Own {
        /// The handler's path as written.
        handler: Str,
        settings: Function,
    },
    /// A function that exists already, by its ARN.
    Existing(Text),
}

bake! { enum AuthorizerFunction { Own { handler, settings: [] }, Existing(arn: ["arn"]) } }
