use std::{env, net::SocketAddr};

use crate::runtime_api::{FUNCTION_NAME, REGION};

/// The variables of the tests that a program inherits, so that a developer's `AWS_PROFILE` or `RUST_LOG` has no effect.
const INHERITED_VARIABLES: &[&str] = &["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LLVM_PROFILE_FILE"];

pub fn inherited_variables() -> impl Iterator<Item = (&'static str, String)> {
    INHERITED_VARIABLES.iter().filter_map(|name| Some((*name, env::var(name).ok()?)))
}

/// Returns the variables of <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html> without
/// credentials. `AWS_LAMBDA_LOG_FORMAT` is missing too, because a function has it only with JSON logs.
pub fn lambda_variables(api: SocketAddr) -> [(&'static str, String); 12] {
    [
        ("_HANDLER", "bootstrap".to_owned()),
        ("AWS_DEFAULT_REGION", REGION.to_owned()),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256".to_owned()),
        ("AWS_LAMBDA_FUNCTION_NAME", FUNCTION_NAME.to_owned()),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST".to_owned()),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand".to_owned()),
        ("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/{FUNCTION_NAME}")),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "2025/10/09/[$LATEST]0123456789abcdef0123456789abcdef".to_owned()),
        ("AWS_LAMBDA_RUNTIME_API", api.to_string()),
        ("AWS_REGION", REGION.to_owned()),
        ("LAMBDA_TASK_ROOT", "/var/task".to_owned()),
        ("TZ", ":UTC".to_owned()),
    ]
}
