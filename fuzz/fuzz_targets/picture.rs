#![no_main]
use format::{NumberKind, SignedText};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = pictures::signed_text(bytes, NumberKind::License) {
        assert!(SignedText::read(&text).is_ok());
    }
});
