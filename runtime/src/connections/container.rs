//! Credentials of a container: of a task on ECS, or of a pod on EKS with Pod Identity.

use std::{
    fs,
    time::{Duration, SystemTime},
};

use aws_smithy_types::{DateTime, date_time::Format};
use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    Request, Uri,
    header::{ACCEPT, AUTHORIZATION, HeaderValue},
};
use serde::Deserialize;
use tokio::time::{sleep, timeout};

use super::{
    Credentials, Error,
    client::{client, send},
    config::Environment,
    host::is_loopback,
    retry::{AttemptOutcome, delay},
};
use crate::object::Object;

/// The variables that name where a container's credentials are, the first set one counting.
pub(crate) const VARIABLES: [&str; 2] =
    ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// The host of ECS's agent.
const ECS: &str = "169.254.170.2";
/// The hosts that are asked without TLS, apart from this machine: the agents of ECS and EKS. Source: botocore.
const AGENTS: [&str; 3] = [ECS, "169.254.170.23", "[fd00:ec2::23]"];

/// The time limit of one attempt, and the number of attempts, as botocore has them.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(2);
const ATTEMPTS: u32 = 3;

/// The address of a container's credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Container {
    /// The variable that says so, for messages: the URL may be a secret.
    variable: &'static str,
    uri: Uri,
    token: Option<Token>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Value(String),
    /// A file whose content changes from time to time.
    File(String),
}

/// Credentials, and when they expire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExpiringCredentials {
    pub(crate) credentials: Credentials,
    pub(crate) expires: SystemTime,
}

impl Container {
    /// Reads the environment; `None` if it names no container.
    pub(crate) fn find(environment: Environment<'_>) -> Result<Option<Self>, Error> {
        let found = VARIABLES.into_iter().find_map(|name| Some((name, environment(name)?)));
        let Some((variable, value)) = found else { return Ok(None) };
        let refuse = |reason: &str| Err(Error::credentials(format!("`{variable}` {reason}")));
        let text = match variable == VARIABLES[0] {
            true if !value.starts_with('/') => return refuse("is not a path that begins with `/`"),
            true => format!("http://{ECS}{value}"),
            false => value,
        };
        let Ok(uri) = text.parse::<Uri>() else { return refuse("is not a URL") };
        let host = uri.host().unwrap_or_default();
        let may_ask = match uri.scheme_str() {
            Some("https") => !host.is_empty(),
            Some("http") => AGENTS.contains(&host) || is_this_machine(host),
            _ => false,
        };
        if !may_ask {
            return refuse(
                "must be `https://`, or `http://` and this machine, 169.254.170.2 or 169.254.170.23",
            );
        }
        let token = environment(TOKEN_FILE).map(Token::File).or_else(|| environment(TOKEN).map(Token::Value));
        Ok(Some(Container { variable, uri, token }))
    }

    /// Asks for the credentials.
    pub(crate) async fn fetch(&self) -> Result<ExpiringCredentials, Error> {
        let client = client()?;
        let mut attempt = 1;
        loop {
            let sent = timeout(ATTEMPT_TIMEOUT, send(client, self.request()?)).await;
            let outcome = sent.unwrap_or(AttemptOutcome::Unanswered(Error::Timeout));
            let may_retry = match &outcome {
                AttemptOutcome::Answered(response) => matches!(response.status, 429 | 500..=599),
                AttemptOutcome::Unsent(_) | AttemptOutcome::Unanswered(_) => true,
            };
            if attempt == ATTEMPTS || !may_retry {
                return self.read(outcome);
            }
            sleep(delay(attempt)).await;
            attempt += 1;
        }
    }

    fn request(&self) -> Result<Request<Full<Bytes>>, Error> {
        let mut request = Request::new(Full::default());
        *request.uri_mut() = self.uri.clone();
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(token) = self.read_token()? {
            let Ok(mut value) = HeaderValue::from_str(&token) else {
                return Err(Error::credentials(format!(
                    "the token of `{TOKEN_FILE}` or `{TOKEN}` has characters that no header takes, such as a line break"
                )));
            };
            value.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        Ok(request)
    }

    fn read_token(&self) -> Result<Option<String>, Error> {
        match &self.token {
            None => Ok(None),
            Some(Token::Value(token)) => Ok(Some(token.clone())),
            Some(Token::File(path)) => fs::read_to_string(path).map(Some).map_err(|error| {
                Error::credentials(format!("cannot read `{path}`, which `{TOKEN_FILE}` names: {error}"))
            }),
        }
    }

    fn read(&self, outcome: AttemptOutcome) -> Result<ExpiringCredentials, Error> {
        let refuse = |reason: String| {
            Error::credentials(format!("the credentials that `{}` names: {reason}", self.variable))
        };
        let response = outcome.into_result().map_err(|error| refuse(error.to_string()))?;
        if response.status != 200 {
            return Err(refuse(format!("the answer has status {}", response.status)));
        }
        // Without the text: it may have a secret in it.
        let parsed = serde_json::from_slice(&response.body);
        let Object(body): Object<Body> = parsed.map_err(|error| {
            let (line, column) = (error.line(), error.column());
            refuse(format!("the answer is not the JSON of credentials (line {line}, column {column})"))
        })?;
        let expires = DateTime::from_str(&body.expiration, Format::DateTimeWithOffset).ok();
        let expires = expires.and_then(|time| SystemTime::try_from(time).ok());
        Ok(ExpiringCredentials {
            credentials: Credentials {
                access_key_id: body.access_key_id,
                secret_access_key: body.secret_access_key,
                session_token: Some(body.token),
            },
            expires: expires.ok_or_else(|| refuse("`Expiration` is not a time".to_owned()))?,
        })
    }
}

/// Returns `true` if the host of a URL is this machine: an address, or `localhost` itself, as botocore has it.
fn is_this_machine(host: &str) -> bool {
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    host == "localhost" || (is_loopback(address) && !address.ends_with("localhost"))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    access_key_id: String,
    secret_access_key: String,
    token: String,
    expiration: String,
}

#[cfg(test)]
mod tests {
    use super::{super::response::Response, *};

