#![no_main]
use format::{Number, ReleaseNumber};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(release) = text.parse::<ReleaseNumber>() {
        assert_eq!(release.to_string().parse(), Ok(release));
    }
    if let Ok(number) = text.parse::<Number>() {
        assert_eq!(number.to_string().parse(), Ok(number));
    }
});
