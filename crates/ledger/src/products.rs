use std::num::NonZeroU32;

use format::{FeatureId, Limit, Names, ProductId, Term, UnixTime};
use serde_json::{Value as Json, json};

use crate::database::{Row, Value, integer, names_json, text, time};
use crate::features::check_names;
use crate::open::{Mode, Writer};
use crate::{Changed, Context, Ledger, LedgerError, RecordError};

/// A feature that comes with a product.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct ProductFeature {
    /// The feature.
    pub feature: FeatureId,
    /// How much of it.
    pub limit: Limit,
    /// Whether a coupon's multiplier applies to the limit.
    pub is_multiplied: bool,
}

/// What the days of a trial are.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum TrialCounting {
    /// Days of the calendar from the redemption on.
    #[default]
    Calendar,
    /// Different days on which the product was used; who uses it counts them.
    Use,
}

impl TrialCounting {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Calendar, Self::Use];

    /// The word for it: `calendar`, `use`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Use => "use",
        }
    }

    /// The counting with this word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|counting| counting.name() == name)
    }
}

/// What a product is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain input; whoever enters it decides on every field")]
pub struct ProductInput {
    /// Its id in the vendor's CRM, as `01234567-89ab-cdef-0123-456789abcdef`.
    pub guid: Option<String>,
    /// Its names, at least one.
    pub names: Names,
    /// Its features, at least one.
    pub features: Vec<ProductFeature>,
    /// What is said on activation, by language.
    pub activation: Names,
    /// Whether it is for trying out.
    pub is_trial: bool,
    /// How long a trial lasts in days; `None`: for ever, as a free edition does.
    pub trial_days: Option<NonZeroU32>,
    /// What those days are.
    pub trial_counting: TrialCounting,
    /// Whether each new license gets the trial, once per customer.
    pub is_automatic: bool,
    /// Trial products that end when this one comes.
    pub replaces: Vec<ProductId>,
    /// Whether it is no longer sold.
    pub is_withdrawn: bool,
}

impl ProductInput {
    /// Longest trial: a hundred years.
    pub const MAX_TRIAL_DAYS: u32 = 36_500;

    /// Refuses what can be refused without looking into the ledger.
    pub(crate) fn check(&self) -> Result<(), LedgerError> {
        check_names("product", &self.names)?;
        if !self.activation.is_empty() {
            check_names("activation", &self.activation)?;
        }
        if self.features.is_empty() {
            return Err(LedgerError::Empty { field: "features" });
        }
        let has_rules = self.trial_days.is_some() || self.trial_counting != TrialCounting::Calendar;
        if !self.is_trial && (has_rules || self.is_automatic) {
            return Err(RecordError::NoTrial.into());
        }
        if self.trial_counting == TrialCounting::Use && self.trial_days.is_none() {
            return Err(RecordError::DaysOfUse.into());
        }
        match self.trial_days.map(NonZeroU32::get) {
            Some(days) if days > Self::MAX_TRIAL_DAYS => {
                Err(RecordError::TrialTooLong { days, max: Self::MAX_TRIAL_DAYS }.into())
            }
            _ => Ok(()),
        }
    }
}

/// What the vendor sells.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Product {
    /// Its number, counted from 1.
    pub id: ProductId,
    /// Its id in the vendor's CRM.
    pub guid: Option<String>,
    /// Its names.
    pub names: Names,
    /// Its features, by number.
    pub features: Vec<ProductFeature>,
    /// What is said on activation, by language.
    pub activation: Names,
    /// Whether it is for trying out.
    pub is_trial: bool,
    /// How long a trial lasts in days; `None`: for ever, as a free edition does.
    pub trial_days: Option<NonZeroU32>,
    /// What those days are.
    pub trial_counting: TrialCounting,
    /// Whether each new license gets the trial, once per customer.
    pub is_automatic: bool,
    /// Trial products that end when this one comes.
    pub replaces: Vec<ProductId>,
    /// Whether it is no longer sold.
    pub is_withdrawn: bool,
    /// When it was added.
    pub added_at: UnixTime,
}

