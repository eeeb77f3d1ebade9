use hyper::body::Bytes;
use serde::Deserialize;
use serde_json::Value;

/// How an invocation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// The handler returned this, byte by byte as sent.
    Response(Bytes),
    /// The handler failed.
    Error(FunctionError),
}

/// What a program reports instead of a response.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FunctionError {
    /// Its kind; `lambda_runtime` puts a type's name here.
    pub error_type: String,
    /// What it says.
    #[serde(rename = "errorMessage")]
    pub message: String,
}

impl Outcome {
    /// The response.
    ///
    /// # Panics
    /// On an error.
    pub fn bytes(&self) -> &Bytes {
        match self {
            Self::Response(bytes) => bytes,
            Self::Error(error) => panic!("the handler failed: {error:?}"),
        }
    }

    /// The response as JSON.
    ///
    /// # Panics
    /// On an error, and when the response is none.
    pub fn value(&self) -> Value {
        let bytes = self.bytes();
        serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{error} in {bytes:?}"))
    }

    /// The error.
    ///
    /// # Panics
    /// On a response.
    pub fn error(&self) -> &FunctionError {
        match self {
            Self::Response(bytes) => panic!("the handler succeeded: {bytes:?}"),
            Self::Error(error) => error,
        }
    }
}
