//! A doorbell whose template is made by its build script: `build.rs` reads the declaration, in a module of its own, before
//! the program is compiled.
//!
//! The program is built for Lambda alone. It has no command line to make a template with; it carries the one that was made:
//! `cargo run -p build-script > doorbell.json`.

mod doorbell;

use doorbell::Doorbell;

/// What a stack is deployed from.
const TEMPLATE: &str = websocket_api::include_template!(Doorbell);

#[tokio::main]
async fn main() -> websocket_api::Result {
    if std::env::var_os("AWS_LAMBDA_RUNTIME_API").is_none() {
        print!("{TEMPLATE}");
        return Ok(());
    }
    Doorbell::api().run().await
}
