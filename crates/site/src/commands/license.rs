use std::path::{Path, PathBuf};

use clap::Subcommand;
use console::{Answer, Corrected, Failure, Page, RepairArgs, Report, Table, Tone, Ui, Value, moment, values};
use format::{Document, FeatureId, Language, License, NumberKind, UnixTime};
use installer::{AddedLicense, LockedSite, SiteFolder};
use policy::State;
use serde::Serialize;

use crate::context::{Context, bundle, judged, language, license_number, unread};
use crate::input;
use crate::options::{Ahead, At};
use crate::views::{
    Feature, Told, barred_word, best, show_environment, show_features, standing_until, standing_word,
};

/// Add licenses to the site, and show them
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Add a license, or a newer revision of one
    Add(AddArgs),
    /// Show the licenses of the site and what they grant
    List(ListArgs),
}

#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  keyslip-site license add license.kslicense\n  keyslip-site license add license.png\n  keyslip-site license add - < license.txt\n  keyslip-site license add --bundle /media/usb/keyslip"
)]
struct AddArgs {
    /// A license file, a picture of its QR code, the signed text itself, or - for the standard input
    #[arg(value_name = "FILE", required_unless_present = "bundle")]
    license: Option<String>,

    /// All licenses in this bundle folder
    #[arg(long, value_name = "DIR", conflicts_with = "license")]
    bundle: Option<PathBuf>,

    #[command(flatten)]
    repair: RepairArgs,

    #[command(flatten)]
    ahead: Ahead,

    #[command(flatten)]
    at: At,
}

#[derive(clap::Args)]
struct ListArgs {
    #[command(flatten)]
    at: At,
}

/// A license with what it holds.
#[derive(Serialize)]
pub(crate) struct LicenseView {
    pub(crate) number: String,
    revision: u32,
    /// `production`, or `test`: then nobody has bought it.
    environment: &'static str,
    holder: Option<String>,
    standing: &'static str,
    /// Which bulletin revokes it.
    revoked: Option<Told>,
    until: Option<String>,
    coupons: usize,
    pub(crate) features: Vec<Feature>,
    #[serde(skip)]
    shown_until: Option<UnixTime>,
    /// Names are read from a catalog, and the site may not have seen one.
    #[serde(skip)]
    knows_names: bool,
}

impl LicenseView {
    pub(crate) fn of(site: &SiteFolder, license: &License, now: UnixTime, ui: &Ui) -> Self {
        let state = site.state().state_of(license);
        let standing = state.standing(now);
        Self {
            number: license_number(site.state().root().root().prefix, license.number),
            revision: license.revision,
            environment: site.state().root().root().environment.name(),
            revoked: state
                .revoked()
                .map(|refusal| Told::revoked(ui.words(), Some(site), license.number, &refusal)),
            holder: license.holder.clone(),
            standing: barred_word(&state).unwrap_or_else(|| standing_word(standing)),
            until: standing_until(standing).map(|until| until.to_string()),
            coupons: state.applied().len(),
            features: features_of(site, &state, now, ui),
            shown_until: standing_until(standing),
            knows_names: site.state().catalog().is_some(),
        }
    }

    pub(crate) fn show(&self, page: &mut Page<'_>) {
        self.show_head(page);
        self.show_features(page);
    }

    /// All but the features.
    pub(crate) fn show_head(&self, page: &mut Page<'_>) {
        page.field("site-license", &self.number);
        if let Some(holder) = &self.holder {
            page.field("site-holder", holder);
        }
        page.field("site-revision", self.revision);
        show_environment(page, self.environment);
        self.show_revoked(page);
        if self.coupons > 0 {
            page.field("site-coupons", self.coupons);
        }
    }

    pub(crate) fn show_features(&self, page: &mut Page<'_>) {
        if self.features.is_empty() {
            page.say_toned(Tone::Doubt, "site-license-empty", &[]);
        }
        show_features(page, &self.features);
        if !self.knows_names && !self.features.is_empty() {
            page.say_toned(Tone::Faint, "site-names-unknown", &[]);
        }
    }

    /// Which bulletin revokes it, and what to do.
    fn show_revoked(&self, page: &mut Page<'_>) {
        let Some(revoked) = &self.revoked else { return };
        let (number, reason) = (&self.number, &revoked.message);
        page.say_toned(Tone::Bad, "site-license-revoked", &values![number = number, reason = reason]);
        if let Some(hint) = &revoked.hint {
            page.say("site-hint", &values![hint = hint]);
        }
    }

    /// One line of a table.
    pub(crate) fn row(&self, page: &Page<'_>) -> [Value<'static>; 4] {
        let until = match (self.shown_until, self.standing) {
            (Some(until), _) => moment(until),
            (None, "in-force") => page.words().say("site-for-ever", &[]),
            _ => "—".to_owned(),
        };
        let standing = page.words().say(&format!("site-standing-{}", self.standing), &[]);
        let holder = self.holder.clone().unwrap_or_else(|| "—".to_owned());
        [self.number.clone().into(), holder.into(), standing.into(), until.into()]
    }
}

/// The features that a license holds at a moment.
pub(crate) fn features_of(site: &SiteFolder, state: &State, now: UnixTime, ui: &Ui) -> Vec<Feature> {
    let (language, barred) = (language(ui), barred_word(state));
    let features = state.features(now);
    let name = |feature| feature_name(site, feature, language);
    features.iter().map(|answer| Feature::of(answer, name(answer.feature), barred)).collect()
}

/// A feature's name, where the newest catalog has one.
pub(crate) fn feature_name(site: &SiteFolder, feature: FeatureId, language: Language) -> Option<String> {
    site.state().catalog()?.head.feature(feature).map(|info| best(&info.names, language))
}

