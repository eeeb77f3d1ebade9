use super::{Access, Architecture, CloudwatchRole, Effect, ExecutionLog, FunctionLayout, Tracing};

/// An enum whose variants are words of the language.
pub trait Words: Copy + Sized + 'static {
    /// What a word of this kind is called in an error: "retention".
    const WHAT: &'static str;
    /// Every word with its value, in the order to list them.
    const ALL: &'static [(&'static str, Self)];
    /// Every word with the name of its Rust variant.
    const VARIANTS: &'static [(&'static str, &'static str)];
    /// The path of the enum inside this crate's `spec` module.
    const TYPE: &'static str;

    /// The name of the Rust variant.
    fn variant(self) -> &'static str;

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(w, _)| *w == word).map(|(_, value)| *value)
    }
}

macro_rules! words {
    ($what:literal, $ty:ident { $($word:literal => $variant:ident),+ $(,)? }) => {
        impl Words for $ty {
            const WHAT: &'static str = $what;
            const TYPE: &'static str = stringify!($ty);
            const ALL: &'static [(&'static str, Self)] =
                &[$(($word, $ty::$variant)),+];
            const VARIANTS: &'static [(&'static str, &'static str)] =
                &[$(($word, stringify!($variant))),+];

            fn variant(self) -> &'static str {
                match self {
                    $($ty::$variant => stringify!($variant)),+
                }
            }
        }

        impl $ty {
            /// The word that a declaration writes for this value.
            pub const fn word(self) -> &'static str {
                match self {
                    $($ty::$variant => $word),+
                }
            }
        }
    };
}

macro_rules! retention {
    ($($word:literal $variant:ident = $days:expr),+ $(,)?) => {
        /// How long CloudWatch Logs keeps events.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Retention {
            $($variant),+
        }

        words!("retention", Retention { $($word => $variant),+ });

        impl Retention {
            /// Days, as `RetentionInDays` wants them; `None` keeps events for ever.
            pub const fn days(self) -> Option<u32> {
                match self {
                    $(Retention::$variant => $days),+
                }
            }
        }
    };
}

retention! {
    "one_day" OneDay = Some(1),
    "three_days" ThreeDays = Some(3),
    "five_days" FiveDays = Some(5),
    "one_week" OneWeek = Some(7),
    "two_weeks" TwoWeeks = Some(14),
    "one_month" OneMonth = Some(30),
    "two_months" TwoMonths = Some(60),
    "three_months" ThreeMonths = Some(90),
    "four_months" FourMonths = Some(120),
    "five_months" FiveMonths = Some(150),
    "six_months" SixMonths = Some(180),
    "one_year" OneYear = Some(365),
    "thirteen_months" ThirteenMonths = Some(400),
    "eighteen_months" EighteenMonths = Some(545),
    "two_years" TwoYears = Some(731),
    "three_years" ThreeYears = Some(1096),
    "five_years" FiveYears = Some(1827),
    "six_years" SixYears = Some(2192),
    "seven_years" SevenYears = Some(2557),
    "eight_years" EightYears = Some(2922),
    "nine_years" NineYears = Some(3288),
    "ten_years" TenYears = Some(3653),
    "infinite" Infinite = None,
}

words!("architecture", Architecture { "x86_64" => X86_64, "arm64" => Arm64 });
words!("tracing mode", Tracing {
    "active" => Active,
    "pass_through" => PassThrough,
    "disabled" => Disabled,
});
words!("CloudWatch role", CloudwatchRole { "create" => Create, "existing" => Existing });
words!("function layout", FunctionLayout { "per_route" => PerRoute, "shared" => Shared });
words!("access", Access {
    "all" => All,
    "read" => Read,
    "write" => Write,
    "readwrite" => ReadWrite,
});
words!("level of the execution log", ExecutionLog { "off" => Off, "error" => Error, "info" => Info });
words!("effect", Effect { "allow" => Allow, "deny" => Deny });
