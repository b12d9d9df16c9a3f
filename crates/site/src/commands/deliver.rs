//! What `install` and `save` share: from what is wanted to what was put in place.

use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use installer::{LockedSite, Plan, Resumed};
use serde::Serialize;

use super::consent;
use crate::context::{Context, bundle, judged, language, license_number};
use crate::options::Wanted;
use crate::views::{Delivery, Told, best, show_environment};

/// What is done with a release.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Deed {
    Install,
    Save,
}

impl Deed {
    /// What it is called once it is done, in JSON and in the messages' names.
    fn done(self) -> &'static str {
        match self {
            Self::Install => "installed",
            Self::Save => "saved",
        }
    }
}

/// What was put in place.
#[derive(Serialize)]
struct Delivered {
    /// `installed` or `saved`.
    done: &'static str,
    #[serde(flatten)]
    delivery: Delivery,
    name: String,
    license: Option<String>,
    environment: &'static str,
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
    fn of(done: &'static str, plan: &Plan<'_>, delivery: Delivery, site: &LockedSite, ui: &Ui) -> Self {
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
            environment: site.state().root().root().environment.name(),
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
        let id = if self.done == Deed::Install.done() { "site-installed" } else { "site-saved" };
        page.say_toned(
            Tone::Good,
            id,
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
        show_environment(page, self.environment);
    }
}

/// Plans, asks for consent, delivers and tells.
pub(super) fn deliver(
    deed: Deed,
    context: &Context,
    wanted: &Wanted,
    ui: &mut Ui,
) -> Result<Answer, Failure> {
    let bundle = bundle(&wanted.target.bundle)?;
    let mut site = context.lock()?;
    wanted.ahead.tell(&mut site);
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
    let mut heard = |bytes| progress.add(bytes);
    let delivered = match deed {
        Deed::Install => site.install(&plan, &wanted.to, consent.as_ref(), now, &mut heard),
        Deed::Save => site.save(&plan, &wanted.to, consent.as_ref(), now, &mut heard),
    };
    drop(progress);
    let delivery = Delivery::of(&judged(delivered)?);
    let report = Delivered::of(deed.done(), &plan, delivery, &site, ui);
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
