//! Makes the template of what `src/main.rs` and its modules declare: `Doorbell.template.json`, in Cargo's `OUT_DIR`.

fn main() -> websocket_api_build::Result {
    websocket_api_build::Config::new("src/main.rs").emit()?;
    Ok(())
}
