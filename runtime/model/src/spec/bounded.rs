use std::fmt;

use crate::limits::{self, Range};

/// A number outside the range its key allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange(pub Range);

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for OutOfRange {}

macro_rules! bounded {
    ($(#[$doc:meta])* $name:ident, $range:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            pub const RANGE: Range = $range;

            /// For constants: evaluating it out of range stops the compilation at the caller.
            ///
            /// # Panics
            /// Outside [`Self::RANGE`].
            #[track_caller]
            pub const fn new(value: u32) -> Self {
                if !Self::RANGE.contains(value) {
                    panic!("{}", Self::RANGE.rule);
                }
                Self(value)
            }

            /// The nearest value in range, where a number out of range is reported elsewhere.
            pub const fn clamp(value: u32) -> Self {
                if value < Self::RANGE.min {
                    Self(Self::RANGE.min)
                } else if value > Self::RANGE.max {
                    Self(Self::RANGE.max)
                } else {
                    Self(value)
                }
            }

            pub const fn get(self) -> u32 {
                self.0
            }
        }

        impl TryFrom<u32> for $name {
            type Error = OutOfRange;

            fn try_from(value: u32) -> Result<Self, OutOfRange> {
                if Self::RANGE.contains(value) { Ok(Self(value)) } else { Err(OutOfRange(Self::RANGE)) }
            }
        }
    };
}

bounded! {
    /// Seconds a function may run.
    Timeout, limits::TIMEOUT
}
bounded! {
    /// MB of memory.
    MemorySize, limits::MEMORY_SIZE
}
bounded! {
    /// MB of `/tmp`.
    DiskSize, limits::DISK_SIZE
}
bounded! {
    /// Concurrent executions set aside for one function.
    ReservedConcurrency, limits::RESERVED_CONCURRENCY
}
bounded! {
    /// Requests a second.
    ThrottleRate, limits::THROTTLE_RATE
}
bounded! {
    /// Requests at once.
    ThrottleBurst, limits::THROTTLE_BURST
}
