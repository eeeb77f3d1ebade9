websocket_api::websocket_api! {
    Chat {
        routes: { $default: { function: { handler: handler, layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:a:1"] } } },
        custom_domain: {
            domain_name: "api.example.com",
            certificate: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
        },
    }
}

async fn handler() {}

fn main() {}
