use std::time::{SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A point in time: milliseconds since 1970, as events and logs have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Timestamp(i64);

impl Timestamp {
    pub(super) fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    pub(super) fn from_millis(millis: i64) -> Self {
        Timestamp(millis)
    }

    pub(super) fn millis(self) -> i64 {
        self.0
    }

    fn date(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000)).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// `11/Nov/2024:13:45:46 +0000`, the Common Log Format.
    pub(super) fn common_log(self) -> String {
        let date = self.date();
        let (hour, minute, second) = date.to_hms();
        let month = MONTHS[usize::from(u8::from(date.month()) - 1)];
        // Every event has one, and `format!` takes five times as long.
        let mut text = String::with_capacity(26);
        push_two(&mut text, date.day());
        text.extend(["/", month, "/"]);
        push_two(&mut text, u8::try_from(date.year() / 100).unwrap_or(0));
        push_two(&mut text, u8::try_from(date.year() % 100).unwrap_or(0));
        for part in [hour, minute, second] {
            text.push(':');
            push_two(&mut text, part);
        }
        text += " +0000";
        text
    }

    /// `2024-11-11T13:45:46.514Z`
    pub(super) fn iso(self) -> String {
        let date = self.date();
        let (hour, minute, second) = date.to_hms();
        format!(
            "{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z",
            date.year(),
            u8::from(date.month()),
            date.day(),
            self.0.rem_euclid(1000)
        )
    }
}

fn push_two(text: &mut String, number: u8) {
    text.push(char::from(b'0' + number / 10 % 10));
    text.push(char::from(b'0' + number % 10));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The times of AWS's captured message event.
    #[test]
    fn timestamp_is_formatted_as_in_captured_event() {
        let timestamp = Timestamp::from_millis(1_731_332_746_514);
        assert_eq!(timestamp.common_log(), "11/Nov/2024:13:45:46 +0000");
        assert_eq!(timestamp.iso(), "2024-11-11T13:45:46.514Z");
        assert!(Timestamp::now() > timestamp);
    }
}
