//! What people type: dates, moments and spans of days.

use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use std::str::FromStr;

use format::{Explain, Fact, UnixTime};
use jiff::civil::{self, Date, Time};
use thiserror::Error;

/// A hundred years: what is longer than that is a grant without an end, and says so.
pub const MAX_DAYS: u32 = 36_525;

/// Why something typed was not understood.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum InputError {
    /// Neither `2027-12-31` nor `2027-12-31T10:00:00Z`.
    #[error("{text:?} is not a date like 2027-12-31")]
    Date {
        /// What was typed.
        text: String,
    },
    /// The calendar has no such day, or the day no such time.
    #[error("there is no {text}")]
    NoSuchDate {
        /// What was typed.
        text: String,
    },
    /// Before 1970 or after 9999: documents cannot name it.
    #[error("{text} is outside of 1970 to 9999")]
    DateOutOfRange {
        /// What was typed.
        text: String,
    },
    /// Neither `365d` nor `52w`.
    #[error("{text:?} is not a number of days like 365d")]
    Span {
        /// What was typed.
        text: String,
    },
    /// Months and years have no fixed number of days.
    #[error("{text} has no fixed number of days")]
    CalendarSpan {
        /// What was typed.
        text: String,
    },
    /// No day at all, or more than [`MAX_DAYS`].
    #[error("{text} is not between 1 and {MAX_DAYS} days")]
    SpanOutOfRange {
        /// What was typed.
        text: String,
    },
    /// No whole number, or one outside of what is possible here.
    #[error("{text:?} is not a whole number from {least} to {most}")]
    Number {
        /// What was typed.
        text: String,
        /// The least that is possible.
        least: u64,
        /// The most that is possible.
        most: u64,
    },
}

impl Explain for InputError {
    fn code(&self) -> &'static str {
        match self {
            Self::Date { .. } => "console.date",
            Self::NoSuchDate { .. } => "console.no-such-date",
            Self::DateOutOfRange { .. } => "console.date-out-of-range",
            Self::Span { .. } => "console.span",
            Self::CalendarSpan { .. } => "console.calendar-span",
            Self::SpanOutOfRange { .. } => "console.span-out-of-range",
            Self::Number { .. } => "console.number",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        let (Self::Date { text }
        | Self::NoSuchDate { text }
        | Self::DateOutOfRange { text }
        | Self::Span { text }
        | Self::CalendarSpan { text }
        | Self::SpanOutOfRange { text }
        | Self::Number { text, .. }) = self;
        let mut facts = vec![("text", Fact::text(text))];
        match self {
            Self::SpanOutOfRange { .. } => facts.push(("limit", Fact::Number(MAX_DAYS.into()))),
            Self::Number { least, most, .. } => {
                facts.extend([("least", Fact::Number(*least)), ("most", Fact::Number(*most))]);
            }
            _ => {}
        }
        facts
    }
}

/// The last second, in UTC, of the day typed; a moment of RFC 3339 is taken as it is.
///
/// # Errors
///
/// [`InputError::Date`], [`InputError::NoSuchDate`] and [`InputError::DateOutOfRange`].
///
/// # Examples
///
/// ```
/// # use console::parse;
/// assert_eq!(parse::date("2027-12-31")?.to_string(), "2027-12-31T23:59:59Z");
/// assert_eq!(parse::date("2027-12-31T10:00:00+03:00")?.to_string(), "2027-12-31T07:00:00Z");
/// # Ok::<(), parse::InputError>(())
/// ```
pub fn date(text: &str) -> Result<UnixTime, InputError> {
    day_or_moment(text, "T23:59:59Z")
}

/// The first second, in UTC, of the day typed; a moment of RFC 3339 is taken as it is.
///
/// # Errors
///
/// As for [`date`].
pub fn day_start(text: &str) -> Result<UnixTime, InputError> {
    day_or_moment(text, "T00:00:00Z")
}

/// A number of days from `365d` or `52w`. Months and years are refused: they are not a number of days.
///
/// # Errors
///
/// [`InputError::Span`], [`InputError::CalendarSpan`] and [`InputError::SpanOutOfRange`].
pub fn duration_days(text: &str) -> Result<u32, InputError> {
    let typed = || text.to_owned();
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = &text[digits.len()..];
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(InputError::Span { text: typed() });
    }
    let days_each = match unit {
        "d" => 1,
        "w" => 7,
        "m" | "y" => return Err(InputError::CalendarSpan { text: typed() }),
        _ => return Err(InputError::Span { text: typed() }),
    };
    let days = u32::from_str(digits).ok().and_then(|count| count.checked_mul(days_each));
    days.filter(|days| (1..=MAX_DAYS).contains(days))
        .ok_or_else(|| InputError::SpanOutOfRange { text: typed() })
}

/// A whole number within `possible`, in digits.
///
/// # Errors
///
/// [`InputError::Number`].
///
/// # Examples
///
/// ```
/// # use console::parse;
/// assert_eq!(parse::number::<u64>("12", 0..=99)?, 12);
/// assert!(parse::number::<u32>("100", 0..=99).is_err());
/// # Ok::<(), parse::InputError>(())
/// ```
pub fn number<T: TryFrom<u64>>(text: &str, possible: RangeInclusive<u64>) -> Result<T, InputError> {
    let found = u64::from_str(text.trim()).ok().filter(|number| possible.contains(number));
    found.and_then(|number| T::try_from(number).ok()).ok_or_else(|| InputError::Number {
        text: text.to_owned(),
        least: *possible.start(),
        most: *possible.end(),
    })
}

