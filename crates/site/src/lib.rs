//! The site's program keyslip-site: what a site with no network may install, and installing it.
//!
//! It links neither the ledger nor anything that signs a vendor's documents. It is a library with a program around it,
//! so that the vendor's demo can play the site's part with the site's own commands.
//!
//! ```
//! use clap::Parser;
//! use console::{Language, Output, Ui};
//!
//! let arguments = site::Arguments::parse_from(["keyslip-site", "status", "--site", "no such folder"]);
//! let (mut ui, _) = Ui::captured_for("keyslip-site", Language::English, Output::People);
//! assert!(site::run(arguments, &mut ui).is_err());
//! ```

mod arguments;
mod commands;
mod context;
mod input;
mod options;
mod request_view;
#[cfg(test)]
mod tests;
mod unverified_kind;
mod unverified_license;
mod views;

pub use arguments::Arguments;
pub use commands::run;
pub use request_view::RequestView;
