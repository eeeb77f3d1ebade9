//! An API at `wss://board.example.com/v1/` for those who have a token: its domain with certificate and records, and an authorizer
//! whose findings the handlers take.
//!
//! `cargo run -p custom-domain -- dev --env TOKENS=ada:engine,bob:loom` serves it here:
//! `ws://127.0.0.1:3001/dev?token=ada:engine` is let in.

use std::env;

use serde::{Deserialize, Serialize};
use websocket_api::{
    extract::{Identity, Json, Query},
    reply::{Allow, Deny},
    websocket_api,
};

websocket_api! {
    /// A board for members.
    pub Board {
        routes: {
            $connect: connect,
            whoami:   { function: whoami, return_response: true },
        },
        authorizer: {
            type: lambda,
            identity_source: ["route.request.querystring.token"],
            function: { handler: authorize, timeout: 5, environment: { TOKENS: "${Tokens}" } },
        },
        custom_domain: { domain_name: "board.example.com", hosted_zone: "example.com", path: "v1" },
        access_log: {
            format: "$context.requestId $context.authorizer.principalId $context.routeKey $context.status",
        },
        allow: [no_default_route],
        parameters: {
            Tokens: {
                Type: "String",
                NoEcho: true,
                Description: "The members' tokens, NAME:SECRET, separated by commas",
            },
        },
    }
}

#[derive(Debug, Deserialize)]
struct Ticket {
    token: String,
}

/// What the authorizer finds out, and every handler can take.
#[derive(Debug, Deserialize, Serialize)]
struct Member {
    name: String,
}

/// Asked when a client connects. One without a token is refused by API Gateway itself, since the token is the identity source.
async fn authorize(Query(Ticket { token }): Query<Ticket>) -> Result<Allow, Deny> {
    let tokens = env::var("TOKENS").unwrap_or_default();
    let token = tokens.split(',').find(|known| **known == token).ok_or(Deny)?;
    let name = token.split(':').next().unwrap_or(token).to_owned();
    Ok(Allow::principal(&name).context(&Member { name }))
}

async fn connect() {}

async fn whoami(Identity(member): Identity<Member>) -> Json<Member> {
    Json(member)
}

#[tokio::main]
async fn main() -> websocket_api::Result {
    Board::app().run().await
}
