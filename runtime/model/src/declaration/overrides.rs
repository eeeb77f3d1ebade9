use super::{Json, Member, bake::bake};

/// CloudFormation properties that replace those of the declaration: SST's `cdk`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overrides {
    pub api: Option<Json>,
    pub stage: Option<Json>,
    pub access_log: Option<Json>,
    pub authorizer: Option<Json>,
    pub certificate: Option<Json>,
    pub domain: Option<Json>,
}

bake! { struct Overrides or EMPTY { api, stage, access_log, authorizer, certificate, domain } }

impl Default for Overrides {
    fn default() -> Self {
        Overrides::EMPTY
    }
}

impl Overrides {
    pub const EMPTY: Overrides = Overrides {
        api: None,
        stage: None,
        access_log: None,
        authorizer: None,
        certificate: None,
        domain: None,
    };
}

impl Overrides {
    /// Returns `true` if the API's default endpoint is disabled, and `None` if only a deployment decides
    /// that.
    pub fn disables_default_endpoint(&self) -> Option<bool> {
        let value = self.api.as_ref().and_then(|properties| properties.get("DisableExecuteApiEndpoint"));
        value.map_or(Some(false), Json::truth)
    }
}

/// Returns the properties of one resource.
pub(crate) fn members(properties: Option<&Json>) -> &[Member] {
    match properties {
        Some(Json::Object(members)) => members,
        _ => &[],
    }
}
