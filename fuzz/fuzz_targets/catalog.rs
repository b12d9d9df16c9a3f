#![no_main]
use format::{Catalog, Payload};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = Catalog::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
