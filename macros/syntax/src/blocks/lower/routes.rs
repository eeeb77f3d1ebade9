//! Routes and the functions of routes.

use websocket_api_model::declaration::{self, Function, RouteFunction, Str, Validation};

use crate::{
    Lower,
    blocks::{self, RouteItem, RouteValue, RoutesValue},
    value::{Handler, lower_list},
};

impl Lower for RoutesValue {
    type Model = declaration::List<declaration::Route>;

    fn lower(&self) -> Self::Model {
        lower_list(&self.routes)
    }
}

impl Lower for RouteItem {
    type Model = declaration::Route;

    fn lower(&self) -> declaration::Route {
        let mut route = declaration::Route {
            key: self.key.clone().into(),
            handler: Str::Borrowed(""),
            function: RouteFunction::Own(Function::EMPTY),
            return_response: false,
            validation: Validation::None,
            attached: None,
        };
        match &self.value {
            RouteValue::Invalid => {}
            RouteValue::Handler(handler) => route.handler = handler.text().into(),
            RouteValue::Block(nested) => {
                let blocks::RouteBlock { function, return_response, validate, kind: _ } = &nested.block;
                let function = function.get();
                route.handler = handler_text(function);
                if let Some(function) = function.and_then(blocks::FunctionValue::block) {
                    route.function = lower_function(function);
                }
                route.return_response = return_response.lower().unwrap_or_default();
                if validate.lower() == Some(true) {
                    route.validation = Validation::Declared;
                }
            }
        }
        route
    }
}

/// Returns the path of the handler for display, or an empty text without a handler.
pub(super) fn handler_text(function: Option<&blocks::FunctionValue>) -> Str {
    function.and_then(blocks::FunctionValue::handler).map(Handler::text).unwrap_or_default().into()
}

fn lower_function(block: &blocks::FunctionBlock) -> RouteFunction {
    match (block.arn.get(), block.group.get()) {
        (Some(arn), _) => RouteFunction::Existing(arn.lower()),
        (None, Some(group)) => RouteFunction::Group(group.name.clone().into()),
        (None, None) => RouteFunction::Own(block.lower()),
    }
}
