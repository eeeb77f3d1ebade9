//! The work of the handler, the same for every subject.

use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub struct Message {
    action: String,
    room: String,
    sequence: u64,
    text: String,
}

#[derive(Serialize)]
pub struct Answer {
    sequence: u64,
    length: usize,
}

impl Message {
    pub fn answer(&self) -> Answer {
        Answer { sequence: self.sequence, length: self.action.len() + self.room.len() + self.text.len() }
    }
}
