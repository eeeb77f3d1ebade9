//! Fields of the model that depend on several keys, and keys with several notations.

use websocket_api_model::declaration::{
    self, AccessLog, Declaration, Function, LambdaAuthorizer, TemplateSections,
};

use super::routes::handler_text;
use crate::{Lower, blocks, value::lower_list};

impl Lower for blocks::DefaultsBlock {
    type Model = Function;

    fn lower(&self) -> Function {
        self.function.lower().unwrap_or_default()
    }
}

/// Lowers `resources`, `parameters` and `outputs`.
pub(crate) fn lower_declared(block: &blocks::ApiBlock, declaration: &mut Declaration) {
    declaration.sections = TemplateSections {
        resources: block.resources.lower().unwrap_or_default(),
        parameters: block.parameters.lower().unwrap_or_default(),
        outputs: block.outputs.lower().unwrap_or_default(),
    };
}

/// Lowers the settings for all routes, which are keys of the stage's block.
pub(crate) fn lower_stage_settings(block: &blocks::StageBlock, stage: &mut declaration::Stage) {
    stage.settings = declaration::RouteSettings {
        throttle: block.throttle.lower(),
        detailed_metrics: block.detailed_metrics.lower(),
        execution_log: block.execution_log.lower(),
        data_trace: block.data_trace.lower(),
    };
}

impl Lower for blocks::AccessLogValue {
    type Model = Option<AccessLog>;

    fn lower(&self) -> Self::Model {
        match self {
            blocks::AccessLogValue::Flag(on) => on.0.then_some(AccessLog::DEFAULT),
            blocks::AccessLogValue::Format(format) => Some(AccessLog::from_format(format.lower())),
            blocks::AccessLogValue::Block(block) => Some(block.lower()),
        }
    }
}

impl Lower for blocks::AuthorizerValue {
    type Model = declaration::Authorizer;

    fn lower(&self) -> declaration::Authorizer {
        match self {
            blocks::AuthorizerValue::None => declaration::Authorizer::None,
            blocks::AuthorizerValue::Iam => declaration::Authorizer::Iam,
            blocks::AuthorizerValue::Block(nested) => match nested.block.id.get() {
                Some(id) => declaration::Authorizer::Existing(id.lower()),
                None => declaration::Authorizer::Lambda(nested.lower()),
            },
        }
    }
}

/// Lowers the function of an authorizer: a new function with these settings, or an existing one.
pub(crate) fn lower_authorizer_function(block: &blocks::AuthorizerBlock, authorizer: &mut LambdaAuthorizer) {
    let value = block.function.get();
    let function = value.and_then(blocks::FunctionValue::block);
    authorizer.function = match function.and_then(|function| function.arn.get()) {
        Some(arn) => declaration::AuthorizerFunction::Existing(arn.lower()),
        None => declaration::AuthorizerFunction::Own {
            handler: handler_text(value),
            settings: function.map(Lower::lower).unwrap_or_default(),
        },
    };
}

impl Lower for blocks::GroupsValue {
    type Model = declaration::List<declaration::Group>;

    fn lower(&self) -> Self::Model {
        lower_list(&self.0)
    }
}

impl Lower for blocks::GroupItem {
    type Model = declaration::Group;

    fn lower(&self) -> declaration::Group {
        declaration::Group {
            name: self.name.clone().into(),
            function: self.function.as_ref().map(Lower::lower).unwrap_or_default(),
        }
    }
}

impl Lower for blocks::StageRoutesValue {
    type Model = declaration::List<declaration::StageRoute>;

    fn lower(&self) -> Self::Model {
        lower_list(&self.0)
    }
}

impl Lower for blocks::StageRouteItem {
    type Model = declaration::StageRoute;

    fn lower(&self) -> declaration::StageRoute {
        declaration::StageRoute {
            key: self.key.clone().into(),
            settings: self.settings.as_ref().map(Lower::lower).unwrap_or_default(),
        }
    }
}

impl Lower for blocks::IdentitySourceValue {
    type Model = declaration::Str;

    fn lower(&self) -> declaration::Str {
        self.0.lower()
    }
}
