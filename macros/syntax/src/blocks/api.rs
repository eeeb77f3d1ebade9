use websocket_api_model::spec::{
    CloudwatchRole, FunctionLayout,
    rule::{ApiName, Description},
};

use super::{Defaults, Import, Overrides, Stage};
use crate::{
    Warning,
    block::block,
    leaf::{
        self, DeclaredOutputs, DeclaredParameters, DeclaredResources, Groups, List, Nested, Permissions,
        Pushes, Routes, RustType, Selection, Tags, Text, Word,
    },
};

block! {
    /// The outermost block.
    pub struct Api in "the API" {
        /// The routes: a route key and what serves it.
        routes: Routes,
        /// The type of what handlers share, as they take it in `State<T>`.
        state: RustType,
        /// The enum of all messages that clients send, if there is one: it derives `Messages`, has the route keys as serde's
        /// names, and what `route_selection_expression` reads as serde's `tag`.
        messages: RustType,
        /// What the API sends by itself: a name and a Rust type each, or an enum.
        pushes: Pushes,
        /// Settings for the functions of all routes.
        defaults: Nested<Defaults>,
        /// Who may connect: `none` (default), `iam`, or `{ type: lambda, … }`.
        authorizer: leaf::Authorizer,
        /// Access logs: `true` (default), `false`, a format, or `{ format, retention, destination_arn }`.
        access_log: leaf::AccessLog,
        /// The API's name, 1 to 128 characters. Default: the stack's name, a dash, and the declaration's.
        name: Text<ApiName>,
        /// The API's description, up to 1,024 characters.
        description: Text<Description>,
        /// Tags for every resource that takes them, up to 50.
        tags: Tags,
        /// The stage: its name, how it is deployed, its variables, what it lets through and what it logs.
        stage: Nested<Stage>,
        /// What selects a message's route. Default: `"$request.body.action"`.
        route_selection_expression: Selection,
        /// The role with which API Gateway writes logs: `create` (default) or `existing`.
        cloudwatch_role: Word<CloudwatchRole>,
        /// One function for each route, `per_route` (default), or one for all, `shared`.
        functions: Word<FunctionLayout>,
        /// The functions of groups of routes.
        groups: Groups,
        /// A domain name of your own: a name, or a block.
        custom_domain: leaf::CustomDomain,
        /// What every route's function may do besides its own permissions.
        permissions: Permissions,
        /// An API that exists already, to which the routes are added: `{ api_id, stage_name }`.
        import: Nested<Import>,
        /// CloudFormation properties that replace what the declaration would have set.
        overrides: Nested<Overrides>,
        /// Further resources of the template, in CloudFormation's own words.
        resources: DeclaredResources,
        /// Further parameters of the template.
        parameters: DeclaredParameters,
        /// Further outputs of the template.
        outputs: DeclaredOutputs,
        /// Warnings to do without, by their words.
        allow: List<Word<Warning>>,
    }
}
