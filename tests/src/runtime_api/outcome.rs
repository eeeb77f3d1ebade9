use hyper::body::Bytes;
use serde::Deserialize;
use serde_json::Value;

/// The outcome of an invocation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// The bytes of the handler's response.
    Response(Bytes),
    /// An error of the handler.
    Error(FunctionError),
}

/// The error that a program reports instead of a response.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FunctionError {
    /// The kind of the error. `lambda_runtime` uses the name of a type.
    pub error_type: String,
    /// The message.
    #[serde(rename = "errorMessage")]
    pub message: String,
}

impl Outcome {
    /// Returns the response.
    ///
    /// # Panics
    /// If the outcome is an error.
    pub fn bytes(&self) -> &Bytes {
        match self {
            Self::Response(bytes) => bytes,
            Self::Error(error) => panic!("the handler failed: {error:?}"),
        }
    }

    /// Returns the response as JSON.
    ///
    /// # Panics
    /// If the outcome is an error, or the response is not JSON.
    pub fn value(&self) -> Value {
        let bytes = self.bytes();
        serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{error} in {bytes:?}"))
    }

    /// Returns the error.
    ///
    /// # Panics
    /// If the outcome is a response.
    pub fn error(&self) -> &FunctionError {
        match self {
            Self::Response(bytes) => panic!("the handler succeeded: {bytes:?}"),
            Self::Error(error) => error,
        }
    }
}
