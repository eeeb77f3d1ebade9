use std::collections::HashMap;

/// How a client spelled the names of its headers, which events keep.
#[derive(Debug, Default)]
pub(super) struct HeaderCase(HashMap<String, String>);

impl HeaderCase {
    /// Of the head of a request as it came.
    pub(super) fn read(head: &[u8]) -> Self {
        let mut headers = [httparse::EMPTY_HEADER; 100];
        let mut request = httparse::Request::new(&mut headers);
        // What cannot be read is hyper's to refuse.
        _ = request.parse(head);
        let names = request.headers.iter().filter(|header| !header.name.is_empty());
        HeaderCase(names.map(|header| (header.name.to_ascii_lowercase(), header.name.to_owned())).collect())
    }

    pub(super) fn add(&mut self, name: &str) {
        self.0.insert(name.to_ascii_lowercase(), name.to_owned());
    }

    pub(super) fn spell(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }
}
