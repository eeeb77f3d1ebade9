use serde_json::{Map, Value};
use websocket_api_model::{
    declaration::{Declaration, Stage, StageVariable, Text},
    limits,
};

/// The Region of ARNs and signatures, in place of a Region of AWS.
pub(super) const REGION: &str = "us-east-1";
/// The account ID of ARNs, which belongs to no account.
pub(super) const ACCOUNT_ID: &str = "000000000000";

/// The stage under which an API is served: plain data, for events, logs, authorizers and the console.
#[derive(Debug)]
pub(super) struct GatewayStage {
    pub(super) api_id: String,
    pub(super) name: String,
    /// The variables that have a value locally.
    pub(super) variables: Map<String, Value>,
}

impl GatewayStage {
    pub(super) fn new(declaration: &Declaration, name: &str) -> Self {
        let local_value = |variable: &StageVariable| {
            Some((variable.name.to_string(), Value::from(resolve_text(&variable.value, declaration, name)?)))
        };
        GatewayStage {
            api_id: api_id(&declaration.type_name),
            name: name.to_owned(),
            variables: declaration.stage.variables.iter().filter_map(local_value).collect(),
        }
    }
}

/// Returns the name of an API's stage: the chosen one, or else the declared one, or else `dev`.
pub(crate) fn stage_name<'a>(declaration: &'a Declaration, chosen: Option<&'a str>) -> &'a str {
    chosen.or(declaration.stage.name.as_deref()).unwrap_or(limits::default::LOCAL_STAGE_NAME)
}

/// Returns a text's local value, with the defaults of parameters and the name of the served stage; `None` if the text has a value
/// on AWS only.
pub(crate) fn resolve_text(text: &Text, declaration: &Declaration, stage: &str) -> Option<String> {
    text.resolve(&|parameter| {
        if parameter == Stage::PARAMETER && declaration.stage.name.is_none() {
            return Some(stage.to_owned());
        }
        declaration.sections.parameter_default(parameter)
    })
}

/// Returns ten characters, as API Gateway's IDs have, which are always the same for one name.
fn api_id(name: &str) -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    // FNV-1a is enough for a name that people recognise in a log.
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (0..10).map(|i| char::from(LETTERS[usize::try_from((hash >> (6 * i)) % 36).unwrap_or(0)])).collect()
}
