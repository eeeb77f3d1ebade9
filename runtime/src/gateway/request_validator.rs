//! The validator of a route's messages.

pub(super) use validator::{Error as ValidatorError, RequestValidator};

#[cfg(feature = "asyncapi")]
mod validator {
    use jsonschema::{Draft, Validator};
    use websocket_api_model::{
        declaration::{Route, Validation},
        selection::readable,
        template::Body,
    };

    pub(in crate::gateway) use crate::asyncapi::Error;
    use crate::excerpt::excerpt;

    /// The validator of a route's messages: the route's model, a JSON Schema of draft 4.
    #[derive(Debug)]
    pub(in crate::gateway) struct RequestValidator(Validator);

    impl RequestValidator {
        /// Returns the validator of a route; `None` if the route does not validate messages.
        pub(in crate::gateway) fn new(route: &Route) -> Result<Option<Self>, Error> {
            let Validation::Model(schema) = &route.validation else { return Ok(None) };
            let schema = serde_json::to_value(Body::from(schema));
            let schema = schema.expect("string keys and finite numbers only");
            let validator = jsonschema::options()
                .with_draft(Draft::Draft4)
                .build(&schema)
                .map_err(|error| Error::Model { route: route.key.to_string(), reason: error.to_string() })?;
            Ok(Some(RequestValidator(validator)))
        }

        /// Returns the difference between a message and the model, without the message's values. Returns `None` if there is no difference,
        /// or if the message is nested too deeply to be compared.
        pub(in crate::gateway) fn mismatch(&self, body: &str) -> Option<String> {
            let Some(body) = readable(body) else { return Some("the message is no JSON".to_owned()) };
            let value = serde_json::from_str(&body).ok()?;
            let error = self.0.validate(&value).err()?;
            let (path, problem) = (error.instance_path().as_str(), error.masked_with("the value"));
            Some(match path.is_empty() {
                true => excerpt(&problem.to_string()).into_owned(),
                false => excerpt(&format!("{path}: {problem}")).into_owned(),
            })
        }
    }
}

#[cfg(not(feature = "asyncapi"))]
mod validator {
    use websocket_api_model::declaration::{Route, Validation};

    pub(in crate::gateway) use crate::gateway_error::Error;

    /// Without the feature no route has a validator: a route that validates messages is an error.
    #[derive(Debug)]
    pub(in crate::gateway) enum RequestValidator {}

    impl RequestValidator {
        /// Returns `None`, or an error if the route validates messages.
        pub(in crate::gateway) fn new(route: &Route) -> Result<Option<Self>, Error> {
            match route.validation {
                Validation::None => Ok(None),
                Validation::Declared | Validation::Model(_) => {
                    Err(Error::WithoutValidation { route: route.key.to_string() })
                }
            }
        }

        pub(in crate::gateway) fn mismatch(&self, _: &str) -> Option<String> {
            match *self {}
        }
    }
}
