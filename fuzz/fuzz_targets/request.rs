#![no_main]
use format::{Payload, Request};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = Request::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
