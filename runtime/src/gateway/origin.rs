//! The origin of requests: who may use the console and `@connections`.

use std::net::{IpAddr, SocketAddr};

use hyper::{
    HeaderMap,
    header::{HOST, HeaderName, HeaderValue, ORIGIN},
    http::uri::Authority,
};

/// Headers, apart from `X-Forwarded-*`, that only a proxy adds.
const PROXY_HEADERS: [&str; 3] = ["forwarded", "via", "x-real-ip"];

/// Returns `true` if a request has one `Host`, as RFC 9112 requires (3.2), and a host is what it says.
pub(super) fn has_one_host(headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (first, second) = (hosts.next(), hosts.next());
    second.is_none() && first.is_some_and(is_host)
}

fn is_host(value: &HeaderValue) -> bool {
    !value.as_bytes().contains(&b'@') && Authority::try_from(value.as_bytes()).is_ok()
}

/// Returns `true` if a request may use `@connections`: it does not come from a page of another origin.
///
/// A page can send requests anywhere, but cannot hide its origin. One that has its own name resolve to this machine would have
/// the same origin as the gateway; so the host must be an address, `localhost`, or a name that the gateway was given.
pub(super) fn is_trusted(headers: &HeaderMap, names: &[String]) -> bool {
    let Some(host) = headers.get(HOST).map(text) else { return false };
    is_known(host, names)
        && headers.get(ORIGIN).map(text).is_none_or(|origin| is_origin(origin, "http", host))
}

/// The reason for which a request may not use the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OriginError {
    /// It comes from a page of another origin, or asks for a host that is not the gateway's.
    ForeignOrigin,
    /// A proxy forwarded it, from anywhere.
    Forwarded,
}

/// Checks that a request from this machine may use the console: it is the gateway's own, and not forwarded.
///
/// A local proxy makes requests from anywhere look local. It adds headers, and may forward to the console when the gateway was
/// given the host that the proxy was asked for.
pub(super) fn check_console(headers: &HeaderMap, names: &[String]) -> Result<(), OriginError> {
    if !is_forwarded(headers) {
        return if is_trusted(headers, names) { Ok(()) } else { Err(OriginError::ForeignOrigin) };
    }
    let host = headers.get(HOST).map_or("", text);
    let mut hosts = forwarded_hosts(headers);
    if hosts.is_empty() {
        hosts.push(host);
    }
    if !hosts.iter().all(|host| is_named(host, names)) {
        return Err(OriginError::Forwarded);
    }
    let is_own_origin = |origin: &str| {
        let all_hosts = || hosts.iter().copied().chain([host]);
        all_hosts().any(|host| is_origin(origin, "http", host))
            || all_hosts().any(|host| is_origin(origin, "https", host))
    };
    let has_own_origin = headers.get(ORIGIN).map(text).is_none_or(is_own_origin);
    if is_known(host, names) && has_own_origin { Ok(()) } else { Err(OriginError::ForeignOrigin) }
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    let is_of_proxy = |name: &HeaderName| {
        name.as_str().starts_with("x-forwarded-") || PROXY_HEADERS.iter().any(|proxy| *proxy == name.as_str())
    };
    headers.keys().any(is_of_proxy)
}

/// The hosts that proxies say they were asked for: each `X-Forwarded-Host`, and each `host` of `Forwarded` (RFC 7239).
fn forwarded_hosts(headers: &HeaderMap) -> Vec<&str> {
    let list = |name| headers.get_all(name).iter().flat_map(|value| text(value).split(','));
    let parameters = list("forwarded").flat_map(|element| element.split(';'));
    let hosts = parameters.filter_map(|parameter| {
        let (name, value) = parameter.trim().split_once('=')?;
        name.eq_ignore_ascii_case("host").then(|| value.trim_matches('"'))
    });
    list("x-forwarded-host").map(str::trim).chain(hosts).collect()
}

/// The text of a header; `?`, which no host has, for anything else.
fn text(value: &HeaderValue) -> &str {
    value.to_str().unwrap_or("?")
}

fn is_origin(origin: &str, scheme: &str, host: &str) -> bool {
    origin.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://")) == Some(host)
}

fn is_known(host: &str, names: &[String]) -> bool {
    is_local_name(without_port(host)) || is_named(host, names)
}

