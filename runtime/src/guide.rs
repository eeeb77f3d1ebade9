#![doc = include_str!("../doc/guide.md")]

macro_rules! pages {
    ($($name:ident)+) => {
        $(pub mod $name {
            #![doc = include_str!(concat!("../doc/", stringify!($name), ".md"))]
        })+
    };
}

pages! {
    authorizers
    deploying
    domains
    errors
    first_api
    handlers
    limits
    logs
    many_apis
    migrating
    permissions
    rules
}
