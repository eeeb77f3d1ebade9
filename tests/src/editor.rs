//! rust-analyzer, controlled as by an editor.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::judges::installed;

/// The maximum wait for a response. Most take seconds, and the first takes a minute.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(300);

/// The position of the cursor in a text.
pub const CURSOR: &str = "‸";

/// An editor with one file open. Dropping it ends the server.
#[derive(Debug)]
pub struct Editor {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    file: PathBuf,
    version: i32,
    requests: i32,
}

impl Editor {
    /// Opens this file of the package in this folder, and waits until the server knows the package.
    ///
    /// # Panics
    /// If the server cannot be started, or ends.
    pub fn open(package: &Path, file: &str) -> Self {
        let mut server = Command::new(installed("rust-analyzer/bin/rust-analyzer"))
            .current_dir(package)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("rust-analyzer");
        let input = server.stdin.take().expect("a pipe");
        let mut output = BufReader::new(server.stdout.take().expect("a pipe"));
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let file = package.join(file);
        let mut editor = Editor { server, input, messages, file, version: 0, requests: 0 };
        editor.request(
            "initialize",
            &json!({
                "processId": std::process::id(),
                "rootUri": format!("file://{}", package.display()),
                "capabilities": {
                    "experimental": { "serverStatusNotification": true },
                    "textDocument": {
                        "diagnostic": {},
                        "definition": { "linkSupport": true },
                        "hover": { "contentFormat": ["markdown"] },
                    },
                },
                "initializationOptions": {
                    "cachePriming": { "enable": false },
                    "cargo": { "targetDir": package.join("target") },
                    "checkOnSave": false,
                },
            }),
        );
        editor.notify("initialized", &json!({}));
        let text = std::fs::read_to_string(&editor.file).expect("a file");
        let document = json!({ "uri": editor.uri(), "languageId": "rust", "version": 0, "text": text });
        editor.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        while editor.next()["params"]["quiescent"] != true {}
        editor
    }

    /// Returns the completions at the cursor.
    ///
    /// # Panics
    /// If the server returns an error.
    pub fn offers(&mut self, text: &str) -> Vec<String> {
        let answer = self.ask("textDocument/completion", text);
        let items = answer.get("items").unwrap_or(&answer).as_array().cloned().unwrap_or_default();
        items.iter().filter_map(|item| item["label"].as_str().map(str::to_owned)).collect()
    }

    /// Returns the hover text of the word under the cursor.
    ///
    /// # Panics
    /// If the server returns an error.
    pub fn shows(&mut self, text: &str) -> String {
        self.ask("textDocument/hover", text)["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// Returns the definitions of the word under the cursor: the rest of each line.
    ///
    /// # Panics
    /// If the server returns an error or a missing file.
    pub fn definitions(&mut self, text: &str) -> Vec<String> {
        let answer = self.ask("textDocument/definition", text);
        let links = answer.as_array().cloned().unwrap_or_default();
        let read = |link: &Value| {
            let path =
                link["targetUri"].as_str().and_then(|uri| uri.strip_prefix("file://")).expect("a file");
            let text = if Path::new(path) == self.file {
                text.replacen(CURSOR, "", 1)
            } else {
                std::fs::read_to_string(path).expect("a file of the definition")
            };
            let start = &link["targetSelectionRange"]["start"];
            let line = start["line"].as_u64().and_then(|line| text.lines().nth(usize::try_from(line).ok()?));
            let line = line.expect("a line of the definition");
            let character =
                start["character"].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or_default();
            line.chars().skip(character).collect()
        };
        links.iter().map(read).collect()
    }

    /// Returns the server's diagnostics for the text.
    ///
    /// # Panics
    /// If the server returns an error.
    pub fn complaints(&mut self, text: &str) -> Vec<String> {
        self.change(text);
        let document = json!({ "uri": self.uri() });
        let answer = self.request("textDocument/diagnostic", &json!({ "textDocument": document }));
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        items.iter().filter_map(|items| items["message"].as_str().map(str::to_owned)).collect()
    }

    fn uri(&self) -> String {
        format!("file://{}", self.file.display())
    }

    fn change(&mut self, text: &str) {
        self.version += 1;
        let document = json!({ "uri": self.uri(), "version": self.version });
        self.notify(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }

    fn ask(&mut self, method: &str, text: &str) -> Value {
        let (before, after) = text.split_once(CURSOR).expect("a cursor");
        self.change(&format!("{before}{after}"));
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        let document = json!({ "uri": self.uri() });
        self.request(
            method,
            &json!({ "textDocument": document, "position": { "line": line, "character": character } }),
        )
    }

    fn request(&mut self, method: &str, params: &Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.next();
            if message["id"] == id && message.get("method").is_none() {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].clone();
            }
        }
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("a server that listens");
        self.input.flush().expect("a server that listens");
    }

    /// Returns the next message, and answers the server's requests: there are no settings.
    fn next(&mut self) -> Value {
        let message = self.messages.recv_timeout(RESPONSE_TIMEOUT).expect("a server that answers");
        if let (Some(method), Some(id)) = (message["method"].as_str(), message.get("id")) {
            let settings = message["params"]["items"].as_array().map(Vec::len).unwrap_or_default();
            let none = if method == "workspace/configuration" {
                json!(vec![Value::Null; settings])
            } else {
                Value::Null
            };
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": none }));
        }
        message
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It has ended already if this fails.
        _ = self.server.kill();
        _ = self.server.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            None => break,
            Some(("Content-Length", value)) => length = value.parse().ok()?,
            Some(_) => {}
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
