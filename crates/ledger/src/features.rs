use format::catalog::{Distribution, Metering, Object};
use format::{DistributionId, FeatureId, Names, UnixTime};
use serde_json::{Value as Json, json};

use crate::database::{Row, integer, names_json, text, time};
use crate::open::{Mode, Writer};
use crate::{Changed, Context, Ledger, LedgerError};

/// What a new feature is.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct FeatureInput {
    /// Its names, at least one.
    pub names: Names,
    /// What its limit counts.
    pub metering: Metering,
}

/// Something that is granted with a limit: users, databases, updates.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Feature {
    /// Its number, counted from 1.
    pub id: FeatureId,
    /// Its names.
    pub names: Names,
    /// What its limit counts.
    pub metering: Metering,
    /// When it was added.
    pub added_at: UnixTime,
}

impl Ledger {
    /// Adds a feature.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Unrepresentable`] for names that a catalog cannot hold.
    pub fn feature_add(&mut self, input: &FeatureInput, context: &Context) -> Result<Feature, LedgerError> {
        self.write(Mode::Commit, |ledger| ledger.add_feature(input, context))
    }

    /// Gives a feature other names: `change` gets those that are there. What it counts is in licenses that were issued, so that stays.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownFeature`], [`LedgerError::Unrepresentable`].
    pub fn feature_update(
        &mut self,
        feature: FeatureId,
        mode: Mode,
        change: impl FnOnce(&mut Names),
        context: &Context,
    ) -> Result<Changed<Feature>, LedgerError> {
        self.write(mode, |ledger| {
            let mut names = ledger.feature(feature)?.names;
            change(&mut names);
            ledger.update_feature(feature, &names, context)
        })
    }

    /// All features by number.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn features(&self) -> Result<Vec<Feature>, LedgerError> {
        self.select("SELECT * FROM features ORDER BY feature", &[])?.iter().map(Feature::read).collect()
    }

    /// One feature.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownFeature`].
    pub fn feature(&self, feature: FeatureId) -> Result<Feature, LedgerError> {
        let row = self.select_one("SELECT * FROM features WHERE feature = ?1", &[integer(feature.get())])?;
        Feature::read(&row.ok_or(LedgerError::UnknownFeature { feature })?)
    }
}

impl Writer<'_> {
    /// Adds a feature, with its entry in the audit trail.
    pub(crate) fn add_feature(
        &self,
        input: &FeatureInput,
        context: &Context,
    ) -> Result<Feature, LedgerError> {
        self.add_feature_as(None, input, context)
    }

    /// [`Writer::add_feature`] under a number that nobody has, or the next.
    pub(crate) fn add_feature_as(
        &self,
        number: Option<u32>,
        input: &FeatureInput,
        context: &Context,
    ) -> Result<Feature, LedgerError> {
        check_names("feature", &input.names)?;
        let number = number.map_or_else(|| self.next_number("features", "feature"), Ok)?;
        self.execute(
            "INSERT INTO features (feature, names, metering, added_at) VALUES (?1, ?2, ?3, ?4)",
            &[integer(number), (&input.names).into(), text(input.metering.name()), time(context.now)],
        )?;
        let feature = self.feature(FeatureId::new(number).expect("counted from 1"))?;
        let (what, after) = ("feature.add", Some(feature.record()));
        self.audit_open_record((what, number.to_string()), (None, after), context)?;
        Ok(feature)
    }

    /// Renames a feature, with its entry in the audit trail; what stays as it is gets none.
    pub(crate) fn update_feature(
        &self,
        feature: FeatureId,
        names: &Names,
        context: &Context,
    ) -> Result<Changed<Feature>, LedgerError> {
        check_names("feature", names)?;
        let before = self.feature(feature)?;
        let number = integer(feature.get());
        self.execute("UPDATE features SET names = ?2 WHERE feature = ?1", &[number, names.into()])?;
        let after = self.feature(feature)?;
        if before != after {
            let (what, sides) = ("feature.update", (Some(before.record()), Some(after.record())));
            self.audit_open_record((what, feature.to_string()), sides, context)?;
        }
        Ok(Changed { before, after })
    }
}

impl Feature {
    /// What the history tells of it.
    pub(crate) fn record(&self) -> Json {
        json!({ "names": names_json(&self.names), "metering": self.metering.name() })
    }

    fn read(row: &Row) -> Result<Self, LedgerError> {
        let damaged = |column| LedgerError::DamagedRow { column };
        Ok(Self {
            id: FeatureId::new(row.number("feature")?).ok_or(damaged("feature"))?,
            names: row.names("names")?,
            metering: Metering::from_name(&row.text("metering")?).ok_or(damaged("metering"))?,
            added_at: row.time("added_at")?,
        })
    }
}

/// Refuses names that no catalog can hold, when they are entered and not at the first catalog.
pub(crate) fn check_names(what: &'static str, names: &Names) -> Result<(), LedgerError> {
    let id = DistributionId::new("names").expect("lower-case letters");
    let carrier = Distribution::new(id, names.clone());
    Distribution::decode(&carrier.encode())
        .map(drop)
        .map_err(|source| LedgerError::Unrepresentable { what, source })
}
