use std::path::PathBuf;

use clap::{Parser, Subcommand};
use console::{Globals, Program};

use crate::commands::{
    check, completions, init, inspect, install, license, list, man, receipt, redeem, request, save, status,
    trust, verify,
};

/// Licenses and extensions for a site without a network
#[derive(Parser)]
#[command(name = "keyslip-site", version)]
pub struct Arguments {
    /// The site's folder
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "KEYSLIP_SITE",
        hide_env_values = true,
        display_order = 900
    )]
    pub(crate) site: Option<PathBuf>,

    #[command(flatten)]
    globals: Globals,

    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Program for Arguments {
    const NAME: &'static str = "keyslip-site";
}

/// One command; each has a file of its own.
#[derive(Subcommand)]
pub(crate) enum Command {
    Init(init::Args),
    Trust(trust::Args),
    License(license::Args),
    Redeem(redeem::Args),
    Receipt(receipt::Args),
    List(list::Args),
    Install(install::Args),
    Save(save::Args),
    Verify(verify::Args),
    Status(status::Args),
    Request(request::Args),
    Check(check::Args),
    Inspect(inspect::Args),
    Completions(completions::Args),
    Man(man::Args),
}
