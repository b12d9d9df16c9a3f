/// Says that a test has not been run, and why; where nothing may be skipped (`KEYSLIP_NO_SKIP`), that is a failure.
///
/// # Panics
///
/// Where nothing may be skipped.
#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
pub fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
    assert!(std::env::var_os("KEYSLIP_NO_SKIP").is_none(), "nothing may be skipped: {why}");
}
