use websocket_api_model::{limits, spec::FunctionLayout, synth};

use crate::{Consts, Diagnostics, ast::Api, lower};

/// A stack has 500 resources at most.
pub(super) fn check_resource_count(api: &Api, diagnostics: &mut Diagnostics) {
    let spec = lower::lower_api(api, &mut Consts::Placeholders);
    let count = synth(&spec).resources().len();
    if count <= limits::RESOURCES {
        return;
    }
    let remedy = match spec.functions {
        FunctionLayout::PerRoute => {
            "; each route has a function with a role, a permission and an integration: write `functions: shared` to \
             serve all routes by one"
        }
        FunctionLayout::Shared => "",
    };
    diagnostics.error(
        &api.name,
        format_args!(
            "this API makes {count} resources, and a CloudFormation stack takes {} at most{remedy}",
            limits::RESOURCES
        ),
    );
}
