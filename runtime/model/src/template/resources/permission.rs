use serde::Serialize;

use crate::template::Expression;

/// `AWS::Lambda::Permission`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Permission {
    pub action: &'static str,
    pub function_name: Expression,
    pub principal: &'static str,
    pub source_arn: Expression,
}
