#![no_main]
use format::RootChange;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = RootChange::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
