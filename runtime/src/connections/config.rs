//! The configuration of the process: its environment, and the profiles of AWS's shared files.

use std::{collections::HashMap, env, fs, io, path::PathBuf, sync::OnceLock};

use configparser::ini::Ini;
use websocket_api_model::escape;

use super::Error;

/// The source of variables: the process's environment, or a test's.
pub(crate) type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Returns a variable of the process. Templates set a variable to an empty text where they cannot leave it out, so that an
/// empty variable has no value.
pub(crate) fn process_variable(name: &str) -> Option<String> {
    let value = env::var(name).ok()?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Returns the Region of the process, which is looked up until it is found.
pub(crate) fn process_region() -> Result<&'static str, Error> {
    static REGION: OnceLock<String> = OnceLock::new();
    match REGION.get() {
        Some(region) => Ok(region),
        None => {
            let region = find_region(&process_variable).ok_or(Error::Region)?;
            Ok(REGION.get_or_init(|| region))
        }
    }
}

fn find_region(environment: Environment<'_>) -> Option<String> {
    let variable = environment("AWS_REGION").or_else(|| environment("AWS_DEFAULT_REGION"));
    variable.or_else(|| Profile::read(environment).ok()?.get("region").map(str::to_owned))
}

/// A profile of AWS's shared files: `~/.aws/credentials` and, after it, `~/.aws/config`.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) name: String,
    /// The files that may have the profile.
    pub(crate) files: [Option<PathBuf>; 2],
    settings: HashMap<String, String>,
    exists: bool,
}

impl Profile {
    /// Reads the profile that the environment selects. A file that does not exist is an empty one.
    pub(crate) fn read(environment: Environment<'_>) -> Result<Self, Error> {
        let home = environment("HOME").or_else(|| environment("USERPROFILE")).map(PathBuf::from);
        let file = |variable: &str, name: &str| {
            let given = environment(variable).map(PathBuf::from);
            given.or_else(|| Some(home.as_ref()?.join(".aws").join(name)))
        };
        let files = [file("AWS_SHARED_CREDENTIALS_FILE", "credentials"), file("AWS_CONFIG_FILE", "config")];
        let name = environment("AWS_PROFILE").unwrap_or_else(|| "default".to_owned());
        let mut profile = Profile { name, files: files.clone(), settings: HashMap::new(), exists: false };
        let [credentials, config] = files;
        if let Some(path) = credentials {
            profile.add(&path, |section, name| section == name)?;
        }
        if let Some(path) = config {
            profile.add(&path, |section, name| {
                let named =
                    section.strip_prefix("profile").filter(|rest| rest.starts_with(char::is_whitespace));
                named.is_some_and(|rest| rest.trim() == name) || (section == name && name == "default")
            })?;
        }
        Ok(profile)
    }

    fn add(&mut self, path: &PathBuf, is_section: impl Fn(&str, &str) -> bool) -> Result<(), Error> {
        let refuse =
            |reason: String| Error::credentials(format!("cannot read `{}`: {reason}", escape::path(path)));
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(refuse(error.to_string())),
        };
        let sections = parse(text).map_err(refuse)?;
        for (section, settings) in sections {
            if !is_section(&section, &self.name) {
                continue;
            }
            self.exists = true;
            for (key, value) in settings {
                if let Some(value) = value.filter(|value| !value.is_empty()) {
                    self.settings.entry(key).or_insert(value);
                }
            }
        }
        Ok(())
    }

    /// Returns `true` if a file has the profile.
    pub(crate) fn exists(&self) -> bool {
        self.exists
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.settings.get(key).map(String::as_str)
    }
}

/// Parses the sections of AWS's dialect: keys in any case, no quotes, no escapes, comments on separate lines, and indented lines
/// that belong to the key above.
fn parse(text: String) -> Result<HashMap<String, HashMap<String, Option<String>>>, String> {
    let mut ini = Ini::new_cs();
    ini.set_default_section("");
    ini.set_comment_symbols(&['#', ';']);
    // A secret key may have either in it.
    ini.set_inline_comment_symbols(Some(&[]));
    ini.set_multiline(true);
    let sections = ini.read(text)?;
    let lower = |settings: HashMap<String, _>| {
        settings.into_iter().map(|(key, value)| (key.to_lowercase(), value)).collect()
    };
    Ok(sections.into_iter().map(|(name, settings)| (name, lower(settings))).collect())
}

