//! Raw CloudFormation.

use websocket_api_model::declaration::{self, Member};

use super::{
    JsonMember, JsonValue, OutputsValue, ParametersValue, ResourcesValue, SectionItem,
    lower_values::lower_list,
};
use crate::Lower;

impl Lower for JsonValue {
    type Model = declaration::Json;

    fn lower(&self) -> declaration::Json {
        match self {
            JsonValue::Null => declaration::Json::Null,
            JsonValue::Bool(value) => declaration::Json::Bool(*value),
            JsonValue::Number(text) => declaration::Json::Number(text.clone().into()),
            JsonValue::Text(template) => declaration::Json::Text(template.text.clone()),
            JsonValue::Name(template) | JsonValue::Verbatim(template) => {
                declaration::Json::Verbatim(template.literal.value().into())
            }
            JsonValue::List(items) => declaration::Json::List(lower_list(items)),
            JsonValue::Object(members) => declaration::Json::Object(lower_list(members)),
        }
    }
}

impl Lower for JsonMember {
    type Model = Member;

    fn lower(&self) -> Member {
        Member { key: self.key.clone().into(), value: self.value.lower() }
    }
}

impl Lower for SectionItem {
    type Model = Member;

    fn lower(&self) -> Member {
        Member { key: self.name.clone().into(), value: self.body.lower() }
    }
}

macro_rules! lower_section {
    ($($name:ident),+) => {
        $(impl Lower for $name {
            type Model = declaration::List<Member>;

            fn lower(&self) -> Self::Model {
                lower_list(&self.0)
            }
        })+
    };
}

lower_section!(ResourcesValue, ParametersValue, OutputsValue);
