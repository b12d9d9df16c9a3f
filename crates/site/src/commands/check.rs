use std::num::NonZeroU32;
use std::path::PathBuf;

use console::{Answer, Corrected, Failure, Page, RepairArgs, Report, Tone, Ui, parse, typed, values};
use crypto::{TrustedRoot, Verified, read_fingerprint};
use format::{Document, FeatureId, Fingerprint, License, NumberKind, UnixTime};
use installer::SiteFolder;
use keyslip::Vendor;
use policy::{Established, Moment, Outcome, Question, Redeemed, Refusal, Revocations, Verdict};
use serde::Serialize;

use super::license::feature_name;
use super::trust::{ForkView, open_forks};
use crate::context::judged as judged_by_site;
use crate::context::{Context, coupon_number, language, license_number, unread};
use crate::input;
use crate::options::{At, place};
use crate::views::{Feature, Told, asked_environment, barred_word, show_environment, show_features};

/// Judge a license: what does it permit, here, now?
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site check license.kslicense\n  keyslip-site check license.kslicense --feature 1 --at 2027-12-31\n  keyslip-site check license.kslicense --root 1.ksroot \\\n      --fingerprint 57221-13490-21381-01330-55368-00925-16376-17040"
)]
pub(crate) struct Args {
    /// A license file, a picture of its QR code, the signed text itself, or - for the standard input
    #[arg(value_name = "FILE")]
    license: String,

    /// Ask for this feature instead of the license as a whole
    #[arg(long, value_name = "NUMBER", value_parser = typed(parse::count))]
    feature: Option<NonZeroU32>,

    /// The vendor's root, where there is no site that trusts one
    #[arg(long, value_name = "FILE", requires = "fingerprint")]
    root: Option<PathBuf>,

    /// The fingerprint that the vendor has published, with --root: forty digits or twelve words
    #[arg(long, value_name = "FINGERPRINT", requires = "root", value_parser = typed(read_fingerprint))]
    fingerprint: Option<Fingerprint>,

    /// The root is one for trying out, with --root
    #[arg(long, requires = "root")]
    test: bool,

    /// The site's id, where the license is bound to one
    #[arg(long, value_name = "ID")]
    site_id: Option<String>,

    /// The infobase's id, where the license is bound to one
    #[arg(long, value_name = "ID")]
    infobase: Option<String>,

    /// On how many different days it was used, today included, for a trial that counts them
    #[arg(long, value_name = "DAYS", value_parser = typed(parse::count))]
    days_used: Option<NonZeroU32>,

    #[command(flatten)]
    repair: RepairArgs,

    #[command(flatten)]
    at: At,
}

/// The verdict.
#[derive(Serialize)]
struct Judged {
    file: String,
    /// Whether it is permitted.
    permitted: bool,
    verdict: Told,
    license: String,
    revision: u32,
    environment: &'static str,
    holder: Option<String>,
    moment: String,
    #[serde(skip)]
    now: UnixTime,
    features: Vec<Feature>,
    established: Vec<Told>,
    doubts: Vec<Told>,
    /// Second documents of one number that nobody has taken note of.
    forks: Vec<ForkView>,
    set_aside: Vec<SetAside>,
    /// What was wrong with the text; it was shown and accepted.
    corrections: Vec<Corrected>,
    #[serde(skip)]
    is_yes: bool,
    #[serde(skip)]
    tone: &'static str,
}

/// A coupon that does not apply, and why.
#[derive(Serialize)]
struct SetAside {
    coupon: String,
    reason: Told,
}

impl Report for Judged {
    fn show(&self, page: &mut Page<'_>) {
        let tone = match self.tone {
            "permitted" => Tone::Good,
            "refused" => Tone::Bad,
            _ => Tone::Doubt,
        };
        let id = format!("site-check-{}", self.tone);
        page.say_toned(tone, &id, &values![file = &self.file, verdict = &self.verdict.message]);
        page.field("site-license", &self.license);
        if let Some(holder) = &self.holder {
            page.field("site-holder", holder);
        }
        page.field("site-revision", self.revision);
        page.field("site-moment", self.now);
        show_features(page, &self.features);
        page.blank();
        for established in &self.established {
            page.say("site-established", &values![fact = &established.message]);
        }
        show_environment(page, self.environment);
        for set_aside in &self.set_aside {
            let (coupon, reason) = (&set_aside.coupon, &set_aside.reason.message);
            page.say_toned(Tone::Doubt, "site-set-aside", &values![coupon = coupon, reason = reason]);
        }
        for doubt in &self.doubts {
            page.say_toned(Tone::Doubt, "site-doubt", &values![doubt = &doubt.message]);
        }
        self.forks.iter().for_each(|fork| fork.show(page));
        if let Some(hint) = &self.verdict.hint {
            page.say("site-hint", &values![hint = hint]);
        }
    }