    fn find(variables: &[(&str, &str)]) -> Result<Option<Container>, String> {
        let value = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        Container::find(&|name| value(name).map(str::to_owned)).map_err(|error| error.to_string())
    }

    fn uri(variable: &str, value: &str) -> Option<String> {
        find(&[(variable, value)]).ok().flatten().map(|container| container.uri.to_string())
    }

    #[test]
    fn environment_variable_selects_the_agent() {
        assert_eq!(find(&[]), Ok(None));
        let [relative, full] = VARIABLES;
        assert_eq!(uri(relative, "/v2/a?b=c").as_deref(), Some("http://169.254.170.2/v2/a?b=c"));
        for url in [
            "http://169.254.170.23/v1/credentials",
            "http://[fd00:ec2::23]/v1/credentials",
            "http://127.0.0.1:51679/a",
            "http://[::1]:51679/a",
            "http://localhost:51679/a",
            "https://credentials.example/a",
        ] {
            assert_eq!(uri(full, url).as_deref(), Some(url));
        }
        let both = find(&[(full, "http://localhost/b"), (relative, "/a")]).expect("a container");
        assert_eq!(both.expect("a container").uri, "http://169.254.170.2/a");
    }

    #[test]
    fn unknown_host_is_an_error_without_a_request() {
        let [relative, full] = VARIABLES;
        for (variable, value) in [
            (relative, "@evil.example/a"),
            (relative, "a"),
            (full, "/a"),
            (full, "http://evil.example/a"),
            (full, "http://10.0.0.1/a"),
            (full, "http://169.254.169.254/a"),
            (full, "http://localhost.evil.example/a"),
            (full, "http://evil.localhost/a"),
            (full, "http://169.254.170.2.evil.example/a"),
            (full, "ftp://localhost/a"),
            (full, "http://a b"),
        ] {
            let error = find(&[(variable, value)]).expect_err(value);
            assert!(error.starts_with(&format!("`{variable}` ")), "{value}: {error}");
        }
    }

    #[test]
    fn token_file_comes_before_the_token_variable() {
        let container = |variables: &[(&str, &str)]| {
            let url = (VARIABLES[1], "http://localhost/a");
            find(&[&[url], variables].concat()).expect("a container").expect("a container")
        };
        assert_eq!(container(&[]).read_token().expect("none"), None);
        let value = (TOKEN, "Bearer abc");
        assert_eq!(container(&[value]).read_token().expect("a token").as_deref(), Some("Bearer abc"));
        let missing = container(&[value, (TOKEN_FILE, "/nowhere/token")]);
        let error = missing.request().unwrap_err().to_string();
        assert!(error.starts_with("cannot read `/nowhere/token`"), "{error}");
        let error = container(&[(TOKEN, "a\nb")]).request().unwrap_err().to_string();
        assert!(error.contains("a line break"), "{error}");
    }

    #[test]
    fn response_becomes_credentials_or_an_error_without_secrets() {
        let container =
            find(&[(VARIABLES[1], "http://localhost/secret")]).expect("a URL").expect("a container");
        let read = |status, body: &'static str| {
            let answer =
                AttemptOutcome::Answered(Response { status, body: Bytes::from_static(body.as_bytes()) });
            container.read(answer).map_err(|error| error.to_string())
        };
        let body = r#"{"RoleArn":"r","AccessKeyId":"A","SecretAccessKey":"B","Token":"C","Expiration":"2024-11-11T13:45:46Z"}"#;
        let found = read(200, body).expect("credentials");
        assert_eq!((&*found.credentials.access_key_id, &*found.credentials.secret_access_key), ("A", "B"));
        assert_eq!(found.credentials.session_token.as_deref(), Some("C"));
        assert_eq!(found.expires, SystemTime::UNIX_EPOCH + Duration::from_secs(1_731_332_746));
        for (status, body, reason) in [
            (404, "", "status 404"),
            (200, "", "not the JSON of credentials"),
            (200, r#"["A","B","C","2024-11-11T13:45:46Z"]"#, "not the JSON of credentials"),
            (200, r#"{"AccessKeyId":"secret","SecretAccessKey":"secret","Token":"secret"}"#, "line 1"),
            (
                200,
                r#"{"AccessKeyId":"A","SecretAccessKey":"secret","Token":"C","Expiration":"secret"}"#,
                "`Expiration` is not a time",
            ),
        ] {
            let error = read(status, body).unwrap_err();
            assert!(error.contains(reason) && !error.contains("secret"), "{error}");
        }
    }
}
