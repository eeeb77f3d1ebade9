use hyper::StatusCode;

/// A request that Lambda rejects.
#[derive(Debug)]
pub struct Violation {
    pub status: StatusCode,
    /// The error type in Lambda's response.
    pub error_type: &'static str,
    pub message: String,
}

impl Violation {
    pub fn request(message: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error_type: "InvalidRequest", message }
    }

    pub fn request_id(message: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error_type: "InvalidRequestID", message }
    }

    pub fn state(message: String) -> Self {
        Self { status: StatusCode::FORBIDDEN, error_type: "InvalidStateTransition", message }
    }

    pub fn path(message: String) -> Self {
        Self { status: StatusCode::NOT_FOUND, error_type: "NotFound", message }
    }
}