impl Ledger {
    /// Adds a product.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Unrepresentable`], [`LedgerError::BadGuid`], [`LedgerError::GuidTaken`],
    /// [`LedgerError::Empty`] without features, [`LedgerError::UnknownFeature`], [`LedgerError::UnknownProduct`];
    /// [`RecordError::NoTrial`] for a trial's rules without one, [`RecordError::DaysOfUse`],
    /// [`RecordError::TrialTooLong`].
    pub fn product_add(&mut self, input: &ProductInput, context: &Context) -> Result<Product, LedgerError> {
        self.write(Mode::Commit, |ledger| ledger.add_product(input, context))
    }

    /// Changes what a product is: `change` gets what is there. What was issued of it stays as it is.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::product_add`].
    pub fn product_update(
        &mut self,
        product: ProductId,
        mode: Mode,
        change: impl FnOnce(&mut ProductInput),
        context: &Context,
    ) -> Result<Changed<Product>, LedgerError> {
        self.write(mode, |ledger| {
            let mut input = ledger.product(product)?.input();
            change(&mut input);
            ledger.update_product(product, &input, context)
        })
    }

    /// All products by number.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn products(&self) -> Result<Vec<Product>, LedgerError> {
        let rows = self.select("SELECT * FROM products ORDER BY product", &[])?;
        rows.iter().map(|row| self.read_product(row)).collect()
    }

    /// One product.
    ///
    /// # Errors
    ///
    /// [`LedgerError::UnknownProduct`].
    pub fn product(&self, product: ProductId) -> Result<Product, LedgerError> {
        let row = self.select_one("SELECT * FROM products WHERE product = ?1", &[integer(product.get())])?;
        self.read_product(&row.ok_or(LedgerError::UnknownProduct { product })?)
    }

    pub(crate) fn read_product(&self, row: &Row) -> Result<Product, LedgerError> {
        let number = row.number("product")?;
        let features = "SELECT * FROM product_features WHERE product = ?1 ORDER BY feature";
        let replaces = "SELECT replaced FROM product_replaces WHERE product = ?1 ORDER BY replaced";
        let parameters = [integer(number)];
        Ok(Product {
            id: product_id(number, "product")?,
            guid: row.optional_text("guid")?,
            names: row.names("names")?,
            features: self
                .select(features, &parameters)?
                .iter()
                .map(read_feature)
                .collect::<Result<_, _>>()?,
            activation: row.names("activation")?,
            is_trial: row.boolean("is_trial")?,
            trial_days: row.optional_number("trial_days")?.and_then(NonZeroU32::new),
            trial_counting: TrialCounting::from_name(&row.text("trial_counting")?)
                .ok_or(LedgerError::DamagedRow { column: "trial_counting" })?,
            is_automatic: row.boolean("is_automatic")?,
            is_withdrawn: row.boolean("is_withdrawn")?,
            replaces: self
                .select(replaces, &parameters)?
                .iter()
                .map(|row| product_id(row.number("replaced")?, "replaced"))
                .collect::<Result<_, _>>()?,
            added_at: row.time("added_at")?,
        })
    }

    /// The product with this id in the vendor's CRM.
    ///
    /// # Errors
    ///
    /// [`LedgerError::BadGuid`].
    pub fn product_with_guid(&self, guid: &str) -> Result<Option<Product>, LedgerError> {
        let row = self.select_one("SELECT * FROM products WHERE guid = ?1", &[text(read_guid(guid)?)])?;
        row.map(|row| self.read_product(&row)).transpose()
    }

    fn check_guid(&self, guid: Option<&str>, product: u32) -> Result<(), LedgerError> {
        let Some(guid) = guid else { return Ok(()) };
        match self.product_with_guid(guid)? {
            Some(other) if other.id.get() != product => {
                Err(LedgerError::GuidTaken { guid: guid.to_owned(), product: other.id })
            }
            _ => Ok(()),
        }
    }
}

