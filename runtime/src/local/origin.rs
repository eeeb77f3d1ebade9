use std::net::{IpAddr, SocketAddr};

use hyper::{
    HeaderMap,
    header::{HOST, ORIGIN},
};

/// Whether a request may use the console and `@connections`: it does not come from a page of another origin.
///
/// A page can send requests anywhere, but cannot hide its origin. One that has its own name resolve to this machine would have
/// the same origin as the gateway; so the host must be an address, `localhost`, or the name that the gateway was given.
pub(super) fn is_own(headers: &HeaderMap, name: Option<&str>) -> bool {
    let text = |value: Option<&hyper::header::HeaderValue>| {
        value.map(|value| value.to_str().unwrap_or("?").to_owned())
    };
    let Some(host) = text(headers.get(HOST)) else { return false };
    let is_named = is_local_name(without_port(&host))
        || name.is_some_and(|name| without_port(&host).eq_ignore_ascii_case(name));
    let origin = text(headers.get(ORIGIN));
    is_named && origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(&host))
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

/// Whether the console may be shown: to this machine only.
pub(super) fn is_loopback(peer: SocketAddr) -> bool {
    peer.ip().to_canonical().is_loopback()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(host: &str, origin: Option<&str>, name: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().expect("a host"));
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().expect("an origin"));
        }
        is_own(&headers, name)
    }

    #[test]
    fn other_origins_are_kept_out() {
        for host in ["127.0.0.1:3001", "localhost:3001", "chat.localhost", "[::1]:3001", "192.168.1.5:3001"] {
            assert!(check(host, None, None) && check(host, Some(&format!("http://{host}")), None), "{host}");
            for origin in ["http://evil.example", "http://127.0.0.1:5173", "https://127.0.0.1:3001", "null"] {
                assert!(!check(host, Some(origin), None), "{host} {origin}");
            }
        }
    }

    #[test]
    fn rebound_names_are_kept_out() {
        assert!(!check("evil.example:3001", None, None));
        assert!(!check("evil.example:3001", Some("http://evil.example:3001"), None));
        assert!(!check("localhost.evil.example", None, None));
        assert!(check("gateway:3001", None, Some("Gateway")) && check("LocalHost:3001", None, None));
        assert!(!is_own(&HeaderMap::new(), None));
    }
}
