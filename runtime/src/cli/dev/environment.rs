use std::collections::BTreeMap;

use websocket_api_model::{declaration::Declaration, files::read_named};

use super::Arguments;
use crate::{
    cli_error::CliError,
    gateway::{resolve_text, stage_name},
};

/// Returns the variables that the command line sets for handlers: those of `--env`, which override those of files.
pub(super) fn read_variables(arguments: &Arguments) -> Result<BTreeMap<String, String>, CliError> {
    let mut variables = BTreeMap::new();
    for path in &arguments.env_file {
        let unreadable = |reason: String| CliError::EnvironmentFile { path: path.clone(), reason };
        let text = read_named(path).map_err(|error| unreadable(error.to_string()))?;
        for variable in dotenvy::from_read_iter(text.as_bytes()) {
            let (name, value) = variable.map_err(|error| unreadable(reason(&error)))?;
            variables.insert(name, value);
        }
    }
    variables.extend(arguments.env.iter().cloned());
    Ok(variables)
}

/// Returns the reason why a file cannot be read, in one line: the text after an open quote may be all of the file.
fn reason(error: &dotenvy::Error) -> String {
    match error {
        dotenvy::Error::LineParse(text, _) => {
            let line = text.trim().lines().next().unwrap_or_default();
            format!("line `{line}` is not `NAME=VALUE`")
        }
        error => error.to_string(),
    }
}

/// A variable that is declared for functions.
pub(super) struct EnvironmentVariable {
    pub(super) name: String,
    /// `None`: it has a value on AWS only.
    pub(super) value: Option<String>,
    /// Another function has another value.
    pub(super) differs: bool,
}

/// Returns the variables declared for the functions of all APIs, each once. The stage is the one that was chosen.
pub(super) fn declared_variables<'a>(
    declarations: impl Iterator<Item = &'a Declaration>,
    stage: Option<&str>,
) -> Vec<EnvironmentVariable> {
    let mut all: Vec<EnvironmentVariable> = Vec::new();
    for declaration in declarations {
        let stage = stage_name(declaration, stage);
        let routes = declaration.routes.iter().filter_map(|route| declaration.function(route));
        for function in routes.chain(declaration.authorizer_function().cloned()) {
            for variable in function.environment.iter() {
                let value = resolve_text(&variable.value, declaration, stage);
                match all.iter_mut().find(|known| *known.name == *variable.name) {
                    Some(known) => known.differs |= known.value != value,
                    None => all.push(EnvironmentVariable {
                        name: variable.name.to_string(),
                        value,
                        differs: false,
                    }),
                }
            }
        }
    }
    all
}