/// What adding came to.
#[derive(Serialize)]
struct Added {
    added: &'static str,
    #[serde(flatten)]
    license: LicenseView,
    /// What was wrong with the text; it was shown and accepted.
    corrections: Vec<Corrected>,
}

impl Added {
    fn show_license(&self, page: &mut Page<'_>) {
        let id = format!("site-license-{}", self.added);
        page.say_toned(Tone::Good, &id, &values![number = &self.license.number]);
        self.license.show(page);
    }
}

impl Report for Added {
    fn show(&self, page: &mut Page<'_>) {
        self.show_license(page);
        page.blank();
        page.say("site-next-list", &[]);
    }
}

/// The licenses of a bundle.
#[derive(Serialize)]
struct AddedAll {
    added: Vec<Added>,
}

impl Report for AddedAll {
    fn list(&self) -> Option<&'static str> {
        Some("added")
    }

    fn show(&self, page: &mut Page<'_>) {
        for added in &self.added {
            added.show_license(page);
            page.blank();
        }
        match self.added.is_empty() {
            true => page.say("site-bundle-without-licenses", &[]),
            false => page.say("site-next-list", &[]),
        }
    }
}

/// All licenses.
#[derive(Serialize)]
struct Licenses {
    licenses: Vec<LicenseView>,
}

impl Report for Licenses {
    fn list(&self) -> Option<&'static str> {
        Some("licenses")
    }

    fn show(&self, page: &mut Page<'_>) {
        for license in &self.licenses {
            page.blank();
            license.show(page);
        }
        if self.licenses.is_empty() {
            page.say("site-no-licenses", &[]);
            page.say("site-next-license", &[]);
        }
    }
}

pub(crate) fn run(context: &Context, args: Args, ui: &mut Ui) -> Result<Answer, Failure> {
    match args.command {
        Command::Add(args) => add(context, &args, ui),
        Command::List(args) => list(context, &args, ui),
    }
}

fn add(context: &Context, args: &AddArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    if let Some(folder) = &args.bundle {
        return add_all(context, folder, args, ui);
    }
    let file = input::read(args.license.as_deref().unwrap_or("-"), NumberKind::License, ui)?;
    let mut site = context.lock()?;
    args.ahead.tell(&mut site);
    let added = add_one(&mut site, &file, args, ui)?;
    ui.report(&added)
}

/// The licenses that came with a bundle. One that is refused stops those after it, and what was added stays.
fn add_all(context: &Context, folder: &Path, args: &AddArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let bundle = bundle(folder)?;
    let mut site = context.lock()?;
    args.ahead.tell(&mut site);
    let ending = format!(".{}", Document::License.file_ending());
    let names = judged(bundle.license_names())?.into_iter();
    let mut added = Vec::new();
    for name in names.filter(|name| name.as_str().ends_with(&ending)) {
        added.push(add_one(&mut site, &judged(bundle.license(&name))?, args, ui)?);
    }
    ui.report(&AddedAll { added })
}

fn add_one(site: &mut LockedSite, file: &[u8], args: &AddArgs, ui: &mut Ui) -> Result<Added, Failure> {
    // The library's door says best what is wrong with a text; what the site keeps are the document's bytes.
    let read = keyslip::repair_license(site.state().root(), file)
        .map_err(|error| unread(Some(&*site), Document::License, error))?;
    let corrections = args.repair.accept(&read.corrections, ui)?;
    let added = judged(site.add_license(&read.document, args.at.clock()))?;
    let word = match added {
        AddedLicense::New(_) => "new",
        AddedLicense::Replaced { .. } => "replaced",
        AddedLicense::AlreadyThere(_) => "already-there",
    };
    let now = args.at.moment(site).now();
    let license = LicenseView::of(site, added.license(), now, ui);
    Ok(Added { added: word, license, corrections })
}

fn list(context: &Context, args: &ListArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let site = context.open()?;
    let now = args.at.moment(&site).now();
    for Dropped { number, reason } in dropped(&site, ui) {
        ui.warn("site-license-no-longer-trusted", &values![number = number, reason = reason.message]);
        if let Some(hint) = reason.hint {
            ui.note("site-hint", &values![hint = hint]);
        }
    }
    let licenses = site.state().licenses().iter().filter_map(|kept| kept.license.as_ref().ok());
    let licenses = licenses.map(|license| LicenseView::of(&site, license, now, ui)).collect();
    ui.report(&Licenses { licenses })
}

/// A license that the vendor no longer vouches for, and why.
#[derive(Serialize)]
pub(crate) struct Dropped {
    pub(crate) number: String,
    pub(crate) reason: Told,
}

/// The licenses that were added and count no longer.
pub(crate) fn dropped(site: &SiteFolder, ui: &Ui) -> Vec<Dropped> {
    let prefix = site.state().root().root().prefix;
    let dropped = site.state().licenses().iter().filter_map(|kept| {
        let error = kept.license.as_ref().err()?;
        let number = license_number(prefix, kept.number);
        Some(Dropped { number, reason: Told::unverified(ui.words(), site, Document::License, error) })
    });
    dropped.collect()
}

/// Licenses under each other, one line each.
pub(crate) fn show_table(page: &mut Page<'_>, licenses: &[LicenseView]) {
    let mut table = Table::new(["site-license", "site-holder", "site-standing", "site-until"]);
    for license in licenses {
        table.row(license.row(page));
    }
    if !table.is_empty() {
        page.table(&table);
    }
    licenses.iter().for_each(|license| license.show_revoked(page));
}
