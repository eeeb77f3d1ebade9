//! References in place of an ARN.

use std::fmt;

use super::{Template, attributes};
use crate::{
    declaration::{
        Piece, Text,
        grants::{Arn, Grants},
    },
    message::Help,
};

/// The kind of resource that an ARN names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArnKind {
    /// A Lambda function, a version or an alias of one.
    Function,
    LayerVersion,
    Certificate,
    /// The destination of an access log.
    LogDestination,
    Anything,
}

impl ArnKind {
    /// Returns the types of such resources. An empty list is every type.
    fn kinds(self) -> &'static [&'static str] {
        match self {
            ArnKind::Function => &["AWS::Lambda::Function", "AWS::Lambda::Alias", "AWS::Lambda::Version"],
            ArnKind::LayerVersion => &["AWS::Lambda::LayerVersion"],
            ArnKind::Certificate => &["AWS::CertificateManager::Certificate"],
            ArnKind::LogDestination => &["AWS::Logs::LogGroup", "AWS::KinesisFirehose::DeliveryStream"],
            ArnKind::Anything => &[],
        }
    }

    fn name(self) -> &'static str {
        match self {
            ArnKind::Function => "a Lambda function",
            ArnKind::LayerVersion => "a version of a layer",
            ArnKind::Certificate => "a certificate",
            ArnKind::LogDestination => "a log group or a delivery stream",
            ArnKind::Anything => "a resource",
        }
    }
}

/// A reference in place of an ARN that returns another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAnArn {
    /// `${Name}` or `${Name.Attribute}`
    pub reference: String,
    kind: String,
    problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Problem {
    /// Another reference to the resource gives its ARN.
    Instead(String),
    /// The resource is of another kind.
    Kind(ArnKind),
}

impl fmt::Display for NotAnArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NotAnArn { reference, kind, problem } = self;
        match problem {
            Problem::Instead(_) => write!(f, "`{reference}` is not the ARN of an `{kind}`"),
            Problem::Kind(wanted) => {
                write!(f, "expected the ARN of {}, found `{reference}` of an `{kind}`", wanted.name())
            }
        }
    }
}

impl NotAnArn {
    /// Returns the remedy: the reference that gives the ARN of the resource.
    pub fn help(&self) -> Option<Help> {
        match &self.problem {
            Problem::Instead(instead) => {
                Some(Help::replace(format_args!("write `{instead}`"), &*self.reference, &**instead))
            }
            Problem::Kind(_) => None,
        }
    }
}

/// The attributes with the ARN of each type, best first, and `""` for `Ref`.
///
/// Source: the "Return values" of each type in the CloudFormation template reference.
const SOURCES: &[(&str, &[&str])] = &[
    ("AWS::CertificateManager::Certificate", &["", "CertificateArn"]),
    ("AWS::KinesisFirehose::DeliveryStream", &["Arn"]),
    ("AWS::Lambda::Alias", &["", "AliasArn"]),
    ("AWS::Lambda::Function", &["Arn"]),
    ("AWS::Lambda::LayerVersion", &["", "LayerVersionArn"]),
    ("AWS::Lambda::Version", &["", "FunctionArn"]),
    ("AWS::Logs::LogGroup", &["Arn"]),
];

impl Template {
    /// Checks the reference at the start of a text that must be an ARN. Resources of unknown types are
    /// skipped.
    ///
    /// # Errors
    /// Returns an error if the reference returns another value than an ARN, or the ARN of another kind of
    /// resource.
    pub fn check_arn(&self, text: &Text, of: ArnKind) -> Result<(), NotAnArn> {
        let Text::Sub(pieces) = text else { return Ok(()) };
        let (name, attribute) = match pieces.first() {
            Some(Piece::Ref(name)) => (name, ""),
            Some(Piece::GetAtt(name, attribute)) => (name, &**attribute),
            Some(Piece::Literal(_) | Piece::Pseudo(_)) | None => return Ok(()),
        };
        let Some(kind) = self.resource(name).map(|resource| resource.kind()) else { return Ok(()) };
        let known = attributes(kind);
        // An attribute that the type does not have is another error.
        if !attribute.is_empty() && known.is_some_and(|known| !known.contains(&attribute)) {
            return Ok(());
        }
        let problem = if !of.kinds().is_empty() && known.is_some() && !of.kinds().contains(&kind) {
            Problem::Kind(of)
        } else {
            match instead(kind, attribute) {
                Some(source) => Problem::Instead(reference(name, source)),
                None => return Ok(()),
            }
        };
        Err(NotAnArn { reference: reference(name, attribute), kind: kind.to_owned(), problem })
    }
}

/// Returns the attribute with the ARN, if this one does not have it.
fn instead(kind: &str, attribute: &str) -> Option<&'static str> {
    if let Some((_, sources)) = SOURCES.iter().find(|(known, _)| *known == kind) {
        return (!sources.contains(&attribute)).then(|| sources.first().copied()).flatten();
    }
    match Grants::find(kind)?.arn {
        // Other attributes may be ARNs too, such as that of a table's stream.
        Arn::Attribute(source) if attribute.is_empty() => Some(source),
        Arn::Attribute(_) | Arn::Reference | Arn::Parameter => None,
    }
}

fn reference(name: &str, attribute: &str) -> String {
    match attribute {
        "" => format!("${{{name}}}"),
        attribute => format!("${{{name}.{attribute}}}"),
    }
}
