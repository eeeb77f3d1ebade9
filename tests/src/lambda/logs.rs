use std::{
    io::{BufRead, BufReader, Read},
    thread,
};

use tokio::sync::watch;

/// What a program writes, read in the background.
#[derive(Clone, Debug, Default)]
pub struct Logs(watch::Sender<Written>);

#[derive(Debug, Default)]
struct Written {
    text: String,
    /// The streams that may still grow.
    open: usize,
}

impl Logs {
    /// Reads a stream to its end. Line by line, so that two streams do not end up in each other's lines.
    pub fn collect(&self, stream: impl Read + Send + 'static) {
        self.0.send_modify(|written| written.open += 1);
        let logs = self.0.clone();
        thread::spawn(move || {
            let mut stream = BufReader::new(stream);
            let mut line = Vec::new();
            while matches!(stream.read_until(b'\n', &mut line), Ok(1..)) {
                logs.send_modify(|written| written.text += &String::from_utf8_lossy(&line));
                line.clear();
            }
            logs.send_modify(|written| written.open -= 1);
        });
    }

    pub fn text(&self) -> String {
        self.0.borrow().text.clone()
    }

    /// Waits for a line with this text; none comes once all streams have ended.
    pub async fn line_with(&self, text: &str) -> Option<String> {
        let mut reader = self.0.subscribe();
        let said = reader.wait_for(|written| written.open == 0 || written.text.contains(text)).await;
        let said = said.expect("a sender that lives as long");
        said.text.lines().find(|line| line.contains(text)).map(str::to_owned)
    }

    pub async fn closed(&self) {
        self.0.subscribe().wait_for(|written| written.open == 0).await.expect("a sender that lives as long");
    }
}
