#![deny(deprecated)]

use websocket_api::{permissions, routes, websocket_api};

async fn handler() {}

websocket_api! {
    Chat { routes: { $default: handler } }
}

fn main() -> websocket_api::Result {
    let mut api = Chat::api();
    api.attach_permissions(permissions!["dynamdb"])?;
    api.add_routes(routes! { later: { function: { handler: handler, permissions: ["dynamodb:PutItm"] } } })?;
    #[allow(deprecated)]
    api.attach_permissions(permissions!["dynamdb"])?;
    Ok(())
}
