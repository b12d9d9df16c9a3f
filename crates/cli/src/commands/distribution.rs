use console::{Answer, Failure, Page, Report, Table, Tone, Ui, typed, values};
use format::{ByLanguage, DistributionId, FeatureId, ProductId};
use ledger::{DistributionInput, StoredDistribution};
use serde::Serialize;

use crate::input::{LanguageFile, Named, distribution_id, feature_id, names, once_each, product_id};
use crate::options::VendorArgs;
use crate::show::{NamesJson, name_for, names_json};
use crate::vendor::judged;

/// Distributions.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Add a distribution
    #[command(
        after_help = "Example:\n  keyslip distribution add retailcrm --name RetailCRM --eula ru=EULA.ru.txt \\\n    --update-feature 1"
    )]
    Add(Box<Add>),
    /// List the distributions
    List,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// Its short name: lower-case letters, digits and dashes
    #[arg(value_name = "DISTRIBUTION", value_parser = typed(distribution_id))]
    distribution: DistributionId,

    /// Its name; for several languages once each: ru=…, en=…
    #[arg(long = "name", value_name = "NAME", required = true, value_parser = typed(str::parse::<Named>))]
    names: Vec<Named>,

    /// What it does, in a sentence; for several languages once each
    #[arg(long = "description", value_name = "TEXT", value_parser = typed(str::parse::<Named>))]
    descriptions: Vec<Named>,

    /// The license agreement by language: ru=EULA.ru.txt
    #[arg(long = "eula", value_name = "LANGUAGE=FILE", value_parser = typed(str::parse::<LanguageFile>))]
    agreements: Vec<LanguageFile>,

    /// Documentation by language: ru=manual.ru.txt
    #[arg(long = "documentation", value_name = "LANGUAGE=FILE", value_parser = typed(str::parse::<LanguageFile>))]
    documentation: Vec<LanguageFile>,

    /// Who made it
    #[arg(long, value_name = "NAME")]
    developer: Option<String>,

    /// The feature whose period gives the right to releases
    #[arg(long, value_name = "FEATURE", value_parser = typed(feature_id))]
    update_feature: Option<FeatureId>,

    /// A product that belongs to it; as often as needed
    #[arg(long = "product", value_name = "PRODUCT", value_parser = typed(product_id))]
    products: Vec<ProductId>,

    /// The product for trying it
    #[arg(long, value_name = "PRODUCT", value_parser = typed(product_id))]
    trial_product: Option<ProductId>,

    /// Needs no license
    #[arg(long)]
    free: bool,
}

/// Could any license ever cover its releases?
fn gives_rights(args: &Add) -> bool {
    args.free || args.update_feature.is_some() || !args.products.is_empty() || args.trial_product.is_some()
}

/// A distribution cannot be changed later, so this one would stay useless.
#[derive(Clone, Debug, thiserror::Error)]
#[error("no license could give a right to it")]
struct NobodyMayInstall;

impl format::Explain for NobodyMayInstall {
    fn code(&self) -> &'static str {
        "cli.nobody-may-install"
    }
}

/// Longest text that is read: a license agreement of some hundred pages.
const MAX_TEXT_BYTES: u64 = 1024 * 1024;

/// Texts by language from files.
pub(crate) fn texts(files: &[LanguageFile]) -> Result<ByLanguage<String>, Failure> {
    let read = |file: &LanguageFile| {
        let bytes = disk::read_limited(&file.path, MAX_TEXT_BYTES)?;
        let text = String::from_utf8(bytes).map_err(|_| NotText { path: file.path.display().to_string() })?;
        Ok((file.language, text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
    };
    once_each(files.iter().map(|file| file.language))?;
    files.iter().map(read).collect()
}

/// A text file in another encoding.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{path} is not UTF-8")]
struct NotText {
    path: String,
}

impl format::Explain for NotText {
    fn code(&self) -> &'static str {
        "cli.not-text"
    }

    fn facts(&self) -> Vec<(&'static str, format::Fact)> {
        vec![("path", format::Fact::text(&self.path))]
    }
}

#[derive(Serialize)]
struct DistributionJson {
    distribution: String,
    names: NamesJson,
    agreements: NamesJson,
    update_feature: Option<u32>,
    products: Vec<u32>,
    free: bool,
}

impl From<&StoredDistribution> for DistributionJson {
    fn from(stored: &StoredDistribution) -> Self {
        let record = &stored.record;
        let agreements =
            record.agreements.iter().map(|(language, blob)| (language.to_string(), blob.digest.to_string()));
        Self {
            distribution: record.id.to_string(),
            names: names_json(&record.names),
            agreements: agreements.collect(),
            update_feature: record.update_feature.map(FeatureId::get),
            products: record.products.iter().map(|product| product.get()).collect(),
            free: record.is_free,
        }
    }
}

impl Report for DistributionJson {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "vendor-distribution-added", &values![distribution = &self.distribution]);
        if self.agreements.is_empty() {
            page.say("vendor-no-agreement", &[]);
        }
    }
}

#[derive(Serialize)]
#[serde(transparent)]
struct List(Vec<DistributionJson>);

impl Report for List {
    fn show(&self, page: &mut Page<'_>) {
        let mut table = Table::new(["vendor-distribution", "name", "vendor-update-feature"]);
        for one in &self.0 {
            let feature = one.update_feature.map_or_else(|| "—".to_owned(), |feature| feature.to_string());
            table.row([(&one.distribution).into(), name_for(page, &one.names).into(), feature.into()]);
        }
        page.table(&table);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let mut ledger = vendor.open()?;
    match command {
        Command::Add(args) => {
            if !gives_rights(args) {
                return Err(NobodyMayInstall.into());
            }
            let mut input = DistributionInput::new(args.distribution.clone(), names(&args.names)?);
            input.descriptions = names(&args.descriptions)?;
            input.agreements = texts(&args.agreements)?;
            input.documentation = texts(&args.documentation)?;
            input.developer = args.developer.clone();
            input.update_feature = args.update_feature;
            input.products = args.products.clone();
            input.trial_product = args.trial_product;
            input.is_free = args.free;
            let stored = ledger.distribution_add(&input, &vendor.context()).map_err(judged)?;
            ui.report(&DistributionJson::from(&stored))
        }
        Command::List => {
            let all = ledger.distributions().map_err(judged)?;
            ui.report(&List(all.iter().map(DistributionJson::from).collect()))
        }
    }
}
