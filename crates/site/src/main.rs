//! The site's program keyslip-site.

fn main() {}
