//! What a product is made of, as options.

use std::num::NonZeroU32;

use console::{Failure, parse, typed};
use format::{Names, ProductId};
use ledger::{ProductFeature, ProductInput, TrialCounting};

use crate::input::{FeatureLimit, Named, feature_limit, merge_names, names, product_id};

/// For a new product and for one that is changed.
#[derive(Debug, clap::Args)]
pub(super) struct Rules {
    /// A feature with its limit: 1=5 or 1=unlimited; as often as needed
    #[arg(long = "feature", value_name = "NUMBER=LIMIT", value_parser = typed(feature_limit))]
    features: Vec<FeatureLimit>,

    /// A feature with its limit, which a coupon's multiplier multiplies
    #[arg(long = "multiplied-feature", value_name = "NUMBER=LIMIT", value_parser = typed(feature_limit))]
    multiplied: Vec<FeatureLimit>,

    /// Its GUID in a CRM
    #[arg(long)]
    guid: Option<String>,

    /// What is said when it is activated; for several languages once each: ru=…, en=…
    #[arg(long, value_name = "TEXT", value_parser = typed(str::parse::<Named>))]
    activation: Vec<Named>,

    /// How many days a trial lasts; without it for ever
    #[arg(long, value_name = "DAYS", value_parser = typed(parse::count))]
    trial_days: Option<NonZeroU32>,

    /// What the days of a trial are: days of the calendar from the redemption on, or days on which it is used
    #[arg(long, value_name = "DAYS-OF", value_parser = clap::builder::PossibleValuesParser::new(TrialCounting::ALL.map(TrialCounting::name)))]
    trial_counting: Option<String>,

    /// Each new license key comes with this trial, once per customer
    #[arg(long)]
    automatic_trial: bool,

    /// A trial product that ends when this one comes; as often as needed
    #[arg(long, value_name = "PRODUCT", value_parser = typed(product_id))]
    replaces: Vec<ProductId>,
}

impl Rules {
    /// What is said on activation.
    pub(super) fn activation(&self) -> Result<Names, Failure> {
        Ok(names(&self.activation)?)
    }

    /// Puts what was given in the place of what is there; a list of features or of replaced products as a whole.
    pub(super) fn apply(&self, activation: &Names, input: &mut ProductInput) {
        let plain = self.features.iter().map(|one| (one, false));
        let features = plain.chain(self.multiplied.iter().map(|one| (one, true)));
        let features: Vec<ProductFeature> = features
            .map(|(one, is_multiplied)| ProductFeature {
                feature: one.feature,
                limit: one.limit,
                is_multiplied,
            })
            .collect();
        if !features.is_empty() {
            input.features = features;
        }
        if let Some(guid) = &self.guid {
            input.guid = Some(guid.clone()).filter(|guid| !guid.is_empty());
        }
        merge_names(&mut input.activation, activation);
        input.trial_days = self.trial_days.or(input.trial_days);
        if let Some(counting) = &self.trial_counting {
            input.trial_counting =
                TrialCounting::from_name(counting).expect("one of the values that the parser offers");
        }
        input.is_automatic |= self.automatic_trial;
        if !self.replaces.is_empty() {
            input.replaces.clone_from(&self.replaces);
        }
    }
}

/// What is taken back of a trial.
#[derive(Debug, clap::Args)]
pub(super) struct Trial {
    /// A product for trying out
    #[arg(long)]
    trial: bool,

    /// No product for trying out
    #[arg(long, conflicts_with_all = ["trial", "trial_days", "trial_counting", "automatic_trial"])]
    no_trial: bool,

    /// The trial lasts for ever
    #[arg(long, conflicts_with = "trial_days")]
    perpetual: bool,

    /// New license keys come without this trial
    #[arg(long, conflicts_with = "automatic_trial")]
    no_automatic_trial: bool,
}

impl Trial {
    /// Clears the way for [`Rules::apply`].
    pub(super) fn apply(&self, input: &mut ProductInput) {
        input.is_trial = (input.is_trial || self.trial) && !self.no_trial;
        if self.no_trial || self.perpetual {
            input.trial_days = None;
            input.trial_counting = TrialCounting::Calendar;
        }
        input.is_automatic &= !(self.no_trial || self.no_automatic_trial);
    }
}
