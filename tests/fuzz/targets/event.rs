//! Any bytes are an event with the values of the JSON, or an error with a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use websocket_api::event::Event;

fuzz_target!(|data: &[u8]| {
    match Event::parse(data) {
        Ok(event) => {
            // The parser ignores some faults in members that it does not read: large numbers and lone
            // surrogates.
            let Ok(value) = serde_json::from_slice::<Value>(data) else { return };
            let context = &value["requestContext"];
            for (name, read) in [
                ("routeKey", event.route_key()),
                ("connectionId", event.connection_id()),
                ("requestId", event.request_id()),
                ("stage", event.stage()),
            ] {
                match context.get(name).and_then(Value::as_str) {
                    Some(text) if !text.is_empty() => assert_eq!(text, read, "{name}"),
                    _ => {}
                }
            }
            if let Some(body) = event.body() {
                assert_eq!(value["body"], body);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
