#[cfg(feature = "validation")]
use websocket_api_model::selection::readable;
use websocket_api_model::spec::{Route, Validation};

use crate::{Error, Result};

/// What API Gateway compares a route's messages with: a JSON Schema of draft 4.
#[derive(Debug)]
pub(super) struct Model {
    #[cfg(feature = "validation")]
    validator: jsonschema::Validator,
}

#[cfg(feature = "validation")]
impl Model {
    pub(super) fn of(route: &Route) -> Result<Option<Self>> {
        let Validation::Model(schema) = &route.validation else { return Ok(None) };
        let schema = serde_json::to_value(websocket_api_model::template::Body::from(schema));
        let schema = schema.expect("string keys and finite numbers only");
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft4);
        let validator = options
            .build(&schema)
            .map_err(|error| Error::Model { route: route.key.to_string(), reason: error.to_string() })?;
        Ok(Some(Model { validator }))
    }

    /// Returns how a message differs; `None` if it does not, or is nested too deeply to be compared.
    pub(super) fn mismatch(&self, body: &str) -> Option<String> {
        let Some(body) = readable(body) else { return Some("the message is no JSON".to_owned()) };
        let value = serde_json::from_str(&body).ok()?;
        self.validator.validate(&value).err().map(|error| error.to_string())
    }
}

#[cfg(not(feature = "validation"))]
impl Model {
    pub(super) fn of(route: &Route) -> Result<Option<Self>> {
        match route.validation {
            Validation::None => Ok(None),
            Validation::Declared | Validation::Model(_) => {
                Err(Error::WithoutValidation { route: route.key.to_string() })
            }
        }
    }

    pub(super) fn mismatch(&self, _: &str) -> Option<String> {
        None
    }
}