impl Writer<'_> {
    /// Adds a product, with its entry in the audit trail.
    pub(crate) fn add_product(
        &self,
        input: &ProductInput,
        context: &Context,
    ) -> Result<Product, LedgerError> {
        self.add_product_as(None, input, context)
    }

    /// [`Writer::add_product`] under a number that nobody has, or the next.
    pub(crate) fn add_product_as(
        &self,
        number: Option<u32>,
        input: &ProductInput,
        context: &Context,
    ) -> Result<Product, LedgerError> {
        let number = number.map_or_else(|| self.next_number("products", "product"), Ok)?;
        let values = input.values(self, number)?;
        self.execute(
            "INSERT INTO products (product, guid, names, activation, is_trial, trial_days, trial_counting,
                 is_automatic, is_withdrawn, added_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            &values.into_iter().chain([time(context.now)]).collect::<Vec<_>>(),
        )?;
        self.insert_parts(number, input)?;
        let product = self.product(ProductId::new(number).expect("counted from 1"))?;
        let (what, after) = ("product.add", Some(product.record()));
        self.audit_open_record((what, number.to_string()), (None, after), context)?;
        Ok(product)
    }

    /// Changes a product, with its entry in the audit trail; what stays as it is gets none.
    pub(crate) fn update_product(
        &self,
        product: ProductId,
        input: &ProductInput,
        context: &Context,
    ) -> Result<Changed<Product>, LedgerError> {
        let before = self.product(product)?;
        let number = product.get();
        self.execute(
            "UPDATE products SET guid = ?2, names = ?3, activation = ?4, is_trial = ?5, trial_days = ?6,
                 trial_counting = ?7, is_automatic = ?8, is_withdrawn = ?9 WHERE product = ?1",
            &input.values(self, number)?,
        )?;
        self.execute("DELETE FROM product_features WHERE product = ?1", &[integer(number)])?;
        self.execute("DELETE FROM product_replaces WHERE product = ?1", &[integer(number)])?;
        self.insert_parts(number, input)?;
        let after = self.product(product)?;
        if before != after {
            let (what, sides) = ("product.update", (Some(before.record()), Some(after.record())));
            self.audit_open_record((what, number.to_string()), sides, context)?;
        }
        Ok(Changed { before, after })
    }

    fn insert_parts(&self, number: u32, input: &ProductInput) -> Result<(), LedgerError> {
        insert_features(self, number, &input.features)?;
        insert_replaced(self, number, &input.replaces)
    }
}

impl ProductInput {
    /// The columns in the order of the statements, once they are found to be sound.
    fn values(&self, ledger: &Ledger, number: u32) -> Result<[Value; 9], LedgerError> {
        self.check()?;
        let guid = self.guid.as_deref().map(read_guid).transpose()?;
        ledger.check_guid(guid.as_deref(), number)?;
        Ok([
            integer(number),
            guid.map_or(Value::Null, Value::Text),
            (&self.names).into(),
            (&self.activation).into(),
            integer(self.is_trial),
            self.trial_days.map_or(Value::Null, |days| integer(days.get())),
            text(self.trial_counting.name()),
            integer(self.is_automatic),
            integer(self.is_withdrawn),
        ])
    }
}

impl Product {
    /// What it is, to be changed.
    pub fn input(&self) -> ProductInput {
        ProductInput {
            guid: self.guid.clone(),
            names: self.names.clone(),
            features: self.features.clone(),
            activation: self.activation.clone(),
            is_trial: self.is_trial,
            trial_days: self.trial_days,
            trial_counting: self.trial_counting,
            is_automatic: self.is_automatic,
            replaces: self.replaces.clone(),
            is_withdrawn: self.is_withdrawn,
        }
    }

    /// When a trial ends that nobody gives another end.
    pub fn trial_term(&self) -> Term {
        match self.trial_counting {
            TrialCounting::Calendar => self.trial_days.map_or(Term::Perpetual, Term::Days),
            TrialCounting::Use => Term::Perpetual,
        }
    }

    /// On how many different days a trial may be used, where that is what counts.
    pub fn days_of_use(&self) -> Option<NonZeroU32> {
        self.trial_days.filter(|_| self.trial_counting == TrialCounting::Use)
    }

