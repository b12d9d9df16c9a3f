/// Says that a test was not run, so loudly that it does not look like a passed one; with `KEYSLIP_NO_SKIP=1` in the
/// environment it fails instead.
///
/// # Panics
///
/// With `KEYSLIP_NO_SKIP=1`.
#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
pub fn skip(reason: &str) {
    assert!(std::env::var("KEYSLIP_NO_SKIP").as_deref() != Ok("1"), "nothing may be skipped here: {reason}");
    eprintln!("SKIPPED: {reason}");
}
