use std::fmt;

/// The text of a diagnostic: the fault in one line, and lines below it.
///
/// `Display` shows it in rustc's form, with `= help: …` and `= note: …` on separate lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    fault: String,
    label: Option<String>,
    helps: Vec<Help>,
    notes: Vec<String>,
}

/// A remedy for a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The remedy in one line.
    pub text: String,
    /// The replacement of words in the code under the caret, if that is the remedy.
    pub replacement: Option<Replacement>,
}

/// A word in the code under the caret, and its replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    pub wrong: String,
    pub right: String,
}

impl Help {
    /// Makes a remedy without a replacement of words.
    pub fn new(text: impl fmt::Display) -> Self {
        Self { text: text.to_string(), replacement: None }
    }

    /// Makes a remedy that replaces a word in the code under the caret.
    pub fn replace(text: impl fmt::Display, wrong: impl Into<String>, right: impl Into<String>) -> Self {
        let replacement = Replacement { wrong: wrong.into(), right: right.into() };
        Self { text: text.to_string(), replacement: Some(replacement) }
    }

    /// Returns the code after the replacement. Returns `None` without a replacement, or if the code does not
    /// have the wrong word exactly once.
    pub fn apply(&self, code: &str) -> Option<String> {
        let Replacement { wrong, right } = self.replacement.as_ref()?;
        let is_there_once = !wrong.is_empty() && code.matches(&**wrong).count() == 1;
        is_there_once.then(|| code.replacen(&**wrong, right, 1)).filter(|changed| changed != code)
    }
}

impl Message {
    /// Makes a message with the fault: lower case, without a full stop and without the remedy.
    pub fn new(fault: impl fmt::Display) -> Self {
        Self { fault: fault.to_string(), label: None, helps: Vec::new(), notes: Vec::new() }
    }

    /// Describes the code under the caret.
    #[must_use]
    pub fn label(mut self, label: impl fmt::Display) -> Self {
        self.label = Some(label.to_string());
        self
    }

    /// Adds a remedy.
    #[must_use]
    pub fn help(self, text: impl fmt::Display) -> Self {
        self.with_help(Help::new(text))
    }

    /// Adds a remedy.
    #[must_use]
    pub fn with_help(mut self, help: Help) -> Self {
        self.helps.push(help);
        self
    }

    /// Adds the reason of a fault, or another fact about it.
    #[must_use]
    pub fn note(mut self, text: impl fmt::Display) -> Self {
        self.notes.push(text.to_string());
        self
    }

    /// Returns the fault.
    pub fn fault(&self) -> &str {
        &self.fault
    }

    /// Returns the description of the code under the caret.
    pub fn caret_label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// Returns the remedies.
    pub fn helps(&self) -> &[Help] {
        &self.helps
    }

    /// Returns the notes.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Returns the message with every text changed.
    #[must_use]
    pub fn map(self, change: impl Fn(&str) -> String) -> Self {
        Self {
            fault: change(&self.fault),
            label: self.label.map(|label| change(&label)),
            helps: self.helps.into_iter().map(|help| Help { text: change(&help.text), ..help }).collect(),
            notes: self.notes.iter().map(|note| change(note)).collect(),
        }
    }

    /// Returns the whole message in one line.
    pub fn one_line(&self) -> String {
        let helps = self.helps.iter().map(|help| format!("; help: {}", help.text));
        let notes = self.notes.iter().map(|note| format!("; note: {note}"));
        std::iter::once(self.fault.clone()).chain(helps).chain(notes).collect()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fault)?;
        self.helps.iter().try_for_each(|help| write!(f, "\n= help: {}", help.text))?;
        self.notes.iter().try_for_each(|note| write!(f, "\n= note: {note}"))
    }
}

impl From<&str> for Message {
    fn from(fault: &str) -> Self {
        Message::new(fault)
    }
}

impl From<String> for Message {
    fn from(fault: String) -> Self {
        Message::new(fault)
    }
}

impl From<fmt::Arguments<'_>> for Message {
    fn from(fault: fmt::Arguments<'_>) -> Self {
        Message::new(fault)
    }
}

/// Returns a list such as "`a`, `b` or `c`".
pub fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match &words[..] {
        [] => "nothing".into(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_with_help_and_note_is_shown_as_rustc_does() {
        let message = Message::new("unknown key `timout` in a function")
            .label("not a key of a function")
            .with_help(Help::replace("a key with a similar name exists: `timeout`", "timout", "timeout"))
            .note("keys are case-sensitive");
        assert_eq!(
            message.to_string(),
            "unknown key `timout` in a function\n= help: a key with a similar name exists: `timeout`\n\
             = note: keys are case-sensitive"
        );
        assert_eq!(
            message.one_line(),
            "unknown key `timout` in a function; help: a key with a similar name exists: `timeout`; \
             note: keys are case-sensitive"
        );
    }

    #[test]
    fn replacement_keeps_the_code_around_the_word() {
        let help = Help::replace("", "timout", "timeout");
        assert_eq!(help.apply("\"timout\"").as_deref(), Some("\"timeout\""));
        assert_eq!(help.apply("timout: timout"), None);
        assert_eq!(help.apply("time"), None);
        assert_eq!(Help::replace("", "", "a").apply("b"), None);
        assert_eq!(Help::new("write b").apply("a"), None);
    }
}
