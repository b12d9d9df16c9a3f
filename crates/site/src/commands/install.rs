use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use installer::{LockedSite, Plan, Resumed};
use serde::Serialize;

use super::consent;
use crate::arguments::Wanted;
use crate::context::{Context, bundle, judged, language, license_number};
use crate::views::{Delivery, Told, best};

/// Install a release into a folder, whole or not at all
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) wanted: Wanted,
}

/// What was put in place.
#[derive(Serialize)]
pub(super) struct Delivered {
    /// `installed` or `saved`.
    pub(super) done: &'static str,
    #[serde(flatten)]
    delivery: Delivery,
    name: String,
    license: Option<String>,
    fit: &'static str,
    rule: Told,
    without_safe_mode: bool,
    without_action_protection: bool,
    /// Digests in base64, as security profiles of 1C ask for them.
    sha1: Vec<Sha1>,
}

#[derive(Serialize)]
struct Sha1 {
    file: String,
    base64: String,
}

impl Delivered {
    pub(super) fn of(
        done: &'static str,
        plan: &Plan<'_>,
        delivery: Delivery,
        site: &LockedSite,
        ui: &Ui,
    ) -> Self {
        let prefix = site.state().root().root().prefix;
        let is_tested = plan.fit().is_tested();
        let sha1 = plan.release().files.iter().filter_map(|file| {
            let sha1 = file.sha1?;
            Some(Sha1 {
                file: file.name.to_string(),
                base64: onec::Sha1Digest::new(*sha1.as_bytes()).to_string(),
            })
        });
        Self {
            done,
            delivery,
            name: best(&plan.distribution().names, language(ui)),
            license: plan.license().map(|license| license_number(prefix, license)),
            fit: if is_tested { "tested" } else { "untested" },
            rule: if is_tested {
                Told::finding(ui.words(), plan.fit().rule())
            } else {
                Told::problem(ui.words(), plan.fit().rule())
            },
            without_safe_mode: plan.release().safety.without_safe_mode,
            without_action_protection: plan.release().safety.without_action_protection,
            sha1: sha1.collect(),
        }
    }
}

impl Report for Delivered {
    fn show(&self, page: &mut Page<'_>) {
        let id = format!("site-{}", self.done);
        page.say_toned(
            Tone::Good,
            &id,
            &values![name = &self.name, version = &self.delivery.version, folder = &self.delivery.folder],
        );
        for file in &self.delivery.files {
            page.line(format!("  {}  {}", file.sha256, file.name));
        }
        if self.without_safe_mode {
            page.say_toned(Tone::Doubt, "site-asks-no-safe-mode", &[]);
        }
        if self.without_action_protection {
            page.say_toned(Tone::Doubt, "site-asks-no-action-protection", &[]);
        }
        if self.fit == "untested" {
            page.say_toned(Tone::Doubt, "site-was-untested", &values![reason = &self.rule.message]);
        }
    }
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
    let installed = site.install(&plan, &wanted.to, consent.as_ref(), now, &mut |bytes| progress.add(bytes));
    drop(progress);
    let delivery = Delivery::of(&judged(installed)?);
    let report = Delivered::of("installed", &plan, delivery, &site, ui);
    ui.report(&report)
}

/// Ends what an earlier command was cut off at, and says so.
pub(super) fn resume(site: &mut LockedSite, now: format::UnixTime, ui: &mut Ui) -> Result<(), Failure> {
    let (id, of) = match judged(site.resume(now))? {
        Resumed::Completed(of) => ("site-resumed-completed", of),
        Resumed::Abandoned(of) => ("site-resumed-abandoned", of),
        Resumed::Stuck(of) => ("site-resumed-stuck", of),
        _ => return Ok(()),
    };
    let (distribution, version) = (of.installed.distribution.to_string(), &of.installed.version);
    ui.warn(id, &values![distribution = distribution, version = version, folder = &of.folder]);
    Ok(())
}
