//! The pieces of any log format are the whole format, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use websocket_api_model::access_log_variables::{Piece, pieces};

fuzz_target!(|format: &str| {
    let mut rest = format;
    for piece in pieces(format) {
        let text = match piece {
            Piece::Text(text) => text,
            Piece::Variable(name) => {
                rest = rest.strip_prefix("$context.").expect("a variable");
                name
            }
        };
        rest = rest.strip_prefix(text).expect("the text as it stands");
    }
    assert_eq!(rest, "");
});
