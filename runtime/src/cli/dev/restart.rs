//! The process begins anew with the environment that handlers are to see: as on Lambda, it is there from the start.

use std::{
    env, io,
    net::{TcpListener, ToSocketAddrs},
    process::Command,
};

use websocket_api_model::limits;

use super::{Arguments, environment};
use crate::{
    api::WebSocketApi,
    cli::Program,
    cli_error::CliError,
    error::Error,
    gateway::{self, connectable_addr, stage_name},
};

/// The variable that says that the environment is set, for which process, and which port is free: `4711:3001`.
const RESUMED: &str = "WEBSOCKET_API_DEV";

/// The port, in the process that has its environment. Its children have the variable, too, and another id.
pub(super) fn resumed() -> Option<u16> {
    let resumed = env::var(RESUMED).ok()?;
    let (process, port) = resumed.split_once(':')?;
    // Where a process cannot be replaced, the one that begins anew has another id.
    (cfg!(not(unix)) || process == std::process::id().to_string()).then(|| port.parse().ok()).flatten()
}

/// Begins anew. It returns if that fails, or when the process that began has ended.
pub(super) fn begin(arguments: &Arguments, program: &Program<'_>) -> Error {
    match prepare(arguments, program) {
        Ok(command) => CliError::Restart(replace(command)).into(),
        Err(error) => error,
    }
}

fn prepare(arguments: &Arguments, program: &Program<'_>) -> Result<Command, Error> {
    let address = (&*arguments.host, arguments.port);
    let failed = |source| gateway::Error::Listen {
        address: address.to_socket_addrs().ok().and_then(|mut addresses| addresses.next()),
        source,
    };
    // Found out here, where the user still waits for it; the listener is gone when the process is.
    let bound = TcpListener::bind(address).and_then(|listener| listener.local_addr()).map_err(failed)?;
    let mut command = Command::new(env::current_exe().map_err(CliError::Restart)?);
    // Of several APIs each is to find a free port itself, not the one after this, which may be taken.
    let port = if program.apis.len() == 1 { bound.port() } else { arguments.port };
    command.args(env::args_os().skip(1)).env(RESUMED, format!("{}:{port}", std::process::id()));
    let declarations = program.apis.iter().map(WebSocketApi::declaration);
    for variable in environment::declared_variables(declarations, arguments.stage.as_deref()) {
        if let (Some(value), true) = (variable.value, env::var_os(&variable.name).is_none()) {
            command.env(variable.name, value);
        }
    }
    // Of several APIs each function has its own, which only the argument `Connections` can know.
    if let [api] = program.apis {
        let stage = stage_name(api.declaration(), arguments.stage.as_deref());
        command.env(limits::ENDPOINT_VARIABLE, format!("http://{}/{stage}", connectable_addr(bound)));
    }
    command.envs(environment::read_variables(arguments)?);
    Ok(command)
}

#[cfg(unix)]
fn replace(mut command: Command) -> io::Error {
    std::os::unix::process::CommandExt::exec(&mut command)
}

#[cfg(not(unix))]
fn replace(mut command: Command) -> io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}
