use std::{
    borrow::Borrow,
    fmt::{self, Write},
};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    declaration::{FunctionLayout, Route, RouteFunction, RouteKeyKind, Str},
    limits,
};

/// The name of a resource, a parameter or an output in a template: letters and digits.
///
/// An ID depends only on the API's name, the role and the route key, and it is unique: `ChatConnectFunction`
/// is the function of `$connect`, and `ChatOnSendMessageRoute` is the route of `sendMessage`. Other
/// characters than letters and digits become `Z` and a code, so that `a-b`, `ab` and `Ab` differ. An added
/// route changes no other route's ID.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct LogicalId(Str);

/// The role of a resource of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiRole {
    Api,
    Stage,
    Deployment,
    AccessLog,
    Authorizer,
    Certificate,
    Domain,
    Mapping,
    AliasA,
    AliasAaaa,
    HostedZoneId,
}

/// The role of a resource of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteRole {
    Function,
    Role,
    Permission,
    Integration,
    Route,
    Response,
    Model,
    Logs,
}

/// The owner of a resource: one route, several or all routes that share a function, or the authorizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot<'a> {
    Route(&'a str),
    Group(&'a str),
    Shared,
    Authorizer,
}

impl<'a> Slot<'a> {
    /// Returns the owner of the function that serves a route.
    pub fn from_route(layout: FunctionLayout, route: &'a Route) -> Slot<'a> {
        match (&route.function, layout) {
            (RouteFunction::Existing(_), _) => Slot::Route(&route.key),
            (_, FunctionLayout::Shared) => Slot::Shared,
            (RouteFunction::Group(name), FunctionLayout::PerRoute) => Slot::Group(name),
            (RouteFunction::Own(_), FunctionLayout::PerRoute) => Slot::Route(&route.key),
        }
    }
}

impl ApiRole {
    const fn word(self) -> &'static str {
        match self {
            ApiRole::Api => "Api",
            ApiRole::Stage => "Stage",
            ApiRole::Deployment => "Deployment",
            ApiRole::AccessLog => "AccessLog",
            ApiRole::Authorizer => "Authorizer",
            ApiRole::Certificate => "Certificate",
            ApiRole::Domain => "Domain",
            ApiRole::Mapping => "Mapping",
            ApiRole::AliasA => "AliasA",
            ApiRole::AliasAaaa => "AliasAaaa",
            ApiRole::HostedZoneId => "HostedZoneId",
        }
    }
}

impl RouteRole {
    const fn word(self) -> &'static str {
        match self {
            RouteRole::Function => "Function",
            RouteRole::Role => "Role",
            RouteRole::Permission => "Permission",
            RouteRole::Integration => "Integration",
            RouteRole::Route => "Route",
            RouteRole::Response => "Response",
            RouteRole::Model => "Model",
            RouteRole::Logs => "Logs",
        }
    }
}

impl LogicalId {
    /// Returns the name of an output of one of several APIs.
    pub(crate) fn prefixed(api: &str, name: &'static str) -> LogicalId {
        LogicalId::new(format!("{}{name}", encode_api(api)))
    }

    /// Returns a name that does not depend on the name of an API.
    pub(crate) const fn fixed(name: &'static str) -> LogicalId {
        LogicalId(Str::Borrowed(name))
    }

    /// Returns a name that the declaration chose.
    pub(crate) fn declared(name: Str) -> LogicalId {
        LogicalId(name)
    }

    pub(crate) fn for_api(api: &str, role: ApiRole) -> LogicalId {
        LogicalId::new(format!("{}{}", encode_api(api), role.word()))
    }

    /// Returns the name of a deployment, which depends on the content of the API.
    pub(crate) fn for_deployment(api: &str, content: &str) -> LogicalId {
        let hash = &hex(&Sha256::digest(content))[..16];
        LogicalId::new(format!("{}{}{hash}", encode_api(api), ApiRole::Deployment.word()))
    }

