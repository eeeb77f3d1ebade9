use std::{
    borrow::Cow,
    fmt,
    sync::OnceLock,
    time::{Duration, SystemTime},
};

use tokio::sync::Mutex;
use websocket_api_model::escape;

use super::{
    Error,
    config::{Environment, Profile, process_variable},
    container::{self, Container, ExpiringCredentials},
};

/// The settings of a profile that this client does not support, before and after its keys (in the order of AWS's tools).
const BEFORE_KEYS: [&str; 6] = [
    "role_arn",
    "source_profile",
    "web_identity_token_file",
    "sso_session",
    "sso_start_url",
    "login_session",
];
const AFTER_KEYS: [&str; 2] = ["credential_process", "credential_source"];
/// The variable of a pod on EKS with a role for its service account.
const WEB_IDENTITY: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";

/// The time before their expiry from which a container's credentials are asked for again.
const REFRESH: Duration = Duration::from_secs(5 * 60);

/// Keys to sign calls with.
///
/// Its `Debug` shows the id of the key and hides the rest.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// `AWS_ACCESS_KEY_ID`
    pub access_key_id: String,
    /// `AWS_SECRET_ACCESS_KEY`
    pub secret_access_key: String,
    /// `AWS_SESSION_TOKEN`: what temporary keys, as those of a role, come with
    pub session_token: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = format_args!("…");
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("secret_access_key", &hidden)
            .field("session_token", &self.session_token.as_ref().map(|_| hidden))
            .finish()
    }
}

/// The place of the process's credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
enum CredentialsSource {
    Keys(Credentials),
    Container(Container),
}

impl Credentials {
    /// Those of the process, which are looked up until they are found. Those of a container are asked for again before they
    /// expire.
    pub(crate) async fn from_process() -> Result<Cow<'static, Self>, Error> {
        static SOURCE: OnceLock<CredentialsSource> = OnceLock::new();
        let found = match SOURCE.get() {
            Some(found) => found,
            None => {
                let found = CredentialsSource::in_environment(&process_variable)?;
                SOURCE.get_or_init(|| found)
            }
        };
        match found {
            CredentialsSource::Keys(credentials) => Ok(Cow::Borrowed(credentials)),
            CredentialsSource::Container(container) => current(container).await.map(Cow::Owned),
        }
    }

    fn from_profile(profile: &Profile) -> Result<Option<Self>, Error> {
        let check_unsupported = |keys: &[&str]| match keys.iter().find(|key| profile.get(key).is_some()) {
            Some(key) => Err(unsupported(&profile.name, key)),
            None => Ok(()),
        };
        check_unsupported(&BEFORE_KEYS)?;
        if let (Some(id), Some(secret)) =
            (profile.get("aws_access_key_id"), profile.get("aws_secret_access_key"))
        {
            return Ok(Some(Credentials {
                access_key_id: id.to_owned(),
                secret_access_key: secret.to_owned(),
                session_token: profile.get("aws_session_token").map(str::to_owned),
            }));
        }
        check_unsupported(&AFTER_KEYS)?;
        Ok(None)
    }
}

/// A container's credentials, of which one caller asks for all.
async fn current(container: &Container) -> Result<Credentials, Error> {
    static CURRENT: Mutex<Option<ExpiringCredentials>> = Mutex::const_new(None);
    let mut current = CURRENT.lock().await;
    let now = SystemTime::now();
    let lasts = |expiring: &&mut ExpiringCredentials, time: Duration| expiring.expires > now + time;
    if let Some(known) = current.as_mut().filter(|known| lasts(known, REFRESH)) {
        return Ok(known.credentials.clone());
    }
    match (container.fetch().await, &*current) {
        (Ok(fetched), _) => Ok(current.insert(fetched).credentials.clone()),
        // The old ones are good for some minutes, and the agent may answer the next time.
        (Err(_), Some(known)) if known.expires > now => Ok(known.credentials.clone()),
        (Err(error), _) => Err(error),
    }
}

impl CredentialsSource {
    /// The environment's, as Lambda sets them, or else those of a profile, or else those of a container.
    fn in_environment(environment: Environment<'_>) -> Result<Self, Error> {
        match (environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY")) {
            (Some(access_key_id), Some(secret_access_key)) => Ok(CredentialsSource::Keys(Credentials {
                access_key_id,
                secret_access_key,
                session_token: environment("AWS_SESSION_TOKEN"),
            })),
            (None, None) if environment(WEB_IDENTITY).is_some() => Err(Error::credentials(format!(
                "`{WEB_IDENTITY}` is set, and this client does not exchange its token for keys; use EKS Pod Identity, or \
                 the feature `aws-sdk` and `Connections::from_sdk`"
            ))),
            (None, None) => {
                let profile = Profile::read(environment)?;
                if let Some(credentials) = Credentials::from_profile(&profile)? {
                    return Ok(CredentialsSource::Keys(credentials));
                }
                let container = Container::find(environment)?;
                container.map(CredentialsSource::Container).ok_or_else(|| nowhere(&profile))
            }
            (Some(_), None) => {
                Err(Error::credentials("`AWS_ACCESS_KEY_ID` is set, and `AWS_SECRET_ACCESS_KEY` is not"))
            }
            (None, Some(_)) => {
                Err(Error::credentials("`AWS_SECRET_ACCESS_KEY` is set, and `AWS_ACCESS_KEY_ID` is not"))
            }
        }
    }
}

