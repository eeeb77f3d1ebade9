use super::keyword_enum::keyword_enum;

macro_rules! retention {
    ($($word:literal $variant:ident = $days:expr),+ $(,)?) => {
        keyword_enum! {
            /// The retention of log events in CloudWatch Logs.
            pub enum Retention: "retention" {
                $($variant = $word),+
            }
        }

        impl Retention {
            /// Returns the days for `RetentionInDays`, or `None` for indefinite retention.
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
