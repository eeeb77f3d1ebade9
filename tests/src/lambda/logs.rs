use std::{
    io::{BufRead, BufReader, Read},
    thread,
};

use tokio::sync::watch;

/// The output of a program, read in the background.
#[derive(Clone, Debug, Default)]
pub struct Logs(watch::Sender<LogState>);

#[derive(Debug, Default)]
struct LogState {
    text: String,
    /// The streams that may still grow.
    open: usize,
}

impl Logs {
    /// Reads a stream to its end, line by line, so that two streams do not mix within a line.
    pub fn collect(&self, stream: impl Read + Send + 'static) {
        self.0.send_modify(|state| state.open += 1);
        let logs = self.0.clone();
        thread::spawn(move || {
            let mut stream = BufReader::new(stream);
            let mut line = Vec::new();
            while matches!(stream.read_until(b'\n', &mut line), Ok(1..)) {
                logs.send_modify(|state| state.text += &String::from_utf8_lossy(&line));
                line.clear();
            }
            logs.send_modify(|state| state.open -= 1);
        });
    }

    pub fn text(&self) -> String {
        self.0.borrow().text.clone()
    }

    /// Waits for a line with this text. Returns `None` if all streams end without it.
    pub async fn line_with(&self, text: &str) -> Option<String> {
        let mut reader = self.0.subscribe();
        let state = reader.wait_for(|state| state.open == 0 || state.text.contains(text)).await;
        let state = state.expect("a sender that lives as long");
        state.text.lines().find(|line| line.contains(text)).map(str::to_owned)
    }

    pub async fn wait_until_closed(&self) {
        self.0.subscribe().wait_for(|state| state.open == 0).await.expect("a sender that lives as long");
    }
}
