//! What the vendor has issued: append-only, checked on every read.
