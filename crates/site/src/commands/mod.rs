//! The commands, one a file.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod consent;
mod deliver;
pub(crate) mod init;
pub(crate) mod inspect;
pub(crate) mod install;
pub(crate) mod license;
pub(crate) mod list;
pub(crate) mod man;
pub(crate) mod receipt;
pub(crate) mod redeem;
pub(crate) mod request;
pub(crate) mod save;
pub(crate) mod status;
pub(crate) mod trust;
pub(crate) mod verify;

use console::{Answer, Failure, Ui};

use crate::arguments::{Arguments, Command};
use crate::context::Context;

/// Runs the command that was asked for.
pub fn run(arguments: Arguments, ui: &mut Ui) -> Result<Answer, Failure> {
    let context = Context { site: arguments.site };
    match arguments.command {
        Command::Init(args) => init::run(&context, &args, ui),
        Command::Trust(args) => trust::run(&context, &args, ui),
        Command::License(args) => license::run(&context, args, ui),
        Command::Redeem(args) => redeem::run(&context, &args, ui),
        Command::Receipt(args) => receipt::run(&context, &args, ui),
        Command::Request(args) => request::run(&context, args, ui),
        Command::List(args) => list::run(&context, &args, ui),
        Command::Install(args) => install::run(&context, &args, ui),
        Command::Save(args) => save::run(&context, &args, ui),
        Command::Verify(args) => verify::run(&context, &args, ui),
        Command::Status(args) => status::run(&context, &args, ui),
        Command::Check(args) => check::run(&context, &args, ui),
        Command::Inspect(args) => inspect::run(&args, ui),
        Command::Completions(args) => completions::run(&args, ui),
        Command::Man(args) => man::run(&args, ui),
    }
}