    fn answer(&self) -> Answer {
        if self.is_yes { Answer::Yes } else { Answer::Refused }
    }
}

pub(crate) fn run(context: &Context, args: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let site = match &args.root {
        Some(_) => None,
        None => Some(context.open()?),
    };
    let vendor = vendor(args, site.as_ref())?;
    let file = input::read(&args.license, NumberKind::License, ui)?;
    let read = vendor.repair_license(&file);
    let read = read.map_err(|error| unread(site.as_ref(), Document::License, error))?;
    let corrections = args.repair.accept(&read.corrections, ui)?;
    let license = read.value;
    let coupons = site.as_ref().map(|site| site.state().redeemed_on(license.number)).unwrap_or_default();
    let moment = match &site {
        Some(site) => args.at.moment(site),
        None => args.at.moment_without_site(license.issued_at),
    };
    let bulletin = match &site {
        Some(site) => judged_by_site(site.revocations_with(license.number))?,
        None => None,
    };
    let verdict = verdict(&vendor, &license, &coupons, bulletin.as_ref(), &moment, args);
    let judged = judged(args, &vendor, site.as_ref(), &verdict, &moment, ui);
    ui.report(&Judged { corrections, ..judged })
}

fn vendor(args: &Args, site: Option<&SiteFolder>) -> Result<Vendor, Failure> {
    match (site, &args.root, args.fingerprint) {
        (Some(site), ..) => Ok(Vendor::from(site.state().root().clone())),
        (None, Some(root), Some(fingerprint)) => {
            let limit = u64::try_from(Document::Root.max_bytes()).unwrap_or(u64::MAX);
            let file = disk::read_limited(root, limit)?;
            let trusted = TrustedRoot::first(&file, fingerprint)
                .and_then(|root| root.for_environment(asked_environment(args.test)));
            Ok(Vendor::from(trusted.map_err(Failure::refused)?))
        }
        _ => Err(crate::context::AskedError::NoSite.into()),
    }
}

fn verdict(
    vendor: &Vendor,
    license: &Verified<License>,
    coupons: &[Redeemed],
    bulletin: Option<&Revocations>,
    moment: &Moment,
    args: &Args,
) -> Verdict {
    let place = place(args.site_id.as_ref(), args.infobase.as_ref());
    let feature = args.feature.and_then(|feature| FeatureId::new(feature.get()));
    let question = feature.map_or(Question::License, Question::Feature);
    let case = vendor.case(license, moment, &place, question);
    let case = case.with_coupons(coupons).with_bulletin(bulletin);
    policy::judge(&args.days_used.map_or(case, |days| case.used_on_days(days.get())))
}

fn judged(
    args: &Args,
    vendor: &Vendor,
    site: Option<&SiteFolder>,
    verdict: &Verdict,
    moment: &Moment,
    ui: &Ui,
) -> Judged {
    let (words, prefix) = (ui.words(), vendor.prefix());
    let name = |feature| site.and_then(|site| feature_name(site, feature, language(ui)));
    let state = verdict.state();
    let barred = barred_word(state);
    let features = verdict.features().iter();
    let features = features.map(|answer| Feature::of(answer, name(answer.feature), barred));
    let granted =
        |fact: &&Established| matches!(fact, Established::GrantedUntil { .. } | Established::GrantedForEver);
    let established = verdict.established().iter().filter(|fact| barred.is_none() || !granted(fact));
    let set_aside = verdict.set_aside().iter().map(|(coupon, reason)| SetAside {
        coupon: coupon_number(prefix, *coupon),
        reason: Told::problem(words, reason),
    });
    Judged {
        file: args.license.lines().next().unwrap_or_default().to_owned(),
        permitted: verdict.permit().is_ok(),
        verdict: match verdict.refusal() {
            Some(refusal @ Refusal::Revoked { .. }) => Told::revoked(words, site, state.license(), refusal),
            Some(refusal) => Told::problem(words, refusal),
            None => Told::finding(words, verdict),
        },
        license: license_number(prefix, state.license()),
        revision: state.revision(),
        environment: vendor.root().root().environment.name(),
        holder: state.holder().map(str::to_owned),
        moment: moment.now().to_string(),
        now: moment.now(),
        features: features.collect(),
        established: established.map(|fact| Told::finding(words, fact)).collect(),
        doubts: verdict.doubts().iter().map(|doubt| Told::finding(words, doubt)).collect(),
        forks: site.map(open_forks).unwrap_or_default(),
        set_aside: set_aside.collect(),
        corrections: Vec::new(),
        is_yes: verdict.is_yes(),
        tone: match verdict.outcome() {
            Outcome::Permitted => "permitted",
            Outcome::Refused(_) => "refused",
            _ => "doubtful",
        },
    }
}
