#![no_main]
use format::{License, Payload};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = License::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
