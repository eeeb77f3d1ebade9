use std::borrow::Cow;

use tokio_tungstenite::tungstenite::{
    Error,
    error::ProtocolError,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

/// The reason of a connection's end, as `$disconnect` gets it.
#[derive(Clone, Debug)]
pub(super) struct CloseReason {
    pub(super) code: u16,
    pub(super) text: Cow<'static, str>,
    pub(super) initiator: CloseInitiator,
}

/// The side that sends the first close frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CloseInitiator {
    /// The client has sent a close frame, which tungstenite answers.
    Client,
    Gateway,
    /// The connection is lost, so that no close frame can be sent.
    None,
}

/// Returns `true` if a close frame may have this code (RFC 6455, 7.4).
pub(crate) fn is_sendable_close_code(code: u16) -> bool {
    CloseCode::from(code).is_allowed()
}

impl CloseReason {
    /// The connection ended without a close frame, or the client does not read one (conformance §4: 1006).
    pub(super) const LOST: CloseReason = CloseReason {
        code: 1006,
        text: Cow::Borrowed("Connection closed abnormally"),
        initiator: CloseInitiator::None,
    };
    /// The connection was deleted, in AWS's words (conformance 2.4, 3.12).
    pub(super) const DELETED: CloseReason = CloseReason::new(1000, "Connection Closed Normally");
    pub(super) const BINARY: CloseReason = CloseReason::new(1003, "Binary is not supported");

    const fn new(code: u16, text: &'static str) -> Self {
        CloseReason { code, text: Cow::Borrowed(text), initiator: CloseInitiator::Gateway }
    }

    /// The gateway shuts down, or the connection exceeded a timeout.
    pub(super) const fn going_away(code: u16) -> Self {
        CloseReason::new(code, "Going away")
    }

    pub(super) fn from_client(frame: Option<CloseFrame>) -> Self {
        let (code, text) = match frame {
            Some(frame) => (frame.code.into(), frame.reason.to_string().into()),
            None => (1005, Cow::Borrowed("Client-side close frame status not set")),
        };
        CloseReason { code, text, initiator: CloseInitiator::Client }
    }

    /// Returns the reason for an error of the client (conformance 1.34, 1.35).
    pub(super) fn from_error(error: &Error) -> Self {
        match error {
            Error::Capacity(_) => CloseReason::new(1009, "Message too long"),
            Error::Utf8(_) => CloseReason::new(1007, "Invalid UTF-8"),
            Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => CloseReason::LOST,
            Error::Protocol(_) => CloseReason::new(1002, "Protocol error"),
            _ => CloseReason::LOST,
        }
    }

    pub(super) fn to_frame(&self) -> CloseFrame {
        CloseFrame { code: CloseCode::from(self.code), reason: self.text.to_string().into() }
    }
}