    /// Refuses a product that is no longer sold: nothing new is granted of it.
    ///
    /// # Errors
    ///
    /// [`RecordError::ProductWithdrawn`].
    pub(crate) fn check_sold(&self) -> Result<(), RecordError> {
        if self.is_withdrawn { Err(RecordError::ProductWithdrawn { product: self.id }) } else { Ok(()) }
    }

    /// What the history tells of it.
    pub(crate) fn record(&self) -> Json {
        let feature = |feature: &ProductFeature| {
            json!({
                "feature": feature.feature.get(),
                "limit": limit_count(feature.limit),
                "multiplied": feature.is_multiplied,
            })
        };
        json!({
            "names": names_json(&self.names),
            "guid": self.guid,
            "features": self.features.iter().map(feature).collect::<Vec<_>>(),
            "activation": names_json(&self.activation),
            "trial": self.is_trial,
            "trial_days": self.trial_days,
            "trial_counting": self.trial_counting.name(),
            "automatic": self.is_automatic,
            "replaces": self.replaces.iter().map(|product| product.get()).collect::<Vec<_>>(),
            "withdrawn": self.is_withdrawn,
        })
    }
}

fn insert_features(
    ledger: &Writer<'_>,
    product: u32,
    features: &[ProductFeature],
) -> Result<(), LedgerError> {
    for feature in features {
        ledger.feature(feature.feature)?;
        ledger.execute(
            "INSERT INTO product_features (product, feature, limit_count, is_multiplied)
             VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (product, feature)
             DO UPDATE SET limit_count = excluded.limit_count, is_multiplied = excluded.is_multiplied",
            &[
                integer(product),
                integer(feature.feature.get()),
                limit_count(feature.limit).map_or(Value::Null, integer),
                integer(feature.is_multiplied),
            ],
        )?;
    }
    Ok(())
}

fn insert_replaced(ledger: &Writer<'_>, product: u32, replaced: &[ProductId]) -> Result<(), LedgerError> {
    for replaced in replaced {
        ledger.product(*replaced)?;
        ledger.execute(
            "INSERT INTO product_replaces (product, replaced) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            &[integer(product), integer(replaced.get())],
        )?;
    }
    Ok(())
}

/// The number in a limit; `None` for no limit.
pub(crate) fn limit_count(limit: Limit) -> Option<u32> {
    match limit {
        Limit::Count(count) => Some(count.get()),
        Limit::Unlimited => None,
    }
}

fn read_feature(row: &Row) -> Result<ProductFeature, LedgerError> {
    let damaged = |column| LedgerError::DamagedRow { column };
    let limit = if row.is_null("limit_count") {
        Limit::Unlimited
    } else {
        Limit::count(row.number("limit_count")?).ok_or(damaged("limit_count"))?
    };
    let feature = FeatureId::new(row.number("feature")?).ok_or(damaged("feature"))?;
    Ok(ProductFeature { feature, limit, is_multiplied: row.boolean("is_multiplied")? })
}

fn product_id(number: u32, column: &'static str) -> Result<ProductId, LedgerError> {
    ProductId::new(number).ok_or(LedgerError::DamagedRow { column })
}

/// A GUID in lower case: 8, 4, 4, 4 and 12 hexadecimal digits, in braces or not.
pub(crate) fn read_guid(guid: &str) -> Result<String, LedgerError> {
    let bare = guid.trim().trim_start_matches('{').trim_end_matches('}').to_ascii_lowercase();
    let groups: Vec<&str> = bare.split('-').collect();
    let is_guid = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.concat().bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_guid { Ok(bare) } else { Err(LedgerError::BadGuid { guid: guid.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_is_read_with_and_without_braces() {
        let guid = "01234567-89ab-cdef-0123-456789abcdef";
        assert_eq!(read_guid(guid).unwrap(), guid);
        assert_eq!(read_guid(&format!("{{{}}}", guid.to_uppercase())).unwrap(), guid);
        for wrong in ["", "01234567-89ab-cdef-0123-456789abcde", "g1234567-89ab-cdef-0123-456789abcdef"] {
            assert!(matches!(read_guid(wrong), Err(LedgerError::BadGuid { .. })), "{wrong}");
        }
    }
}
