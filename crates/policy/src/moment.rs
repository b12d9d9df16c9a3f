use format::UnixTime;

use crate::Doubt;

/// How far a clock may stand behind the last time seen before it is a doubt: a day, so that a wrong time zone or a
/// corrected clock is none.
pub const CLOCK_TOLERANCE_SECONDS: u64 = 24 * 3600;

/// The moment that a question is about, and what is doubtful in it.
///
/// The clock is never trusted alone: the moment is the later of the clock and the *floor*, the greatest signed time
/// that was ever seen. The clock itself never raises the floor, so a clock set to 2099 by mistake locks nobody out.
///
/// ```
/// # use format::UnixTime;
/// # use policy::{Doubt, Moment};
/// let (floor, seen) = (UnixTime::new(1_800_000_000), UnixTime::new(1_800_000_500));
/// let moment = Moment::new(UnixTime::new(1_700_000_000), floor, Some(seen));
/// assert_eq!(moment.now(), floor);
/// assert!(matches!(moment.doubts(), [Doubt::ClockBehindFloor { .. }, Doubt::ClockWentBack { .. }]));
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Moment {
    now: UnixTime,
    doubts: Vec<Doubt>,
}

impl Moment {
    /// The moment by `clock`, given the `floor` and the last time that the clock showed here.
    ///
    /// Without a last time the site's state is new, which is a doubt as well: there is nothing to hold the clock
    /// against.
    pub fn new(clock: UnixTime, floor: UnixTime, last_seen: Option<UnixTime>) -> Self {
        let mut doubts = Vec::new();
        if clock < floor {
            doubts.push(Doubt::ClockBehindFloor { clock, floor });
        }
        match last_seen {
            None => doubts.push(Doubt::StateIsNew),
            Some(last_seen) if clock.plus_seconds(CLOCK_TOLERANCE_SECONDS) < last_seen => {
                doubts.push(Doubt::ClockWentBack { clock, last_seen });
            }
            Some(_) => {}
        }
        Self { now: clock.max(floor), doubts }
    }

    /// A moment that somebody names instead of the clock: *what would be the answer then?*
    pub fn supposed(now: UnixTime) -> Self {
        Self { now, doubts: vec![Doubt::MomentSupposed { now }] }
    }

    /// The moment.
    pub fn now(&self) -> UnixTime {
        self.now
    }

    /// What is doubtful in it.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOOR: u64 = 1_800_000_000;
    const DAY: u64 = 86_400;

    fn moment(clock: u64, last_seen: u64) -> Moment {
        Moment::new(UnixTime::new(clock), UnixTime::new(FLOOR), Some(UnixTime::new(last_seen)))
    }

    #[test]
    fn the_moment_is_the_later_of_clock_and_floor() {
        assert_eq!(moment(FLOOR - 1, FLOOR).now(), UnixTime::new(FLOOR));
        assert_eq!(moment(FLOOR + 1, FLOOR).now(), UnixTime::new(FLOOR + 1));
    }

    #[test]
    fn a_clock_below_the_floor_is_a_doubt_and_one_at_the_floor_is_none() {
        assert!(matches!(moment(FLOOR - 1, FLOOR).doubts(), [Doubt::ClockBehindFloor { .. }]));
        assert_eq!(moment(FLOOR, FLOOR).doubts(), []);
    }

    #[test]
    fn a_clock_may_go_back_by_a_day_and_not_by_a_second_more() {
        let clock = FLOOR + 10 * DAY;
        assert_eq!(moment(clock, clock + DAY).doubts(), []);
        assert!(matches!(moment(clock, clock + DAY + 1).doubts(), [Doubt::ClockWentBack { .. }]));
    }

    #[test]
    fn a_state_that_is_new_is_a_doubt() {
        let moment = Moment::new(UnixTime::new(FLOOR), UnixTime::new(FLOOR), None);
        assert_eq!(moment.doubts(), [Doubt::StateIsNew]);
    }

    #[test]
    fn a_supposed_moment_says_so() {
        assert_eq!(
            Moment::supposed(UnixTime::new(5)).doubts(),
            [Doubt::MomentSupposed { now: UnixTime::new(5) }]
        );
    }
}
