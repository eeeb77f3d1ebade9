websocket_api! {
    Api {
        custom_domain: { domain_name: "api.domain.com", hosted_zone: "domain.com", path: "v1" },
        routes: { $default: default::main },
    }
}
