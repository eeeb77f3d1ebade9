use std::fmt;

use crate::message::Message;

use super::{
    List, Str, as_str,
    bake::{Bake, ConstWriter, bake},
};

/// A string of the declaration. A string with `${Name}` becomes `Fn::Sub`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    Literal(Str),
    Sub(List<Piece>),
}

impl Bake for Text {
    fn bake<W: ConstWriter>(&self, writer: &mut W) -> W::Expression {
        let text = match (writer.constant(), self) {
            (Some(constant), _) => constant,
            (None, Text::Literal(text)) => writer.string(text),
            (None, Text::Sub(pieces)) => {
                let pieces = pieces.bake(writer);
                return writer.call("Text", "Sub", vec![pieces]);
            }
        };
        writer.call("Text", "literal", vec![text])
    }
}

/// A literal part of a string, or a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Literal(Str),
    /// `${AWS::Region}`
    Pseudo(Pseudo),
    /// `${Name}`: a parameter or a resource of the template.
    Ref(Str),
    /// `${Name.Attribute}`
    GetAtt(Str, Str),
}

bake! { enum Piece { Literal(text), Pseudo(parameter), Ref(name), GetAtt(name, attribute) } }

impl Text {
    /// Makes a string without references, in which `${…}` is text.
    pub const fn literal(text: &'static str) -> Text {
        Text::Literal(Str::Borrowed(text))
    }

    /// Returns the characters, if they are known before a deployment.
    pub fn as_literal(&self) -> Option<&str> {
        match self {
            Text::Literal(text) => Some(text),
            Text::Sub(_) => None,
        }
    }

    /// Returns the characters with the known values of parameters. Returns `None` if the string has another
    /// reference, or a dynamic one, which CloudFormation replaces by a value of SSM or Secrets Manager.
    pub fn resolve(&self, parameter: &dyn Fn(&str) -> Option<String>) -> Option<String> {
        let text = match self {
            Text::Literal(text) => text.to_string(),
            Text::Sub(pieces) => {
                let value = |piece: &Piece| match piece {
                    Piece::Literal(text) => Some(text.to_string()),
                    Piece::Ref(name) => parameter(name),
                    Piece::Pseudo(_) | Piece::GetAtt(..) => None,
                };
                pieces.iter().map(value).collect::<Option<String>>()?
            }
        };
        (!has_dynamic_reference(&text)).then_some(text)
    }

    /// Returns a domain name without a trailing dot, which AWS rejects.
    #[must_use]
    pub fn without_trailing_dot(&self) -> Text {
        let strip = |text: &Str| -> Str { text.strip_suffix('.').unwrap_or(text).to_owned().into() };
        match self {
            Text::Literal(text) => Text::Literal(strip(text)),
            Text::Sub(pieces) => {
                let mut pieces = pieces.to_vec();
                if let Some(Piece::Literal(last)) = pieces.last_mut() {
                    *last = strip(last);
                }
                Text::Sub(pieces.into())
            }
        }
    }

    /// Returns the known start of the text.
    pub const fn beginning(&self) -> &str {
        match self {
            Text::Literal(text) => as_str(text),
            Text::Sub(pieces) => {
                let pieces = match pieces {
                    List::Borrowed(pieces) => pieces,
                    List::Owned(pieces) => pieces.as_slice(),
                };
                match pieces {
                    [Piece::Literal(text), ..] => as_str(text),
                    _ => "",
                }
            }
        }
    }

    /// Returns the known end of the text.
    pub fn end(&self) -> &str {
        match self {
            Text::Literal(text) => text,
            Text::Sub(pieces) => match pieces.last() {
                Some(Piece::Literal(text)) => text,
                _ => "",
            },
        }
    }

    /// Returns the text with probable values of its references, to check the rest of the text. Returns `None`
    /// if a reference may have any value.
    pub fn example(&self) -> Option<String> {
        let pieces = match self {
            Text::Literal(text) if has_dynamic_reference(text) => return None,
            Text::Literal(text) => return Some(text.to_string()),
            Text::Sub(pieces) => pieces,
        };
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => Some(&**text),
                Piece::Pseudo(Pseudo::AccountId) => Some("123456789012"),
                Piece::Pseudo(Pseudo::Partition) => Some("aws"),
                Piece::Pseudo(Pseudo::Region) => Some("eu-west-1"),
                Piece::Pseudo(_) => Some("x"),
                Piece::Ref(_) | Piece::GetAtt(..) => None,
            })
            .collect()
    }

    /// Returns the number of literal bytes, without the references.
    pub fn literal_len(&self) -> usize {
        match self {
            Text::Literal(text) => text.len(),
            Text::Sub(pieces) => {
                pieces.iter().map(|piece| if let Piece::Literal(text) = piece { text.len() } else { 0 }).sum()
            }
        }
    }

    /// Returns the references in the order written.
    pub fn references(&self) -> impl Iterator<Item = &Piece> {
        let pieces = match self {
            Text::Literal(_) => &[][..],
            Text::Sub(pieces) => pieces,
        };
        pieces.iter().filter(|piece| !matches!(piece, Piece::Literal(_)))
    }
}

