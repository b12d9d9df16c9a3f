//! Records as they stand in files.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use format::catalog::Metering;
use format::{FeatureId, Language, Limit, Names, ProductId};
use rand_core::CryptoRng;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use super::file::{Column, ColumnKind};
use crate::database::integer;
use crate::error::ExchangeError;
use crate::open::Writer;
use crate::products::limit_count;
use crate::{
    Context, Customer, CustomerInput, CustomerNumber, Distributor, DistributorInput, DistributorNumber,
    Feature, FeatureInput, LedgerError, Product, ProductFeature, ProductInput, TrialCounting,
};

/// Greatest number that a file may bring: what is added later goes on behind it.
const MAX_NUMBER: u32 = 1_000_000_000;

/// A record in a file.
pub(super) trait ExchangeRow: Serialize + DeserializeOwned + Default {
    /// Its fields in their order, the number first.
    const COLUMNS: &'static [Column];

    /// Whether a record has parts in rows of their own, which may refer to one another: it may fail half written.
    const HAS_PARTS: bool = false;

    /// Its number, where the file has one.
    fn number(&self) -> Option<u32>;

    /// The record of the ledger that it is: by its number, or else by its id in the vendor's CRM.
    fn known(&self, ledger: &Writer<'_>) -> Result<Option<Self>, LedgerError>;

    /// Adds it, under its own number or the next.
    fn add(
        &self,
        ledger: &Writer<'_>,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<(), LedgerError>;

    /// Puts it in the place of the record with its number; says whether that changed anything.
    fn update(
        &self,
        ledger: &Writer<'_>,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<bool, LedgerError>;

    /// What waits until all rows are there: references to one another.
    fn finish(&self, _ledger: &Writer<'_>, _context: &Context) -> Result<(), LedgerError> {
        Ok(())
    }

    /// Refuses a number that no record has.
    fn check_number(&self) -> Result<(), LedgerError> {
        match self.number() {
            Some(number) if !(1..=MAX_NUMBER).contains(&number) => {
                Err(ExchangeError::Value { column: Self::COLUMNS[0].0.to_owned() }.into())
            }
            _ => Ok(()),
        }
    }
}

/// `null` in a file is what is not known.
fn known<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CustomerRow {
    customer: Option<u32>,
    #[serde(deserialize_with = "known")]
    company: String,
    #[serde(deserialize_with = "known")]
    contact: String,
    #[serde(deserialize_with = "known")]
    phone: String,
    #[serde(deserialize_with = "known")]
    email: String,
    #[serde(deserialize_with = "known")]
    email2: String,
    #[serde(deserialize_with = "known")]
    crm_id: String,
    #[serde(deserialize_with = "known")]
    crm_id2: String,
    #[serde(deserialize_with = "known")]
    manager: String,
    distributor: Option<u32>,
    #[serde(deserialize_with = "known")]
    comment: String,
    #[serde(deserialize_with = "known")]
    fields: BTreeMap<String, String>,
}

impl CustomerRow {
    pub(super) fn of(customer: &Customer) -> Self {
        let one = customer.input();
        Self {
            customer: Some(customer.number.get()),
            company: one.company,
            contact: one.contact,
            phone: one.phone,
            email: one.email,
            email2: one.email2,
            crm_id: one.crm_id,
            crm_id2: one.crm_id2,
            manager: one.manager,
            distributor: one.distributor.map(DistributorNumber::get),
            comment: one.comment,
            fields: one.fields,
        }
    }

    fn input(&self) -> CustomerInput {
        CustomerInput {
            company: self.company.clone(),
            contact: self.contact.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            email2: self.email2.clone(),
            crm_id: self.crm_id.clone(),
            crm_id2: self.crm_id2.clone(),
            manager: self.manager.clone(),
            distributor: self.distributor.map(DistributorNumber::new),
            comment: self.comment.clone(),
            fields: self.fields.clone(),
        }
    }
}

impl ExchangeRow for CustomerRow {
    const COLUMNS: &'static [Column] = &[
        ("customer", ColumnKind::Number),
        ("company", ColumnKind::Text),
        ("contact", ColumnKind::Text),
        ("phone", ColumnKind::Text),
        ("email", ColumnKind::Text),
        ("email2", ColumnKind::Text),
        ("crm_id", ColumnKind::Text),
        ("crm_id2", ColumnKind::Text),
        ("manager", ColumnKind::Text),
        ("distributor", ColumnKind::Number),
        ("comment", ColumnKind::Text),
        ("fields", ColumnKind::Parts),
    ];

    fn number(&self) -> Option<u32> {
        self.customer
    }

    fn known(&self, ledger: &Writer<'_>) -> Result<Option<Self>, LedgerError> {
        if let Some(number) = self.customer {
            let row = ledger.select_one("SELECT * FROM customers WHERE customer = ?1", &[integer(number)])?;
            return row.map(|row| Ok(Self::of(&Customer::read(&row)?))).transpose();
        }
        match ledger.customers_with_crm_id(&self.crm_id)?.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(Self::of(one))),
            _ => Err(ExchangeError::SeveralWithId { id: self.crm_id.clone() }.into()),
        }
    }

