use super::{Retention, Str, Text, bake::bake};

/// The settings of enabled access logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessLog {
    /// The format, or `None` for [`crate::limits::default::ACCESS_LOG_FORMAT`].
    pub format: Option<Str>,
    /// The retention, or `None` for indefinite retention.
    pub retention: Option<Retention>,
    /// The ARN of an existing log group. The template then has no log group.
    pub destination_arn: Option<Text>,
}

bake! { struct AccessLog or DEFAULT { format, retention, destination_arn } }

impl Default for AccessLog {
    fn default() -> Self {
        AccessLog::DEFAULT
    }
}

impl AccessLog {
    /// SST's access log without settings.
    pub const DEFAULT: AccessLog = AccessLog { format: None, retention: None, destination_arn: None };

    /// Makes access logs in the default destination with another format.
    pub const fn from_format(format: Str) -> AccessLog {
        AccessLog { format: Some(format), retention: None, destination_arn: None }
    }
}
