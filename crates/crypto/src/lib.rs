//! Keys and verifying; signing behind features. The only maker of Verified<T>.
