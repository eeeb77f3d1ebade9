use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use websocket_api_model::{declaration::Declaration, limits, template::Template};

use super::{print, say};
use crate::{Diagram, Error, Result, files};

/// How a document is written, and where to.
#[derive(Args, Debug)]
pub(super) struct Document {
    /// How to write it
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Json)]
    pub(super) format: Format,
    #[command(flatten)]
    file: File,
}

/// The paths of standard output, which has its place in a file that others write to as well.
const STANDARD_OUTPUT: [&str; 3] = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

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
    pub(super) fn write(&self, diagram: &Diagram, were_read: &[PathBuf]) -> Result {
        let text = match self.format {
            Picture::Mermaid => diagram.to_mermaid(),
            Picture::Svg => diagram.to_svg(),
        };
        self.file.write(&text, were_read)
    }
}

impl Output {
    /// Whether it goes to a file.
    #[cfg(feature = "cli")]
    pub(super) fn has_file(&self) -> bool {
        self.document.file.out.is_some()
    }

    pub(super) fn write(&self, mut template: Template, were_read: &[PathBuf]) -> Result {
        if let Some(path) = &self.code {
            template = template.with_code(path);
        }
        let text = match self.document.format {
            Format::Json => template.to_json(),
            Format::Yaml => template.to_yaml(),
        };
        note_size(text.len());
        self.document.file.write(&text, were_read)
    }
}

impl Document {
    #[cfg(all(feature = "dev", feature = "asyncapi"))]
    pub(super) fn write(&self, text: &str, were_read: &[PathBuf]) -> Result {
        self.file.write(text, were_read)
    }
}

impl File {
    /// Writes a text to the file, unless it is one of those that were read, or to standard output.
    pub(super) fn write(&self, text: &str, were_read: &[PathBuf]) -> Result {
        match &self.out {
            Some(path) if !STANDARD_OUTPUT.map(Path::new).contains(&&**path) => {
                files::write(path, text, were_read)
                    .map_err(|source| Error::Write { path: path.clone(), source })
            }
            _ => print(text),
        }
    }
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

/// A stage that exists may wait for deployments that a template does not make.
pub(super) fn note_stages(declarations: &[&Declaration]) {
    for declaration in declarations {
        let import = declaration.import.as_ref().filter(|import| !import.deploy);
        let Some(stage) = import.and_then(|import| import.stage_name.as_deref()) else { continue };
        say(format_args!(
            "note: the routes of `{}` are live when the stage `{stage}` has deployed them; if it does not do so automatically, \
             write `deploy: true` under `import`",
            declaration.type_name
        ));
    }
}
