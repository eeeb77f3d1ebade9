//! Strings that YAML could read as another type.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        name: "yes",
        tags: { version: "012", date: "2026-01-01", none: "null", exp: "1e3", no: "no", sexagesimal: "12:30:45" },
        description: "- not: a list\n\ttab, \"quotes\", 'ticks' # no comment \u{e9}\u{1f600} ",
        routes: {
            $default: {
                function: {
                    handler: handlers::fallback,
                    environment: { TILDE: "~", HASH: "#x", STAR: "*a", AMP: "&a", PERCENT: "%", PIPE: "|", LINES: "a\nb\n" },
                },
            },
        },
    }
}
