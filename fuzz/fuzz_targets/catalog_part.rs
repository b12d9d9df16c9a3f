#![no_main]
use format::catalog::{Object, Part};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = Part::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
