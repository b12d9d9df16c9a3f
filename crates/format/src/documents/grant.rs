use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::num::NonZeroU32;

use super::payload::{read_time, write_time};
use crate::cbor::{MapWriter, Reader, Writer};
use crate::{FieldProblem, ParseError, UnixTime};

/// A product's number in the vendor's ledger.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ProductId(NonZeroU32);

/// A feature's number in the vendor's ledger.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FeatureId(NonZeroU32);

macro_rules! number_newtype {
    ($name:ident) => {
        impl $name {
            /// A number from 1.
            pub const fn new(number: u32) -> Option<Self> {
                match NonZeroU32::new(number) {
                    Some(number) => Some(Self(number)),
                    None => None,
                }
            }

            /// The number.
            pub const fn get(self) -> u32 {
                self.0.get()
            }

            pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
                let number = reader.uint32(1..=u32::MAX)?;
                Ok(Self::new(number).expect("the range begins at 1"))
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number_newtype!(ProductId);
number_newtype!(FeatureId);

/// How much of a feature is granted, in the unit of its metering.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[expect(clippy::exhaustive_enums, reason = "a limit is a number or none, for ever")]
pub enum Limit {
    /// So many users, hosts, databases, …
    Count(NonZeroU32),
    /// Without limit.
    Unlimited,
}

impl Limit {
    /// A limit from 1; `None` for zero.
    pub const fn count(number: u32) -> Option<Self> {
        match NonZeroU32::new(number) {
            Some(number) => Some(Self::Count(number)),
            None => None,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        if reader.is_boolean() {
            reader.only_true()?;
            return Ok(Self::Unlimited);
        }
        let number = reader.uint32(1..=u32::MAX)?;
        Ok(Self::count(number).expect("the range begins at 1"))
    }

    fn write(self, writer: &mut Writer) {
        match self {
            Self::Count(number) => writer.uint(number.get()),
            Self::Unlimited => writer.boolean(true),
        }
    }
}

/// Features with their limits.
///
/// ```text
/// features = { 1*64 feature: uint .gt 0 => limit }
/// limit    = uint .gt 0 / true                  ; true = without limit
/// ```
pub type Features = BTreeMap<FeatureId, Limit>;

/// Most features of one grant.
const MAX_FEATURES: usize = 64;
/// Most grants of one license or items of one coupon.
pub(crate) const MAX_GRANTS: usize = 64;

fn read_features(reader: &mut Reader<'_>) -> Result<Features, ParseError> {
    let entries = reader.entries(1..=MAX_FEATURES)?;
    let mut features = Features::new();
    // One by one: collecting would sort first, in a list of its own, what the scanner has seen to be in order.
    for _ in 0..entries {
        let feature = FeatureId::read(reader)?;
        features.insert(feature, Limit::read(reader)?);
    }
    Ok(features)
}

fn write_features(writer: &mut Writer, features: &Features) {
    writer.entries(features.len());
    for (feature, limit) in features {
        writer.uint(feature.get());
        limit.write(writer);
    }
}

/// What reaches the customer: a product's features with their limits, for a time (SPEC §4.2).
///
/// ```text
/// grant = { 1: product, 2: features, ? 3: from, ? 4: until, ? 5: true, ? 8: days }     ; 5: a trial, 8: of use
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Grant {
    /// The product that the features came with.
    pub product: ProductId,
    /// Features and limits, the multiplier applied.
    pub features: Features,
    /// The first second; absent: from the beginning.
    pub from: Option<UnixTime>,
    /// The last second; absent: for ever.
    pub until: Option<UnixTime>,
    /// Whether it is a trial.
    pub is_trial: bool,
    /// Of a trial, on how many different days it may be used; absent: on all of its time.
    pub days_of_use: Option<NonZeroU32>,
}

impl Grant {
    /// Most days of use of a trial: a hundred years.
    pub const MAX_DAYS_OF_USE: u32 = MAX_DAYS;

    /// A grant for ever that is no trial.
    pub fn new(product: ProductId, features: Features) -> Self {
        Self { product, features, from: None, until: None, is_trial: false, days_of_use: None }
    }

    /// The same grant up to and including the second `until`.
    #[must_use]
    pub fn until(self, until: UnixTime) -> Self {
        Self { until: Some(until), ..self }
    }

    /// The same grant from the second `from`.
    #[must_use]
    pub fn from(self, from: UnixTime) -> Self {
        Self { from: Some(from), ..self }
    }

    /// The same grant as a trial.
    #[must_use]
    pub fn trial(self) -> Self {
        Self { is_trial: true, ..self }
    }

    /// The same grant as a trial for so many different days of use.
    #[must_use]
    pub fn trial_of(self, days_of_use: NonZeroU32) -> Self {
        Self { is_trial: true, days_of_use: Some(days_of_use), ..self }
    }

    /// Whether `moment` lies in the grant's time.
    pub fn covers(&self, moment: UnixTime) -> bool {
        self.from.is_none_or(|from| from <= moment) && self.until.is_none_or(|until| moment <= until)
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        let mut map = reader.map("grant")?;
        let grant = Self {
            product: map.required(1, "grant.product", ProductId::read)?,
            features: map.required(2, "grant.features", read_features)?,
            from: map.optional(3, "grant.from", read_time)?,
            until: map.optional(4, "grant.until", read_time)?,
            is_trial: map.optional(5, "grant.trial", Reader::only_true)?.is_some(),
            days_of_use: map.optional(8, "grant.days-of-use", read_days)?,
        };
        map.finish()?;
        if grant.days_of_use.is_some() && !grant.is_trial {
            return Err(before.problem(FieldProblem::Contradiction));
        }
        if grant.from.zip(grant.until).is_some_and(|(from, until)| from > until) {
            return Err(before.problem(FieldProblem::Contradiction));
        }
        Ok(grant)
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.map(|map| {
            write_product(map, self.product, &self.features);
            map.optional(3, self.from, write_time);
            map.optional(4, self.until, write_time);
            map.optional(5, self.is_trial.then_some(true), Writer::boolean);
            map.optional(8, self.days_of_use, write_days);
        });
    }
}

fn read_days(reader: &mut Reader<'_>) -> Result<NonZeroU32, ParseError> {
    let days = reader.uint32(1..=MAX_DAYS)?;
    Ok(NonZeroU32::new(days).expect("the range begins at 1"))
}

fn write_days(writer: &mut Writer, days: NonZeroU32) {
    writer.uint(days.get());
}

fn write_product(map: &mut MapWriter, product: ProductId, features: &Features) {
    map.entry(1, |writer| writer.uint(product.get()));
    map.entry(2, |writer| write_features(writer, features));
}

/// When an addition ends.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Term {
    /// For ever.
    Perpetual,
    /// At a fixed second, its last.
    Until(UnixTime),
    /// So many days of 86,400 seconds after the redemption; the last second of the last day counts.
    Days(NonZeroU32),
}

/// What an *add* coupon adds: a grant whose end may be counted from the redemption (SPEC §4.3).
///
/// ```text
/// addition = { 1: product, 2: features, ? 4: until / 6: days, ? 5: true, ? 7: [1*16 product], ? 8: days }
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Addition {
    /// The product.
    pub product: ProductId,
    /// Features and limits, the multiplier applied.
    pub features: Features,
    /// When it ends.
    pub term: Term,
    /// Whether it is a trial.
    pub is_trial: bool,
    /// Trial products that end when this one comes.
    pub replaces: Vec<ProductId>,
    /// Of a trial, on how many different days it may be used; absent: on all of its time.
    pub days_of_use: Option<NonZeroU32>,
}

/// Most products that one addition replaces.
const MAX_REPLACED: usize = 16;
/// Most days of a term: a hundred years.
pub(crate) const MAX_DAYS: u32 = 36_525;

impl Addition {
    /// An addition that is no trial and replaces none.
    pub fn new(product: ProductId, features: Features, term: Term) -> Self {
        Self { product, features, term, is_trial: false, replaces: Vec::new(), days_of_use: None }
    }

    /// The same addition, which ends the trials of `products`.
    #[must_use]
    pub fn replacing(self, products: impl IntoIterator<Item = ProductId>) -> Self {
        let mut replaces: Vec<ProductId> = products.into_iter().collect();
        replaces.sort_unstable();
        replaces.dedup();
        Self { replaces, ..self }
    }

    /// The same addition as a trial.
    #[must_use]
    pub fn trial(self) -> Self {
        Self { is_trial: true, ..self }
    }

    /// The same addition as a trial for so many different days of use.
    #[must_use]
    pub fn trial_of(self, days_of_use: NonZeroU32) -> Self {
        Self { is_trial: true, days_of_use: Some(days_of_use), ..self }
    }

    /// What is granted by a coupon signed at `signed` and redeemed at `redeemed` (SPEC §4.3).
    ///
    /// Only what is counted from the redemption begins with it. A fixed term begins with the signature: the
    /// redemption's clock is not signed, and one set to 2099 by mistake would push what was paid for out of reach.
    pub fn grant(&self, signed: UnixTime, redeemed: UnixTime) -> Grant {
        let (from, until) = match self.term {
            Term::Perpetual => (signed, None),
            Term::Until(until) => (signed, Some(until)),
            Term::Days(days) => (redeemed, Some(redeemed.plus_days(days.get()))),
        };
        Grant {
            product: self.product,
            features: self.features.clone(),
            from: Some(from),
            until,
            is_trial: self.is_trial,
            days_of_use: self.days_of_use,
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        let mut map = reader.map("addition")?;
        let product = map.required(1, "addition.product", ProductId::read)?;
        let features = map.required(2, "addition.features", read_features)?;
        let until = map.optional(4, "addition.until", read_time)?;
        let is_trial = map.optional(5, "addition.trial", Reader::only_true)?.is_some();
        let days = map.optional(6, "addition.days", read_days)?;
        let replaces =
            map.optional(7, "addition.replaces", |reader| reader.set(1..=MAX_REPLACED, ProductId::read))?;
        let days_of_use = map.optional(8, "addition.days-of-use", read_days)?;
        map.finish()?;
        if days_of_use.is_some() && !is_trial {
            return Err(before.problem(FieldProblem::Contradiction));
        }
        let term = match (until, days) {
            (None, None) => Term::Perpetual,
            (Some(until), None) => Term::Until(until),
            (None, Some(days)) => Term::Days(days),
            (Some(_), Some(_)) => return Err(before.problem(FieldProblem::Contradiction)),
        };
        Ok(Self { product, features, term, is_trial, replaces: replaces.unwrap_or_default(), days_of_use })
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        let (until, days) = match self.term {
            Term::Perpetual => (None, None),
            Term::Until(until) => (Some(until), None),
            Term::Days(days) => (None, Some(days)),
        };
        writer.map(|map| {
            write_product(map, self.product, &self.features);
            map.optional(4, until, write_time);
            map.optional(5, self.is_trial.then_some(true), Writer::boolean);
            map.optional(6, days, write_days);
            map.list(7, &self.replaces, |writer, product| writer.uint(product.get()));
            map.optional(8, self.days_of_use, write_days);
        });
    }
}
