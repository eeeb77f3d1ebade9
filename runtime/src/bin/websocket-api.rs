//! The command `websocket-api`.

fn main() -> std::process::ExitCode {
    websocket_api::__private::main()
}
