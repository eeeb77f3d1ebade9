use hyper::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use websocket_api_model::limits;

use super::{
    Error,
    config::Environment,
    host::{DeclaredDomain, default_region, is_loopback, is_name},
};

/// The variables that name an endpoint, the first set one counting: what templates set, then what AWS's SDKs read.
pub(crate) const VARIABLES: [&str; 2] =
    [limits::ENDPOINT_VARIABLE, "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"];

/// RFC 3986's unreserved characters go through; so says SigV4.
pub(crate) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Which hosts may be reached without TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Http {
    /// This machine.
    Loopback,
    /// Any but API Gateway's own.
    Anywhere,
}

/// The URL of an API's stage, or of a path of a custom domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// Without a slash at its end.
    url: String,
    /// In lower case, without brackets.
    host: String,
}

impl Endpoint {
    pub(crate) fn parse(text: &str, http: Http) -> Result<Self, Error> {
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
        let is_connections = |segment: &str| percent_decode_str(segment).eq(*b"@connections");
        if path.split('/').any(is_connections) {
            return Err(refuse("it ends before `/@connections`, which the client adds"));
        }
        let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
        let is_default = default_region(&host).is_some();
        if is_default && path.is_empty() {
            return Err(refuse(
                "write the stage too: `https://abc.execute-api.eu-west-1.amazonaws.com/prod`",
            ));
        }
        if scheme == "http" && is_default {
            return Err(refuse("API Gateway is reached under `https://` only"));
        }
        if scheme == "http" && http == Http::Loopback && !is_loopback(&host) {
            return Err(refuse(
                "`http://` shows messages and signatures to the network; write `https://`, or allow it with \
                 `Connections::new_insecure`",
            ));
        }
        Ok(Endpoint { url: format!("{scheme}://{authority}{path}"), host })
    }

    /// The endpoint of an event: the stage of a default host, or the declared domain with its path. A signed request goes to no
    /// other host, and an event does not decide which port.
    pub(crate) fn from_event(
        domain_name: &str,
        stage: &str,
        declared: Option<&DeclaredDomain>,
    ) -> Result<Self, Error> {
        let refuse = |reason| Error::Endpoint { endpoint: domain_name.to_owned(), reason };
        let host = domain_name.to_ascii_lowercase();
        if !is_name(&host) {
            return Err(refuse("the event's `domainName` is not a host; set `WEBSOCKET_API_ENDPOINT`"));
        }
        if default_region(&host).is_some() {
            return Self::parse(
                &format!("https://{host}/{}", utf8_percent_encode(stage, ENCODED)),
                Http::Loopback,
            );
        }
        match declared.and_then(|domain| domain.endpoint(&host)) {
            Some(url) => Self::parse(&url, Http::Loopback),
            None => Err(refuse(
                "the event's `domainName` is neither a host of API Gateway nor the declared custom domain; set \
                 `WEBSOCKET_API_ENDPOINT`",
            )),
        }
    }

    /// Returns the endpoint of the environment.
    pub(crate) fn variable(environment: Environment<'_>) -> Option<String> {
        VARIABLES.iter().find_map(|name| environment(name))
    }

    /// The Region that a default host names: `{api}.execute-api.{region}.amazonaws.com` and its like of other partitions.
    pub(crate) fn region(&self) -> Option<&str> {
        default_region(&self.host)
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
        Endpoint::parse(text, Http::Loopback).expect("an endpoint")
    }

