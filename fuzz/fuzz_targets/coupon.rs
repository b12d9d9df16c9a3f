#![no_main]
use format::{Coupon, Payload};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(value) = Coupon::decode(bytes) {
        assert_eq!(value.encode(), bytes);
    }
});
