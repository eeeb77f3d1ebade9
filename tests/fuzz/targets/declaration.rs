//! The front end returns for any text, and a declaration without errors has a template.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;
use websocket_api_model::synth;
use websocket_api_syntax::{Diagnostics, Level, lower, parse, source::forget_texts};

fuzz_target!(|text: &str| {
    if let Ok(tokens) = text.parse::<TokenStream>() {
        let (api, diagnostics) = parse(tokens);
        let mut errors = 0;
        for diagnostic in diagnostics.into_vec() {
            assert!(!diagnostic.message().fault().is_empty());
            errors += usize::from(diagnostic.level == Level::Error);
        }
        match api {
            None => assert_ne!(errors, 0, "nothing, and no reason"),
            Some(api) if errors == 0 => {
                let mut diagnostics = Diagnostics::new();
                let declaration = lower(&api, &[], &mut diagnostics);
                if diagnostics.into_vec().is_empty() {
                    let json = synth(&declaration).to_json();
                    serde_json::from_str::<serde_json::Value>(&json).expect("JSON");
                }
            }
            Some(_) => {}
        }
    }
    forget_texts();
});