#[cfg(test)]
pub(crate) mod tests {
    use std::{path::Path, process};

    use super::*;

    /// A home with the two files, removed at the end.
    pub(crate) struct Home(PathBuf);

    impl Home {
        pub(crate) fn new(name: &str, credentials: &str, config: &str) -> Self {
            let home = env::temp_dir().join(format!("websocket-api-{}-{name}", process::id()));
            fs::create_dir_all(home.join(".aws")).expect("a folder");
            for (file, text) in [("credentials", credentials), ("config", config)] {
                fs::write(home.join(".aws").join(file), text).expect("a file");
            }
            Home(home)
        }

        pub(crate) fn path(&self) -> &Path {
            &self.0
        }

        /// The environment of a user of this home.
        pub(crate) fn environment(&self, variables: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> {
            let mut all: HashMap<String, String> =
                variables.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
            all.insert("HOME".to_owned(), self.0.display().to_string());
            move |name| all.get(name).cloned()
        }
    }

    impl Drop for Home {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    const CREDENTIALS: &str = "# made by hand\n\
        [default]\n\
        aws_access_key_id = AKIDEFAULT\n\
        AWS_Secret_Access_Key=a#b;c/d+e=\"f\\n\n\
        \n\
        [work]\n\
        aws_access_key_id=AKIWORK\n\
        aws_secret_access_key=secret\n\
        region = eu-north-1\n";
    const CONFIG: &str = "[default]\n\
        region = eu-west-1\n\
        s3 =\n  max_concurrent_requests = 20\n  region = wrong\n\
        output = json\n\
        [profile  work]\n\
        region = eu-west-2\n\
        cli_pager =\n\
        [profile other]\n\
        region = eu-west-3\n\
        [other]\n\
        region = wrong\n";

    fn profile(name: &str) -> Profile {
        let home = Home::new(&format!("profile-{name}"), CREDENTIALS, CONFIG);
        Profile::read(&home.environment(&[("AWS_PROFILE", name)])).expect("a profile")
    }

    #[test]
    fn profile_values_are_read_verbatim() {
        let default = profile("default");
        assert_eq!(default.get("aws_access_key_id"), Some("AKIDEFAULT"));
        assert_eq!(default.get("aws_secret_access_key"), Some("a#b;c/d+e=\"f\\n"));
        assert_eq!((default.get("region"), default.get("output")), (Some("eu-west-1"), Some("json")));
        assert_eq!(default.get("max_concurrent_requests"), None);
    }

    #[test]
    fn credentials_file_comes_before_config_file() {
        let work = profile("work");
        assert_eq!((work.get("region"), work.get("cli_pager")), (Some("eu-north-1"), None));
        assert!(work.exists());
    }

    #[test]
    fn config_sections_are_found_by_profile_name() {
        let other = profile("other");
        assert_eq!((other.get("region"), other.get("aws_access_key_id")), (Some("eu-west-3"), None));
        assert!(!profile("profile other").exists());
        assert!(!profile("nobody").exists());
    }

    #[test]
    fn broken_file_is_an_error_and_a_missing_one_is_empty() {
        let home = Home::new("elsewhere", "[default]\naws_access_key_id = A\n", "[default\n");
        let config = home.path().join("none").display().to_string();
        let profile = Profile::read(&home.environment(&[("AWS_CONFIG_FILE", &config)])).expect("a profile");
        assert_eq!((profile.get("aws_access_key_id"), profile.get("region")), (Some("A"), None));
        let error = Profile::read(&home.environment(&[])).unwrap_err().to_string();
        assert!(error.starts_with("cannot read `") && error.contains("line 1"), "{error}");
    }

    #[test]
    fn region_of_the_environment_comes_before_the_profile() {
        let home = Home::new("region", "", "[default]\nregion = eu-west-3\n");
        let find = |variables: &[(&str, &str)]| find_region(&home.environment(variables));
        let (one, two) = (("AWS_REGION", "eu-west-1"), ("AWS_DEFAULT_REGION", "eu-west-2"));
        assert_eq!(find(&[one, two]).as_deref(), Some("eu-west-1"));
        assert_eq!(find(&[two]).as_deref(), Some("eu-west-2"));
        assert_eq!(find(&[]).as_deref(), Some("eu-west-3"));
        assert_eq!(find(&[("AWS_PROFILE", "none")]), None);
    }
}
