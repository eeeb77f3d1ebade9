use websocket_api_model::declaration::rule::{AuthorizerName, Id};

use super::FunctionValue;
use crate::{
    block::block,
    blocks::IdentitySourceValue,
    value::{AuthorizerType, List, Text, Word},
};

block! {
    /// `authorizer`
    pub struct AuthorizerBlock in "`authorizer`" => LambdaAuthorizer then lower_authorizer_function {
        /// `lambda`. Required.
        kind as "type": Word<AuthorizerType> => skip,
        /// The path of the handler that decides, a block with the key `handler` and a function's settings, or `{ arn }`
        /// of an existing function. Required, or `id`.
        function: FunctionValue => skip,
        /// The authorizer's name, 1 to 128 characters. Default: `"WebSocketAuthorizer"`.
        name: Text<AuthorizerName>,
        /// The values that a handshake must carry: a list of `route.request.header.NAME`,
        /// `route.request.querystring.NAME`, `context.NAME`, `stageVariables.NAME`. Without them it is rejected with
        /// 401, and the authorizer is not asked. An empty list: the authorizer is always asked. Default:
        /// `["route.request.header.Authorization"]`.
        identity_source: List<IdentitySourceValue>,
        /// The ID of an existing authorizer of the API, instead of `function`. Default: one is made.
        id: Text<Id> => skip,
    }
}
