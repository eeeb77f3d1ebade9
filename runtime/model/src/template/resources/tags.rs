use indexmap::IndexMap;
use serde::Serialize;

use crate::{
    declaration::{Str, Tag},
    template::Expression,
};

/// Tags in API Gateway's form: a map.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct TagMap(IndexMap<Str, Expression>);

/// Tags in the form of IAM, Lambda and CloudWatch Logs: a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct TagList(Vec<TagItem>);

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct TagItem {
    key: Str,
    value: Expression,
}

impl TagMap {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TagList {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&[Tag]> for TagMap {
    fn from(tags: &[Tag]) -> Self {
        TagMap(tags.iter().map(|tag| (tag.key.clone(), Expression::from(&tag.value))).collect())
    }
}

impl From<&[Tag]> for TagList {
    fn from(tags: &[Tag]) -> Self {
        let item = |tag: &Tag| TagItem { key: tag.key.clone(), value: Expression::from(&tag.value) };
        TagList(tags.iter().map(item).collect())
    }
}
