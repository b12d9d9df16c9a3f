use console::{Answer, Failure, Page, PassphraseArgs, Report, Table, Tone, Ui, typed, values};
use format::{Purpose, UnixTime};
use ledger::{BulletinOptions, BulletinSummary, Ledger, StoredBulletin};
use serde::Serialize;

use crate::input::{Expiry, expiry};
use crate::options::VendorArgs;
use crate::show::{NamesJson, name_for, names_json};
use crate::vendor::{judged, random, signing_key};

/// Bulletins.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Sign a bulletin of everything that is revoked, burnt or withdrawn
    #[command(
        after_help = "Example:\n  keyslip bulletin publish --expires-in 90d\n\nThe next bundle takes it along; sites that have seen it never go back to an older one."
    )]
    Publish(Publish),
    /// List the bulletins
    List,
    /// Show what a bulletin says
    Show(Show),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Publish {
    /// When a newer one is expected: 90d, 13w, or by a day: 2027-12-31 [default: never]
    #[arg(long, value_name = "TIME", value_parser = typed(expiry))]
    expires_in: Option<Expiry>,

    /// The lowest catalog that sites may take from now on
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    lowest_catalog: Option<u32>,

    #[command(flatten)]
    passphrase: PassphraseArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The bulletin's number [default: the newest]
    #[arg(value_name = "NUMBER")]
    bulletin: Option<u32>,
}

#[derive(Serialize)]
struct BulletinJson {
    bulletin: u32,
    digest: String,
    issued_at: String,
    expires: Option<String>,
    #[serde(skip)]
    issued: UnixTime,
    /// Licenses and coupons.
    revoked: u64,
    shards: usize,
    lowest_catalog: Option<u32>,
    burnt_keys: Vec<BurntJson>,
    withdrawn: Vec<WithdrawnJson>,
    #[serde(skip)]
    is_new: bool,
}

#[derive(Serialize)]
struct BurntJson {
    key: String,
    since: String,
    #[serde(skip)]
    moment: UnixTime,
}

#[derive(Serialize)]
struct WithdrawnJson {
    record: String,
    /// `null` where the ledger has no such release.
    distribution: Option<String>,
    version: Option<String>,
    why: NamesJson,
}

impl BulletinJson {
    fn new(ledger: &Ledger, stored: &StoredBulletin) -> Result<Self, Failure> {
        let releases = ledger.all_releases().map_err(judged)?;
        let named = |record| releases.iter().find(|release| release.digest == record);
        let (summary, bulletin) = (stored.summary(), &stored.bulletin);
        let burnt = bulletin.burnt_keys.iter().map(|burnt| BurntJson {
            key: burnt.key.to_string(),
            since: burnt.since.to_string(),
            moment: burnt.since,
        });
        let withdrawn = bulletin.withdrawn.iter();
        let withdrawn = withdrawn.map(|release| WithdrawnJson {
            record: release.record.to_string(),
            distribution: named(release.record).map(|known| known.distribution.to_string()),
            version: named(release.record).map(|known| known.record.version.clone()),
            why: names_json(&release.why),
        });
        Ok(Self {
            bulletin: summary.number,
            digest: summary.digest.to_string(),
            issued_at: summary.issued_at.to_string(),
            expires: summary.expires.map(|expires| expires.to_string()),
            issued: summary.issued_at,
            revoked: summary.revoked,
            shards: summary.shards,
            lowest_catalog: summary.lowest_catalog,
            burnt_keys: burnt.collect(),
            withdrawn: withdrawn.collect(),
            is_new: false,
        })
    }
}

impl Report for BulletinJson {
    fn show(&self, page: &mut Page<'_>) {
        if self.is_new {
            let values = values![number = self.bulletin, revoked = self.revoked];
            page.say_toned(Tone::Good, "vendor-bulletin-published", &values);
        } else {
            page.field("vendor-bulletin", self.bulletin);
            page.field("vendor-signed", self.issued);
            page.field("vendor-revoked-numbers", self.revoked);
        }
        if let Some(lowest) = self.lowest_catalog {
            page.field("vendor-lowest-catalog", lowest);
        }
        for burnt in &self.burnt_keys {
            page.say("vendor-burnt-key", &values![key = &burnt.key, since = burnt.moment]);
        }
        for release in &self.withdrawn {
            let why = name_for(page, &release.why);
            let name = match (&release.distribution, &release.version) {
                (Some(distribution), Some(version)) => format!("{distribution} {version}"),
                _ => release.record.clone(),
            };
            page.say("vendor-withdrawn-record", &values![release = name, why = why]);
        }
        page.field("sha-256", &self.digest);
    }
}

#[derive(Serialize)]
struct Row {
    bulletin: u32,
    digest: String,
    issued_at: String,
    expires: Option<String>,
    revoked: u64,
    shards: usize,
    burnt_keys: usize,
    withdrawn: usize,
    lowest_catalog: Option<u32>,
    #[serde(skip)]
    issued: UnixTime,
}

impl From<&BulletinSummary> for Row {
    fn from(summary: &BulletinSummary) -> Self {
        Self {
            bulletin: summary.number,
            digest: summary.digest.to_string(),
            issued_at: summary.issued_at.to_string(),
            expires: summary.expires.map(|expires| expires.to_string()),
            revoked: summary.revoked,
            shards: summary.shards,
            burnt_keys: summary.burnt_keys,
            withdrawn: summary.withdrawn,
            lowest_catalog: summary.lowest_catalog,
            issued: summary.issued_at,
        }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Rows(Vec<Row>);

impl Report for Rows {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new([
            "number",
            "vendor-signed",
            "vendor-revoked-numbers",
            "vendor-burnt-keys",
            "vendor-withdrawn",
        ]);
        for one in &self.0 {
            table.row([
                one.bulletin.into(),
                one.issued.into(),
                one.revoked.into(),
                one.burnt_keys.into(),
                one.withdrawn.into(),
            ]);
        }
        page.table(&table);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::Publish(args) => {
            let key = signing_key(vendor, &ledger, (Purpose::Bulletin, Vec::new()), &args.passphrase, ui)?;
            let context = vendor.context();
            let options = BulletinOptions {
                expires: args.expires_in.map(|end| end.after(context.now)),
                lowest_catalog: args.lowest_catalog,
            };
            let published =
                ledger.publish_bulletin(&options, &key, &context, &mut random()).map_err(judged)?;
            ui.report(&BulletinJson { is_new: true, ..BulletinJson::new(&ledger, &published)? })
        }
        Command::List => {
            ui.report(&Rows(ledger.bulletins().map_err(judged)?.iter().map(Row::from).collect()))
        }
        Command::Show(args) => {
            let stored = match args.bulletin {
                Some(number) => ledger.bulletin(number),
                None => {
                    ledger.newest_bulletin().and_then(|newest| newest.ok_or(ledger::LedgerError::NoBulletin))
                }
            };
            ui.report(&BulletinJson::new(&ledger, &stored.map_err(judged)?)?)
        }
    }
}
