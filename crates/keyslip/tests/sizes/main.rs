//! Our file is the smallest, our QR code the least and our text the quickest to type, of the usual forms of one and the
//! same license and coupon.
//!
//! In characters a CWT in base64url is shorter than our text, which pays for reading in any case with a check symbol a
//! row. It cannot be told over the telephone, and a QR code takes it byte by byte.

mod forms;

use forms::{Form, coupon, license};

#[test]
fn our_license_and_our_coupon_are_the_smallest() {
    for (content, forms) in [("license", license()), ("coupon", coupon())] {
        let [ours, others @ ..] = &forms[..] else { panic!("no forms") };
        for other in others {
            let name = other.name;
            assert!(ours.bytes < other.bytes, "{content}: more bytes than {name}");
            assert!(ours.qr_side() < other.qr_side(), "{content}: no lesser QR code than {name}");
            assert!(ours.key_presses() < other.key_presses(), "{content}: more to type than {name}");
        }
    }
}

/// What the README says.
#[test]
fn the_sizes_are_those_of_the_readme() {
    let readme = include_str!("../../../../README.md");
    for (content, forms) in [("license", license()), ("coupon", coupon())] {
        let line = |of: &dyn Fn(&Form) -> usize| -> String {
            let others: Vec<String> =
                forms[1..].iter().map(|form| format!("{} {}", form.name, of(form))).collect();
            format!("{}; {}", of(&forms[0]), others.join(", "))
        };
        for (what, sizes) in [
            ("bytes", line(&|form| form.bytes)),
            ("keys to press", line(&|form| form.key_presses())),
            ("modules a side of a QR code", line(&|form| form.qr_side())),
        ] {
            let row = format!("| a {content} in {what} | {sizes} |");
            assert!(readme.contains(&row), "the README has not\n{row}");
        }
    }
}
