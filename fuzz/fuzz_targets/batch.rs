#![no_main]
use format::Batch;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = Batch::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
