use console::{Answer, Failure, Page, Report, Table, Ui, typed, values};
use format::catalog::Metering;
use format::{FeatureId, Names};
use ledger::{ExchangeKind, Feature, FeatureInput};
use serde::Serialize;

use crate::commands::exchange;
use crate::field_changes::{self, FieldChange};
use crate::input::{Named, feature_id, merge_names, names};
use crate::options::{DryRun, VendorArgs};
use crate::show::{NamesJson, name_for, names_json};
use crate::vendor::judged;

/// Features.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Add a feature
    #[command(
        after_help = "Example:\n  keyslip feature add --name \"Exchange with RetailCRM\" --metering database"
    )]
    Add(Add),
    /// Give a feature other names; what it counts is in licenses that were issued, so that stays
    #[command(after_help = "Example:\n  keyslip feature update 1 --name \"ru=Обмен с RetailCRM\" --dry-run")]
    Update(Update),
    /// List the features
    List,
    /// Take features from a file: a table in CSV, or a list in JSON
    #[command(
        after_help = "Examples:\n  keyslip feature import features.csv --dry-run\n  keyslip feature import features.json --update --skip-refused\n\nNothing is taken where a row is refused, unless --skip-refused says so. An exported file shows the columns."
    )]
    Import(exchange::Import),
    /// Write the features for other programs, as a table in CSV or a list in JSON
    #[command(after_help = "Example:\n  keyslip feature export --out features.csv")]
    Export(exchange::Export),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Update {
    /// The feature's number
    #[arg(value_name = "FEATURE", value_parser = typed(feature_id))]
    feature: FeatureId,

    /// Its name; for several languages once each: ru=…, en=…; other languages stay
    #[arg(long = "name", value_name = "NAME", required = true, value_parser = typed(str::parse::<Named>))]
    names: Vec<Named>,

    #[command(flatten)]
    dry_run: DryRun,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// Its name; for several languages once each: ru=…, en=…
    #[arg(long = "name", value_name = "NAME", required = true, value_parser = typed(str::parse::<Named>))]
    names: Vec<Named>,

    /// What a limit counts
    #[arg(long, value_name = "UNIT", value_parser = metering_parser())]
    metering: String,
}

fn metering_parser() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(Metering::ALL.map(Metering::name))
}

#[derive(Serialize)]
struct FeatureJson {
    feature: u32,
    names: NamesJson,
    metering: &'static str,
}

impl From<&Feature> for FeatureJson {
    fn from(feature: &Feature) -> Self {
        Self {
            feature: feature.id.get(),
            names: names_json(&feature.names),
            metering: feature.metering.name(),
        }
    }
}

impl Report for FeatureJson {
    fn show(&self, page: &mut Page<'_>) {
        let name = name_for(page, &self.names);
        page.say("vendor-feature-added", &values![number = self.feature, name = name]);
    }
}

#[derive(Serialize)]
struct Updated {
    #[serde(flatten)]
    feature: FeatureJson,
    changes: Vec<FieldChange>,
    dry_run: bool,
}

impl Report for Updated {
    fn show(&self, page: &mut Page<'_>) {
        self.feature.show(page);
        field_changes::show(page, &self.changes);
        self.dry_run.then(|| page.say("customers-dry-run", &[]));
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct List(Vec<FeatureJson>);

impl Report for List {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new(["number", "name", "vendor-metering"]);
        for feature in &self.0 {
            let metering = page.words().say(&format!("metering-{}", feature.metering), &[]);
            table.row([feature.feature.into(), name_for(page, &feature.names).into(), metering.into()]);
        }
        page.table(&table);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::Import(args) => exchange::import(ExchangeKind::Features, args, vendor, ui),
        Command::Export(args) => exchange::export(ExchangeKind::Features, args, vendor, ui),
        Command::Add(args) => {
            let metering =
                Metering::from_name(&args.metering).expect("one of the values that the parser offers");
            let input = FeatureInput { names: names(&args.names)?, metering };
            let feature = ledger.feature_add(&input, &vendor.context()).map_err(judged)?;
            ui.report(&FeatureJson::from(&feature))
        }
        Command::Update(args) => {
            let (number, mode, given) = (args.feature, args.dry_run.mode(), names(&args.names)?);
            let change = |names: &mut Names| merge_names(names, &given);
            let changed = ledger.feature_update(number, mode, change, &vendor.context());
            let changed = changed.map_err(judged)?;
            let [before, after] = [&changed.before, &changed.after].map(FeatureJson::from);
            let changes = FieldChange::of(&before, &after);
            ui.report(&Updated { feature: after, changes, dry_run: args.dry_run.is_on() })
        }
        Command::List => {
            ui.report(&List(ledger.features().map_err(judged)?.iter().map(FeatureJson::from).collect()))
        }
    }
}
