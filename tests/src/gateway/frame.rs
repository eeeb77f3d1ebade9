/// The opcode of a continuation frame.
pub const CONTINUATION: u8 = 0x0;
/// The opcode of a message of text.
pub const TEXT: u8 = 0x1;
/// The opcode of a binary message.
pub const BINARY: u8 = 0x2;
/// The opcode of a close frame.
pub const CLOSE: u8 = 0x8;
/// The opcode of a ping.
pub const PING: u8 = 0x9;
/// The opcode of a pong.
pub const PONG: u8 = 0xA;
/// The bit of a message's last frame.
pub const FIN: u8 = 0x80;

/// The mask of client frames. A mask of zeros would change nothing.
const MASK: [u8; 4] = [0x37, 0xFA, 0x21, 0x3D];

/// A frame of RFC 6455, valid or invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// [`FIN`], the reserved bits and the opcode.
    pub first: u8,
    /// The payload.
    pub payload: Vec<u8>,
}

impl Frame {
    /// Makes a frame from its first byte and its payload.
    pub fn new(first: u8, payload: impl Into<Vec<u8>>) -> Self {
        Frame { first, payload: payload.into() }
    }

    /// Makes a text message in one frame.
    pub fn text(text: &str) -> Self {
        Frame::new(FIN | TEXT, text)
    }

    /// Returns the opcode.
    pub fn opcode(&self) -> u8 {
        self.first & 0xF
    }

    /// Returns `true` for the last frame of a message.
    pub fn is_final(&self) -> bool {
        self.first & FIN != 0
    }

    /// Returns the code of a close frame.
    pub fn close_code(&self) -> Option<u16> {
        let code = self.payload.first_chunk().filter(|_| self.opcode() == CLOSE);
        code.map(|code| u16::from_be_bytes(*code))
    }

    /// Returns the bytes that a client sends.
    pub fn masked(&self) -> Vec<u8> {
        let mut bytes = self.head(0x80);
        bytes.extend(MASK);
        bytes.extend(self.payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
        bytes
    }

    /// Returns the bytes that a server sends.
    pub fn unmasked(&self) -> Vec<u8> {
        let mut bytes = self.head(0);
        bytes.extend(&self.payload);
        bytes
    }

    fn head(&self, masked: u8) -> Vec<u8> {
        let mut bytes = vec![self.first];
        match self.payload.len() {
            length @ 0..=125 => bytes.push(masked | length as u8),
            length @ 126..=0xFFFF => {
                bytes.push(masked | 126);
                bytes.extend((length as u16).to_be_bytes());
            }
            length => {
                bytes.push(masked | 127);
                bytes.extend((length as u64).to_be_bytes());
            }
        }
        bytes
    }
}

/// Makes a close frame with this code and reason.
pub fn close_frame(code: u16, reason: &str) -> Frame {
    Frame::new(FIN | CLOSE, [&code.to_be_bytes(), reason.as_bytes()].concat())
}

/// Makes a message in several frames, one for each part.
pub fn fragments(opcode: u8, parts: &[&[u8]]) -> Vec<Frame> {
    let last = parts.len() - 1;
    let frame = |(i, part): (usize, &&[u8])| {
        let first = if i == 0 { opcode } else { CONTINUATION };
        Frame::new(if i == last { FIN | first } else { first }, *part)
    };
    parts.iter().enumerate().map(frame).collect()
}
