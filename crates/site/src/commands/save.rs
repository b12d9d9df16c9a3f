use console::{Answer, Failure, Ui};

use super::consent;
use super::install::{Delivered, resume};
use crate::arguments::Wanted;
use crate::context::{Context, bundle, judged, language};
use crate::views::Delivery;

/// Save a release's files for use elsewhere, each with a checksum beside it
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    wanted: Wanted,
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let wanted = &args.wanted;
    let bundle = bundle(&wanted.target.bundle)?;
    let mut site = context.lock()?;
    let now = wanted.at.clock();
    resume(&mut site, now, ui)?;
    let catalog = judged(site.see(&bundle, now))?;
    let (wish, moment) = wanted.wish(&site, language(ui));
    let plan = judged(site.plan(&catalog, &wish, &moment))?;
    if wanted.agreement.show_eula {
        return consent::show(&site, &plan, ui);
    }
    let consent = consent::ask(&site, &plan, &wanted.agreement, ui)?;
    let progress = ui.progress("copying", plan.bytes());
    let saved = site.save(&plan, &wanted.to, consent.as_ref(), now, &mut |bytes| progress.add(bytes));
    drop(progress);
    let delivery = Delivery::of(&judged(saved)?);
    let report = Delivered::of("saved", &plan, delivery, &site, ui);
    ui.report(&report)
}
