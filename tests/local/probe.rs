//! An API that reports the input of its handlers, for tests of the command `dev`.
// The declarations here have warnings.
#![allow(deprecated)]

use std::{collections::BTreeMap, env, io, thread};

use tokio::task::spawn_blocking;
use websocket_api::{
    extract::{ConnectionId, Connections, DisconnectReason, Json, Subprotocols},
    response::Accept,
    websocket_api,
};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

websocket_api! {
    Probe {
        routes: {
            $connect: connect,
            $disconnect: disconnect,
            variables: { function: variables, return_response: true },
            wait: { function: { handler: wait, timeout: 900 }, return_response: true },
            hang: hang,
            block: block,
        },
        defaults: {
            function: {
                environment: {
                    DECLARED: "declared",
                    SET: "declared",
                    FILED: "declared",
                    GIVEN: "declared",
                    ELSEWHERE: "${AWS::StackName}",
                    SECRET: "{{resolve:secretsmanager:probe:SecretString:key}}",
                    PART: "a {{resolve:ssm:/${Prefix}/part}}",
                    PREFIX: "${Prefix}",
                    URL: "https://${Prefix}.example.com:${Port}/${StageName}",
                    LIST: "${List}",
                    HIDDEN: "${Hidden}",
                    SHOWN: "${!Prefix}",
                    STORED: "${Stored}",
                    STORED_NAME: "${StoredName}",
                    OPEN: "a-${Open}",
                    RESOLVED: "${Resolved}",
                },
            },
        },
        parameters: {
            Prefix: { Type: "String", Default: "blue" },
            Port: { Type: "Number", Default: 8443 },
            List: { Type: "CommaDelimitedList", Default: "a,b" },
            Hidden: { Type: "String", NoEcho: true, Default: "hidden" },
            Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/probe/stored" },
            StoredName: { Type: "AWS::SSM::Parameter::Name", Default: "/probe/stored" },
            Open: { Type: "String" },
            Resolved: { Type: "String", Default: "{{resolve:ssm:/probe/resolved}}" },
        },
        stage: { variables: { SECRET: "{{resolve:ssm:/probe}}", PREFIX: "${Prefix}-${StageName}" } },
        access_log: { format: "$context.requestId $context.eventType $context.routeKey $context.status" },
    }
}

/// Accepts the last offered subprotocol.
async fn connect(Subprotocols(offered): Subprotocols) -> Result<Accept> {
    Ok(offered.last().map_or_else(Accept::default, |protocol| Accept::protocol(protocol.as_str())))
}

async fn disconnect(reason: DisconnectReason) {
    println!("disconnected: {}", reason.code.unwrap_or_default());
}

#[derive(serde::Deserialize)]
struct Variables {
    names: Vec<String>,
}

/// Returns the values of environment variables.
async fn variables(Json(Variables { names }): Json<Variables>) -> Json<BTreeMap<String, Option<String>>> {
    Json(names.into_iter().map(|name| (name.clone(), env::var(name).ok())).collect())
}

/// Reports that it waits, and waits for a line of standard input.
async fn wait(id: ConnectionId, connections: Connections) -> Result<&'static str> {
    connections.send(&id, "waiting").await?;
    spawn_blocking(|| io::stdin().read_line(&mut String::new())).await??;
    println!("waited");
    Ok("waited")
}

/// Reports that it hangs, and never returns.
async fn hang(id: ConnectionId, connections: Connections) -> Result {
    connections.send(&id, "hanging").await?;
    Ok(spawn_blocking(hold).await?)
}

/// Reports that it blocks, and blocks its thread indefinitely.
async fn block() {
    println!("blocking");
    hold();
}

fn hold() {
    loop {
        thread::park();
    }
}

#[tokio::main]
async fn main() -> websocket_api::Result {
    Probe::api().run().await
}
