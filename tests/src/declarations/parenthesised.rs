//! The notation with parentheses.

use crate::handlers;

websocket_api::websocket_api!(pub Chat(
    routes(
        "$connect" = handlers::connect,
        sendMessage(function(handler = handlers::send, timeout = 5), return_response = true)
    ),
    access_log(retention = one_week),
    defaults(function(environment(TABLE = "messages"), permissions = ["s3"]))
));
