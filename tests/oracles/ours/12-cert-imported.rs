websocket_api! {
    Api {
        custom_domain: {
            domain_name: "api.domain.com",
            certificate: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
        },
        routes: { $default: default::main },
    }
}
