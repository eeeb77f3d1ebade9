#[doc = include_str!("../doc/macro.md")]
#[macro_export]
macro_rules! websocket_api {
    ($($declaration:tt)*) => {
        $crate::__private::expand! { ($crate) $($declaration)* }
    };
}
