//! The rules that need more than one value to judge. Each `check_` states its rule.

mod access_log;
mod function;
mod limits;
mod references;
mod routes;
mod tags;

use crate::{Diagnostics, ast::Api};

pub(crate) fn check_api(api: &Api, diagnostics: &mut Diagnostics) {
    routes::check_any_route(api, diagnostics);
    routes::check_route_count(api, diagnostics);
    routes::check_shared_function(api, diagnostics);
    function::check_default_handler(api, diagnostics);
    function::check_environment_size(api, diagnostics);
    function::check_layers(api, diagnostics);
    access_log::check_request_id(api, diagnostics);
    access_log::check_retention_of_destination(api, diagnostics);
    tags::check_tag_count(api, diagnostics);
    references::check_references(api, diagnostics);
    if !diagnostics.has_errors() {
        limits::check_resource_count(api, diagnostics);
    }
}