    pub(crate) fn for_route(api: &str, slot: Slot<'_>, role: RouteRole) -> LogicalId {
        let mut id = encode_api(api);
        let (word, key) = match slot {
            Slot::Shared => ("Shared", None),
            Slot::Authorizer => ("Authorizer", None),
            Slot::Group(name) => ("Group", Some(name)),
            Slot::Route(key) => match RouteKeyKind::from_key(key) {
                RouteKeyKind::Connect => ("Connect", None),
                RouteKeyKind::Disconnect => ("Disconnect", None),
                RouteKeyKind::Default => ("Default", None),
                RouteKeyKind::Custom => ("On", Some(key)),
            },
        };
        id.push_str(word);
        if let Some(key) = key {
            encode_key(key, &mut id);
        }
        id.push_str(role.word());
        LogicalId::new(id)
    }

    /// Makes an ID. An ID over CloudFormation's 255 characters is truncated and followed by a hash of the
    /// whole ID. `Zh` begins no other code, so the ID differs from every shorter one.
    fn new(id: String) -> LogicalId {
        if id.len() <= limits::LOGICAL_ID {
            return LogicalId(id.into());
        }
        let hash = hex(&Sha256::digest(&id));
        let keep = limits::LOGICAL_ID - "Zh".len() - hash.len();
        LogicalId(format!("{}Zh{hash}", &id[..keep]).into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the ID in at most this number of bytes. A longer ID is truncated and followed by a hash of the
    /// whole ID.
    pub(crate) fn shortened(&self, most: usize) -> Str {
        if self.0.len() <= most {
            return self.0.clone();
        }
        let hash = &hex(&Sha256::digest(&*self.0))[..32];
        format!("{}{hash}", &self.0[..most - hash.len()]).into()
    }
}

impl Borrow<str> for LogicalId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LogicalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Encodes a text. Letters and digits are unchanged, except `Z`, which becomes `ZZ`; any other byte becomes
/// `Z` and its two hexadecimal digits.
fn encode(text: &str, id: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'Z' => id.push_str("ZZ"),
            byte if byte.is_ascii_alphanumeric() => id.push(byte as char),
            byte => {
                let _ = write!(id, "Z{byte:02x}");
            }
        }
    }
}

/// Encodes the name of an API. `On` precedes a route key and `Group` the name of a group, so in the name of
/// an API they begin with `Z`.
fn encode_api(api: &str) -> String {
    let mut id = String::with_capacity(64);
    encode(api, &mut id);
    for word in ["On", "Group"] {
        if id.contains(word) {
            id = id.replace(word, &format!("Z{word}"));
        }
    }
    id
}

