use console::{Answer, Failure, Page, Report, Table, Ui, typed, values};
use ledger::{Distributor, DistributorInput, DistributorNumber, ExchangeKind};
use serde::Serialize;

use crate::commands::exchange;
use crate::field_changes::{self, FieldChange};
use crate::input::distributor_number;
use crate::options::{DryRun, VendorArgs};
use crate::vendor::judged;

/// Distributors.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Add a distributor
    #[command(
        after_help = "Example:\n  keyslip distributor add --name \"South Ltd\" --email sales@south.example"
    )]
    Add(Add),
    /// Change what is known of a distributor
    #[command(
        after_help = "Examples:\n  keyslip distributor update 1 --email office@south.example --dry-run\n  keyslip distributor update 1 --guid \"\""
    )]
    Update(Update),
    /// List the distributors
    List,
    /// Show a distributor
    Show(Show),
    /// Take distributors from a file: a table in CSV, or a list in JSON
    #[command(
        after_help = "Examples:\n  keyslip distributor import distributors.csv --dry-run\n  keyslip distributor import distributors.json --update --skip-refused\n\nNothing is taken where a row is refused, unless --skip-refused says so. An exported file shows the columns."
    )]
    Import(exchange::Import),
    /// Write the distributors for other programs, as a table in CSV or a list in JSON
    #[command(after_help = "Example:\n  keyslip distributor export --out distributors.csv")]
    Export(exchange::Export),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// Its name
    #[arg(long)]
    name: String,

    #[command(flatten)]
    fields: Fields,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Update {
    /// The distributor's number
    #[arg(value_name = "DISTRIBUTOR", value_parser = typed(distributor_number))]
    distributor: DistributorNumber,

    /// Its name
    #[arg(long)]
    name: Option<String>,

    #[command(flatten)]
    fields: Fields,

    #[command(flatten)]
    dry_run: DryRun,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// The distributor's number
    #[arg(value_name = "DISTRIBUTOR", value_parser = typed(distributor_number))]
    distributor: DistributorNumber,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Fields {
    /// The e-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,

    /// Its GUID in a CRM
    #[arg(long)]
    guid: Option<String>,

    /// A note of your own
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
}

impl Fields {
    fn apply(&self, input: &mut DistributorInput) {
        for (given, there) in [(&self.email, &mut input.email), (&self.comment, &mut input.comment)] {
            if let Some(given) = given {
                there.clone_from(given);
            }
        }
        if let Some(guid) = &self.guid {
            input.guid = Some(guid.clone()).filter(|guid| !guid.is_empty());
        }
    }
}

#[derive(Serialize)]
struct DistributorJson {
    distributor: u32,
    name: String,
    email: String,
    guid: Option<String>,
    comment: String,
}

impl From<&Distributor> for DistributorJson {
    fn from(distributor: &Distributor) -> Self {
        let one = distributor.input();
        let (name, email, guid, comment) = (one.name, one.email, one.guid, one.comment);
        Self { distributor: distributor.number.get(), name, email, guid, comment }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Added(DistributorJson);

impl Report for Added {
    fn show(&self, page: &mut Page<'_>) {
        let (number, name) = (self.0.distributor, &self.0.name);
        page.say("customers-distributor", &values![number = number, name = name]);
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Shown(DistributorJson);

impl Report for Shown {
    fn show(&self, page: &mut Page<'_>) {
        page.field("number", self.0.distributor);
        page.field("name", &self.0.name);
        let guid = self.0.guid.clone().unwrap_or_default();
        let texts = [
            ("vendor-email", &self.0.email),
            ("customers-field-guid", &guid),
            ("vendor-comment", &self.0.comment),
        ];
        for (label, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            page.field(label, text);
        }
    }
}

#[derive(Serialize)]
struct Updated {
    #[serde(flatten)]
    distributor: DistributorJson,
    changes: Vec<FieldChange>,
    dry_run: bool,
}

impl Report for Updated {
    fn show(&self, page: &mut Page<'_>) {
        let (number, name) = (self.distributor.distributor, &self.distributor.name);
        page.say("customers-distributor", &values![number = number, name = name]);
        field_changes::show(page, &self.changes);
        self.dry_run.then(|| page.say("customers-dry-run", &[]));
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct Listed(Vec<DistributorJson>);

impl Report for Listed {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new(["number", "name", "vendor-email"]);
        for one in &self.0 {
            table.row([one.distributor.into(), (&one.name).into(), (&one.email).into()]);
        }
        page.table(&table);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::Import(args) => exchange::import(ExchangeKind::Distributors, args, vendor, ui),
        Command::Export(args) => exchange::export(ExchangeKind::Distributors, args, vendor, ui),
        Command::Add(args) => {
            let mut input = DistributorInput { name: args.name.clone(), ..DistributorInput::default() };
            args.fields.apply(&mut input);
            let distributor = ledger.distributor_add(&input, &vendor.context()).map_err(judged)?;
            ui.report(&Added(DistributorJson::from(&distributor)))
        }
        Command::Update(args) => {
            let change = |input: &mut DistributorInput| {
                if let Some(name) = &args.name {
                    input.name.clone_from(name);
                }
                args.fields.apply(input);
            };
            let (number, mode) = (args.distributor, args.dry_run.mode());
            let changed = ledger.distributor_update(number, mode, change, &vendor.context());
            let changed = changed.map_err(judged)?;
            let [before, after] = [&changed.before, &changed.after].map(DistributorJson::from);
            let changes = FieldChange::of(&before, &after);
            ui.report(&Updated { distributor: after, changes, dry_run: args.dry_run.is_on() })
        }
        Command::List => {
            let all = ledger.distributors().map_err(judged)?;
            ui.report(&Listed(all.iter().map(DistributorJson::from).collect()))
        }
        Command::Show(args) => {
            let distributor = ledger.distributor(args.distributor).map_err(judged)?;
            ui.report(&Shown(DistributorJson::from(&distributor)))
        }
    }
}
