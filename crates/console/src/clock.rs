//! The one place that asks what time it is.

use std::time::{SystemTime, UNIX_EPOCH};

use format::UnixTime;

/// The moment that the machine's clock shows; a clock before 1970 shows 1970.
#[expect(
    clippy::disallowed_methods,
    reason = "the programs take their `now` from here, everything else from them"
)]
pub fn now() -> UnixTime {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixTime::new(since.as_secs())
}
