use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use websocket_api_model::{
    Function, access_log_id, custom_domain_url,
    declaration::{self, Declaration, Route},
    diagram::Diagram,
    synth,
    template::{Expression, Template},
};

#[cfg(feature = "asyncapi")]
use crate::asyncapi::{
    AsyncApi, BreakingChange, Contract,
    client::{Client, Language},
};
#[cfg(feature = "connections")]
use crate::connections::Connections;
use crate::{
    change_error::ChangeError,
    check,
    client_slot::ClientSlot,
    error::Result,
    handler::Handlers,
    permissions::Permissions,
    router::Router,
    routes::{RouteKey, Routes},
    state::StateInitializer,
};

/// A declared API: what [`websocket_api!`](crate::websocket_api) implements for the type it makes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an API",
    label = "not declared with `websocket_api!`",
    note = "declare an API: `websocket_api! {{ pub Core {{ … }} }}`"
)]
pub trait ApiDefinition {
    /// The state type that handlers share: the declaration's `state`, or `()`.
    type State: Clone + Send + Sync + 'static;

    /// The declaration as a value.
    #[doc(hidden)]
    const DECLARATION: Declaration;

    /// The handlers of the routes.
    #[doc(hidden)]
    fn handlers() -> Handlers<Self::State>;

    /// The API as declared, ready to run or to make a template of.
    fn api() -> WebSocketApi<Self::State> {
        WebSocketApi {
            declaration: Self::DECLARATION,
            attached: None,
            handlers: Self::handlers(),
            prepare: None,
            client: ClientSlot::from_declaration(&Self::DECLARATION),
        }
    }

    /// Returns a router of the API's events, for a custom runtime or `tower` layers.
    fn router() -> Router<Self::State> {
        Router::new(Self::handlers(), ClientSlot::from_declaration(&Self::DECLARATION))
    }
}

/// A declared API, to which routes and permissions can be added.
///
/// `S` is the state that is still missing. An API that declares a `state` runs after [`WebSocketApi::with_state`].
///
/// # Examples
///
/// ```
/// use websocket_api::{extract::Text, websocket_api};
///
/// websocket_api! { Chat { routes: { $default: { function: echo, return_response: true } } } }
///
/// async fn echo(Text(text): Text) -> Text {
///     Text(text)
/// }
///
/// fn main() -> websocket_api::Result {
///     let api = Chat::api();
///     assert_eq!(api.routes(), ["$default"]);
///     println!("{}", api.template()?.to_json());
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug)]
pub struct WebSocketApi<S = ()> {
    declaration: Declaration,
    /// The permissions attached to all routes, also for routes that are added later.
    attached: Option<declaration::Permissions>,
    handlers: Handlers<S>,
    /// Makes the state, if it is not there yet.
    prepare: Option<StateInitializer>,
    client: ClientSlot,
}

impl<S: Clone + Send + Sync + 'static> WebSocketApi<S> {
    /// The API with what its handlers share, which they take as [`State<T>`](crate::extract::State): made once, before the
    /// first event.
    pub fn with_state(self, state: S) -> WebSocketApi {
        self.with_state_in(&Arc::new(OnceLock::from(state)), None)
    }

    /// The same with a state that is made only when events are to be served, not for `template` and the like:
    /// `Chat::api().with_state_from(Store::open)`. If it cannot be made, the program ends, and Lambda gets the reason.
    pub fn with_state_from<F, Fut, E>(self, make: F) -> WebSocketApi
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = std::result::Result<S, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let state = Arc::new(OnceLock::new());
        self.with_state_in(&state, Some(StateInitializer::new(state.clone(), make)))
    }

    fn with_state_in(self, state: &Arc<OnceLock<S>>, prepare: Option<StateInitializer>) -> WebSocketApi {
        WebSocketApi {
            declaration: self.declaration,
            attached: self.attached,
            handlers: self.handlers.with_state(state),
            prepare,
            client: self.client,
        }
    }
}

impl WebSocketApi {
    /// The router of the API's events, with the added routes and the state.
    ///
    /// # Errors
    /// If the state could not be made.
    pub async fn into_router(self) -> Result<Router> {
        if let Some(prepare) = &self.prepare {
            prepare.run().await?;
        }
        Ok(Router::new(self.handlers, self.client))
    }
}

impl<S> WebSocketApi<S> {
    /// The API with this client for the argument `Connections`, whose endpoint is then used for every event.
    #[cfg(feature = "connections")]
    #[must_use]
    pub fn with_connections(mut self, connections: Connections) -> Self {
        self.client.set_client(connections);
        self
    }

