//! The vendor's program `keyslip`: arguments in, words and exit codes out. The work is in the library crates.

use std::process::ExitCode;

mod agree;
mod arguments;
mod commands;
mod demo;
mod field_changes;
mod grant_changes;
mod input;
mod options;
mod outside;
mod qr;
mod revoked;
mod show;
mod signer;
mod trust;
mod vendor;

fn main() -> ExitCode {
    match console::start::<arguments::Arguments>() {
        Ok((arguments, mut ui)) => {
            let outcome = commands::run(&arguments, &mut ui);
            ui.finish(outcome)
        }
        Err(code) => code,
    }
}
