//! The library that others embed: one door to format, crypto and policy.