    /// Returns the CloudFormation template of the API. The same declaration gives the same bytes.
    ///
    /// # Errors
    /// If a route has `validate: true` and the JSON Schema of draft 4, which API Gateway reads, cannot express the type that the
    /// handler reads.
    pub fn template(&self) -> Result<Template> {
        Ok(synth(&*self.with_models()?))
    }

    /// The declaration with the models of the routes that have one.
    pub(crate) fn with_models(&self) -> Result<Cow<'_, Declaration>> {
        #[cfg(feature = "asyncapi")]
        return Ok(crate::asyncapi::with_models(&self.declaration, &self.handlers)?);
        // Without the feature no declaration compiles that validates.
        #[cfg(not(feature = "asyncapi"))]
        Ok(Cow::Borrowed(&self.declaration))
    }

    /// The route keys, in the order declared and added.
    pub fn routes(&self) -> Vec<&str> {
        self.declaration.routes.iter().map(|route| &*route.key).collect()
    }

    /// The function behind a route: `Chat::api().function(ChatRoute::SendMessage)`, or by its key as a string.
    /// `None` if there is no such route.
    pub fn function(&self, key: impl Into<RouteKey>) -> Option<Function> {
        let route = self.declaration.route(key.into().as_str())?;
        Some(Function::new(&self.declaration, route))
    }

    /// Returns the diagram of the API.
    pub fn diagram(&self) -> Diagram {
        Diagram::new(&self.declaration)
    }

    /// The URL that clients connect to, with references as CloudFormation's `Fn::Sub` writes them.
    pub fn url(&self) -> String {
        let template = synth(&self.declaration);
        template.output("Url").map(Expression::to_sub).unwrap_or_default()
    }

    /// The URL under the custom domain, `wss://domain` or `wss://domain/path/`, if there is one.
    pub fn custom_domain_url(&self) -> Option<String> {
        custom_domain_url(&self.declaration).map(|url| url.to_sub())
    }

    /// The logical ids of what the declaration makes besides routes, to refer to as `${…}` in `outputs` and from other
    /// templates.
    pub fn logical_ids(&self) -> LogicalIds {
        let template = synth(&self.declaration);
        let of = |kind: &str| {
            let made =
                template.resources().find(|(_, resource)| resource.kind() == kind && resource.is_made());
            made.map(|(id, _)| id.to_string())
        };
        let access_log = access_log_id(&self.declaration);
        LogicalIds {
            api: of("AWS::ApiGatewayV2::Api"),
            stage: of("AWS::ApiGatewayV2::Stage"),
            access_log: template.resources().find(|(id, _)| **id == access_log).map(|(id, _)| id.to_string()),
            certificate: of("AWS::CertificateManager::Certificate"),
            domain: of("AWS::ApiGatewayV2::DomainName"),
            authorizer: of("AWS::ApiGatewayV2::Authorizer"),
        }
    }

    /// Adds routes, which [`routes!`](crate::routes) has checked as the declaration's own are. Permissions attached to the
    /// API before hold for them too. In an API with a `state`, routes are added before [`WebSocketApi::with_state`].
    ///
    /// # Errors
    /// If there is a route of the same key, or if the declaration would have been refused with the routes: they name what the
    /// API does not have, differ in settings where one function serves all, or are too many. Nothing is added then.
    pub fn add_routes(&mut self, routes: Routes<S>) -> Result<&mut Self> {
        let (list, handlers) = routes.into_parts();
        self.attempt(|api| {
            api.handlers.routes.extend(handlers.routes);
            list.iter().try_for_each(|route| api.add_route(route))
        })
    }

    fn add_route(&mut self, route: &Route) -> Result {
        let key = route.key.to_string();
        if self.declaration.route(&key).is_some() {
            return Err(ChangeError::DuplicateRoute { key }.into());
        }
        let mut route = route.clone();
        if !route.has_existing_function() {
            route.attached.clone_from(&self.attached);
        }
        self.declaration.routes.to_mut().push(route);
        Ok(())
    }

    /// Attaches permissions to every route, those added later included. A function that is not in this stack
    /// keeps its role.
    ///
    /// # Errors
    /// If a permission is neither a service nor an action nor a declared resource, or the permissions are more than a role
    /// takes. Nothing is attached then.
    pub fn attach_permissions(&mut self, permissions: impl Into<Permissions>) -> Result<&mut Self> {
        let more = self.resolve(permissions.into())?;
        self.attempt(|api| {
            for route in
                api.declaration.routes.to_mut().iter_mut().filter(|route| !route.has_existing_function())
            {
                attach(&mut route.attached, &more);
            }
            attach(&mut api.attached, &more);
            Ok(())
        })
    }

    /// Attaches permissions to the function of one route, and with it to all routes that share the function.
    ///
    /// # Errors
    /// As [`WebSocketApi::attach_permissions`]; or if there is no such route, or its function is not in this stack.
    pub fn attach_permissions_to_route(
        &mut self,
        key: impl Into<RouteKey>,
        permissions: impl Into<Permissions>,
    ) -> Result<&mut Self> {
        let more = self.resolve(permissions.into())?;
        let key = key.into();
        self.attempt(|api| {
            let Some(route) =
                api.declaration.routes.to_mut().iter_mut().find(|route| route.key == key.as_str())
            else {
                return Err(ChangeError::RouteNotFound { key: key.to_string() }.into());
            };
            if route.has_existing_function() {
                return Err(ChangeError::ExistingFunction { key: key.to_string() }.into());
            }
            attach(&mut route.attached, &more);
            Ok(())
        })
    }

    fn resolve(&self, permissions: Permissions) -> Result<declaration::Permissions> {
        let permissions = check::resolve(&self.declaration, permissions)?;
        check::check_attached(&self.declaration, &permissions)?;
        Ok(permissions)
    }

    /// Changes the API, or leaves it as it is.
    fn attempt(&mut self, change: impl FnOnce(&mut Self) -> Result) -> Result<&mut Self> {
        let before = (self.declaration.clone(), self.attached.clone(), self.handlers.clone());
        match change(self).and_then(|()| Ok(check::check_declaration(&self.declaration)?)) {
            Ok(()) => Ok(self),
            Err(error) => {
                (self.declaration, self.attached, self.handlers) = before;
                Err(error)
            }
        }
    }

    #[cfg(feature = "gateway")]
    pub(crate) fn has_connections(&self) -> bool {
        self.client.has_client()
    }

    pub(crate) fn declaration(&self) -> &Declaration {
        &self.declaration
    }

    /// The API as its clients see it, as an AsyncAPI document.
    #[cfg(feature = "asyncapi")]
    pub fn asyncapi(&self) -> AsyncApi {
        AsyncApi::new(&self.declaration, &self.contract())
    }

    /// A client of the API, whose types are those of the handlers.
    ///
    /// # Errors
    /// If the language has no type for a schema, which only Rust may not have.
    #[cfg(feature = "asyncapi")]
    pub fn client(&self, language: Language) -> Result<Client> {
        Ok(Client::new(&self.declaration, &self.contract(), language)?)
    }

    #[cfg(feature = "asyncapi")]
    pub(crate) fn contract(&self) -> Contract {
        Contract::new(&self.declaration, &self.handlers)
    }
}

