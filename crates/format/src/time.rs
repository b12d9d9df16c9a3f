use core::fmt;

/// Whole seconds since 1970-01-01T00:00:00Z, the only time in documents (SPEC §3.4).
///
/// Never negative; printed as RFC 3339 in UTC.
///
/// ```
/// # use format::UnixTime;
/// assert_eq!(UnixTime::new(1_830_297_599).to_string(), "2027-12-31T23:59:59Z");
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct UnixTime(u64);

impl UnixTime {
    /// The last second that documents can name: 9999-12-31T23:59:59Z.
    pub const MAX: Self = Self(253_402_300_799);

    /// `seconds` since the epoch, at most [`UnixTime::MAX`].
    pub fn new(seconds: u64) -> Self {
        Self(seconds.min(Self::MAX.0))
    }

    /// Seconds since the epoch.
    pub fn seconds(self) -> u64 {
        self.0
    }

    /// This moment and `days` of 86,400 seconds more, at most [`UnixTime::MAX`].
    pub fn plus_days(self, days: u32) -> Self {
        Self::new(self.0.saturating_add(u64::from(days) * 86_400))
    }

    /// This moment and `seconds` more, at most [`UnixTime::MAX`].
    pub fn plus_seconds(self, seconds: u64) -> Self {
        Self::new(self.0.saturating_add(seconds))
    }

    /// Year, month and day in UTC.
    pub fn date(self) -> (u64, u64, u64) {
        // Days to civil date by the era algorithm of the proleptic Gregorian calendar.
        let days = self.0 / 86_400 + 719_468;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        (era * 400 + year_of_era + u64::from(month <= 2), month, day)
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let second = self.0 % 86_400;
        let (hours, minutes, seconds) = (second / 3600, second / 60 % 60, second % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}Z")
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn moments_print_as_rfc_3339() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(UnixTime::new(seconds).to_string(), text);
        }
    }

    #[test]
    fn the_last_second_is_a_ceiling() {
        assert_eq!(UnixTime::new(u64::MAX), UnixTime::MAX);
        assert_eq!(UnixTime::MAX.plus_days(1), UnixTime::MAX);
    }
}
