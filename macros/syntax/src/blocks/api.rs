use websocket_api_model::declaration::{
    Architecture, CloudwatchRole, FunctionLayout,
    rule::{ApiName, Description},
};

use super::{DefaultsBlock, ImportBlock, OverridesBlock, StageBlock};
use crate::{
    Warning,
    block::block,
    block_value::BlockValue,
    blocks::{AccessLogValue, AuthorizerValue, CustomDomainValue},
    blocks::{GroupsValue, PermissionsValue, RoutesValue},
    value::{
        List, OutputsValue, ParametersValue, ResourcesValue, RustType, SelectionValue, ServerMessagesValue,
        TagsValue, Text, Word,
    },
};

block! {
    /// The outermost block.
    pub struct ApiBlock in "the API" => Declaration then lower_declared {
        /// The routes: up to 300 route keys, each with its handler or a block. Default: none.
        routes: RoutesValue,
        /// The type of the state that handlers share, for `State<T>`: `Clone`, `Send` and `Sync`, as visible as the
        /// API. `WebSocketApi::with_state` takes the value. Default: `()`.
        state: RustType => skip,
        /// The enum of all client messages. It derives `ClientMessages`. Its serde names are the route keys, and its
        /// serde `tag` is the one member that `route_selection_expression` reads (feature `asyncapi`). Default: none.
        client_messages: RustType => skip,
        /// The server messages: names and Rust types, or the path of an enum. For each name, a function makes a
        /// `ServerMessage`. Default: none.
        server_messages: ServerMessagesValue => skip,
        /// `{ function: { … } }`: settings for the functions of all routes. Default: none.
        defaults: BlockValue<DefaultsBlock>,
        /// The authorizer of `$connect`, a route that is then required: `none`, `iam` (clients sign the handshake), or
        /// `{ type: lambda, … }`. Default: `none`.
        authorizer: AuthorizerValue,
        /// Access logs: `true`, `false`, a format, or `{ format, retention, destination_arn }`. Default: `true`.
        access_log: AccessLogValue,
        /// The API's name, 1 to 128 characters. Default: the stack's name, `-`, the type's name.
        name: Text<ApiName>,
        /// The API's description, up to 1,024 characters. Default: none.
        description: Text<Description>,
        /// Tags of every resource that supports them: up to 50, names of 1 to 128 and values of up to 256 letters,
        /// digits, spaces or `+-=._:/@`. Default: none.
        tags: TagsValue,
        /// The stage: name, deployment, variables, throttle and logs. Default: a parameter of the template names it.
        stage: BlockValue<StageBlock>,
        /// The expression that selects the route of a message, up to 128 characters: `$request.body.NAME`, or text with
        /// variables in braces, as in `v1/${request.body.NAME}`; `\$` is a dollar sign. Default:
        /// `"$request.body.action"`.
        route_selection_expression: SelectionValue,
        /// The role with which API Gateway writes logs, one setting for each account and Region. `create`: the stack
        /// makes it, and keeps it after deletion; `existing`: the account has one. Default: `create`.
        cloudwatch_role: Word<CloudwatchRole>,
        /// `per_route`, or `shared`: one function for all routes, with the settings of `defaults`. Default:
        /// `per_route`.
        functions: Word<FunctionLayout>,
        /// The instruction set of the artifact and of every function that runs it, including the authorizer's: `x86_64`
        /// or `arm64`. Default: that of `defaults`, or `x86_64`.
        architecture: Word<Architecture>,
        /// Functions that several routes share: a name and settings for each. A route names its group with `group:
        /// NAME`. Default: none.
        groups: GroupsValue,
        /// A custom domain: a name such as `"api.example.com"` or `"*.example.com"`, or a block. Default: none.
        custom_domain: CustomDomainValue,
        /// Permissions of every route's function, in addition to its own. Default: none.
        permissions: PermissionsValue,
        /// An existing API, to which the routes are added: `{ api_id, stage_name, deploy }`. Default: an API is made.
        import: BlockValue<ImportBlock>,
        /// CloudFormation properties that replace those of made resources. Properties that have their own key cannot be
        /// overridden. Default: none.
        overrides: BlockValue<OverridesBlock>,
        /// Further resources of the template, as in CloudFormation. Default: none.
        resources: ResourcesValue => skip,
        /// Further parameters of the template, as in CloudFormation. Default: none.
        parameters: ParametersValue => skip,
        /// Further outputs of the template, as in CloudFormation. Default: none.
        outputs: OutputsValue => skip,
        /// A list of warnings to silence, by name. Default: none.
        allow: List<Word<Warning>> => skip,
    }
}
