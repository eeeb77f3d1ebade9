use websocket_api_model::declaration::{
    Architecture, CloudwatchRole, FunctionLayout,
    rule::{ApiName, Description},
};

use super::{DefaultsBlock, ImportBlock, OverridesBlock, StageBlock};
use crate::{
    Warning,
    block::block,
    value::{
        self, BlockValue, GroupsValue, List, OutputsValue, ParametersValue, PermissionsValue, ResourcesValue,
        RoutesValue, RustType, SelectionValue, ServerMessagesValue, TagsValue, Text, Word,
    },
};

block! {
    /// The outermost block.
    pub struct ApiBlock in "the API" => Declaration then lower_declared {
        /// The routes: up to 300 route keys, each with what serves it. Default: none.
        routes: RoutesValue,
        /// The type of what handlers share, as they take it in `State<T>`: `Clone`, `Send` and `Sync`, as visible as the
        /// API itself. The value is given to `WebSocketApi::with_state`. Default: `()`.
        state: RustType => skip,
        /// The enum of all messages that clients send: it derives `ClientMessages`, has the route keys as serde's names, and as
        /// serde's `tag` the one member that `route_selection_expression` reads (feature `asyncapi`). Default: none.
        client_messages: RustType => skip,
        /// What the API sends by itself: names and Rust types, or the path of an enum. A function of each name makes a
        /// `ServerMessage` of it. Default: nothing.
        server_messages: ServerMessagesValue => skip,
        /// `{ function: { … } }`: settings for the functions of all routes. Default: none.
        defaults: BlockValue<DefaultsBlock>,
        /// Who may connect: `none`, `iam` (callers sign the handshake), or `{ type: lambda, … }`; asked on `$connect` only,
        /// so that route must be there. Default: `none`.
        authorizer: value::AuthorizerValue,
        /// Access logs: `true`, `false`, a format, or `{ format, retention, destination_arn }`. Default: `true`.
        access_log: value::AccessLogValue,
        /// The API's name, 1 to 128 characters. Default: the stack's name, `-`, the type's name.
        name: Text<ApiName>,
        /// The API's description, up to 1,024 characters. Default: none.
        description: Text<Description>,
        /// Names and values for every resource that takes tags: up to 50, names of 1 to 128 and values of up to 256
        /// letters, digits, spaces or `+-=._:/@`. Default: none.
        tags: TagsValue,
        /// The stage: its name, how it is deployed, its variables, what it lets through and what it logs. Default: a
        /// parameter of the template names it.
        stage: BlockValue<StageBlock>,
        /// The field of a message that names its route, up to 128 characters: `$request.body.NAME`, or text with variables in
        /// braces, as in `v1/${request.body.NAME}`; `\$` is a dollar sign. Default: `"$request.body.action"`.
        route_selection_expression: SelectionValue,
        /// The role with which API Gateway writes logs, one setting for each account and Region. `create`: the stack sets
        /// it, and leaves it behind; `existing`: the account has one. Default: `create`.
        cloudwatch_role: Word<CloudwatchRole>,
        /// `per_route`, or `shared`: one function behind every route, with the settings of `defaults`. Default:
        /// `per_route`.
        functions: Word<FunctionLayout>,
        /// The instruction set of the artifact, and so of every function that runs it, the authorizer's too: `x86_64` or
        /// `arm64`. Default: that of `defaults`, or `x86_64`.
        architecture: Word<Architecture>,
        /// The functions that several routes share: a name and a function's settings each; the routes say `group: NAME`.
        /// Default: none.
        groups: GroupsValue,
        /// A domain name of your own: a name such as `"api.example.com"` or `"*.example.com"`, or a block. Default: none.
        custom_domain: value::CustomDomainValue,
        /// What every route's function may do, beside its own permissions. Default: nothing.
        permissions: PermissionsValue,
        /// An API that exists already, to which the routes are added: `{ api_id, stage_name, deploy }`. Default: an API is
        /// made.
        import: BlockValue<ImportBlock>,
        /// CloudFormation properties that replace what the declaration would have set, by resource. What a key of the
        /// declaration decides is written there. Default: none.
        overrides: BlockValue<OverridesBlock>,
        /// Further resources of the template, in CloudFormation's own words. Default: none.
        resources: ResourcesValue => skip,
        /// Further parameters of the template, likewise. Default: none.
        parameters: ParametersValue => skip,
        /// Further outputs of the template, likewise. Default: none.
        outputs: OutputsValue => skip,
        /// A list of warnings to do without, by their words. Default: none.
        allow: List<Word<Warning>> => skip,
    }
}
