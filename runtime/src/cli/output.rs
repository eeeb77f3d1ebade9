use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};
use websocket_api_model::{limits, template::Template};

use super::{print, say};
use crate::{Diagram, Error, Result};

/// How a document is written, and where to.
#[derive(Args, Debug)]
pub(super) struct Document {
    /// How to write it
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Json)]
    pub(super) format: Format,
    #[command(flatten)]
    file: File,
}

/// Where something is written to.
#[derive(Args, Debug)]
pub(super) struct File {
    /// Write it to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// How a template is written, and where to.
#[derive(Args, Debug)]
pub(super) struct Output {
    #[command(flatten)]
    document: Document,
    /// Take the functions' artifact from this path, for `aws cloudformation package` to upload, instead of from the
    /// template's parameters `CodeBucket` and `CodeKey`
    #[arg(long, value_name = "PATH", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    code: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    Json,
    Yaml,
}

/// How a diagram is drawn, and where to.
#[derive(Args, Debug)]
pub(super) struct Drawing {
    /// How to draw it
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Picture::Mermaid)]
    format: Picture,
    #[command(flatten)]
    file: File,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Picture {
    /// A flowchart, as Markdown has it on GitHub and GitLab
    Mermaid,
    /// An image
    Svg,
}

impl Drawing {
    pub(super) fn write(&self, diagram: &Diagram) -> Result {
        self.file.write(&match self.format {
            Picture::Mermaid => diagram.to_mermaid(),
            Picture::Svg => diagram.to_svg(),
        })
    }
}

impl Output {
    /// Whether it goes to a file.
    #[cfg(feature = "cli")]
    pub(super) fn has_file(&self) -> bool {
        self.document.file.out.is_some()
    }

    pub(super) fn write(&self, mut template: Template) -> Result {
        if let Some(path) = &self.code {
            template = template.with_code(path);
        }
        let text = match self.document.format {
            Format::Json => template.to_json(),
            Format::Yaml => template.to_yaml(),
        };
        note_size(text.len());
        self.document.write(&text)
    }
}

impl Document {
    pub(super) fn write(&self, text: &str) -> Result {
        self.file.write(text)
    }
}

impl File {
    pub(super) fn write(&self, text: &str) -> Result {
        match &self.out {
            // What is as it was is not written, so that whoever watches the folder does not begin anew.
            Some(path) if holds(path, text) => Ok(()),
            Some(path) => fs::write(path, text).map_err(|source| Error::Write { path: path.clone(), source }),
            None => print(text),
        }
    }
}

/// Whether a file has this text already. Reading from a pipe would wait for somebody.
fn holds(path: &Path, text: &str) -> bool {
    let is_alike = |file: fs::Metadata| file.is_file() && usize::try_from(file.len()) == Ok(text.len());
    fs::metadata(path).is_ok_and(is_alike) && fs::read(path).is_ok_and(|before| before == text.as_bytes())
}

/// CloudFormation refuses what is too long, and says less.
fn note_size(bytes: usize) {
    let (most, remedy) = if bytes <= limits::TEMPLATE_BODY {
        return;
    } else if bytes <= limits::TEMPLATE_OBJECT {
        let remedy = "unless it is in S3: deploy it with `aws cloudformation deploy --s3-bucket BUCKET`";
        (limits::TEMPLATE_BODY, remedy)
    } else {
        (limits::TEMPLATE_OBJECT, "at most: let routes share a function (`functions: shared`, `groups`)")
    };
    say(format_args!("note: this template has {bytes} bytes, and CloudFormation takes {most} {remedy}"));
}
