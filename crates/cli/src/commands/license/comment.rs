use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use format::Number;
use serde::Serialize;

use crate::input::license_number;
use crate::options::{DryRun, VendorArgs};
use crate::vendor::judged;

#[derive(Debug, clap::Args)]
pub(crate) struct Comment {
    /// The license's number
    #[arg(value_name = "LICENSE", value_parser = license_number)]
    license: Number,

    /// The new comment; an empty one takes the old one away
    #[arg(value_name = "TEXT")]
    comment: String,

    #[command(flatten)]
    dry_run: DryRun,
}

pub(super) fn run(args: &Comment, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    let changed = ledger
        .comment_license(args.license, args.dry_run.mode(), &args.comment, &vendor.context())
        .map_err(judged)?;
    ui.report(&CommentedJson {
        license: args.license.to_string(),
        before: changed.before,
        after: changed.after,
        dry_run: args.dry_run.is_on(),
    })
}

#[derive(Serialize)]
struct CommentedJson {
    license: String,
    before: String,
    after: String,
    dry_run: bool,
}

impl Report for CommentedJson {
    fn show(&self, page: &mut Page<'_>) {
        let (id, tone) = match self.dry_run {
            true => ("license-would-comment", Tone::Plain),
            false => ("license-commented", Tone::Good),
        };
        page.say_toned(tone, id, &values![license = &self.license]);
        let shown = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
        page.field("vendor-comment", format!("{} → {}", shown(&self.before), shown(&self.after)));
    }
}
