//! What a page in a browser needs to check a license: plain exports, no glue.
//!
//! Bytes come in one by one and the answer goes out one by one, so that nothing here handles a raw address.
//! A page: `put` each byte of the root, `trust`; `put` each byte of the license, `check_license`; read the answer.

use std::sync::{Mutex, MutexGuard, PoisonError};

use keyslip::{Explain, ReadError, TrustedRoot, read_coupon, read_license};

static PAGE: Mutex<Page> = Mutex::new(Page { input: Vec::new(), root: None, answer: String::new() });

struct Page {
    input: Vec<u8>,
    root: Option<TrustedRoot>,
    answer: String,
}

fn page() -> MutexGuard<'static, Page> {
    PAGE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Appends a byte to the input.
#[unsafe(no_mangle)]
extern "C" fn put(byte: u8) {
    page().input.push(byte);
}

/// Takes the input for the root that is trusted from now on; returns the length of the answer.
#[unsafe(no_mangle)]
extern "C" fn trust() -> usize {
    let mut page = page();
    let root = TrustedRoot::unverified_origin(&std::mem::take(&mut page.input));
    page.answer = root.as_ref().map_or_else(|error| error.code(), |_| "ok").to_owned();
    page.root = root.ok();
    page.answer.len()
}

/// Takes the input for a license, a file or a text; returns the length of the answer.
#[unsafe(no_mangle)]
extern "C" fn check_license() -> usize {
    check(|root, input| read_license(root, input).map(drop))
}

/// Takes the input for a coupon, a file or a text; returns the length of the answer.
#[unsafe(no_mangle)]
extern "C" fn check_coupon() -> usize {
    check(|root, input| read_coupon(root, input).map(drop))
}

fn check(read: impl FnOnce(&TrustedRoot, &[u8]) -> Result<(), ReadError>) -> usize {
    let mut page = page();
    let input = std::mem::take(&mut page.input);
    let answer = match &page.root {
        Some(root) => read(root, &input).map_or_else(|error| error.code(), |()| "ok"),
        None => "no root is trusted yet",
    };
    page.answer = answer.to_owned();
    page.answer.len()
}

/// A byte of the answer: `ok`, or the stable code of the refusal.
#[unsafe(no_mangle)]
extern "C" fn answer(at: usize) -> u8 {
    page().answer.as_bytes().get(at).copied().unwrap_or_default()
}
