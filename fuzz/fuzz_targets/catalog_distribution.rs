#![no_main]
use format::catalog::{Distribution, Object};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = Distribution::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
