#[doc = include_str!("../doc/macro.md")]
#[macro_export]
macro_rules! websocket_api {
    ($($declaration:tt)*) => {
        $crate::__private::websocket_api! { ($crate) $($declaration)* }
    };
}

/// Routes to add to an API after it was declared, for [`WebSocketApi::add_routes`]: the inside of the declaration's `routes`.
///
/// The compiler checks their handlers as it checks those of the declaration. References `${…}` and groups are resolved when the
/// routes are added.
///
/// ```
/// use websocket_api::{routes, websocket_api};
///
/// # async fn connect() {}
/// # async fn send() {}
/// websocket_api! {
///     Chat { routes: { $connect: connect } }
/// }
///
/// # fn main() -> websocket_api::Result {
/// let mut chat = Chat::api();
/// chat.add_routes(routes! { sendMessage: { function: { handler: send, timeout: 20 } } })?;
/// assert_eq!(chat.routes(), ["$connect", "sendMessage"]);
/// # Ok(())
/// # }
/// ```
///
/// [`WebSocketApi::add_routes`]: crate::WebSocketApi::add_routes
#[macro_export]
macro_rules! routes {
    ($($routes:tt)*) => {
        $crate::__private::routes! { ($crate) $($routes)* }
    };
}

/// Permissions for [`WebSocketApi::attach_permissions`] and [`WebSocketApi::attach_permissions_to_route`]: the inside of a declaration's
/// `permissions`. Plain strings need no macro: `["s3", "dynamodb:PutItem"]`.
///
/// ```
/// use websocket_api::{permissions, websocket_api};
///
/// # async fn connect() {}
/// websocket_api! {
///     Chat { resources: { Topic: { Type: "AWS::SNS::Topic" } }, routes: { $connect: connect } }
/// }
///
/// # fn main() -> websocket_api::Result {
/// let mut chat = Chat::api();
/// chat.attach_permissions(permissions![(Topic, "write"), { actions: ["ssm:GetParameter"], resources: ["*"] }])?;
/// # Ok(())
/// # }
/// ```
///
/// [`WebSocketApi::attach_permissions`]: crate::WebSocketApi::attach_permissions
/// [`WebSocketApi::attach_permissions_to_route`]: crate::WebSocketApi::attach_permissions_to_route
#[macro_export]
macro_rules! permissions {
    ($($permissions:tt)*) => {
        $crate::__private::permissions! { ($crate) $($permissions)* }
    };
}

/// The template that a build script made of an API, as a `&'static str` of JSON: `include_template!(Chat)`.
///
/// The build script is `websocket_api_build::Config::new("src/main.rs").emit()?`, of the crate
/// [`websocket-api-build`](https://docs.rs/websocket-api-build). The name may also be that of a stack of several APIs.
#[macro_export]
macro_rules! include_template {
    ($api:ident) => {
        ::core::include_str!(::core::env!(
            ::core::concat!("WEBSOCKET_API_TEMPLATE_", ::core::stringify!($api)),
            "the build script made no template of this name: either its warnings say why, or \
             `websocket_api_build::Config::new(\"src/main.rs\").emit()` does not read the declaration"
        ))
    };
}
