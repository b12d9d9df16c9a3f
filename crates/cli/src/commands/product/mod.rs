mod rules;
mod shown;

use console::{Answer, Failure, Ui, typed};
use format::ProductId;
use ledger::{ExchangeKind, ProductInput};

use self::rules::{Rules, Trial};
use self::shown::{Added, Listed, ProductJson, Shown, Updated};
use crate::commands::exchange;
use crate::field_changes::FieldChange;
use crate::input::{Named, merge_names, names, product_id};
use crate::options::{DryRun, VendorArgs};
use crate::vendor::judged;

/// Products.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Add a product
    #[command(
        after_help = "Examples:\n  keyslip product add --name \"RetailCRM for 1C\" --feature 1=1 --feature 2=unlimited\n  keyslip product add --name \"RetailCRM for 1C, trial\" --feature 1=1 --trial --trial-days 30 --automatic-trial"
    )]
    Add(Box<Add>),
    /// Change a product; what was issued of it stays as it is
    #[command(
        after_help = "Examples:\n  keyslip product update 1 --name \"en=RetailCRM for 1C 8\" --dry-run\n  keyslip product update 1 --withdrawn"
    )]
    Update(Box<Update>),
    /// List the products
    List,
    /// Show a product
    Show(Show),
    /// Take products from a file: a table in CSV, or a list in JSON
    #[command(
        after_help = "Examples:\n  keyslip product import products.csv --dry-run\n  keyslip product import products.json --update --skip-refused\n\nNothing is taken where a row is refused, unless --skip-refused says so. An exported file shows the columns."
    )]
    Import(exchange::Import),
    /// Write the products for other programs, as a table in CSV or a list in JSON
    #[command(after_help = "Example:\n  keyslip product export --out products.csv")]
    Export(exchange::Export),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// Its name; for several languages once each: ru=…, en=…
    #[arg(long = "name", value_name = "NAME", required = true, value_parser = typed(str::parse::<Named>))]
    names: Vec<Named>,

    /// A product for trying out
    #[arg(long)]
    trial: bool,

    #[command(flatten)]
    rules: Rules,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Update {
    /// The product's number
    #[arg(value_name = "PRODUCT", value_parser = typed(product_id))]
    product: ProductId,

    /// Its name; for several languages once each: ru=…, en=…; other languages stay
    #[arg(long = "name", value_name = "NAME", value_parser = typed(str::parse::<Named>))]
    names: Vec<Named>,

    #[command(flatten)]
    rules: Rules,

    #[command(flatten)]
    trial: Trial,

    /// It replaces no trial product
    #[arg(long, conflicts_with = "replaces")]
    no_replaces: bool,

    /// No longer sold: no coupon grants it from now on
    #[arg(long)]
    withdrawn: bool,

    /// Sold again
    #[arg(long, conflicts_with = "withdrawn")]
    on_sale: bool,

    #[command(flatten)]
    dry_run: DryRun,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The product's number
    #[arg(value_name = "PRODUCT", value_parser = typed(product_id))]
    product: ProductId,
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::Import(args) => exchange::import(ExchangeKind::Products, args, vendor, ui),
        Command::Export(args) => exchange::export(ExchangeKind::Products, args, vendor, ui),
        Command::Add(args) => {
            let names = names(&args.names)?;
            let mut input = ProductInput { names, is_trial: args.trial, ..ProductInput::default() };
            args.rules.apply(&args.rules.activation()?, &mut input);
            let product = ledger.product_add(&input, &vendor.context()).map_err(judged)?;
            ui.report(&Added(ProductJson::from(&product)))
        }
        Command::Update(args) => {
            let (names, activation) = (names(&args.names)?, args.rules.activation()?);
            let change = |input: &mut ProductInput| {
                merge_names(&mut input.names, &names);
                args.trial.apply(input);
                args.rules.apply(&activation, input);
                args.apply(input);
            };
            let changed = ledger.product_update(args.product, args.dry_run.mode(), change, &vendor.context());
            let changed = changed.map_err(judged)?;
            let [before, after] = [&changed.before, &changed.after].map(ProductJson::from);
            let changes = FieldChange::of(&before, &after);
            ui.report(&Updated { product: after, changes, dry_run: args.dry_run.is_on() })
        }
        Command::List => {
            let all = ledger.products().map_err(judged)?;
            ui.report(&Listed(all.iter().map(ProductJson::from).collect()))
        }
        Command::Show(args) => {
            let product = ledger.product(args.product).map_err(judged)?;
            ui.report(&Shown(ProductJson::from(&product)))
        }
    }
}

impl Update {
    fn apply(&self, input: &mut ProductInput) {
        if self.no_replaces {
            input.replaces.clear();
        }
        input.is_withdrawn = (input.is_withdrawn || self.withdrawn) && !self.on_sale;
    }
}
