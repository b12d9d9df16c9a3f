use std::collections::BTreeMap;

use crypto::{SigningKey, TrustedRoot, Verified, VerifyError};
use format::{
    Addition, Batch, Bulletin, Catalog, Change, Coupon, Envelope, Features, Grant, License, Payload,
    ProductId, Purpose, Scope, Term, TrialExtension, UnixTime,
};

use crate::LedgerError;

/// A batch that was looked into: what the owner of an issuing key is shown before signing.
///
/// Whose root it is, nobody has said yet: the person compares its fingerprint.
#[derive(Debug)]
pub struct ReviewedBatch {
    batch: Batch,
    root: TrustedRoot,
    summary: BatchSummary,
}

/// What a batch asks to sign, computed from its payloads alone.
#[non_exhaustive]
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct BatchSummary {
    /// How many documents.
    pub count: usize,
    /// What is granted or extended, and how often.
    pub offers: BTreeMap<BatchOffer, usize>,
    /// How many of the coupons are for whoever holds them.
    pub bearer: usize,
    /// How many of the coupons may be redeemed several times.
    pub reusable: usize,
    /// The dates under the signatures, the first and the last one.
    pub issued: Option<(UnixTime, UnixTime)>,
    /// Holders of licenses, numbers of catalogs: the first ones.
    pub names: Vec<String>,
}

/// What a document grants of one product: what is alike in a batch is counted, so that nothing odd hides among many.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct BatchOffer {
    /// The product.
    pub product: ProductId,
    /// Features with their limits; none where a trial is extended.
    pub features: Features,
    /// The last second; with `days` absent, too: for ever.
    pub until: Option<UnixTime>,
    /// Days from the redemption on.
    pub days: Option<u32>,
    /// Whether it is a trial.
    pub is_trial: bool,
}

impl From<&Grant> for BatchOffer {
    fn from(grant: &Grant) -> Self {
        let (product, features) = (grant.product, grant.features.clone());
        Self { product, features, until: grant.until, days: None, is_trial: grant.is_trial }
    }
}

impl From<&Addition> for BatchOffer {
    fn from(addition: &Addition) -> Self {
        let (product, features) = (addition.product, addition.features.clone());
        let (until, days) = match addition.term {
            Term::Until(until) => (Some(until), None),
            Term::Days(days) => (None, Some(days.get())),
            _ => (None, None),
        };
        Self { product, features, until, days, is_trial: addition.is_trial }
    }
}

impl From<&TrialExtension> for BatchOffer {
    fn from(extension: &TrialExtension) -> Self {
        let (product, days) = (extension.product, Some(extension.days.get()));
        Self { product, features: Features::new(), until: None, days, is_trial: true }
    }
}

/// Names that are shown.
const MAX_NAMES: usize = 10;

impl ReviewedBatch {
    /// Looks into a batch that is to be signed.
    ///
    /// # Errors
    ///
    /// [`LedgerError::BatchStage`] where it is signed already; [`LedgerError::Verify`] for payloads that every reader
    /// would refuse; [`LedgerError::Root`] for a root that does not hold together.
    pub fn read(file: &[u8]) -> Result<Self, LedgerError> {
        let batch = Batch::decode(file).map_err(VerifyError::from)?;
        if batch.is_signed {
            return Err(LedgerError::BatchStage { is_signed: true });
        }
        let root = TrustedRoot::unverified_origin(&batch.root)?;
        let mut summary = BatchSummary::default();
        for payload in &batch.items {
            match batch.purpose {
                Purpose::License => summary.license(&decode(payload)?),
                Purpose::Coupon => summary.coupon(&decode(payload)?),
                Purpose::Catalog => summary.catalog(&decode(payload)?),
                _ => summary.add(&decode::<Bulletin>(payload)?, None),
            }
        }
        Ok(Self { batch, root, summary })
    }

    /// The kind of document.
    pub fn purpose(&self) -> Purpose {
        self.batch.purpose
    }

    /// The root whose key is asked for.
    pub fn root(&self) -> &TrustedRoot {
        &self.root
    }

    /// What is asked for.
    pub fn summary(&self) -> &BatchSummary {
        &self.summary
    }

    /// Signs all items and verifies each as every reader will; `done` is told after each.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Verify`] where the root does not trust the key for this; [`LedgerError::Sign`].
    pub fn sign(self, key: &SigningKey, done: impl FnMut()) -> Result<Batch, LedgerError> {
        let documents = match self.batch.purpose {
            Purpose::License => self.sign_all::<License>(key, done),
            Purpose::Coupon => self.sign_all::<Coupon>(key, done),
            Purpose::Catalog => self.sign_all::<Catalog>(key, done),
            _ => self.sign_all::<Bulletin>(key, done),
        }?;
        Ok(self.batch.signed(documents))
    }

    fn sign_all<T: Payload>(
        &self,
        key: &SigningKey,
        mut done: impl FnMut(),
    ) -> Result<Vec<Vec<u8>>, LedgerError> {
        let sign = |payload: &Vec<u8>| {
            let document = key.sign(&decode::<T>(payload)?)?;
            let verified: Result<Verified<T>, _> = Envelope::parse(&document)
                .map_err(VerifyError::from)
                .and_then(|envelope| self.root.keyring().verify(&envelope));
            verified?;
            done();
            Ok(document)
        };
        self.batch.items.iter().map(sign).collect()
    }
}

fn decode<T: Payload>(payload: &[u8]) -> Result<T, LedgerError> {
    Ok(T::decode(payload).map_err(VerifyError::from)?)
}

impl BatchSummary {
    fn add(&mut self, document: &impl Payload, name: Option<String>) {
        self.count += 1;
        let signed = document.issued_at();
        let (first, last) = self.issued.unwrap_or((signed, signed));
        self.issued = Some((first.min(signed), last.max(signed)));
        self.names.extend(name.filter(|_| self.names.len() < MAX_NAMES));
    }

    fn license(&mut self, license: &License) {
        self.count_offers(&license.grants);
        self.add(license, license.holder.clone());
    }

    fn coupon(&mut self, coupon: &Coupon) {
        match &coupon.change {
            Change::Add(items) => self.count_offers(items),
            Change::ExtendTrial(items) => self.count_offers(items),
            Change::Replace(grants) => self.count_offers(grants),
            _ => {}
        }
        self.bearer += usize::from(coupon.scope == Scope::Bearer);
        self.reusable += usize::from(coupon.is_reusable);
        self.add(coupon, None);
    }

    fn catalog(&mut self, catalog: &Catalog) {
        self.add(catalog, Some(catalog.number.to_string()));
    }

    fn count_offers<'a, T: 'a>(&mut self, granted: &'a [T])
    where
        BatchOffer: From<&'a T>,
    {
        granted.iter().for_each(|one| *self.offers.entry(one.into()).or_default() += 1);
    }
}
