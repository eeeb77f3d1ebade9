use std::env;

use websocket_api_syntax::source::Conditions;

/// Returns the conditions of the build that Cargo runs the script for.
pub(super) fn conditions() -> Conditions {
    Conditions::new(|name, value| match (name, value) {
        ("feature", Some(feature)) => {
            Some(env::var_os(format!("CARGO_FEATURE_{}", variable(feature))).is_some())
        }
        // Cargo asks the compiler for these without the profile.
        ("debug_assertions" | "overflow_checks" | "panic", _) => None,
        (name, value) => match (env::var_os(format!("CARGO_CFG_{}", variable(name))), value) {
            (Some(set), Some(value)) => Some(set.to_str()?.split(',').any(|one| one == value)),
            (Some(_), None) => Some(true),
            (None, _) if matches!(name, "unix" | "windows") => Some(false),
            // Cargo does not set a variable for each condition.
            (None, _) => None,
        },
    })
}

fn variable(name: &str) -> String {
    name.to_uppercase().replace('-', "_")
}