#[cfg(feature = "asyncapi")]
impl AsyncApi {
    /// Returns the changes that break clients of an older API, whose document this is, as [`AsyncApi::to_json`] wrote it: routes,
    /// replies and messages that are gone, members that have to be sent now or may be missing in what comes, types that take
    /// less or give more.
    ///
    /// The comparison is keyword by keyword. A change that it cannot judge (a `pattern` that became another) is reported.
    ///
    /// # Errors
    /// [`asyncapi::Error::NotAsyncApi`](crate::asyncapi::Error::NotAsyncApi) if it is not an AsyncAPI 3 document in JSON.
    pub fn breaking_changes(&self, older: &str) -> Result<Vec<BreakingChange>> {
        Ok(self.changes_since(older)?)
    }
}

fn attach(to: &mut Option<declaration::Permissions>, more: &declaration::Permissions) {
    *to = Some(match to.take() {
        Some(known) => known.and(more),
        None => more.clone(),
    });
}

/// The logical IDs of the resources that a declaration makes besides routes. `None` means a resource that it does not make.
///
/// # Examples
///
/// ```
/// # use websocket_api::{extract::Text, websocket_api};
/// # websocket_api! { Chat { routes: { $default: echo } } }
/// # async fn echo(Text(_): Text) {}
/// let ids = Chat::api().logical_ids();
/// assert_eq!(ids.api.as_deref(), Some("ChatApi"));
/// assert_eq!(ids.certificate, None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogicalIds {
    /// `AWS::ApiGatewayV2::Api`
    pub api: Option<String>,
    /// `AWS::ApiGatewayV2::Stage`
    pub stage: Option<String>,
    /// `AWS::Logs::LogGroup` of the access log
    pub access_log: Option<String>,
    /// `AWS::CertificateManager::Certificate`
    pub certificate: Option<String>,
    /// `AWS::ApiGatewayV2::DomainName`
    pub domain: Option<String>,
    /// `AWS::ApiGatewayV2::Authorizer`
    pub authorizer: Option<String>,
}
