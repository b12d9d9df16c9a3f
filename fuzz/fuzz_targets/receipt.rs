#![no_main]
use format::{Payload, Receipt};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = Receipt::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
