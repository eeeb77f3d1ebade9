use super::{Retention, Str, Text, bake::bake};

/// Access logging that is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessLog {
    /// `None`: [`crate::limits::default::ACCESS_LOG_FORMAT`].
    pub format: Option<Str>,
    /// `None`: for ever.
    pub retention: Option<Retention>,
    /// A log group that exists already; no group is made then.
    pub destination_arn: Option<Text>,
}

bake! { struct AccessLog or DEFAULT { format, retention, destination_arn } }

impl Default for AccessLog {
    fn default() -> Self {
        AccessLog::DEFAULT
    }
}

impl AccessLog {
    /// What SST logs when nothing is said.
    pub const DEFAULT: AccessLog = AccessLog { format: None, retention: None, destination_arn: None };

    /// The default destination with another format.
    pub const fn from_format(format: Str) -> AccessLog {
        AccessLog { format: Some(format), retention: None, destination_arn: None }
    }
}
