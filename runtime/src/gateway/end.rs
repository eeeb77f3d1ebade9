use std::borrow::Cow;

use tokio_tungstenite::tungstenite::{
    Error,
    error::ProtocolError,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

/// Why a connection is over: what `$disconnect` is told.
#[derive(Clone, Debug)]
pub(super) struct End {
    pub(super) code: u16,
    pub(super) reason: Cow<'static, str>,
    pub(super) goodbye: Goodbye,
}

/// Who says goodbye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goodbye {
    /// The client has, and gets its answer.
    ByClient,
    ByGateway,
    /// There is nobody to say it to.
    Unheard,
}

/// Whether a code may be sent (RFC 6455, 7.4).
pub(crate) fn may_close(code: u16) -> bool {
    CloseCode::from(code).is_allowed()
}

impl End {
    /// There was no close frame, or nobody reads one (conformance §4: 1006).
    pub(super) const LOST: End =
        End { code: 1006, reason: Cow::Borrowed("Connection closed abnormally"), goodbye: Goodbye::Unheard };
    /// AWS's words (conformance 2.4, 3.12).
    pub(super) const CLOSED: End = End::of(1000, "Connection Closed Normally");
    pub(super) const BINARY: End = End::of(1003, "Binary is not supported");

    const fn of(code: u16, reason: &'static str) -> Self {
        End { code, reason: Cow::Borrowed(reason), goodbye: Goodbye::ByGateway }
    }

    /// The gateway, or the time that a connection has, is at its end.
    pub(super) const fn going_away(code: u16) -> Self {
        End::of(code, "Going away")
    }

    pub(super) fn by_client(frame: Option<CloseFrame>) -> Self {
        let (code, reason) = match frame {
            Some(frame) => (frame.code.into(), frame.reason.to_string().into()),
            None => (1005, Cow::Borrowed("Client-side close frame status not set")),
        };
        End { code, reason, goodbye: Goodbye::ByClient }
    }

    /// What a client did wrong (conformance 1.34, 1.35).
    pub(super) fn by_error(error: &Error) -> Self {
        match error {
            Error::Capacity(_) => End::of(1009, "Message too long"),
            Error::Utf8(_) => End::of(1007, "Invalid UTF-8"),
            Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => End::LOST,
            Error::Protocol(_) => End::of(1002, "Protocol error"),
            _ => End::LOST,
        }
    }

    pub(super) fn frame(&self) -> CloseFrame {
        CloseFrame { code: CloseCode::from(self.code), reason: self.reason.to_string().into() }
    }
}
