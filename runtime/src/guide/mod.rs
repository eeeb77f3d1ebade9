#![doc = include_str!("../../doc/guide.md")]
// A module without its feature keeps its page at the same path: `lib.rs` declares the other files of this folder then. Links of such a
// page lead to docs.rs, where every feature is on.

macro_rules! pages {
    ($($name:ident)+) => {
        $(pub mod $name {
            #![doc = include_str!(concat!("../../doc/", stringify!($name), ".md"))]
        })+
    };
}

pages! {
    authorizers
    command
    connection_lifecycle
    cookbook
    deploying
    domains
    expansion
    first_api
    handlers
    limits
    logs
    many_apis
    migrating
    permissions
    routing
    rules
    state
    troubleshooting
}
