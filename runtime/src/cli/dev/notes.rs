use std::env;

use websocket_api_model::declaration::{Authorizer, AuthorizerFunction, Declaration, StageVariable};

use super::environment;
use crate::gateway::{Gateway, resolve_text, stage_name};

/// Returns a note for each variable of the handlers' environment that differs from AWS.
pub(super) fn environment_notes<'a>(
    declarations: impl Iterator<Item = &'a Declaration>,
    stage: Option<&str>,
) -> Vec<String> {
    let mut notes = Vec::new();
    for variable in environment::declared_variables(declarations, stage) {
        let name = &variable.name;
        if variable.value.is_none() && env::var_os(name).is_none() {
            notes.push(format!("`{name}` has a value only on AWS; set it with `--env {name}=…`"));
        } else if variable.differs {
            notes.push(format!(
                "`{name}` differs between functions on AWS; all handlers have the same value here"
            ));
        }
    }
    notes
}

/// Returns a note for each part of an API that differs from AWS.
pub(super) fn api_notes(declaration: &Declaration, stage: Option<&str>, has_key: bool) -> Vec<String> {
    let stage = stage_name(declaration, stage);
    let mut notes = Vec::new();
    for route in declaration.routes.iter().filter(|route| route.has_existing_function()) {
        let key = &route.key;
        notes.push(format!("the route `{key}` has an existing function, which runs only on AWS"));
    }
    let is_elsewhere =
        |variable: &&StageVariable| resolve_text(&variable.value, declaration, stage).is_none();
    for variable in declaration.stage.variables.iter().filter(is_elsewhere) {
        notes.push(format!(
            "the stage variable `{}` has a value only on AWS and is not set here",
            variable.name
        ));
    }
    match &declaration.authorizer {
        Authorizer::Iam if !has_key => {
            notes.push(
                "signatures of handshakes are not verified; set a key with `--aws-key` to verify them"
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

/// Returns a note for an address that others can reach while `@connections` accepts any signature.
pub(super) fn address_note(gateway: &Gateway, has_key: bool) -> Option<String> {
    let is_open = !gateway.address().ip().to_canonical().is_loopback() && !has_key;
    is_open.then(|| {
        "hosts on the network can reach this gateway, and can post to connections and delete them with any key; set a key with \
         `--aws-key` to verify signatures"
            .to_owned()
    })
}

const NO_AUTHORIZER: &str =
    "the authorizer is an existing one, which runs only on AWS; every client can connect here";
