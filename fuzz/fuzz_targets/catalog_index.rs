#![no_main]
use format::catalog::{Index, Object};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = Index::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
