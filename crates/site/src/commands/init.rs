use std::path::PathBuf;

use console::{Answer, Failure, Page, Report, Tone, Ui, typed, values};
use format::Fingerprint;
use installer::SiteFolder;
use rand_core::UnwrapErr;
use serde::Serialize;

use crate::arguments::At;
use crate::context::{Context, bundle, judged, language};
use crate::input::fingerprint;
use crate::views::Vendor;

/// Set a site up: trust the vendor whose root is in the bundle
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The bundle folder with the vendor's roots
    #[arg(long, value_name = "DIR")]
    bundle: PathBuf,

    /// The fingerprint that the vendor has published: forty digits
    #[arg(long, value_name = "DIGITS", value_parser = typed(fingerprint))]
    fingerprint: Fingerprint,

    #[command(flatten)]
    at: At,
}

/// What the site now trusts.
#[derive(Serialize)]
struct Started {
    site: String,
    #[serde(flatten)]
    vendor: Vendor,
}

impl Report for Started {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "site-started", &values![site = &self.site]);
        self.vendor.show(page);
        page.blank();
        page.say("site-next-license", &[]);
    }
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let folder = context.folder()?;
    let bundle = bundle(&args.bundle)?;
    let mut random = UnwrapErr(getrandom::SysRng);
    let site = judged(SiteFolder::init(folder, &bundle, args.fingerprint, args.at.clock(), &mut random))?;
    let vendor = Vendor::of(site.state().root(), language(ui));
    ui.report(&Started { site: folder.display().to_string(), vendor })
}
