//! Hosts of endpoints: API Gateway's own, the declared custom domain, this machine.

use std::net::IpAddr;

use websocket_api_model::declaration::Declaration;

/// The suffixes of AWS's partitions, for IPv4 and for both versions of IP. Source: botocore's `partitions.json`.
const SUFFIXES: [&str; 14] = [
    "amazonaws.com",
    "api.aws",
    "amazonaws.com.cn",
    "api.amazonwebservices.com.cn",
    "amazonaws.eu",
    "api.amazonwebservices.eu",
    "c2s.ic.gov",
    "api.aws.ic.gov",
    "sc2s.sgov.gov",
    "api.aws.scloud",
    "cloud.adc-e.uk",
    "api.cloud-aws.adc-e.uk",
    "csp.hci.ic.gov",
    "api.aws.hci.ic.gov",
];

/// Bytes of a host name (RFC 1035).
const NAME: usize = 253;
/// Bytes of a label.
const LABEL: usize = 63;

/// Returns the Region of a default host in lower case: `{api}.execute-api.{region}.amazonaws.com`, its like in other
/// partitions, and `execute-api-fips`.
pub(crate) fn default_region(host: &str) -> Option<&str> {
    let (api, rest) = host.split_once('.')?;
    let rest = rest.strip_prefix("execute-api.").or_else(|| rest.strip_prefix("execute-api-fips."))?;
    let (region, suffix) = rest.split_once('.')?;
    (is_label(api) && is_label(region) && SUFFIXES.contains(&suffix)).then_some(region)
}

/// Returns `true` if a host, without brackets, is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    address.is_ok_and(|address| address.to_canonical().is_loopback())
        || host.eq_ignore_ascii_case("localhost")
        || host.to_ascii_lowercase().ends_with(".localhost")
}

/// Returns `true` if a text is a host name in lower case and nothing else: no port, no path.
pub(crate) fn is_name(host: &str) -> bool {
    (1..=NAME).contains(&host.len()) && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LABEL).contains(&label.len()) && label.bytes().all(is_letter)
}

/// The custom domain that a declaration names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeclaredDomain {
    /// In lower case; `*.example.com` for any first label.
    name: String,
    /// The mapping key.
    path: Option<String>,
}

impl DeclaredDomain {
    /// Returns the domain of a declaration; `None` if it has none, or the domain is known on AWS only.
    pub(crate) fn from_declaration(declaration: &Declaration) -> Option<Self> {
        let domain = declaration.custom_domain.as_ref()?;
        let name = domain.name()?.as_literal()?.to_ascii_lowercase();
        Some(DeclaredDomain { name, path: domain.path().map(|path| path.to_string()) })
    }

    /// Returns the endpoint of a host of this domain; `None` if it is not one.
    pub(crate) fn endpoint(&self, host: &str) -> Option<String> {
        let is_host = match self.name.strip_prefix("*.") {
            Some(parent) => host.split_once('.').is_some_and(|(_, rest)| rest == parent),
            None => host == self.name,
        };
        let path = self.path.as_ref().map(|path| format!("/{path}")).unwrap_or_default();
        is_host.then(|| format!("https://{host}{path}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_host_has_a_region_and_a_suffix_of_aws() {
        for (host, region) in [
            ("abc.execute-api.eu-west-1.amazonaws.com", Some("eu-west-1")),
            ("abc.execute-api-fips.us-gov-west-1.amazonaws.com", Some("us-gov-west-1")),
            ("abc.execute-api.cn-north-1.amazonaws.com.cn", Some("cn-north-1")),
            ("abc.execute-api.us-east-1.api.aws", Some("us-east-1")),
            ("abc.execute-api.eusc-de-east-1.amazonaws.eu", Some("eusc-de-east-1")),
            ("abc.execute-api.us-iso-east-1.c2s.ic.gov", Some("us-iso-east-1")),
            ("abc-vpce-0123.execute-api.eu-west-1.amazonaws.com", Some("eu-west-1")),
            ("abc.execute-api.localhost", None),
            ("abc.execute-api.localhost.localstack.cloud", None),
            ("execute-api.eu-west-1.amazonaws.com", None),
            (".execute-api.eu-west-1.amazonaws.com", None),
            ("a/b.execute-api.eu-west-1.amazonaws.com", None),
            ("*.execute-api.eu-west-1.amazonaws.com", None),
            ("abc.execute-api.eu-west-1.amazonaws.com.evil.example", None),
            ("abc.execute-api.eu-west-1.amazonaws.com:8443", None),
            ("evil.example?.execute-api.eu-west-1.amazonaws.com", None),
            ("abc.execute-api..amazonaws.com", None),
            ("abc.evil.execute-api.eu-west-1.amazonaws.com", None),
            ("chat.example.com", None),
        ] {
            assert_eq!(default_region(host), region, "{host}");
        }
    }

    #[test]
    fn local_addresses_and_names_are_loopback() {
        for host in
            ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "localhost", "LOCALHOST", "chat.localhost"]
        {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["10.0.0.1", "0.0.0.0", "::", "localhost.example.com", "localstack", "169.254.170.2", ""]
        {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn name_with_a_port_or_a_path_is_rejected() {
        assert!(is_name("chat.example.com") && is_name("a"));
        for name in
            ["", ".", "a..b", "a.", "Chat.example", "a:1", "a/b", "a@b", "a b", "é", "*.a", "a?b", "a#b"]
        {
            assert!(!is_name(name), "{name}");
        }
        assert!(!is_name(&format!("{}.a", "x".repeat(64))) && !is_name(&"a.".repeat(200)));
    }

    #[test]
    fn declared_domain_matches_its_hosts_only() {
        let domain = |name: &str, path: Option<&str>| DeclaredDomain {
            name: name.to_owned(),
            path: path.map(str::to_owned),
        };
        let endpoint = |host| domain("chat.example.com", Some("v2")).endpoint(host);
        assert_eq!(endpoint("chat.example.com").as_deref(), Some("https://chat.example.com/v2"));
        assert_eq!(endpoint("x.chat.example.com"), None);
        let wild = |host| domain("*.example.com", None).endpoint(host);
        assert_eq!(wild("a.example.com").as_deref(), Some("https://a.example.com"));
        for host in ["example.com", "a.b.example.com", "a.example.org", ".example.com.evil.example"] {
            assert_eq!(wild(host), None, "{host}");
        }
    }
}
