use console::{Answer, Failure, Page, Report, Table, Ui, typed, values};
use format::catalog::Metering;
use ledger::{Feature, FeatureInput};
use serde::Serialize;

use crate::input::{Named, names};
use crate::options::VendorArgs;
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
    /// List the features
    List,
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
        Command::Add(args) => {
            let metering =
                Metering::from_name(&args.metering).expect("one of the values that the parser offers");
            let input = FeatureInput { names: names(&args.names)?, metering };
            let feature = ledger.feature_add(&input, &vendor.context()).map_err(judged)?;
            ui.report(&FeatureJson::from(&feature))
        }
        Command::List => {
            ui.report(&List(ledger.features().map_err(judged)?.iter().map(FeatureJson::from).collect()))
        }
    }
}
