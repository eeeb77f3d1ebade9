//! An authorizer that exists.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        import: { api_id: "${ApiId}" },
        parameters: { ApiId: { Type: "String" } },
        authorizer: { type: lambda, id: "x9y8z7" },
        routes: { $connect: handlers::connect },
    }
}
