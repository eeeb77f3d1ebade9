//! Generates the template of the declaration in `src/main.rs` and its modules: `Doorbell.template.json`, in
//! Cargo's `OUT_DIR`.

fn main() -> websocket_api_build::Result {
    websocket_api_build::Config::new("src/main.rs").emit()?;
    Ok(())
}
