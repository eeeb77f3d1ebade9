use std::{
    collections::HashMap,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::{
    Client,
    types::{AttributeValue, ReturnValue},
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use websocket_api::ConnectionId;

use super::{Member, Result, Rooms};

/// Members in the table of the template. An environment variable has the table's name.
#[derive(Clone, Debug)]
pub struct DynamoDb {
    client: Client,
    table: String,
}

/// A connection lasts at most two hours, so DynamoDB deletes an item that `$disconnect` missed.
const LIFETIME: Duration = Duration::from_secs(3 * 60 * 60);

type Item = HashMap<String, AttributeValue>;

impl DynamoDb {
    pub async fn open() -> Result<Self> {
        let table = std::env::var("TABLE").map_err(|_| "`TABLE` is not in the environment")?;
        let https = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
        let config = aws_config::defaults(BehaviorVersion::latest()).http_client(https).load().await;
        Ok(DynamoDb { client: Client::new(&config), table })
    }
}

impl Rooms for DynamoDb {
    async fn join(&self, member: &Member) -> Result {
        let expires = (SystemTime::now() + LIFETIME).duration_since(UNIX_EPOCH)?.as_secs();
        let item = Item::from([
            ("connection".to_owned(), AttributeValue::S(member.connection.to_string())),
            ("name".to_owned(), AttributeValue::S(member.name.clone())),
            ("room".to_owned(), AttributeValue::S(member.room.clone())),
            ("expires".to_owned(), AttributeValue::N(expires.to_string())),
        ]);
        self.client.put_item().table_name(&self.table).set_item(Some(item)).send().await?;
        Ok(())
    }

    async fn leave(&self, connection: &ConnectionId) -> Result<Option<Member>> {
        let delete = self.client.delete_item().table_name(&self.table).return_values(ReturnValue::AllOld);
        let left = delete.key("connection", AttributeValue::S(connection.to_string())).send().await?;
        Ok(left.attributes.as_ref().and_then(member))
    }

    async fn member(&self, connection: &ConnectionId) -> Result<Option<Member>> {
        let get = self.client.get_item().table_name(&self.table).consistent_read(true);
        let found = get.key("connection", AttributeValue::S(connection.to_string())).send().await?;
        Ok(found.item.as_ref().and_then(member))
    }

    async fn members(&self, room: &str) -> Result<Vec<Member>> {
        let query = self.client.query().table_name(&self.table).index_name("rooms");
        let query = query.key_condition_expression("room = :room");
        let query = query.expression_attribute_values(":room", AttributeValue::S(room.to_owned()));
        let items =
            query.into_paginator().items().send().collect::<std::result::Result<Vec<Item>, _>>().await?;
        Ok(items.iter().filter_map(member).collect())
    }
}

fn member(item: &Item) -> Option<Member> {
    let text = |name| item.get(name)?.as_s().ok();
    let connection = ConnectionId::from(text("connection")?);
    Some(Member { connection, name: text("name")?.clone(), room: text("room")?.clone() })
}
