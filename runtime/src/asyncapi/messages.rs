/// All messages that clients send, as one enum: what a declaration names as its `client_messages`.
///
/// ```
/// use schemars::JsonSchema;
/// use serde::Deserialize;
/// use websocket_api::{asyncapi::ClientMessages, extract::Json, websocket_api};
///
/// #[derive(Deserialize, JsonSchema, ClientMessages)]
/// #[serde(tag = "action", rename_all = "camelCase")]
/// enum Message {
///     SendMessage { text: String },
///     Leave,
/// }
///
/// async fn any(Json(message): Json<Message>) {}
///
/// websocket_api! {
///     Chat {
///         client_messages: Message,
///         routes: { sendMessage: any, leave: any },
///     }
/// }
/// # Chat::api();
/// ```
///
/// The compiler holds the two to each other: each variant has a route of its name, unless there is `$default`; each route has a
/// variant, unless API Gateway defines its key; and serde's tag is what `route_selection_expression` reads. A handler
/// may take the whole enum, or what the variant of its route holds.
///
/// It is derived for enums with serde's `tag` (which is all that the derive reads, besides names).
/// `#[client_messages(crate = "…")]` names `websocket-api` if the program uses another name for it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not derive `ClientMessages`",
    label = "no list of client messages",
    note = "write `#[derive(ClientMessages)]` for the enum, with serde's `tag`"
)]
pub trait ClientMessages {
    /// The member of a message that has the variant's name.
    const TAG: &'static str;
    /// The value of that member for each variant that can be read, in order.
    const NAMES: &'static [&'static str];
}

/// The tag and its values, which the compiler compares with the routes.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Protocol {
    /// Empty where the derive has found fault with the enum, and said so.
    tag: &'static str,
    names: &'static [&'static str],
}

impl Protocol {
    /// The protocol of an enum.
    #[must_use]
    pub const fn new<T: ClientMessages>() -> Self {
        Protocol { tag: T::TAG, names: T::NAMES }
    }

    /// Checks that serde reads the variant from the member that selects the route.
    #[track_caller]
    pub const fn check_tag(self, tag: &str) {
        if !self.tag.is_empty() && !same(self.tag, tag) {
            fail(&[
                "the tag of `client_messages` is `",
                self.tag,
                "`, `route_selection_expression` reads `",
                tag,
                "`",
            ]);
        }
    }

    /// Checks that each variant has a route.
    #[track_caller]
    pub const fn check_variants(self, routes: &[&str]) {
        let mut i = 0;
        while i < self.names.len() {
            if !has(routes, self.names[i]) {
                fail(&["missing route `", self.names[i], "` or `$default` for a client message"]);
            }
            i += 1;
        }
    }

    /// Checks that a route has a variant.
    #[track_caller]
    pub const fn check_route(self, key: &str) {
        if !self.tag.is_empty() && !has(self.names, key) {
            fail(&["missing variant `", key, "` of `client_messages` for a route"]);
        }
    }
}

const fn has(names: &[&str], name: &str) -> bool {
    let mut i = 0;
    while i < names.len() {
        if same(names[i], name) {
            return true;
        }
        i += 1;
    }
    false
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Route keys are shorter by far.
const LONGEST: usize = 1024;

/// Ends the compilation with what the parts say.
#[track_caller]
const fn fail(parts: &[&str]) -> ! {
    let mut text = [0; LONGEST];
    let mut length = 0;
    let mut i = 0;
    while i < parts.len() {
        let part = parts[i].as_bytes();
        let mut j = 0;
        while j < part.len() && length < LONGEST {
            text[length] = part[j];
            length += 1;
            j += 1;
        }
        i += 1;
    }
    match core::str::from_utf8(text.split_at(length).0) {
        Ok(text) => panic!("{}", text),
        Err(_) => panic!("`client_messages` and `routes` differ"),
    }
}