    fn add(
        &self,
        ledger: &Writer<'_>,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<(), LedgerError> {
        ledger.add_customer_as(self.customer, &self.input(), context, random).map(drop)
    }

    fn update(
        &self,
        ledger: &Writer<'_>,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<bool, LedgerError> {
        let number = CustomerNumber::new(self.customer.unwrap_or_default());
        let changed = ledger.update_customer(number, &self.input(), context, random)?;
        Ok(changed.before != changed.after)
    }
}

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DistributorRow {
    distributor: Option<u32>,
    #[serde(deserialize_with = "known")]
    name: String,
    #[serde(deserialize_with = "known")]
    email: String,
    guid: Option<String>,
    #[serde(deserialize_with = "known")]
    comment: String,
}

impl DistributorRow {
    pub(super) fn of(distributor: &Distributor) -> Self {
        let one = distributor.input();
        let (name, email, guid, comment) = (one.name, one.email, one.guid, one.comment);
        Self { distributor: Some(distributor.number.get()), name, email, guid, comment }
    }

    fn input(&self) -> DistributorInput {
        DistributorInput {
            name: self.name.clone(),
            email: self.email.clone(),
            guid: self.guid.clone().filter(|guid| !guid.is_empty()),
            comment: self.comment.clone(),
        }
    }
}

impl ExchangeRow for DistributorRow {
    const COLUMNS: &'static [Column] = &[
        ("distributor", ColumnKind::Number),
        ("name", ColumnKind::Text),
        ("email", ColumnKind::Text),
        ("guid", ColumnKind::Text),
        ("comment", ColumnKind::Text),
    ];

    fn number(&self) -> Option<u32> {
        self.distributor
    }

    fn known(&self, ledger: &Writer<'_>) -> Result<Option<Self>, LedgerError> {
        let found = match (self.distributor, self.input().guid) {
            (Some(number), _) => ledger.distributors()?.into_iter().find(|one| one.number.get() == number),
            (None, Some(guid)) => ledger.distributor_with_guid(&guid)?,
            (None, None) => None,
        };
        Ok(found.as_ref().map(Self::of))
    }

    fn add(&self, ledger: &Writer<'_>, context: &Context, _: &mut impl CryptoRng) -> Result<(), LedgerError> {
        ledger.add_distributor_as(self.distributor, &self.input(), context).map(drop)
    }

    fn update(
        &self,
        ledger: &Writer<'_>,
        context: &Context,
        _: &mut impl CryptoRng,
    ) -> Result<bool, LedgerError> {
        let number = DistributorNumber::new(self.distributor.unwrap_or_default());
        let changed = ledger.update_distributor(number, &self.input(), context)?;
        Ok(changed.before != changed.after)
    }
}

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FeatureRow {
    feature: Option<u32>,
    #[serde(deserialize_with = "known")]
    names: BTreeMap<String, String>,
    #[serde(deserialize_with = "known")]
    metering: String,
}