/// CloudFormation replaces `{{resolve:ssm:/name}}` by a value of another service.
fn has_dynamic_reference(text: &str) -> bool {
    text.contains("{{resolve:")
}

macro_rules! pseudo {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// CloudFormation's pseudo parameters.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Pseudo {
            $($(#[$doc])* $variant),+
        }

        bake! { enum Pseudo { $($variant),+ } }

        impl Pseudo {
            pub const ALL: &'static [Pseudo] = &[$(Pseudo::$variant),+];

            pub const fn name(self) -> &'static str {
                match self {
                    $(Pseudo::$variant => $name),+
                }
            }
        }
    };
}

pseudo! {
    AccountId = "AWS::AccountId",
    Partition = "AWS::Partition",
    Region = "AWS::Region",
    StackId = "AWS::StackId",
    StackName = "AWS::StackName",
    UrlSuffix = "AWS::URLSuffix",
}

/// The error of a reference `${…}` in a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubError {
    /// `${` without its `}`.
    Unclosed,
    /// `${}` or `${.Arn}` or `${a b}`.
    Malformed(String),
    /// `${AWS::Something}` that does not exist or has no value in a string.
    UnknownPseudo(String),
}

impl fmt::Display for SubError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl SubError {
    /// Returns the message.
    pub fn message(&self) -> Message {
        match self {
            SubError::Unclosed => Message::new("unclosed `${`").help("write `}` after the name"),
            SubError::Malformed(name) => Message::new(format_args!("invalid reference `${{{name}}}`"))
                .help("write `${Name}` or `${Name.Attribute}`")
                .help(format_args!("write `${{!{name}}}` for the literal text")),
            SubError::UnknownPseudo(name) => {
                let names: Vec<String> =
                    Pseudo::ALL.iter().map(|pseudo| format!("`{}`", pseudo.name())).collect();
                Message::new(format_args!("unknown pseudo parameter `{name}`"))
                    .help(format_args!("expected {}", names.join(", ")))
            }
        }
    }
}

impl std::error::Error for SubError {}

/// Parses `${Name}`, `${Name.Attribute}`, `${AWS::Region}` and `${!literal}` as `Fn::Sub` does.
pub fn parse_text(text: &str) -> Result<Text, SubError> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        literal.push_str(&rest[..start]);
        let inner = &rest[start + 2..];
        let end = inner.find('}').ok_or(SubError::Unclosed)?;
        let (name, after) = (&inner[..end], &inner[end + 1..]);
        if let Some(escaped) = name.strip_prefix('!') {
            literal.push_str("${");
            literal.push_str(escaped);
            literal.push('}');
        } else {
            if !literal.is_empty() {
                pieces.push(Piece::Literal(std::mem::take(&mut literal).into()));
            }
            pieces.push(parse_reference(name)?);
        }
        rest = after;
    }
    literal.push_str(rest);
    if pieces.is_empty() {
        return Ok(Text::Literal(literal.into()));
    }
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal.into()));
    }
    Ok(Text::Sub(pieces.into()))
}

fn parse_reference(name: &str) -> Result<Piece, SubError> {
    if name.starts_with("AWS::") {
        return match Pseudo::ALL.iter().find(|pseudo| pseudo.name() == name) {
            Some(pseudo) => Ok(Piece::Pseudo(*pseudo)),
            None => Err(SubError::UnknownPseudo(name.into())),
        };
    }
    let word = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric());
    match name.split_once('.') {
        None if word(name) => Ok(Piece::Ref(name.to_owned().into())),
        Some((name, attribute)) if word(name) && attribute.split('.').all(word) => {
            Ok(Piece::GetAtt(name.to_owned().into(), attribute.to_owned().into()))
        }
        _ => Err(SubError::Malformed(name.into())),
    }
}
