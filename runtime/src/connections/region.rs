use std::sync::OnceLock;

use super::{
    Error,
    environment::{Environment, process},
    profile::Profile,
};

/// The Region of the process, which is looked up until it is found.
pub(crate) fn of_process() -> Result<&'static str, Error> {
    static FOUND: OnceLock<String> = OnceLock::new();
    match FOUND.get() {
        Some(found) => Ok(found),
        None => {
            let found = find(&process).ok_or(Error::Region)?;
            Ok(FOUND.get_or_init(|| found))
        }
    }
}

fn find(environment: Environment<'_>) -> Option<String> {
    let variable = environment("AWS_REGION").or_else(|| environment("AWS_DEFAULT_REGION"));
    variable.or_else(|| Profile::read(environment).ok()?.get("region").map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::{super::profile::tests::Home, *};

    #[test]
    fn the_environment_comes_first() {
        let home = Home::new("region", "", "[default]\nregion = eu-west-3\n");
        let find = |variables: &[(&str, &str)]| find(&home.environment(variables));
        let (one, two) = (("AWS_REGION", "eu-west-1"), ("AWS_DEFAULT_REGION", "eu-west-2"));
        assert_eq!(find(&[one, two]).as_deref(), Some("eu-west-1"));
        assert_eq!(find(&[two]).as_deref(), Some("eu-west-2"));
        assert_eq!(find(&[]).as_deref(), Some("eu-west-3"));
        assert_eq!(find(&[("AWS_PROFILE", "none")]), None);
    }
}
