//! Declarations of every form the language has. Each is compiled into this crate, and its source can be read too.

use websocket_api::{ApiDefinition, WebSocketApi};

/// A declaration, compiled and as text.
#[derive(Debug)]
pub struct Declaration {
    /// The name of its module.
    pub name: &'static str,
    /// The source of its module.
    pub source: &'static str,
    /// Returns the declared API.
    pub api: fn() -> WebSocketApi,
}

impl Declaration {
    /// Returns the declaration with this name.
    pub fn named(name: &str) -> &'static Declaration {
        ALL.iter().find(|declaration| declaration.name == name).expect("a declaration of that name")
    }

    /// Returns `true` if every value is a literal.
    pub fn is_literal(&self) -> bool {
        self.name != "constants"
    }
}

macro_rules! declarations {
    ($($name:ident),+ $(,)?) => {
        $(pub mod $name;)+

        /// All declarations.
        pub const ALL: &[Declaration] = &[$(Declaration {
            name: stringify!($name),
            source: include_str!(concat!(stringify!($name), ".rs")),
            api: <$name::Chat as ApiDefinition>::api,
        }),+];
    };
}

declarations! {
    access_log_block,
    access_log_csv,
    access_log_destination,
    access_log_format,
    access_log_off,
    access_log_on,
    access_log_retention,
    api_name,
    architecture,
    authorizer_existing_function,
    authorizer_iam,
    authorizer_id,
    authorizer_lambda,
    authorizer_lambda_settings,
    authorizer_none,
    cloudwatch_existing,
    constants,
    declared,
    default_endpoint_off,
    defaults,
    documented,
    domain_certificate,
    domain_existing,
    domain_external,
    domain_full,
    domain_name,
    domain_parameters,
    domain_shared,
    domain_wildcard,
    domain_zone_id,
    environment,
    existing_alias,
    existing_function,
    function_path,
    function_settings,
    group,
    import_api,
    import_deploy,
    import_stage,
    layers,
    merge,
    minimal,
    names,
    no_routes,
    overrides,
    parenthesised,
    permissions_all,
    permissions_kinds,
    permissions_resources,
    permissions_statements,
    return_response,
    route_keys,
    selection,
    shared,
    sst_chat,
    stage_execution_log,
    stage_literal,
    stage_manual,
    stage_settings,
    strings,
    tracing,
    units,
}