fn is_named(host: &str, names: &[String]) -> bool {
    names.iter().any(|name| without_port(host).eq_ignore_ascii_case(name))
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_local_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(&name);
    address.parse::<IpAddr>().is_ok() || name == "localhost" || name.ends_with(".localhost")
}

/// Returns `true` if a client is on the machine of the gateway, the only one that may use the console.
pub(super) fn is_loopback(peer: SocketAddr) -> bool {
    peer.ip().to_canonical().is_loopback()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().expect("a value"));
        }
        headers
    }

    fn check(host: &str, origin: Option<&str>, names: &[&str]) -> bool {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let origin = origin.map(|origin| ("origin", origin));
        is_trusted(&headers(&[&[("host", host)], origin.as_slice()].concat()), &names)
    }

    #[test]
    fn foreign_origin_is_refused() {
        for host in ["127.0.0.1:3001", "localhost:3001", "chat.localhost", "[::1]:3001", "192.168.1.5:3001"] {
            assert!(check(host, None, &[]) && check(host, Some(&format!("http://{host}")), &[]), "{host}");
            for origin in ["http://evil.example", "http://127.0.0.1:5173", "https://127.0.0.1:3001", "null"] {
                assert!(!check(host, Some(origin), &[]), "{host} {origin}");
            }
        }
    }

    #[test]
    fn unknown_host_is_refused() {
        assert!(!check("evil.example:3001", None, &[]));
        assert!(!check("evil.example:3001", Some("http://evil.example:3001"), &[]));
        assert!(!check("localhost.evil.example", None, &[]));
        assert!(check("LocalHost:3001", None, &[]));
        for name in ["gateway:3001", "Desk"] {
            assert!(check(name, None, &["Gateway", "desk"]) && !check(name, None, &["other"]), "{name}");
        }
        assert!(!is_trusted(&HeaderMap::new(), &[]));
    }

    #[test]
    fn request_without_exactly_one_valid_host_is_refused() {
        for host in ["127.0.0.1", "localhost:3001", "[::1]:3001", "chat.example.com"] {
            assert!(has_one_host(&headers(&[("host", host)])), "{host}");
        }
        for host in ["", "a b", "me@localhost", "a, b", "a/b"] {
            assert!(!has_one_host(&headers(&[("host", host)])), "{host}");
        }
        assert!(!has_one_host(&HeaderMap::new()));
        assert!(!has_one_host(&headers(&[("host", "localhost"), ("host", "localhost")])));
    }

    #[test]
    fn forwarded_request_needs_allowed_host() {
        let names = ["chat.example".to_owned(), "desk.example".to_owned()];
        let check = |pairs: &[(&'static str, &str)]| {
            check_console(&headers(&[&[("host", "localhost:3001")], pairs].concat()), &names)
        };
        assert_eq!(check(&[]), Ok(()));
        for refused in [
            &[("x-forwarded-for", "203.0.113.9")][..],
            &[("x-forwarded-host", "evil.example")],
            &[("x-forwarded-host", "chat.example, evil.example")],
            &[("x-forwarded-host", "chat.example"), ("x-forwarded-host", "evil.example")],
            &[("x-forwarded-host", "chat.example"), ("forwarded", "for=203.0.113.9;host=evil.example")],
            &[("forwarded", "for=203.0.113.9")],
            &[("via", "1.1 proxy")],
            &[("x-real-ip", "203.0.113.9")],
        ] {
            assert_eq!(check(refused), Err(OriginError::Forwarded), "{refused:?}");
        }
        let forwarded = ("x-forwarded-host", "Chat.example:443");
        for allowed in [
            &[forwarded][..],
            &[forwarded, ("origin", "https://Chat.example:443")],
            &[
                ("forwarded", "for=203.0.113.9;Host=\"desk.example\";proto=https"),
                ("origin", "https://desk.example"),
            ],
        ] {
            assert_eq!(check(allowed), Ok(()), "{allowed:?}");
        }
        assert_eq!(check(&[forwarded, ("origin", "https://evil.example")]), Err(OriginError::ForeignOrigin));
        // A proxy that says nothing of the host passes it on.
        let passed = headers(&[("host", "chat.example"), ("x-forwarded-for", "203.0.113.9")]);
        assert_eq!(check_console(&passed, &names), Ok(()));
    }
}
