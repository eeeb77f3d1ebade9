//! An API at `wss://board.example.com/v1/` for clients with a token. It has a custom domain with certificate
//! and DNS records, and an authorizer whose context the handlers extract.
//!
//! A function's environment is visible to everyone who may read the function. It therefore contains digests
//! of the tokens, and no token. Tokens are long and random, as from `openssl rand -hex 32`: a short token
//! could be guessed from its digest.
//!
//! These commands serve the API locally. A handshake to `ws://127.0.0.1:3001/dev?token=$TOKEN` succeeds as
//! Ada:
//!
//! ```sh
//! TOKEN=$(openssl rand -hex 32)
//! cargo run -p custom-domain -- dev --env MEMBERS=ada:$(printf %s $TOKEN | sha256sum | cut -c -64)
//! ```

use std::env;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use websocket_api::{
    extract::{AuthorizerContext, Json, Query},
    response::{Allow, Deny},
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
            function: { handler: authorize, timeout: 5, environment: { MEMBERS: "${Members}" } },
        },
        custom_domain: { domain_name: "board.example.com", hosted_zone: "example.com", path: "v1" },
        access_log: {
            format: "$context.requestId $context.authorizer.principalId $context.routeKey $context.status",
        },
        allow: [no_default_route],
        parameters: {
            Members: {
                Type: "String",
                Description: "The members, NAME:DIGEST, separated by commas: the digest is the SHA-256 of their token, as hex",
            },
        },
    }
}

#[derive(Debug, Deserialize)]
struct Ticket {
    token: String,
}

/// The authorizer context, an extractor for every handler.
#[derive(Debug, Deserialize, Serialize)]
struct Member {
    name: String,
}

/// Authorizes a handshake. API Gateway rejects a handshake without a token itself, because the token is the
/// identity source.
async fn authorize(Query(Ticket { token }): Query<Ticket>) -> Result<Allow, Deny> {
    let members = env::var("MEMBERS").unwrap_or_default();
    let digest: String = Sha256::digest(token).iter().map(|byte| format!("{byte:02x}")).collect();
    let mut members = members.split(',').filter_map(|member| member.split_once(':'));
    let (name, _) = members.find(|(_, known)| *known == digest).ok_or(Deny)?;
    let name = name.to_owned();
    Ok(Allow::new(&name).context(&Member { name }))
}

async fn connect() {}

async fn whoami(AuthorizerContext(member): AuthorizerContext<Member>) -> Json<Member> {
    Json(member)
}

#[tokio::main]
async fn main() -> websocket_api::Result {
    Board::api().run().await
}
