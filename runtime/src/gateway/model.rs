use websocket_api_model::declaration::{Route, Validation};
#[cfg(feature = "validation")]
use websocket_api_model::selection::readable;

#[cfg(feature = "validation")]
use crate::excerpt::excerpt;
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

    /// Returns the difference of a message to the model, without its values; `None` if there is no difference, or the message is nested
    /// too deeply to be compared.
    pub(super) fn mismatch(&self, body: &str) -> Option<String> {
        let Some(body) = readable(body) else { return Some("the message is no JSON".to_owned()) };
        let value = serde_json::from_str(&body).ok()?;
        let error = self.validator.validate(&value).err()?;
        let (place, what) = (error.instance_path().as_str(), error.masked_with("the value"));
        Some(match place.is_empty() {
            true => excerpt(&what.to_string()).into_owned(),
            false => excerpt(&format!("{place}: {what}")).into_owned(),
        })
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
