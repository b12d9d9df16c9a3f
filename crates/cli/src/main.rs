//! The vendor's program keyslip.

fn main() {}
