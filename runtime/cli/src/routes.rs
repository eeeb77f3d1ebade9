use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use websocket_api_model::{Function, cli::tables, declaration::Declaration, files::write_stdout};

use super::{
    Result, Success,
    input::{Input, Selection},
};

/// Print the routes with their handlers and settings
#[derive(Args, Debug)]
pub(super) struct RoutesArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    selection: Selection,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Aligned columns
    Table,
    /// One JSON object per route and line
    Json,
}

impl RoutesArguments {
    pub(super) fn run(self) -> Result<Success> {
        self.input.each(|sources| {
            let Some(declarations) = self.selection.declarations(sources)? else { return Ok(false) };
            write_stdout(&match self.format {
                Format::Table => tables(&declarations),
                Format::Json => declarations.iter().flat_map(|declaration| lines(declaration)).collect(),
            })?;
            Ok(true)
        })
    }
}

fn lines(declaration: &Declaration) -> Vec<String> {
    let line = |route| {
        let function = Function::new(declaration, route);
        let value: Value = json!({
            "api": declaration.type_name,
            "route": route.key,
            "handler": (!function.handler.is_empty()).then_some(function.handler),
            "logical_id": function.logical_id,
            "timeout": function.timeout,
            "memory_size": function.memory_size,
            "architecture": function.architecture,
            "return_response": route.return_response,
        });
        format!("{value}\n")
    };
    declaration.routes.iter().map(line).collect()
}
