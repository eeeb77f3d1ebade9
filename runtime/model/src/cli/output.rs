use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::stderr_line;
use crate::{declaration::Declaration, diagram::Diagram, files, limits, template::Template};

type Result<T = ()> = std::result::Result<T, files::Error>;

/// The format of a document, and the file that it is written to.
#[derive(Args, Debug)]
pub struct DocumentOutput {
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DocumentFormat::Json)]
    pub format: DocumentFormat,
    #[command(flatten)]
    file: OutputFile,
}

/// The paths of standard output. Standard output may be a file that other processes also write to.
const STANDARD_OUTPUT: [&str; 3] = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/// The file that something is written to.
#[derive(Args, Debug)]
pub struct OutputFile {
    /// Output file [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The format of a template, and the file that it is written to.
#[derive(Args, Debug)]
pub struct TemplateOutput {
    #[command(flatten)]
    document: DocumentOutput,
    /// Path of the functions' artifact
    ///
    /// The template refers to this path, and `aws cloudformation package` uploads the file. Without the option, the template
    /// has the parameters `CodeBucket` and `CodeKey`.
    #[arg(long, value_name = "PATH", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    code: Option<String>,
}

/// The format of a document.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[allow(missing_docs, reason = "clap would print them")]
pub enum DocumentFormat {
    Json,
    Yaml,
}

/// The format of a diagram, and the file that it is written to.
#[derive(Args, Debug)]
pub struct DiagramOutput {
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DiagramFormat::Mermaid)]
    format: DiagramFormat,
    #[command(flatten)]
    file: OutputFile,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DiagramFormat {
    /// A flowchart for Markdown on GitHub and GitLab
    Mermaid,
    /// An SVG image
    Svg,
}

impl DiagramOutput {
    /// Writes a diagram.
    ///
    /// # Errors
    /// Returns the errors of [`OutputFile::write`].
    pub fn write(&self, diagram: &Diagram, were_read: &[PathBuf]) -> Result {
        let text = match self.format {
            DiagramFormat::Mermaid => diagram.to_mermaid(),
            DiagramFormat::Svg => diagram.to_svg(),
        };
        self.file.write(&text, were_read)
    }
}

impl TemplateOutput {
    /// Returns `true` if the template goes to a file.
    pub fn has_file(&self) -> bool {
        self.document.file.out.is_some()
    }

    /// Writes a template.
    ///
    /// # Errors
    /// Returns the errors of [`OutputFile::write`].
    pub fn write(&self, mut template: Template, were_read: &[PathBuf]) -> Result {
        if let Some(path) = &self.code {
            template = template.with_code(path);
        }
        let text = match self.document.format {
            DocumentFormat::Json => template.to_json(),
            DocumentFormat::Yaml => template.to_yaml(),
        };
        note_size(text.len());
        self.document.file.write(&text, were_read)
    }
}

impl DocumentOutput {
    /// Writes a text.
    ///
    /// # Errors
    /// Returns the errors of [`OutputFile::write`].
    pub fn write(&self, text: &str, were_read: &[PathBuf]) -> Result {
        self.file.write(text, were_read)
    }
}

impl OutputFile {
    /// Writes a text to the file, unless it is one of those that were read, or to standard output.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written, is one of those that were read, or is the source of an
    /// API.
    pub fn write(&self, text: &str, were_read: &[PathBuf]) -> Result {
        match &self.out {
            Some(path) if !STANDARD_OUTPUT.map(Path::new).contains(&&**path) => {
                files::write(path, text, were_read)
            }
            _ => files::write_stdout(text),
        }
    }
}

/// Prints a note if CloudFormation rejects a template for its size, with a shorter message.
fn note_size(bytes: usize) {
    let (most, remedy) = if bytes <= limits::TEMPLATE_BODY {
        return;
    } else if bytes <= limits::TEMPLATE_OBJECT {
        let remedy = "without S3; deploy it with `aws cloudformation deploy --s3-bucket BUCKET`";
        (limits::TEMPLATE_BODY, remedy)
    } else {
        (limits::TEMPLATE_OBJECT, "in S3; let routes share a function (`functions: shared`, `groups`)")
    };
    stderr_line(format_args!(
        "note: the template has {bytes} bytes, and CloudFormation accepts {most} {remedy}"
    ));
}

/// Prints a note for each stage that exists already, because it may wait for deployments that a template does not make.
pub fn note_stages(declarations: &[&Declaration]) {
    for declaration in declarations {
        let import = declaration.import.as_ref().filter(|import| !import.deploy);
        let Some(stage) = import.and_then(|import| import.stage_name.as_deref()) else { continue };
        stderr_line(format_args!(
            "note: the routes of `{}` are live after the stage `{stage}` has deployed them; if the stage has no automatic \
             deployments, write `deploy: true` under `import`",
            declaration.type_name
        ));
    }
}
