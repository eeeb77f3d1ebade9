use std::{fmt, sync::OnceLock};

use super::{
    Error,
    environment::{Environment, process},
    profile::Profile,
};

/// What a profile says that this client does not do, before and after keys of its own (the order of AWS's tools).
const BEFORE_KEYS: [&str; 6] = [
    "role_arn",
    "source_profile",
    "web_identity_token_file",
    "sso_session",
    "sso_start_url",
    "login_session",
];
const AFTER_KEYS: [&str; 2] = ["credential_process", "credential_source"];

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

impl Credentials {
    /// Those of the process, which are looked up until they are found.
    pub(crate) fn of_process() -> Result<&'static Self, Error> {
        static FOUND: OnceLock<Credentials> = OnceLock::new();
        match FOUND.get() {
            Some(found) => Ok(found),
            None => {
                let found = Self::find(&process)?;
                Ok(FOUND.get_or_init(|| found))
            }
        }
    }

    /// The environment's, as Lambda sets them, or else those of a profile.
    fn find(environment: Environment<'_>) -> Result<Self, Error> {
        match (environment("AWS_ACCESS_KEY_ID"), environment("AWS_SECRET_ACCESS_KEY")) {
            (Some(access_key_id), Some(secret_access_key)) => Ok(Credentials {
                access_key_id,
                secret_access_key,
                session_token: environment("AWS_SESSION_TOKEN"),
            }),
            (None, None) => Self::of_profile(&Profile::read(environment)?),
            (Some(_), None) => {
                Err(Error::credentials("`AWS_ACCESS_KEY_ID` is set, and `AWS_SECRET_ACCESS_KEY` is not"))
            }
            (None, Some(_)) => {
                Err(Error::credentials("`AWS_SECRET_ACCESS_KEY` is set, and `AWS_ACCESS_KEY_ID` is not"))
            }
        }
    }

    fn of_profile(profile: &Profile) -> Result<Self, Error> {
        let check_unsupported = |keys: &[&str]| match keys.iter().find(|key| profile.get(key).is_some()) {
            Some(key) => Err(unsupported(&profile.name, key)),
            None => Ok(()),
        };
        check_unsupported(&BEFORE_KEYS)?;
        if let (Some(id), Some(secret)) =
            (profile.get("aws_access_key_id"), profile.get("aws_secret_access_key"))
        {
            return Ok(Credentials {
                access_key_id: id.to_owned(),
                secret_access_key: secret.to_owned(),
                session_token: profile.get("aws_session_token").map(str::to_owned),
            });
        }
        check_unsupported(&AFTER_KEYS)?;
        Err(nowhere(profile))
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
        profile.files.iter().flatten().map(|path| format!("`{}`", path.display())).collect();
    let files = if files.is_empty() { "no file, for want of `HOME`".to_owned() } else { files.join(" and ") };
    let found = if profile.exists() { ", which has none" } else { "" };
    Error::credentials(format!(
        "there are no AWS credentials: neither `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` in the environment, \
         nor keys of the profile `{}`{found} in {files}",
        profile.name
    ))
}

#[cfg(test)]
mod tests {
    use super::{super::profile::tests::Home, *};

    fn find(home: &Home, variables: &[(&str, &str)]) -> Result<Credentials, String> {
        Credentials::find(&home.environment(variables)).map_err(|error| error.to_string())
    }

    #[test]
    fn the_environment_comes_first() {
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
    fn a_profile_has_keys_of_its_own() {
        let keys = "aws_access_key_id = A\naws_secret_access_key = B\naws_session_token = C\n";
        let home = Home::new("keys", "", &format!("[profile dev]\n{keys}credential_process = x\n"));
        let found = find(&home, &[("AWS_PROFILE", "dev")]).expect("credentials");
        assert_eq!(found.session_token.as_deref(), Some("C"));
    }

    #[test]
    fn other_ways_are_left_to_the_cli() {
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
    fn the_places_are_listed() {
        let home = Home::new("places", "[dev]\n", "");
        let folder = home.path().join(".aws");
        let files = format!("`{0}/credentials` and `{0}/config`", folder.display());
        let error = find(&home, &[("AWS_PROFILE", "dev")]).unwrap_err();
        assert!(error.ends_with(&format!("the profile `dev`, which has none in {files}")), "{error}");
        let error = find(&home, &[]).unwrap_err();
        assert!(error.ends_with(&format!("the profile `default` in {files}")), "{error}");
        let error = Credentials::find(&|_| None).unwrap_err().to_string();
        assert!(error.contains("`AWS_ACCESS_KEY_ID`") && error.ends_with("for want of `HOME`"), "{error}");
    }
}
