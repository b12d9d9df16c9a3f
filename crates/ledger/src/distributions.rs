use crypto::sha256;
use format::catalog::{Distribution, Object};
use format::{Blob, ByLanguage, DistributionId, FeatureId, Names, ProductId, UnixTime};
use serde_json::json;

use crate::audit::Entry;
use crate::database::{Row, blob, text, time};
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError, ObjectStore};

/// What a distribution is.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct DistributionInput {
    /// Its id.
    pub id: DistributionId,
    /// Its names, at least one.
    pub names: Names,
    /// Descriptions in a sentence or two.
    pub descriptions: Names,
    /// The texts of its agreement (EULA).
    pub agreements: ByLanguage<String>,
    /// The texts of its documentation.
    pub documentation: ByLanguage<String>,
    /// Who made it.
    pub developer: Option<String>,
    /// The feature whose period gives the right to releases dated in it.
    pub update_feature: Option<FeatureId>,
    /// Products that belong to it.
    pub products: Vec<ProductId>,
    /// The product for trying it.
    pub trial_product: Option<ProductId>,
    /// Whether it needs no license.
    pub is_free: bool,
}

impl DistributionInput {
    /// A distribution with an id and names; everything else is empty.
    pub fn new(id: DistributionId, names: Names) -> Self {
        Self {
            id,
            names,
            descriptions: Names::default(),
            agreements: ByLanguage::default(),
            documentation: ByLanguage::default(),
            developer: None,
            update_feature: None,
            products: Vec::new(),
            trial_product: None,
            is_free: false,
        }
    }
}

/// A distribution as it goes into the next catalog.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StoredDistribution {
    /// The record.
    pub record: Distribution,
    /// When it was added or changed last.
    pub changed_at: UnixTime,
}

impl Ledger {
    /// Adds a distribution; its texts go into the object store.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DistributionExists`], [`LedgerError::UnknownFeature`], [`LedgerError::UnknownProduct`],
    /// [`LedgerError::Unrepresentable`]; [`LedgerError::Disk`].
    pub fn distribution_add(
        &mut self,
        input: &DistributionInput,
        context: &Context,
    ) -> Result<StoredDistribution, LedgerError> {
        self.write_distribution(input, context, "distribution.add", |is_there| {
            let distribution = || input.id.clone();
            if is_there {
                Err(LedgerError::DistributionExists { distribution: distribution() })
            } else {
                Ok(())
            }
        })
    }

    /// Replaces all that is said about a distribution; its releases stay. Catalogs that were published stay as they are.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownDistribution`]; else those of [`Ledger::distribution_add`].
    pub fn distribution_update(
        &mut self,
        input: &DistributionInput,
        context: &Context,
    ) -> Result<StoredDistribution, LedgerError> {
        self.write_distribution(input, context, "distribution.update", |is_there| {
            let distribution = || input.id.clone();
            if is_there {
                Ok(())
            } else {
                Err(LedgerError::UnknownDistribution { distribution: distribution() })
            }
        })
    }

    fn write_distribution(
        &mut self,
        input: &DistributionInput,
        context: &Context,
        what: &'static str,
        check: impl FnOnce(bool) -> Result<(), LedgerError>,
    ) -> Result<StoredDistribution, LedgerError> {
        let mut objects = self.folder().objects();
        self.write(Mode::Commit, |ledger| {
            check(ledger.find_distribution(&input.id)?.is_some())?;
            ledger.check_references(input)?;
            let record = record(input, &mut objects)?.encode();
            Distribution::decode(&record)
                .map_err(|source| LedgerError::Unrepresentable { what: "distribution", source })?;
            ledger.upsert_distribution(&input.id, &record, context)?;
            let (subject, digest) = (input.id.to_string(), Some(sha256(&record)));
            ledger.audit(&Entry { what, subject, digest, details: json!({}) }, context)?;
            ledger.distribution(&input.id)
        })
    }

    fn check_references(&self, input: &DistributionInput) -> Result<(), LedgerError> {
        input.update_feature.map(|feature| self.feature(feature)).transpose()?;
        input
            .products
            .iter()
            .chain(&input.trial_product)
            .try_for_each(|product| self.product(*product).map(drop))
    }

    /// All distributions by id.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRecord`].
    pub fn distributions(&self) -> Result<Vec<StoredDistribution>, LedgerError> {
        let rows = self.select("SELECT * FROM distributions ORDER BY distribution", &[])?;
        rows.iter().map(read_distribution).collect()
    }

    /// One distribution.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownDistribution`], [`LedgerError::DamagedRecord`].
    pub fn distribution(&self, distribution: &DistributionId) -> Result<StoredDistribution, LedgerError> {
        let unknown = || LedgerError::UnknownDistribution { distribution: distribution.clone() };
        self.find_distribution(distribution)?.ok_or_else(unknown)
    }

    fn find_distribution(&self, id: &DistributionId) -> Result<Option<StoredDistribution>, LedgerError> {
        let sql = "SELECT * FROM distributions WHERE distribution = ?1";
        self.select_one(sql, &[text(id.as_str())])?.map(|row| read_distribution(&row)).transpose()
    }
}

impl Writer<'_> {
    fn upsert_distribution(
        &self,
        id: &DistributionId,
        record: &[u8],
        context: &Context,
    ) -> Result<(), LedgerError> {
        self.execute(
            "INSERT INTO distributions (distribution, record, changed_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (distribution) DO UPDATE SET record = excluded.record, changed_at = excluded.changed_at",
            &[text(id.as_str()), blob(record), time(context.now)],
        )
    }
}

impl StoredDistribution {
    /// The record as it goes into a catalog.
    pub(crate) fn encode(&self) -> Vec<u8> {
        self.record.encode()
    }
}

fn record(input: &DistributionInput, objects: &mut ObjectStore) -> Result<Distribution, LedgerError> {
    let mut record = Distribution::new(input.id.clone(), input.names.clone());
    record.descriptions = input.descriptions.clone();
    record.agreements = put_texts(&input.agreements, objects)?;
    record.documentation = put_texts(&input.documentation, objects)?;
    record.developer.clone_from(&input.developer);
    record.update_feature = input.update_feature;
    record.products.clone_from(&input.products);
    record.products.sort_unstable();
    record.products.dedup();
    record.trial_product = input.trial_product;
    record.is_free = input.is_free;
    Ok(record)
}

/// Stores texts as objects.
pub(crate) fn put_texts(
    texts: &ByLanguage<String>,
    objects: &mut ObjectStore,
) -> Result<ByLanguage<Blob>, LedgerError> {
    texts.iter().map(|(language, text)| Ok((language, objects.put(text.as_bytes())?))).collect()
}

fn read_distribution(row: &Row) -> Result<StoredDistribution, LedgerError> {
    let id = row.text("distribution")?;
    let record = Distribution::decode(row.bytes("record")?)
        .map_err(|source| LedgerError::DamagedRecord { subject: id.clone(), source })?;
    if record.id.as_str() != id {
        return Err(LedgerError::DamagedRow { column: "distribution" });
    }
    Ok(StoredDistribution { record, changed_at: row.time("changed_at")? })
}