    #[test]
    fn url_of_a_stage_is_an_endpoint() {
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
    fn other_text_is_an_error_with_the_reason() {
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
            ("https://abc.execute-api.eu-west-1.amazonaws.com", "write the stage too"),
            ("https://ABC.execute-api.cn-north-1.amazonaws.com.cn/", "write the stage too"),
            (
                "https://abc.execute-api.eu-west-1.amazonaws.com/prod/@connections",
                "ends before `/@connections`",
            ),
            ("https://chat.example.com/@connections/BFaT_fALIAMCKug=", "ends before `/@connections`"),
            ("https://chat.example.com/%40connections", "ends before `/@connections`"),
            ("http://abc.execute-api.eu-west-1.amazonaws.com/prod", "`https://` only"),
            ("http://10.0.0.5:3001/dev", "`Connections::new_insecure`"),
            ("http://gateway:3001/dev", "`Connections::new_insecure`"),
            ("http://[fe80::1]:3001/dev", "`Connections::new_insecure`"),
            ("http://localhost.example.com/dev", "`Connections::new_insecure`"),
        ] {
            let error = Endpoint::parse(text, Http::Loopback).expect_err(text).to_string();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn http_to_a_remote_host_requires_the_insecure_constructor() {
        for text in ["http://10.0.0.5:3001/dev", "http://gateway:3001/dev", "http://localhost:3001/dev"] {
            assert_eq!(Endpoint::parse(text, Http::Anywhere).expect("an endpoint").url, text);
        }
        let own = "http://abc.execute-api.eu-west-1.amazonaws.com/prod";
        assert!(Endpoint::parse(own, Http::Anywhere).is_err());
    }

    #[test]
    fn connection_id_is_percent_encoded_once() {
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
    fn event_of_another_host_is_an_error() {
        let endpoint = |domain| Endpoint::from_event(domain, "prod", None).map(|endpoint| endpoint.url);
        let url = "https://abc.execute-api.eu-west-1.amazonaws.com/prod";
        for domain in ["abc.execute-api.eu-west-1.amazonaws.com", "ABC.execute-api.eu-west-1.amazonaws.com"] {
            assert_eq!(endpoint(domain).expect("an endpoint"), url);
        }
        for domain in [
            "",
            "chat.example.com",
            "abc.execute-api.eu-west-1.amazonaws.com:8443",
            "abc.execute-api.eu-west-1.amazonaws.com.evil.example",
            "evil.example/.execute-api.eu-west-1.amazonaws.com",
            "evil.example#.execute-api.eu-west-1.amazonaws.com",
            "me@abc.execute-api.eu-west-1.amazonaws.com",
            "169.254.169.254",
            "localhost",
        ] {
            let error = endpoint(domain).expect_err(domain).to_string();
            assert!(error.contains("`domainName`") && error.contains("`WEBSOCKET_API_ENDPOINT`"), "{error}");
        }
        // A stage is one segment, whatever the event says.
        let stage = Endpoint::from_event("abc.execute-api.eu-west-1.amazonaws.com", "a/../b", None);
        assert!(stage.expect("an endpoint").url.ends_with("/a%2F..%2Fb"));
    }

    #[test]
    fn default_host_has_the_region() {
        let region = |host: &str| parse(&format!("https://{host}/prod")).region().map(str::to_owned);
        assert_eq!(region("abc.execute-api.eu-west-1.amazonaws.com").as_deref(), Some("eu-west-1"));
        assert_eq!(region("abc.execute-api.cn-north-1.amazonaws.com.cn").as_deref(), Some("cn-north-1"));
        assert_eq!(region("abc.execute-api.us-east-1.api.aws").as_deref(), Some("us-east-1"));
        assert_eq!(region("abc.execute-api.localhost"), None);
        assert_eq!(region("execute-api.example.com"), None);
        assert_eq!(region("chat.example.com"), None);
    }

    #[test]
    fn own_variable_comes_before_the_sdk_variable() {
        let both = |name: &str| Some(format!("https://{}", name.to_lowercase().replace('_', "-")));
        assert_eq!(Endpoint::variable(&both).as_deref(), Some("https://websocket-api-endpoint"));
        let sdk = |name: &str| (name == VARIABLES[1]).then(|| "https://a".to_owned());
        assert_eq!(Endpoint::variable(&sdk).as_deref(), Some("https://a"));
        assert_eq!(Endpoint::variable(&|_| None), None);
    }
}
