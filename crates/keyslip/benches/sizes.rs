//! How long the same license and the same coupon are in the forms that are in use.

#![expect(clippy::print_stdout, reason = "a benchmark prints its result")]

#[path = "../tests/sizes/forms.rs"]
mod forms;

fn main() {
    for (content, forms) in [("license", forms::license()), ("coupon", forms::coupon())] {
        for form in forms {
            let (name, text, bytes) = (form.name, form.text.len(), form.bytes);
            let (presses, side) = (form.key_presses(), form.qr_side());
            println!("{content} as {name}: {bytes} bytes, {text} characters, {presses} keys, {side} modules");
        }
    }
}