fn unsupported(profile: &str, key: &str) -> Error {
    Error::credentials(format!(
        "the profile `{profile}` gets its credentials through `{key}`, which this client does not do; \
         let the AWS CLI do it: eval \"$(aws configure export-credentials --profile {profile} --format env)\""
    ))
}

fn nowhere(profile: &Profile) -> Error {
    let files: Vec<String> =
        profile.files.iter().flatten().map(|path| format!("`{}`", escape::path(path))).collect();
    let files = if files.is_empty() { "no file, for want of `HOME`".to_owned() } else { files.join(" and ") };
    let found = if profile.exists() { ", which has none" } else { "" };
    Error::credentials(format!(
        "there are no AWS credentials: neither `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` nor `{}` or `{}` in the \
         environment, nor keys of the profile `{}`{found} in {files}",
        container::VARIABLES[0],
        container::VARIABLES[1],
        profile.name
    ))
}

#[cfg(test)]
mod tests {
    use super::{super::config::tests::Home, *};

    fn find(home: &Home, variables: &[(&str, &str)]) -> Result<Credentials, String> {
        match CredentialsSource::in_environment(&home.environment(variables)) {
            Ok(CredentialsSource::Keys(credentials)) => Ok(credentials),
            Ok(CredentialsSource::Container(container)) => Err(format!("{container:?}")),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn environment_comes_before_the_profile() {
        let home = Home::new("first", "[default]\naws_access_key_id = A\naws_secret_access_key = B\n", "");
        let id = ("AWS_ACCESS_KEY_ID", "C");
        let secret = ("AWS_SECRET_ACCESS_KEY", "D");
        let found = find(&home, &[id, secret, ("AWS_SESSION_TOKEN", "E")]).expect("credentials");
        let debug = format!("{found:?}");
        assert_eq!(
            debug,
            r#"Credentials { access_key_id: "C", secret_access_key: …, session_token: Some(…) }"#
        );
        assert_eq!((&*found.secret_access_key, found.session_token.as_deref()), ("D", Some("E")));
        assert_eq!(find(&home, &[]).expect("credentials").access_key_id, "A");
        assert!(find(&home, &[id]).unwrap_err().contains("`AWS_SECRET_ACCESS_KEY` is not"));
        assert!(find(&home, &[secret]).unwrap_err().contains("`AWS_ACCESS_KEY_ID` is not"));
    }

    #[test]
    fn profile_keys_are_used_despite_a_credential_process() {
        let keys = "aws_access_key_id = A\naws_secret_access_key = B\naws_session_token = C\n";
        let home = Home::new("keys", "", &format!("[profile dev]\n{keys}credential_process = x\n"));
        let found = find(&home, &[("AWS_PROFILE", "dev")]).expect("credentials");
        assert_eq!(found.session_token.as_deref(), Some("C"));
    }

    #[test]
    fn unsupported_profile_is_an_error_with_the_cli_command() {
        for (key, keys) in [
            ("sso_session", ""),
            ("credential_process", ""),
            ("source_profile", ""),
            // AWS's tools take the role, not the keys.
            ("role_arn", "aws_access_key_id = A\naws_secret_access_key = B\n"),
        ] {
            let home = Home::new(key, "", &format!("[profile dev]\n{key} = x\n{keys}"));
            let error = find(&home, &[("AWS_PROFILE", "dev")]).unwrap_err();
            let advice = "eval \"$(aws configure export-credentials --profile dev --format env)\"";
            assert!(error.contains(&format!("`{key}`")) && error.ends_with(advice), "{error}");
        }
    }

    #[test]
    fn container_comes_after_the_profile() {
        let container = (container::VARIABLES[0], "/a");
        let home = Home::new("container", "[dev]\naws_access_key_id = A\naws_secret_access_key = B\n", "");
        let found =
            |variables: &[(&str, &str)]| CredentialsSource::in_environment(&home.environment(variables));
        assert!(matches!(found(&[container]), Ok(CredentialsSource::Container(_))));
        assert!(matches!(found(&[container, ("AWS_PROFILE", "dev")]), Ok(CredentialsSource::Keys(_))));
        let keys = [("AWS_ACCESS_KEY_ID", "C"), ("AWS_SECRET_ACCESS_KEY", "D")];
        assert!(matches!(found(&[keys[0], keys[1], container]), Ok(CredentialsSource::Keys(_))));
        let error = found(&[container, (WEB_IDENTITY, "/token")]).unwrap_err().to_string();
        assert!(
            error.starts_with("`AWS_WEB_IDENTITY_TOKEN_FILE` is set") && error.contains("Pod Identity"),
            "{error}"
        );
    }

    #[test]
    fn missing_credentials_error_lists_the_places() {
        let home = Home::new("places", "[dev]\n", "");
        let folder = home.path().join(".aws");
        let files = format!("`{0}/credentials` and `{0}/config`", folder.display());
        let error = find(&home, &[("AWS_PROFILE", "dev")]).unwrap_err();
        assert!(error.ends_with(&format!("the profile `dev`, which has none in {files}")), "{error}");
        let error = find(&home, &[]).unwrap_err();
        assert!(error.ends_with(&format!("the profile `default` in {files}")), "{error}");
        let error = CredentialsSource::in_environment(&|_| None).unwrap_err().to_string();
        assert!(error.contains("`AWS_ACCESS_KEY_ID`") && error.ends_with("for want of `HOME`"), "{error}");
    }
}
