use std::fmt;

use super::Str;

/// The path of a value in a declaration: `routes.sendMessage.function.timeout`. A path is a list of segments,
/// because route keys contain dots. The empty path is the whole declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeclarationPath {
    pub segments: Vec<Segment>,
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A key of a block, or a name that the declaration chose: a route key, a group, a variable, a resource.
    Key(Str),
    /// The position of an element of a list.
    Index(usize),
}

impl DeclarationPath {
    /// The whole declaration.
    pub const ROOT: DeclarationPath = DeclarationPath { segments: Vec::new() };

    /// Returns the path of a chain of keys.
    pub fn from_keys<K: Into<Str>>(keys: impl IntoIterator<Item = K>) -> Self {
        Self { segments: keys.into_iter().map(|key| Segment::Key(key.into())).collect() }
    }

    /// Returns the path of a key of the block at this path.
    #[must_use]
    pub fn key(&self, key: impl Into<Str>) -> Self {
        self.join(Segment::Key(key.into()))
    }

    /// Returns the path of an element of the list at this path.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.join(Segment::Index(index))
    }

    fn join(&self, segment: Segment) -> Self {
        let mut segments = Vec::with_capacity(self.segments.len() + 1);
        segments.extend(self.segments.iter().cloned());
        segments.push(segment);
        Self { segments }
    }

    /// Returns the path of the containing block or list, or `None` for the whole declaration.
    pub fn parent(&self) -> Option<Self> {
        let (_, segments) = self.segments.split_last()?;
        Some(Self { segments: segments.to_vec() })
    }
}

/// `routes."chat.join".function.layers[1]`; a key that is not a word is in quotes.
impl fmt::Display for DeclarationPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.segments.iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) => {
                    let dot = if i == 0 { "" } else { "." };
                    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
                    if !key.is_empty() && key.chars().all(is_word) {
                        write!(f, "{dot}{key}")?;
                    } else {
                        write!(f, "{dot}{key:?}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_with_dotted_route_key_is_unambiguous() {
        let function = DeclarationPath::from_keys(["routes", "chat.join", "function"]);
        let layer = function.key("layers").index(1);
        assert_eq!(layer.to_string(), "routes.\"chat.join\".function.layers[1]");
        assert_eq!(layer.parent(), Some(function.key("layers")));
        assert_ne!(function, DeclarationPath::from_keys(["routes", "chat", "join", "function"]));
        assert_eq!(DeclarationPath::ROOT.parent(), None);
        assert_eq!(DeclarationPath::from_keys(["routes", "$connect"]).to_string(), "routes.$connect");
    }
}
