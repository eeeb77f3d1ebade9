use hyper::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use websocket_api_model::limits;

use super::{Error, environment::Environment};

/// The variables that name an endpoint, the first set one counting: what templates set, then what AWS's SDKs read.
pub(crate) const VARIABLES: [&str; 2] =
    [limits::ENDPOINT_VARIABLE, "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"];

/// RFC 3986's unreserved characters go through; so says SigV4.
pub(crate) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The URL of an API's stage, or of a path of a custom domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// Without a slash at its end.
    url: String,
    host: String,
}

impl Endpoint {
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let refuse = |reason| Error::Endpoint { endpoint: text.to_owned(), reason };
        let uri: Uri = text.parse().map_err(|_| refuse("it is not a URL"))?;
        let (scheme, host) = match (uri.scheme_str(), uri.host()) {
            (Some(scheme @ ("https" | "http")), Some(host)) if !host.is_empty() => (scheme, host.to_owned()),
            (Some("wss" | "ws"), _) => {
                return Err(refuse("clients connect to `wss://`, and messages to them go to `https://`"));
            }
            _ => return Err(refuse("write `https://`, a host and a path")),
        };
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        if authority.contains('@') {
            return Err(refuse("a user has no place in it"));
        }
        if uri.query().is_some() || text.contains('#') {
            return Err(refuse("a query or a fragment has no place in it"));
        }
        let path = uri.path().trim_end_matches('/');
        // Signatures are over the path without them.
        if path.split('/').skip(1).any(|segment| matches!(segment, "" | "." | "..")) {
            return Err(refuse("its path has an empty or a dotted segment"));
        }
        Ok(Endpoint { url: format!("{scheme}://{authority}{path}"), host })
    }

    /// The endpoint of an event. With a custom domain the stage is no part of it: the domain's path is, which events do not
    /// carry, so that only a domain without a path can be told from an event.
    pub(crate) fn of_event(domain_name: &str, stage: &str) -> Result<Self, Error> {
        if domain_name.contains(".execute-api.") {
            Self::parse(&format!("https://{domain_name}/{stage}"))
        } else {
            Self::parse(&format!("https://{domain_name}"))
        }
    }

    /// What the environment says.
    pub(crate) fn variable(environment: Environment<'_>) -> Option<String> {
        VARIABLES.iter().find_map(|name| environment(name))
    }

    /// The Region that a default host names: `{api}.execute-api.{region}.amazonaws.com` and its like of other partitions.
    pub(crate) fn region(&self) -> Option<&str> {
        let (_, rest) = self.host.split_once(".execute-api.")?;
        let (region, suffix) = rest.split_once('.')?;
        (suffix.starts_with("amazonaws.") || suffix == "api.aws").then_some(region)
    }

    /// The URL of a connection.
    pub(crate) fn connection(&self, id: &str) -> String {
        format!("{}/@connections/{}", self.url, utf8_percent_encode(id, ENCODED))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Endpoint {
        Endpoint::parse(text).expect("an endpoint")
    }

    #[test]
    fn endpoints_are_urls() {
        for (text, url) in [
            ("https://abc.execute-api.eu-west-1.amazonaws.com/prod", None),
            ("https://abc.execute-api.eu-west-1.amazonaws.com/prod/", Some("/prod")),
            ("https://chat.example.com", None),
            ("https://chat.example.com/", Some("https://chat.example.com")),
            ("http://127.0.0.1:3001/prod", None),
            ("http://[::1]:3001/a/b", None),
        ] {
            let url = match url {
                Some(path) if path.starts_with('/') => text.strip_suffix('/').expect(path),
                Some(url) => url,
                None => text,
            };
            assert_eq!(parse(text).url, url);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for (text, reason) in [
            ("", "not a URL"),
            ("abc", "write `https://`"),
            ("/prod", "write `https://`"),
            ("https://", "not a URL"),
            ("ftp://a/b", "write `https://`"),
            ("wss://a/b", "clients connect to `wss://`"),
            ("https://me:secret@a/b", "a user"),
            ("https://a/b?c", "a query"),
            ("https://a/b#c", "a query"),
            ("https://a/b c", "not a URL"),
            ("https://a//b", "segment"),
            ("https://a/../b", "segment"),
        ] {
            let error = Endpoint::parse(text).expect_err(text).to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn ids_are_encoded_once() {
        let endpoint = parse("https://abc.execute-api.eu-west-1.amazonaws.com/prod");
        let path = |id: &str| {
            endpoint.connection(id).split_off("https://abc.execute-api.eu-west-1.amazonaws.com".len())
        };
        assert_eq!(path("BFaT_fALIAMCKug="), "/prod/@connections/BFaT_fALIAMCKug%3D");
        assert_eq!(path("a+b/c d"), "/prod/@connections/a%2Bb%2Fc%20d");
        assert_eq!(path("%3D?#é"), "/prod/@connections/%253D%3F%23%C3%A9");
        assert_eq!(path("-._~09AZaz"), "/prod/@connections/-._~09AZaz");
        assert_eq!(parse("https://a.b/").connection("c"), "https://a.b/@connections/c");
    }

    #[test]
    fn events_name_the_stage_of_a_default_host_only() {
        let endpoint = |domain| Endpoint::of_event(domain, "prod").expect("an endpoint").url;
        assert_eq!(
            endpoint("abc.execute-api.eu-west-1.amazonaws.com"),
            "https://abc.execute-api.eu-west-1.amazonaws.com/prod"
        );
        assert_eq!(endpoint("chat.example.com"), "https://chat.example.com");
    }

    #[test]
    fn default_hosts_name_the_region() {
        let region = |host: &str| parse(&format!("https://{host}/prod")).region().map(str::to_owned);
        assert_eq!(region("abc.execute-api.eu-west-1.amazonaws.com").as_deref(), Some("eu-west-1"));
        assert_eq!(region("abc.execute-api.cn-north-1.amazonaws.com.cn").as_deref(), Some("cn-north-1"));
        assert_eq!(region("abc.execute-api.us-east-1.api.aws").as_deref(), Some("us-east-1"));
        assert_eq!(region("abc.execute-api.localhost"), None);
        assert_eq!(region("execute-api.example.com"), None);
        assert_eq!(region("chat.example.com"), None);
    }

    #[test]
    fn the_crates_own_variable_comes_first() {
        let both = |name: &str| Some(format!("https://{}", name.to_lowercase().replace('_', "-")));
        assert_eq!(Endpoint::variable(&both).as_deref(), Some("https://websocket-api-endpoint"));
        let sdk = |name: &str| (name == VARIABLES[1]).then(|| "https://a".to_owned());
        assert_eq!(Endpoint::variable(&sdk).as_deref(), Some("https://a"));
        assert_eq!(Endpoint::variable(&|_| None), None);
    }
}
