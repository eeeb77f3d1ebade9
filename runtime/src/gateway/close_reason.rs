use std::borrow::Cow;

use tokio_tungstenite::tungstenite::{
    Error,
    error::ProtocolError,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

/// Why a connection is over: what `$disconnect` is told.
#[derive(Clone, Debug)]
pub(super) struct CloseReason {
    pub(super) code: u16,
    pub(super) reason: Cow<'static, str>,
    pub(super) initiator: CloseInitiator,
}

/// Who says initiator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CloseInitiator {
    /// The client has, and gets its answer.
    Client,
    Gateway,
    /// There is nobody to say it to.
    None,
}

/// Whether a code may be sent (RFC 6455, 7.4).
pub(crate) fn is_sendable_close_code(code: u16) -> bool {
    CloseCode::from(code).is_allowed()
}

impl CloseReason {
    /// There was no close frame, or nobody reads one (conformance §4: 1006).
    pub(super) const LOST: CloseReason = CloseReason {
        code: 1006,
        reason: Cow::Borrowed("Connection closed abnormally"),
        initiator: CloseInitiator::None,
    };
    /// AWS's words (conformance 2.4, 3.12).
    pub(super) const CLOSED: CloseReason = CloseReason::new(1000, "Connection Closed Normally");
    pub(super) const BINARY: CloseReason = CloseReason::new(1003, "Binary is not supported");

    const fn new(code: u16, reason: &'static str) -> Self {
        CloseReason { code, reason: Cow::Borrowed(reason), initiator: CloseInitiator::Gateway }
    }

    /// The gateway, or the time that a connection has, is at its end.
    pub(super) const fn going_away(code: u16) -> Self {
        CloseReason::new(code, "Going away")
    }

    pub(super) fn from_client(frame: Option<CloseFrame>) -> Self {
        let (code, reason) = match frame {
            Some(frame) => (frame.code.into(), frame.reason.to_string().into()),
            None => (1005, Cow::Borrowed("Client-side close frame status not set")),
        };
        CloseReason { code, reason, initiator: CloseInitiator::Client }
    }

    /// What a client did wrong (conformance 1.34, 1.35).
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
        CloseFrame { code: CloseCode::from(self.code), reason: self.reason.to_string().into() }
    }
}
