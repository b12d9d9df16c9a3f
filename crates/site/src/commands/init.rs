use std::path::{Path, PathBuf};

use console::{Answer, Failure, Output, Page, Report, Tone, Ui, explain, typed, values};
use crypto::read_fingerprint;
use format::{Fingerprint, UnixTime};
use installer::{FirstTrust, RootFiles, SiteFolder};
use rand_core::UnwrapErr;
use serde::Serialize;

use crate::context::{AskedError, Context, bundle, judged, language, roots};
use crate::options::At;
use crate::views::{News, Vendor, asked_environment};

/// Set a site up: trust the vendor whose root is in the bundle
///
/// The bundle's bulletin and catalog are taken, too.
///
/// Without --fingerprint the root is shown, and you are asked whether its fingerprint is the one that the vendor has
/// published: on paper, on its site, over the telephone, but not on the medium that the root came on.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site init --site /srv/keyslip --bundle /media/usb/keyslip\n  keyslip-site init --site /srv/keyslip --bundle /media/usb/keyslip \\\n      --fingerprint 57221-13490-21381-01330-55368-00925-16376-17040\n  keyslip-site init --site /srv/keyslip --root 1.ksroot \\\n      --fingerprint \"test claim clutch poem expect offer gentle about outdoor zone awful cancel\""
)]
pub(crate) struct Args {
    /// The bundle folder with the vendor's roots
    #[arg(long, value_name = "DIR")]
    bundle: Option<PathBuf>,

    /// A root file instead of a bundle; of a chain once each
    #[arg(long, value_name = "FILE", conflicts_with = "bundle")]
    root: Vec<PathBuf>,

    /// The fingerprint that the vendor has published: forty digits or twelve words
    #[arg(long, value_name = "FINGERPRINT", value_parser = typed(read_fingerprint))]
    fingerprint: Option<Fingerprint>,

    /// Trust a vendor's root for trying out; its licenses say so everywhere
    #[arg(long)]
    test: bool,

    #[command(flatten)]
    at: At,
}

/// What the site now trusts.
#[derive(Serialize)]
struct Started {
    site: String,
    /// When the root was signed: from then on the site counts its time.
    issued: String,
    #[serde(flatten)]
    vendor: Vendor,
    #[serde(flatten)]
    news: News,
}

impl Report for Started {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "site-started", &values![site = &self.site]);
        self.vendor.show_identity(page);
        self.news.show(page);
        page.blank();
        page.say("site-next-license", &[]);
    }
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let folder = context.folder()?;
    if args.bundle.is_none() && args.root.is_empty() {
        return Err(AskedError::NoRoot.into());
    }
    let roots = roots(args.bundle.as_deref(), &args.root)?;
    let fingerprint = match args.fingerprint {
        Some(fingerprint) => fingerprint,
        None => compare(&roots, args.test, ui)?,
    };
    let first = match args.test {
        true => FirstTrust::for_trying_out(fingerprint),
        false => FirstTrust::from(fingerprint),
    };
    let mut random = UnwrapErr(getrandom::SysRng);
    judged(SiteFolder::init_from(folder, &roots, first, args.at.clock(), &mut random))?;
    if let Some(bundle_folder) = &args.bundle {
        // The site stands, whatever is wrong with the rest of the bundle: the next look at one says it again.
        if let Err(refused) = take_news(context, bundle_folder, args.at.clock()) {
            let reason = explain(ui.words(), refused.problem());
            ui.warn("site-news-not-taken", &values![reason = reason]);
        }
    }
    let site = context.open()?;
    let root = site.state().root();
    let vendor = Vendor::of(root, language(ui));
    let issued = root.root().issued_at.to_string();
    let news = News::of(&site);
    ui.report(&Started { site: folder.display().to_string(), issued, vendor, news })
}

/// Takes the bulletin and the catalog that lie beside the roots.
fn take_news(context: &Context, folder: &Path, now: UnixTime) -> Result<(), Failure> {
    let bundle = bundle(folder)?;
    judged(context.lock()?.see(&bundle, now)).map(drop)
}

/// Shows the newest root and has a person compare its fingerprint.
fn compare(roots: &RootFiles, test: bool, ui: &mut Ui) -> Result<Fingerprint, Failure> {
    let root = judged(roots.unverified_newest())?;
    let root = root.for_environment(asked_environment(test)).map_err(Failure::refused)?;
    let fingerprint = root.fingerprint();
    let vendor = Vendor::of(&root, language(ui));
    let environment = ui.words().say(&format!("environment-{}", vendor.environment), &[]);
    ui.note("site-unverified-root", &[]);
    ui.note(
        "site-offered-vendor",
        &values![name = &vendor.name, prefix = &vendor.prefix, environment = environment],
    );
    ui.note("site-offered-digits", &values![fingerprint = &vendor.fingerprint]);
    ui.note("site-offered-words", &values![words = &vendor.fingerprint_words]);
    if !ui.is_interactive() || ui.output() == Output::Json {
        return Err(AskedError::FingerprintUnconfirmed { fingerprint }.into());
    }
    let question = ui.words().say("site-fingerprint-question", &[]);
    match ui.confirm(&question)? {
        true => Ok(fingerprint),
        false => Err(Failure::refused(AskedError::FingerprintDeclined)),
    }
}
