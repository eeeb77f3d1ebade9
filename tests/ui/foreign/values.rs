websocket_api::websocket_api! {
    Chat {
        functions: { connect: { handler: handler } },
        routes: { $default: { function: { handler: handler, tracing: { lambda: true }, environment: { Variables: { A1: "a" } } } } },
        resources: { Resources: { Table: { Type: "AWS::DynamoDB::Table" } } },
    }
}

async fn handler() {}

fn main() {}
