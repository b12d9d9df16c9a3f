#![no_main]
use format::{SignedText, write_text};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(read) = SignedText::read(text) {
        let again = write_text(read.number(), read.document());
        assert_eq!(SignedText::read(&again), Ok(read));
    }
});
