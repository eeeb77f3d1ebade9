use clap::Args;
use comfy_table::{Table, presets};
use websocket_api_model::spec::Route;

use super::print;
use crate::{App, Result};

/// Print a table of the API's routes, their handlers and their functions' settings.
#[derive(Args, Debug)]
pub(super) struct Arguments {}

impl Arguments {
    pub(super) fn run(self, app: &App) -> Result {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(["ROUTE", "HANDLER", "TIMEOUT", "MEMORY", "ARCHITECTURE", "RESPONSE"]);
        for route in app.spec().routes.iter() {
            table.add_row(row(app, route));
        }
        let lines: Vec<String> = table.lines().map(|line| line.trim().to_owned() + "\n").collect();
        print(&lines.concat())
    }
}

fn row(app: &App, route: &Route) -> [String; 6] {
    let function = app.spec().function(route);
    [
        route.key.clone().into_owned(),
        route.handler.clone().into_owned(),
        format!("{} s", function.timeout_seconds()),
        format!("{} MB", function.memory_mb()),
        function.architecture().word().to_owned(),
        if route.return_response { "yes" } else { "no" }.to_owned(),
    ]
}
