#![no_main]
use format::{SignedText, write_text};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut asked = 0;
    let repaired = SignedText::repair(text, |envelope| {
        asked += 1;
        // Some are signed, as some must be for the rest of the road to be walked.
        envelope.signature()[0].is_multiple_of(64)
    });
    assert!(asked <= SignedText::MAX_SIGNATURE_CHECKS);
    if let Ok(repaired) = repaired {
        let number = repaired.number().unwrap_or_else(|| "DEMO-00000-00000-00000-00008".parse().unwrap());
        let (read, corrections) = repaired.under(number);
        assert!(corrections.len() <= 1 + SignedText::MAX_DAMAGED_ROWS);
        let again = write_text(read.number(), read.document());
        assert_eq!(SignedText::read(&again), Ok(read));
    }
});