impl FeatureRow {
    pub(super) fn of(feature: &Feature) -> Self {
        Self {
            feature: Some(feature.id.get()),
            names: names_of(&feature.names),
            metering: feature.metering.name().to_owned(),
        }
    }
}

impl ExchangeRow for FeatureRow {
    const COLUMNS: &'static [Column] =
        &[("feature", ColumnKind::Number), ("names", ColumnKind::Parts), ("metering", ColumnKind::Text)];

    fn number(&self) -> Option<u32> {
        self.feature
    }

    fn known(&self, ledger: &Writer<'_>) -> Result<Option<Self>, LedgerError> {
        let Some(number) = self.feature else { return Ok(None) };
        Ok(ledger.features()?.iter().find(|one| one.id.get() == number).map(Self::of))
    }

    fn add(&self, ledger: &Writer<'_>, context: &Context, _: &mut impl CryptoRng) -> Result<(), LedgerError> {
        let metering = Metering::from_name(&self.metering).ok_or_else(|| wrong("metering"))?;
        let input = FeatureInput { names: read_names("names", &self.names)?, metering };
        ledger.add_feature_as(self.feature, &input, context).map(drop)
    }

    fn update(
        &self,
        ledger: &Writer<'_>,
        context: &Context,
        _: &mut impl CryptoRng,
    ) -> Result<bool, LedgerError> {
        let feature = self.feature.and_then(FeatureId::new).ok_or_else(|| wrong("feature"))?;
        // What a feature counts is in licenses that were issued.
        if ledger.feature(feature)?.metering.name() != self.metering {
            return Err(wrong("metering").into());
        }
        let changed = ledger.update_feature(feature, &read_names("names", &self.names)?, context)?;
        Ok(changed.before != changed.after)
    }
}

/// A feature of a product in a file.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct FeatureLimitRow {
    feature: u32,
    /// `null`: without limit.
    #[serde(default)]
    limit: Option<u32>,
    #[serde(default)]
    multiplied: bool,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ProductRow {
    product: Option<u32>,
    #[serde(deserialize_with = "known")]
    names: BTreeMap<String, String>,
    #[serde(deserialize_with = "known")]
    features: Vec<FeatureLimitRow>,
    guid: Option<String>,
    #[serde(deserialize_with = "known")]
    activation: BTreeMap<String, String>,
    #[serde(deserialize_with = "known")]
    trial: bool,
    trial_days: Option<u32>,
    #[serde(deserialize_with = "known")]
    trial_counting: String,
    #[serde(deserialize_with = "known")]
    automatic: bool,
    #[serde(deserialize_with = "known")]
    replaces: Vec<u32>,
    #[serde(deserialize_with = "known")]
    withdrawn: bool,
}

impl ProductRow {
    pub(super) fn of(product: &Product) -> Self {
        let features = product.features.iter().map(|one| FeatureLimitRow {
            feature: one.feature.get(),
            limit: limit_count(one.limit),
            multiplied: one.is_multiplied,
        });
        Self {
            product: Some(product.id.get()),
            names: names_of(&product.names),
            features: features.collect(),
            guid: product.guid.clone(),
            activation: names_of(&product.activation),
            trial: product.is_trial,
            trial_days: product.trial_days.map(NonZeroU32::get),
            trial_counting: product.trial_counting.name().to_owned(),
            automatic: product.is_automatic,
            replaces: product.replaces.iter().map(|product| product.get()).collect(),
            withdrawn: product.is_withdrawn,
        }
    }

    /// As it is in the file, but for the products that it replaces: those may come later in the file.
    fn input(&self) -> Result<ProductInput, LedgerError> {
        let feature = |row: &FeatureLimitRow| {
            let limit = row.limit.map_or(Some(Limit::Unlimited), Limit::count);
            let feature = FeatureId::new(row.feature).zip(limit);
            let (feature, limit) = feature.ok_or_else(|| wrong("features"))?;
            Ok(ProductFeature { feature, limit, is_multiplied: row.multiplied })
        };
        let counting = match self.trial_counting.as_str() {
            "" => Some(TrialCounting::default()),
            name => TrialCounting::from_name(name),
        };
        let days = self.trial_days.map(|days| NonZeroU32::new(days).ok_or_else(|| wrong("trial_days")));
        Ok(ProductInput {
            guid: self.guid.clone().filter(|guid| !guid.is_empty()),
            names: read_names("names", &self.names)?,
            features: self.features.iter().map(feature).collect::<Result<_, ExchangeError>>()?,
            activation: read_names("activation", &self.activation)?,
            is_trial: self.trial,
            trial_days: days.transpose()?,
            trial_counting: counting.ok_or_else(|| wrong("trial_counting"))?,
            is_automatic: self.automatic,
            replaces: Vec::new(),
            is_withdrawn: self.withdrawn,
        })
    }

