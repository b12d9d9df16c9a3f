use std::path::PathBuf;

use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use serde::Serialize;

use crate::context::{Context, bundle, judged, language, roots};
use crate::options::{Ahead, At};
use crate::views::{News, Vendor};

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site trust update --bundle /media/usb/keyslip\n  keyslip-site trust update 2.ksroot 3.ksroot\n\nEach root must follow the one before it, signed by the keys of both. Of a bundle the bulletin and the catalog are taken, too. Every look at a bundle does the same."
)]
pub(super) struct Args {
    /// Root files, in any order
    #[arg(value_name = "FILE", required_unless_present = "bundle")]
    roots: Vec<PathBuf>,

    /// The bundle folder with the vendor's roots
    #[arg(long, value_name = "DIR", conflicts_with = "roots")]
    bundle: Option<PathBuf>,

    #[command(flatten)]
    ahead: Ahead,

    #[command(flatten)]
    at: At,
}

/// What the site trusts now.
#[derive(Serialize)]
struct Updated {
    /// The versions that were new, ascending.
    updated: Vec<u32>,
    /// The fingerprint before, where the root keys have changed and with them what a person compares.
    previous_fingerprint: Option<String>,
    #[serde(flatten)]
    vendor: Vendor,
    #[serde(flatten)]
    news: News,
}

impl Report for Updated {
    fn show(&self, page: &mut Page<'_>) {
        match self.updated.as_slice() {
            [] => page.say("site-roots-same", &values![version = self.vendor.root_version]),
            [.., last] => {
                page.say_toned(
                    Tone::Good,
                    "site-roots-updated",
                    &values![version = *last, count = self.updated.len()],
                );
            }
        }
        if let Some(before) = &self.previous_fingerprint {
            page.say_toned(Tone::Doubt, "site-fingerprint-changed", &values![before = before]);
        }
        self.vendor.show_identity(page);
        self.news.show(page);
    }
}

pub(super) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let roots = roots(args.bundle.as_deref(), &args.roots)?;
    let mut site = context.lock()?;
    args.ahead.tell(&mut site);
    let before = site.state().root().fingerprint();
    let taken = judged(site.update_roots(&roots, args.at.clock()))?;
    if let Some(folder) = &args.bundle {
        judged(site.see(&bundle(folder)?, args.at.clock()))?;
    }
    let chain = site.state().roots();
    let newest = site.state().root();
    let updated = chain[chain.len() - taken..].iter().map(|known| known.root.root().version);
    ui.report(&Updated {
        updated: updated.collect(),
        previous_fingerprint: (newest.fingerprint() != before).then(|| before.to_string()),
        vendor: Vendor::of(newest, language(ui)),
        news: News::of(&site),
    })
}
