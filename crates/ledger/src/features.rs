use format::catalog::{Distribution, Metering, Object};
use format::{DistributionId, FeatureId, Names, UnixTime};
use serde_json::json;

use crate::audit::Entry;
use crate::database::{Row, integer, names_json, text, time};
use crate::open::Mode;
use crate::{Context, Ledger, LedgerError};

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
        check_names("feature", &input.names)?;
        self.write(Mode::Commit, |ledger| {
            let number = ledger.next_number("features", "feature")?;
            ledger.execute(
                "INSERT INTO features (feature, names, metering, added_at) VALUES (?1, ?2, ?3, ?4)",
                &[integer(number), (&input.names).into(), text(input.metering.name()), time(context.now)],
            )?;
            let details = json!({ "names": names_json(&input.names), "metering": input.metering.name() });
            let entry = Entry { what: "feature.add", subject: number.to_string(), digest: None, details };
            ledger.audit(&entry, context)?;
            ledger.feature(FeatureId::new(number).expect("counted from 1"))
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

impl Feature {
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
