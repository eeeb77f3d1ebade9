use std::env;

use websocket_api_model::declaration::{Authorizer, AuthorizerFunction, Declaration, StageVariable};

use super::environment;
use crate::gateway::{Gateway, resolve_text, stage_name};

/// What of handlers' environment is not here as it is on AWS.
pub(super) fn environment_notes<'a>(
    declarations: impl Iterator<Item = &'a Declaration>,
    stage: Option<&str>,
) -> Vec<String> {
    let mut notes = Vec::new();
    for variable in environment::declared_variables(declarations, stage) {
        let name = &variable.name;
        if variable.value.is_none() && env::var_os(name).is_none() {
            notes.push(format!("`{name}` has its value on AWS only; give it one with `--env {name}=…`"));
        } else if variable.differs {
            notes.push(format!("`{name}` differs from function to function, and is the same for all here"));
        }
    }
    notes
}

/// What of an API is not here as it is on AWS.
pub(super) fn api_notes(declaration: &Declaration, stage: Option<&str>, has_key: bool) -> Vec<String> {
    let stage = stage_name(declaration, stage);
    let mut notes = Vec::new();
    for route in declaration.routes.iter().filter(|route| route.has_existing_function()) {
        let key = &route.key;
        notes.push(format!("the function of `{key}` exists on AWS, and is not run here"));
    }
    let is_elsewhere =
        |variable: &&StageVariable| resolve_text(&variable.value, declaration, stage).is_none();
    for variable in declaration.stage.variables.iter().filter(is_elsewhere) {
        notes.push(format!(
            "the stage variable `{}` has its value on AWS only, and is not set here",
            variable.name
        ));
    }
    match &declaration.authorizer {
        Authorizer::Iam if !has_key => {
            notes.push(
                "handshakes need no signature here; give a key with `--aws-key` to have them verified"
                    .to_owned(),
            );
        }
        Authorizer::Existing(_) => notes.push(NO_AUTHORIZER.to_owned()),
        Authorizer::Lambda(lambda) if matches!(lambda.function, AuthorizerFunction::Existing(_)) => {
            notes.push(NO_AUTHORIZER.to_owned());
        }
        Authorizer::Iam | Authorizer::Lambda(_) | Authorizer::None => {}
    }
    notes
}

/// The note on an address that others reach, where `@connections` takes any signature.
pub(super) fn address_note(gateway: &Gateway, has_key: bool) -> Option<String> {
    let is_open = !gateway.address().ip().to_canonical().is_loopback() && !has_key;
    is_open.then(|| {
        "others on the network reach this gateway, and may post to connections and close them with any key; give a key with \
         `--aws-key` to have calls verified"
            .to_owned()
    })
}

const NO_AUTHORIZER: &str = "the authorizer exists on AWS, and is not asked here: anybody may connect";
