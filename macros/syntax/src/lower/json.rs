//! CloudFormation's own words.

use websocket_api_model::declaration::{self, Member};

use super::{Lower, values::lower_list};
use crate::value::{DeclaredItem, DeclaredOutputs, DeclaredParameters, DeclaredResources, Json, JsonMember};

impl Lower for Json {
    type Model = declaration::Json;

    fn lower(&self) -> declaration::Json {
        match self {
            Json::Null => declaration::Json::Null,
            Json::Bool(value) => declaration::Json::Bool(*value),
            Json::Number(text) => declaration::Json::Number(text.clone().into()),
            Json::Text(template) => declaration::Json::Text(template.text.clone()),
            Json::Name(template) | Json::Verbatim(template) => {
                declaration::Json::Verbatim(template.literal.value().into())
            }
            Json::List(items) => declaration::Json::List(lower_list(items)),
            Json::Object(members) => declaration::Json::Object(lower_list(members)),
        }
    }
}

impl Lower for JsonMember {
    type Model = Member;

    fn lower(&self) -> Member {
        Member { key: self.key.clone().into(), value: self.value.lower() }
    }
}

impl Lower for DeclaredItem {
    type Model = Member;

    fn lower(&self) -> Member {
        Member { key: self.name.clone().into(), value: self.body.lower() }
    }
}

macro_rules! declared {
    ($($name:ident),+) => {
        $(impl Lower for $name {
            type Model = declaration::List<Member>;

            fn lower(&self) -> Self::Model {
                lower_list(&self.0)
            }
        })+
    };
}

declared!(DeclaredResources, DeclaredParameters, DeclaredOutputs);
