use websocket_api_model::{
    access_log_id, custom_domain_url,
    spec::{self, Route, Spec},
    synth,
    template::{Expression, Template},
};

use crate::{Error, Function, Permissions, Result, RouteKey, Routes, check};

/// A declared API: what [`websocket_api!`](crate::websocket_api) implements for the type it makes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an API",
    label = "not declared with `websocket_api!`",
    note = "write the name of an API that is: `websocket_api! {{ pub Core {{ … }} }}`"
)]
pub trait Api {
    /// What the declaration says.
    #[doc(hidden)]
    const SPEC: Spec;

    /// The API as declared, ready to run or to make a template of.
    fn app() -> App {
        App { spec: Self::SPEC, attached: None }
    }
}

/// An instance of a declared API, to which routes and permissions can be added.
#[derive(Clone, Debug)]
pub struct App {
    spec: Spec,
    /// What was attached to all routes, for those still to come.
    attached: Option<spec::Permissions>,
}

impl App {
    /// The CloudFormation template of the API. The same declaration gives the same bytes.
    pub fn template(&self) -> Template {
        synth(&self.spec)
    }

    /// The route keys, in the order declared and added.
    pub fn routes(&self) -> Vec<&str> {
        self.spec.routes.iter().map(|route| &*route.key).collect()
    }

    /// The function behind a route: `Chat::app().get_function(ChatRoute::SendMessage)`, or by its key as a string.
    /// `None` if there is no such route.
    pub fn get_function(&self, key: impl Into<RouteKey>) -> Option<Function> {
        let route = self.spec.route(key.into().as_str())?;
        Some(Function::new(&self.spec, route))
    }

    /// The URL that clients connect to, with references as CloudFormation's `Fn::Sub` writes them.
    pub fn url(&self) -> String {
        let template = self.template();
        template.output("Url").map(Expression::to_sub).unwrap_or_default()
    }

    /// The URL under the custom domain, `wss://domain` or `wss://domain/path/`, if there is one.
    pub fn custom_domain_url(&self) -> Option<String> {
        custom_domain_url(&self.spec).map(|url| url.to_sub())
    }

    /// The logical ids of what the declaration makes besides routes, to refer to as `${…}` in `outputs` and from other
    /// templates.
    pub fn logical_ids(&self) -> LogicalIds {
        let template = self.template();
        let of = |kind: &str| {
            let made =
                template.resources().find(|(_, resource)| resource.kind() == kind && resource.is_made());
            made.map(|(id, _)| id.to_string())
        };
        let access_log = access_log_id(&self.spec);
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
    /// API before hold for them too.
    ///
    /// # Errors
    /// If there is a route of the same key, or if the declaration would have been refused with the routes: they name what the
    /// API does not have, differ in settings where one function serves all, or are too many. Nothing is added then.
    pub fn add_routes(&mut self, routes: Routes) -> Result<&mut Self> {
        self.attempt(|app| routes.into_list().iter().try_for_each(|route| app.add_route(route)))
    }

    fn add_route(&mut self, route: &Route) -> Result {
        let key = route.key.to_string();
        if self.spec.route(&key).is_some() {
            return Err(Error::RouteExists { key });
        }
        check::check_route(&self.spec, route)?;
        let mut route = route.clone();
        if !route.has_existing_function() {
            route.attached.clone_from(&self.attached);
        }
        self.spec.routes.to_mut().push(route);
        Ok(())
    }

    /// Attaches permissions to every route, those added later included. A function that exists already has a role of its
    /// own and is left alone.
    ///
    /// # Errors
    /// If a permission is neither a service nor an action nor a declared resource, or the permissions are more than a role
    /// takes. Nothing is attached then.
    pub fn attach_permissions(&mut self, permissions: impl Into<Permissions>) -> Result<&mut Self> {
        let more = check::resolve(&self.spec, permissions.into())?;
        self.attempt(|app| {
            for route in app.spec.routes.to_mut().iter_mut().filter(|route| !route.has_existing_function()) {
                attach(&mut route.attached, &more);
            }
            attach(&mut app.attached, &more);
            Ok(())
        })
    }

    /// Attaches permissions to the function of one route, and with it to all routes that share the function.
    ///
    /// # Errors
    /// As [`App::attach_permissions`]; or if there is no such route, or its function exists already and has a role of its
    /// own.
    pub fn attach_permissions_to_route(
        &mut self,
        key: impl Into<RouteKey>,
        permissions: impl Into<Permissions>,
    ) -> Result<&mut Self> {
        let more = check::resolve(&self.spec, permissions.into())?;
        let key = key.into();
        self.attempt(|app| {
            let Some(route) = app.spec.routes.to_mut().iter_mut().find(|route| route.key == key.as_str())
            else {
                return Err(Error::NoRoute { key: key.to_string() });
            };
            if route.has_existing_function() {
                return Err(Error::ForeignFunction { key: key.to_string() });
            }
            attach(&mut route.attached, &more);
            Ok(())
        })
    }

    /// Changes the API, or leaves it as it is.
    fn attempt(&mut self, change: impl FnOnce(&mut Self) -> Result) -> Result<&mut Self> {
        let before = self.clone();
        match change(self).and_then(|()| check::check_spec(&self.spec)) {
            Ok(()) => Ok(self),
            Err(error) => {
                *self = before;
                Err(error)
            }
        }
    }

    pub(crate) fn spec(&self) -> &Spec {
        &self.spec
    }
}

fn attach(to: &mut Option<spec::Permissions>, more: &spec::Permissions) {
    *to = Some(match to.take() {
        Some(known) => known.and(more),
        None => more.clone(),
    });
}

/// The logical ids of what a declaration makes besides routes; `None` for what it does not make.
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
