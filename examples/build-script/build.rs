//! Makes the template of what `src/main.rs` and its modules declare: `Doorbell.template.json`, in Cargo's `OUT_DIR`.

fn main() -> websocket_api::Result {
    websocket_api::build::Config::new("src/main.rs").emit()?;
    Ok(())
}