/// Encodes a text as [`encode`] does, with an upper-case first letter. `Z` precedes a letter that was upper
/// case.
fn encode_key(key: &str, id: &mut String) {
    let mut chars = key.chars();
    let rest = match chars.next() {
        Some('z') => {
            id.push_str("Zz");
            chars.as_str()
        }
        Some(first) if first.is_ascii_lowercase() => {
            id.push(first.to_ascii_uppercase());
            chars.as_str()
        }
        Some(first) if first.is_ascii_uppercase() => {
            id.push('Z');
            id.push(first);
            chars.as_str()
        }
        _ => key,
    };
    encode(rest, id);
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    const ROLES: [RouteRole; 8] = [
        RouteRole::Function,
        RouteRole::Role,
        RouteRole::Permission,
        RouteRole::Integration,
        RouteRole::Route,
        RouteRole::Response,
        RouteRole::Model,
        RouteRole::Logs,
    ];
    const API_ROLES: [ApiRole; 11] = [
        ApiRole::Api,
        ApiRole::Stage,
        ApiRole::Deployment,
        ApiRole::AccessLog,
        ApiRole::Authorizer,
        ApiRole::Certificate,
        ApiRole::Domain,
        ApiRole::Mapping,
        ApiRole::AliasA,
        ApiRole::AliasAaaa,
        ApiRole::HostedZoneId,
    ];

    fn route(api: &str, key: &str) -> LogicalId {
        LogicalId::for_route(api, Slot::Route(key), RouteRole::Route)
    }

    #[test]
    fn logical_ids_contain_the_words_of_the_route_key() {
        assert_eq!(route("Chat", "$connect").as_str(), "ChatConnectRoute");
        assert_eq!(route("Chat", "sendMessage").as_str(), "ChatOnSendMessageRoute");
        assert_eq!(route("Chat", "chat/join").as_str(), "ChatOnChatZ2fjoinRoute");
        assert_eq!(LogicalId::for_api("Chat", ApiRole::Stage).as_str(), "ChatStage");
    }

    #[test]
    fn similar_route_keys_have_different_ids() {
        let keys = [
            "a-b", "ab", "Ab", "a_b", "a.b", "aB", "a b", "$connect", "connect", "Connect", "$default",
            "default", "z", "Z", "zab", "Z2d", "zz", "é", "on", "On", "1", "Zz",
        ];
        let ids: HashMap<_, _> = keys.iter().map(|key| (route("Chat", key), key)).collect();
        assert_eq!(ids.len(), keys.len());
    }

    #[test]
    fn long_ids_are_truncated_and_stay_different() {
        let (a, b) = ("é".repeat(127) + "a", "é".repeat(127) + "b");
        let (a, b) = (route("Chat", &a), route("Chat", &b));
        assert_eq!(a.as_str().len(), limits::LOGICAL_ID);
        assert_ne!(a, b);
    }

    fn api() -> impl Strategy<Value = String> {
        // Names that contain words of IDs could collide.
        let word = prop_oneof![
            Just("On"),
            Just("Connect"),
            Just("Disconnect"),
            Just("Default"),
            Just("Shared"),
            Just("Group"),
            Just("Authorizer"),
            Just("Domain"),
            Just("HostedZoneId"),
            Just("Route"),
            Just("Role"),
            Just("Function"),
            Just("Api"),
            Just("Stage"),
            Just("AccessLog"),
            Just("Z"),
            Just("O"),
            Just("n"),
            Just("_"),
            Just("z"),
            Just("a"),
            Just("Logs"),
            Just("Model"),
            Just("2d"),
            Just("é"),
        ];
        prop::collection::vec(word, 1..4).prop_map(|words| words.concat())
    }

    /// The parts of an ID: the API, the owner, the number of the role.
    type Parts = (String, Owner, usize);

    #[derive(Clone, Debug, PartialEq)]
    enum Owner {
        Api,
        Shared,
        Authorizer,
        Group(String),
        Route(String),
    }

    fn parts() -> impl Strategy<Value = Parts> {
        let key = || {
            prop_oneof![
                Just("$connect".to_owned()),
                Just("$disconnect".to_owned()),
                Just("$default".to_owned()),
                api(),
                "[a-zA-Z0-9./_ -]{1,6}",
            ]
        };
        let owner = prop_oneof![
            Just(Owner::Api),
            Just(Owner::Shared),
            Just(Owner::Authorizer),
            api().prop_map(Owner::Group),
            key().prop_map(Owner::Route),
        ];
        (api(), owner, 0..ROLES.len() * API_ROLES.len()).prop_map(|(api, owner, role)| {
            let roles = if owner == Owner::Api { API_ROLES.len() } else { ROLES.len() };
            (api, owner, role % roles)
        })
    }

    fn id((api, owner, role): &Parts) -> LogicalId {
        let slot = match owner {
            Owner::Api => return LogicalId::for_api(api, API_ROLES[*role]),
            Owner::Shared => Slot::Shared,
            Owner::Authorizer => Slot::Authorizer,
            Owner::Group(name) => Slot::Group(name),
            Owner::Route(key) => Slot::Route(key),
        };
        LogicalId::for_route(api, slot, ROLES[*role])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn different_parts_give_different_ids(a in parts(), b in parts()) {
            prop_assert_eq!(a == b, id(&a) == id(&b), "{:?} {:?}", a, b);
            prop_assert!(id(&a).as_str().bytes().all(|b| b.is_ascii_alphanumeric()));
        }
    }
}
