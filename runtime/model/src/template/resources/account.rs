use serde::Serialize;

use crate::template::Expression;

/// `AWS::ApiGateway::Account`: one setting for each account and Region.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Account {
    pub cloud_watch_role_arn: Expression,
}
