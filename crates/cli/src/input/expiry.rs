use console::parse;
use format::UnixTime;

/// When something ends: after so many days, or on a day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Expiry {
    Days(u32),
    At(UnixTime),
}

impl Expiry {
    /// The last second, counted from `now`.
    pub(crate) fn after(self, now: UnixTime) -> UnixTime {
        match self {
            Self::Days(days) => now.plus_days(days),
            Self::At(end) => end,
        }
    }
}

/// Reads `365d`, `52w` or a date, whose last second in UTC is the last one.
pub(crate) fn expiry(text: &str) -> Result<Expiry, parse::InputError> {
    // What has dashes is a date, mistyped or not: a span has none.
    if text.contains('-') {
        parse::date(text).map(Expiry::At)
    } else {
        parse::duration_days(text).map(Expiry::Days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_a_number_of_days_or_a_date() {
        let now = parse::date("2026-11-25").unwrap();
        assert_eq!(expiry("2w").unwrap().after(now), parse::date("2026-12-09").unwrap());
        assert_eq!(expiry("2027-12-31").unwrap().after(now), parse::date("2027-12-31").unwrap());
        assert!(matches!(expiry("1y"), Err(parse::InputError::CalendarSpan { .. })));
        assert!(matches!(expiry("2027-02-30"), Err(parse::InputError::NoSuchDate { .. })));
    }
}
