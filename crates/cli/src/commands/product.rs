use console::{Answer, Failure, Page, Report, Table, Ui, typed, values};
use format::{Limit, ProductId};
use ledger::{Product, ProductFeature, ProductInput};
use serde::Serialize;

use crate::input::{FeatureLimit, Named, feature_limit, names, product_id};
use crate::options::VendorArgs;
use crate::show::{FeatureJson, NamesJson, limit_text, name_for, names_json};
use crate::vendor::judged;

/// Products.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Add a product
    #[command(
        after_help = "Example:\n  keyslip product add --name \"RetailCRM for 1C\" --feature 1=1 --feature 2=unlimited"
    )]
    Add(Add),
    /// List the products
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// Its name; for several languages once each: ru=…, en=…
    #[arg(long = "name", value_name = "NAME", required = true, value_parser = typed(str::parse::<Named>))]
    names: Vec<Named>,

    /// A feature with its limit: 1=5 or 1=unlimited; as often as needed
    #[arg(long = "feature", value_name = "NUMBER=LIMIT", value_parser = typed(feature_limit))]
    features: Vec<FeatureLimit>,

    /// A feature with its limit, which a coupon's multiplier multiplies
    #[arg(long = "multiplied-feature", value_name = "NUMBER=LIMIT", value_parser = typed(feature_limit))]
    multiplied: Vec<FeatureLimit>,

    /// Its GUID in a CRM
    #[arg(long)]
    guid: Option<String>,

    /// A product for trying out
    #[arg(long)]
    trial: bool,

    /// A trial product that ends when this one comes; as often as needed
    #[arg(long, value_name = "PRODUCT", value_parser = typed(product_id))]
    replaces: Vec<ProductId>,
}

#[derive(Serialize)]
struct ProductJson {
    product: u32,
    names: NamesJson,
    features: Vec<FeatureJson>,
    guid: Option<String>,
    trial: bool,
    replaces: Vec<u32>,
}

impl From<&Product> for ProductJson {
    fn from(product: &Product) -> Self {
        let features = product.features.iter().map(|one| FeatureJson {
            feature: one.feature.get(),
            limit: match one.limit {
                Limit::Count(number) => Some(number.get()),
                Limit::Unlimited => None,
            },
        });
        Self {
            product: product.id.get(),
            names: names_json(&product.names),
            features: features.collect(),
            guid: product.guid.clone(),
            trial: product.is_trial,
            replaces: product.replaces.iter().map(|id| id.get()).collect(),
        }
    }
}

impl Report for ProductJson {
    fn show(&self, page: &mut Page<'_>) {
        let name = name_for(page, &self.names);
        page.say("vendor-product-added", &values![number = self.product, name = name]);
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct List(Vec<ProductJson>);

impl Report for List {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new(["number", "name", "vendor-limits"]);
        for product in &self.0 {
            let limits: Vec<String> =
                product.features.iter().map(|one| limit_text(one.feature, one.limit)).collect();
            table.row([
                product.product.into(),
                name_for(page, &product.names).into(),
                limits.join(", ").into(),
            ]);
        }
        page.table(&table);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::Add(args) => {
            let plain = args.features.iter().map(|one| (one, false));
            let features = plain.chain(args.multiplied.iter().map(|one| (one, true)));
            let features = features.map(|(one, is_multiplied)| ProductFeature {
                feature: one.feature,
                limit: one.limit,
                is_multiplied,
            });
            let input = ProductInput {
                guid: args.guid.clone(),
                names: names(&args.names)?,
                features: features.collect(),
                is_trial: args.trial,
                replaces: args.replaces.clone(),
            };
            let product = ledger.product_add(&input, &vendor.context()).map_err(judged)?;
            ui.report(&ProductJson::from(&product))
        }
        Command::List => {
            ui.report(&List(ledger.products().map_err(judged)?.iter().map(ProductJson::from).collect()))
        }
    }
}
