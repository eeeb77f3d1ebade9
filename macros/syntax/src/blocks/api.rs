use websocket_api_model::spec::{
    Authorizer, CloudwatchRole, FunctionLayout,
    rule::{ApiName, Description},
};

use super::{Defaults, Stage};
use crate::{
    block::block,
    leaf::{self, Nested, Routes, Selection, Tags, Text, Word},
};

block! {
    /// The outermost block.
    pub struct Api in "the API" {
        /// The routes: a route key and what serves it.
        routes: Routes,
        /// Settings for the functions of all routes.
        defaults: Nested<Defaults>,
        /// Who may connect: `none` (default) or `iam`.
        authorizer: Word<Authorizer>,
        /// Access logs: `true` (default), `false`, a format, or `{ format, retention, destination_arn }`.
        access_log: leaf::AccessLog,
        /// The API's name, 1 to 128 characters. Default: the stack's name, a dash, and the declaration's.
        name: Text<ApiName>,
        /// The API's description, up to 1,024 characters.
        description: Text<Description>,
        /// Tags for every resource that takes them, up to 50.
        tags: Tags,
        /// The stage: `{ name, auto_deploy, description }`.
        stage: Nested<Stage>,
        /// What selects a message's route. Default: `"$request.body.action"`.
        route_selection_expression: Selection,
        /// The role with which API Gateway writes logs: `create` (default) or `existing`.
        cloudwatch_role: Word<CloudwatchRole>,
        /// One function for each route, `per_route` (default), or one for all, `shared`.
        functions: Word<FunctionLayout>,
    }
}
