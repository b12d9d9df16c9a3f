//! Options that every command takes; they know no command.

use std::path::PathBuf;

use console::{CAUSE, Told, parse};
use format::{Explain, Fact, UnixTime};
use thiserror::Error;

/// Where the vendor's things are, and who is at work when.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct VendorArgs {
    /// The vendor's folder
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "KEYSLIP_VENDOR",
        hide_env_values = true,
        display_order = 801
    )]
    pub(crate) vendor: Option<PathBuf>,

    /// A file of passwords as PostgreSQL's own clients keep it, where the ledger is in a database
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "KEYSLIP_LEDGER_PASSWORD_FILE",
        hide_env_values = true,
        display_order = 804
    )]
    pub(crate) ledger_password_file: Option<PathBuf>,

    /// Who is at work, for the audit trail [default: the system's user name]
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "KEYSLIP_WHO",
        hide_env_values = true,
        display_order = 802
    )]
    pub(crate) who: Option<String>,

    /// Work as if it were this moment, for rehearsals and tests
    #[arg(long, global = true, value_name = "DATE", env = "KEYSLIP_NOW", hide_env_values = true, value_parser = moment, display_order = 803)]
    pub(crate) now: Option<UnixTime>,
}

/// For commands that change a record.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct DryRun {
    /// Say what would change and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl DryRun {
    /// Whether nothing is to be changed.
    pub(crate) fn is_on(self) -> bool {
        self.dry_run
    }

    /// The same for the ledger.
    pub(crate) fn mode(self) -> ledger::Mode {
        if self.dry_run { ledger::Mode::DryRun } else { ledger::Mode::Commit }
    }
}

/// The variable that `--now` stands for.
const NOW: &str = "KEYSLIP_NOW";

fn moment(text: &str) -> Result<UnixTime, Told> {
    parse::date(text).map_err(|cause| {
        // Nobody typed what the environment says, so its name is what has to be said.
        let is_from_environment = std::env::var(NOW).is_ok_and(|value| value == text)
            && !std::env::args_os().any(|argument| argument.to_string_lossy().starts_with("--now"));
        if is_from_environment { Told::of(&Variable { name: NOW, cause }) } else { Told::of(&cause) }
    })
}

/// A variable of the environment that holds what cannot be used.
#[derive(Clone, Debug, Error)]
#[error("the environment variable {name} cannot be used")]
struct Variable {
    name: &'static str,
    #[source]
    cause: parse::InputError,
}

impl Explain for Variable {
    fn code(&self) -> &'static str {
        "cli.variable"
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        let mut facts = vec![("variable", Fact::text(self.name)), (CAUSE, Fact::text(self.cause.code()))];
        facts.extend(self.cause.facts());
        facts
    }
}
