#![no_main]
use crypto::TrustedRoot;
use format::{Payload, Root};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = TrustedRoot::unverified_origin(bytes);
    if let Ok(root) = Root::decode(bytes) {
        assert_eq!(root.encode(), bytes);
    }
});
