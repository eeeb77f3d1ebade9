use std::env;

/// Where variables are looked up: the process's environment, or a test's.
pub(crate) type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A variable of the process. Templates set a variable to nothing where they cannot leave it out, so that is no value.
pub(crate) fn process(name: &str) -> Option<String> {
    let value = env::var(name).ok()?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