    fn replaces(&self) -> Result<Vec<ProductId>, LedgerError> {
        let replaced = self.replaces.iter().map(|product| ProductId::new(*product));
        Ok(replaced.collect::<Option<_>>().ok_or_else(|| wrong("replaces"))?)
    }

    /// The product that it is in the ledger by now.
    fn found(&self, ledger: &Writer<'_>) -> Result<Option<Product>, LedgerError> {
        let guid = self.guid.as_deref().filter(|guid| !guid.is_empty());
        match (self.product, guid) {
            (Some(number), _) => Ok(ledger.products()?.into_iter().find(|one| one.id.get() == number)),
            (None, Some(guid)) => ledger.product_with_guid(guid),
            (None, None) => Ok(None),
        }
    }
}

impl ExchangeRow for ProductRow {
    const COLUMNS: &'static [Column] = &[
        ("product", ColumnKind::Number),
        ("names", ColumnKind::Parts),
        ("features", ColumnKind::Parts),
        ("guid", ColumnKind::Text),
        ("activation", ColumnKind::Parts),
        ("trial", ColumnKind::YesNo),
        ("trial_days", ColumnKind::Number),
        ("trial_counting", ColumnKind::Text),
        ("automatic", ColumnKind::YesNo),
        ("replaces", ColumnKind::Parts),
        ("withdrawn", ColumnKind::YesNo),
    ];
    const HAS_PARTS: bool = true;

    fn number(&self) -> Option<u32> {
        self.product
    }

    fn known(&self, ledger: &Writer<'_>) -> Result<Option<Self>, LedgerError> {
        Ok(self.found(ledger)?.as_ref().map(Self::of))
    }

    fn add(&self, ledger: &Writer<'_>, context: &Context, _: &mut impl CryptoRng) -> Result<(), LedgerError> {
        // A product without number and id is found by nothing later, so what it replaces must be there.
        let mut input = self.input()?;
        if self.product.is_none() && self.guid.is_none() {
            input.replaces = self.replaces()?;
        }
        ledger.add_product_as(self.product, &input, context).map(drop)
    }

    fn update(
        &self,
        ledger: &Writer<'_>,
        context: &Context,
        _: &mut impl CryptoRng,
    ) -> Result<bool, LedgerError> {
        let product = self.product.and_then(ProductId::new).ok_or_else(|| wrong("product"))?;
        let mut input = self.input()?;
        input.replaces = ledger.product(product)?.replaces;
        let changed = ledger.update_product(product, &input, context)?;
        Ok(changed.before != changed.after)
    }

    fn finish(&self, ledger: &Writer<'_>, context: &Context) -> Result<(), LedgerError> {
        let Some(product) = self.found(ledger)? else { return Ok(()) };
        let input = ProductInput { replaces: self.replaces()?, ..product.input() };
        ledger.update_product(product.id, &input, context).map(drop)
    }
}

fn names_of(names: &Names) -> BTreeMap<String, String> {
    names.iter().map(|(language, name)| (language.to_string(), name.clone())).collect()
}

fn read_names(column: &'static str, names: &BTreeMap<String, String>) -> Result<Names, ExchangeError> {
    let entry = |(code, name): (&String, &String)| Some((Language::new(code)?, name.clone()));
    names.iter().map(entry).collect::<Option<_>>().ok_or_else(|| wrong(column))
}

fn wrong(column: &'static str) -> ExchangeError {
    ExchangeError::Value { column: column.to_owned() }
}
