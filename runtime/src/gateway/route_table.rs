use std::{collections::HashMap, sync::Arc, time::Duration};

use websocket_api_model::{
    declaration::{Declaration, Route, RouteKeyKind},
    selection::SelectionExpression,
};

use super::{
    request_validator::{RequestValidator, ValidatorError},
    token_bucket::TokenBucket,
};

/// The routes of an API, and the selection of one by a message.
#[derive(Debug)]
pub(super) struct RouteTable {
    selection: SelectionExpression,
    routes: HashMap<String, Arc<GatewayRoute>>,
}

/// The settings of a route that its requests need.
#[derive(Debug)]
pub(super) struct GatewayRoute {
    /// The time limit of the route's function; `None` for a function that exists on AWS already and is not run locally.
    timeout: Option<Duration>,
    return_response: bool,
    throttle: Option<TokenBucket>,
    validator: Option<RequestValidator>,
}

impl RouteTable {
    pub(super) fn new(declaration: &Declaration) -> Result<Self, ValidatorError> {
        let routes = declaration
            .routes
            .iter()
            .map(|route| Ok((route.key.to_string(), Arc::new(GatewayRoute::new(declaration, route)?))));
        Ok(RouteTable {
            selection: SelectionExpression::parse(&declaration.route_selection_expression)
                .expect("a declaration with an unreadable expression is refused"),
            routes: routes.collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn get(&self, key: &str) -> Option<&Arc<GatewayRoute>> {
        self.routes.get(key)
    }

    /// Returns the route that a message selects, with its key.
    pub(super) fn select(&self, body: &str) -> Option<(&str, &Arc<GatewayRoute>)> {
        let selected = self.selection.evaluate(body);
        let entry = |key: &str| self.routes.get_key_value(key).map(|(key, route)| (&**key, route));
        selected
            // A message cannot select these.
            .filter(|key| {
                !matches!(RouteKeyKind::from_key(key), RouteKeyKind::Connect | RouteKeyKind::Disconnect)
            })
            .and_then(|key| entry(&key))
            .or_else(|| entry("$default"))
    }
}

impl GatewayRoute {
    fn new(declaration: &Declaration, route: &Route) -> Result<Self, ValidatorError> {
        let timeout = declaration.function(route).map(|function| function.timeout_seconds());
        Ok(GatewayRoute {
            timeout: timeout.map(|seconds| Duration::from_secs(seconds.into())),
            return_response: route.return_response,
            throttle: declaration.stage.route_settings(&route.key).throttle.map(TokenBucket::new),
            validator: RequestValidator::new(route)?,
        })
    }

    /// Counts one request against the throttle; returns `false` if it is over the throttle.
    pub(super) fn admit(&self) -> bool {
        self.throttle.as_ref().is_none_or(TokenBucket::admit)
    }

    /// Returns `true` if the route's function runs locally.
    pub(super) fn is_local(&self) -> bool {
        self.timeout.is_some()
    }

    pub(super) fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    pub(super) fn return_response(&self) -> bool {
        self.return_response
    }

    /// Returns the difference between a message and the route's model, if there is one.
    pub(super) fn mismatch(&self, body: &str) -> Option<String> {
        self.validator.as_ref()?.mismatch(body)
    }
}
