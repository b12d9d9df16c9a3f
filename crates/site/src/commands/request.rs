use std::path::PathBuf;

use console::{Answer, Failure, Page, Report, Tone, Ui, typed, values};
use disk::Access;
use format::{Asked, DistributionId};
use installer::Wanted;
use serde::Serialize;

use crate::RequestView;
use crate::context::{Context, judged};
use crate::input;
use crate::options::At;

/// Write a request to the vendor: what this site has, and what it asks for
///
/// The site's own key signs it. Nothing is sent anywhere: the file is carried to the vendor.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site request --out site.ksrequest --for УправлениеТорговлей@11.5.20\n  keyslip-site request --out site.ksrequest --distribution quick-stock --comment 'the new release, please'"
)]
pub(crate) struct Args {
    /// The file to write, such as site.ksrequest
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    /// A configuration that releases are wanted for, with its release if it is known; as often as needed
    #[arg(long = "for", value_name = "NAME@RELEASE", value_parser = typed(input::asked))]
    asked: Vec<Asked>,

    /// A distribution that is wanted, as often as needed [default: all that fit]
    #[arg(long = "distribution", value_name = "DISTRIBUTION", value_parser = typed(input::distribution_id))]
    distributions: Vec<DistributionId>,

    /// The site's id, as licenses are bound to it
    #[arg(long, value_name = "ID")]
    site_id: Option<String>,

    /// Whom the vendor may ask
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,

    /// Words for the vendor
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,

    #[command(flatten)]
    at: At,
}

/// The request that was written.
#[derive(Serialize)]
struct Written {
    file: String,
    #[serde(flatten)]
    request: RequestView,
}

impl Report for Written {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "request-written", &values![file = &self.file]);
        self.request.show(page);
    }
}

pub(crate) fn run(context: &Context, args: Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let site = context.open()?;
    let mut wanted = Wanted::default();
    (wanted.asked, wanted.distributions) = (args.asked, args.distributions);
    (wanted.site_id, wanted.contact, wanted.comment) = (args.site_id, args.contact, args.comment);
    let request = site.request(wanted, args.at.clock());
    let document = judged(site.sign_request(&request))?;
    disk::write_whole(&args.out, &document, Access::Everyone)?;
    let prefix = site.state().root().root().prefix;
    ui.report(&Written { file: args.out.display().to_string(), request: RequestView::of(&request, prefix) })
}
