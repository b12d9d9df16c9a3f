//! Options that every command takes; they know no command.

use std::path::PathBuf;

use console::{parse, typed};
use format::UnixTime;

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
    #[arg(long, global = true, value_name = "DATE", env = "KEYSLIP_NOW", hide_env_values = true, value_parser = typed(parse::date), display_order = 803)]
    pub(crate) now: Option<UnixTime>,
}
