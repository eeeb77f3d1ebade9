websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        custom_domain: "api.example.com",
        access_log: true,
        overrides: {
            api: { RouteSelectionExpression: "$request.body.type", Tags: { team: "a" } },
            stage: { AccessLogSettings: {} },
            certificate: { DomainName: "a.example.com" },
            domain: { DomainName: "a.example.com" },
        },
    }
}

async fn handler() {}

fn main() {}
