#![no_main]
use format::bulletin::Shard;
use format::catalog::Object;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = Shard::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
