//! The program around the library: reads the command line, sets the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    match console::start::<site::Arguments>() {
        Ok((arguments, mut ui)) => {
            let outcome = site::run(arguments, &mut ui);
            ui.finish(outcome)
        }
        Err(code) => code,
    }
}
