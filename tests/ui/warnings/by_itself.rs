#![deny(deprecated)]

use websocket_api::{permissions, routes, websocket_api};

async fn handler() {}

websocket_api! {
    Chat { routes: { $default: handler } }
}

fn main() -> websocket_api::Result {
    let mut app = Chat::app();
    app.attach_permissions(permissions!["dynamdb"])?;
    app.add_routes(routes! { later: { function: { handler: handler, permissions: ["dynamodb:PutItm"] } } })?;
    #[allow(deprecated)]
    app.attach_permissions(permissions!["dynamdb"])?;
    Ok(())
}
