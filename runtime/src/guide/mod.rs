#![doc = include_str!("../../doc/guide.md")]
// A module whose feature is off has its page all the same, at the same path: the other files here, which `lib.rs` declares. Its links
// lead to docs.rs, where every feature is on.

macro_rules! pages {
    ($($name:ident)+) => {
        $(pub mod $name {
            #![doc = include_str!(concat!("../../doc/", stringify!($name), ".md"))]
        })+
    };
}

pages! {
    authorizers
    deploying
    domains
    first_api
    handlers
    limits
    logs
    many_apis
    migrating
    permissions
    rules
    troubleshooting
}