/// A whole number from 1: how many, or the number of something.
///
/// # Errors
///
/// [`InputError::Number`].
pub fn count(text: &str) -> Result<NonZeroU32, InputError> {
    let count: u32 = number(text, 1..=u32::MAX.into())?;
    Ok(NonZeroU32::new(count).expect("a number from 1: checked above"))
}

fn day_or_moment(text: &str, time_of_day: &str) -> Result<UnixTime, InputError> {
    let typed = || text.to_owned();
    let (date, rest) = match shape(text).as_str() {
        "0000-00-00" => (text, time_of_day),
        "0000-00-00T00:00:00Z" | "0000-00-00T00:00:00+00:00" | "0000-00-00T00:00:00-00:00" => {
            text.split_at(10)
        }
        _ => return Err(InputError::Date { text: typed() }),
    };
    let seconds = seconds_since_1970(date, rest).ok_or_else(|| InputError::NoSuchDate { text: typed() })?;
    u64::try_from(seconds)
        .ok()
        .filter(|seconds| *seconds <= UnixTime::MAX.seconds())
        .map(UnixTime::new)
        .ok_or_else(|| InputError::DateOutOfRange { text: typed() })
}

/// From `2027-12-31` and `T10:00:00+03:00`; jiff's own timestamps end a day before ours do.
fn seconds_since_1970(date: &str, rest: &str) -> Option<i64> {
    let (time, offset) = rest.split_at_checked(9)?;
    let moment = Date::from_str(date).ok()?.to_datetime(Time::from_str(time.strip_prefix('T')?).ok()?);
    let utc = moment.duration_since(civil::date(1970, 1, 1).at(0, 0, 0, 0)).as_secs();
    if offset == "Z" {
        return Some(utc);
    }
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let (hours, minutes) = (i64::from_str(hours).ok()?, i64::from_str(minutes).ok()?);
    // RFC 3339 §5.6: an offset is a time of day.
    let ahead = (hours < 24 && minutes < 60).then_some(hours * 3600 + minutes * 60)?;
    Some(if offset.starts_with('-') { utc + ahead } else { utc - ahead })
}

/// `text` with every digit turned into `0`: jiff reads far more ways to write a date than we want to explain.
fn shape(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_means_its_last_second_or_its_first() {
        assert_eq!(date("2027-12-31"), Ok(UnixTime::new(1_830_297_599)));
        assert_eq!(day_start("2028-01-01"), Ok(UnixTime::new(1_830_297_600)));
        assert_eq!(date("1970-01-01"), Ok(UnixTime::new(86_399)));
        assert_eq!(date("9999-12-31"), Ok(UnixTime::MAX));
    }

    #[test]
    fn a_moment_is_taken_as_it_is() {
        for text in ["2027-12-31T10:00:00Z", "2027-12-31T13:00:00+03:00", "2027-12-31T05:00:00-05:00"] {
            assert_eq!(date(text), Ok(UnixTime::new(1_830_247_200)), "{text}");
            assert_eq!(day_start(text), date(text));
        }
    }

    #[test]
    fn days_that_no_calendar_has_are_told_from_mistyped_ones() {
        for text in ["2027-02-29", "2027-13-01", "2027-12-31T25:00:00Z", "2027-12-31T10:00:00+24:00"] {
            assert!(matches!(date(text), Err(InputError::NoSuchDate { .. })), "{text}");
        }
        for text in ["", "31.12.2027", "2027-12-31 ", "20271231", "2027-1-1", "2027-12-31T10:00Z", "завтра"]
        {
            assert!(matches!(date(text), Err(InputError::Date { .. })), "{text}");
        }
        for text in ["1969-12-31", "0001-01-01"] {
            assert!(matches!(date(text), Err(InputError::DateOutOfRange { .. })), "{text}");
        }
    }

    #[test]
    fn spans_are_days_or_weeks_within_a_hundred_years() {
        assert_eq!(duration_days("365d"), Ok(365));
        assert_eq!(duration_days("52w"), Ok(364));
        assert_eq!(duration_days("36525d"), Ok(MAX_DAYS));
        for text in ["36526d", "0d", "99999999999d", "4294967295w"] {
            assert!(matches!(duration_days(text), Err(InputError::SpanOutOfRange { .. })), "{text}");
        }
    }

    #[test]
    fn a_count_is_a_whole_number_from_one() {
        assert_eq!(count("1").map(NonZeroU32::get), Ok(1));
        assert_eq!(count(" 4294967295 ").map(NonZeroU32::get), Ok(u32::MAX));
        for text in ["", "0", "-1", "1.5", "4294967296", "один"] {
            assert!(matches!(count(text), Err(InputError::Number { least: 1, .. })), "{text}");
        }
    }

    #[test]
    fn months_and_years_are_refused_apart_from_nonsense() {
        for text in ["12m", "1y"] {
            assert!(matches!(duration_days(text), Err(InputError::CalendarSpan { .. })), "{text}");
        }
        for text in ["", "d", "365", "-1d", "1.5d", "1 d", "365д", "1d2w"] {
            assert!(matches!(duration_days(text), Err(InputError::Span { .. })), "{text}");
        }
    }
}
