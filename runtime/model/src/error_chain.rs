use std::error::Error;

/// Returns an error and its causes: `cannot read a file: it is not UTF-8`. A cause is omitted if the text
/// before it ends with the cause's text, as in errors of some crates.
pub fn error_chain(error: &dyn Error) -> String {
    let mut chain = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !chain.ends_with(&cause_text) {
            chain += ": ";
            chain += &cause_text;
        }
        source = cause.source();
    }
    chain
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::*;

    #[derive(Debug)]
    struct Link(&'static str, Option<Box<Link>>);

    impl fmt::Display for Link {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Link {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_ref().map(|cause| &**cause as _)
        }
    }

    fn chain(texts: &[&'static str]) -> Link {
        let (first, rest) = texts.split_first().expect("an error");
        Link(first, (!rest.is_empty()).then(|| Box::new(chain(rest))))
    }

    #[test]
    fn each_cause_is_printed_once() {
        assert_eq!(error_chain(&chain(&["a"])), "a");
        assert_eq!(error_chain(&chain(&["a", "b", "c"])), "a: b: c");
        assert_eq!(error_chain(&chain(&["a: b", "b", "c"])), "a: b: c");
    }
}
