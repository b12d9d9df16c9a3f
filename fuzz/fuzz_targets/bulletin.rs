#![no_main]
use format::{Bulletin, Payload};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = Bulletin::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
