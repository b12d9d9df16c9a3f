#![no_main]
use format::Envelope;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(envelope) = Envelope::parse(bytes) {
        let again =
            Envelope::assemble(envelope.protected(), envelope.unverified_payload(), envelope.signature());
        assert_eq!(again, bytes);
        let _ = format::unverified_view(&envelope);
    }
});
