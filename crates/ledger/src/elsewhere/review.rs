use std::collections::BTreeMap;
use std::num::NonZeroU32;

use crypto::{SigningKey, TrustedRoot, Verified, VerifyError};
use format::{
    Addition, Batch, Bulletin, Catalog, Change, Coupon, Envelope, Extensions, Features, FieldProblem,
    Fingerprint, Grant, License, ParseError, Payload, ProductId, Purpose, Scope, Term, TrialExtension,
    UnixTime,
};

use crate::{LedgerError, TrustError, batch_code};

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
    /// How many of the documents grant nothing.
    pub empty: usize,
    /// How many of the coupons are for whoever holds them.
    pub bearer: usize,
    /// How many of the coupons are for one license each.
    pub for_license: usize,
    /// How many of the coupons are for the licenses of one customer each.
    pub for_customer: usize,
    /// By when the coupons must be redeemed, and how many; `None`: at any time.
    pub redeem_before: BTreeMap<Option<UnixTime>, usize>,
    /// How many of the coupons may be redeemed several times.
    pub reusable: usize,
    /// The dates under the signatures, the first and the last one.
    pub issued: Option<(UnixTime, UnixTime)>,
    /// Holders of licenses, in the order of the batch; a license without one is not among them.
    pub names: Vec<String>,
    /// The longest grace of a license in days.
    pub grace_days: u32,
    /// Numbers of catalogs, and until when each is valid.
    pub catalogs: Vec<(u32, UnixTime)>,
    /// How many documents have fields that this program does not know.
    pub unknown_fields: usize,
}

/// What is done with a product.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum OfferKind {
    /// A license holds it.
    Hold,
    /// A coupon adds it.
    Add,
    /// A coupon gives its trial more days.
    Extend,
    /// A coupon puts it in the place of all that the license held.
    Change,
}

impl OfferKind {
    /// The word for it: `hold`, `add`, `extend`, `change`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Add => "add",
            Self::Extend => "extend",
            Self::Change => "change",
        }
    }
}

/// What a document grants of one product: what is alike in a batch is counted, so that nothing odd hides among many.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct BatchOffer {
    /// What is done with the product.
    pub kind: OfferKind,
    /// The product.
    pub product: ProductId,
    /// Features with their limits; none where a trial is extended.
    pub features: Features,
    /// The first second; absent: from the beginning.
    pub from: Option<UnixTime>,
    /// The last second; with `days` absent, too: for ever.
    pub until: Option<UnixTime>,
    /// Days from the redemption on.
    pub days: Option<u32>,
    /// Whether it is a trial.
    pub is_trial: bool,
    /// On how many different days it may be used, of a trial that counts them.
    pub days_of_use: Option<u32>,
    /// Trials that end when this one comes.
    pub replaces: Vec<ProductId>,
}

impl BatchOffer {
    fn granted(kind: OfferKind, grant: &Grant) -> Self {
        let (product, features) = (grant.product, grant.features.clone());
        let (from, until, is_trial) = (grant.from, grant.until, grant.is_trial);
        let days_of_use = grant.days_of_use.map(NonZeroU32::get);
        Self { kind, product, features, from, until, days: None, is_trial, days_of_use, replaces: Vec::new() }
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
        let (kind, is_trial, replaces) = (OfferKind::Add, addition.is_trial, addition.replaces.clone());
        let days_of_use = addition.days_of_use.map(NonZeroU32::get);
        Self { kind, product, features, from: None, until, days, is_trial, days_of_use, replaces }
    }
}

impl From<&TrialExtension> for BatchOffer {
    fn from(extension: &TrialExtension) -> Self {
        let (product, days) = (extension.product, Some(extension.days.get()));
        let (kind, features) = (OfferKind::Extend, Features::new());
        let (from, until, replaces) = (None, None, Vec::new());
        Self { kind, product, features, from, until, days, is_trial: true, days_of_use: None, replaces }
    }
}

impl ReviewedBatch {
    /// Looks into a batch that is to be signed.
    ///
    /// # Errors
    ///
    /// [`TrustError::BatchStage`] where it is signed already; [`LedgerError::Verify`] for payloads that every reader
    /// would refuse; [`LedgerError::Root`] for a root that does not hold together.
    pub fn read(file: &[u8]) -> Result<Self, LedgerError> {
        let batch = Batch::decode(file)?;
        if batch.is_signed {
            return Err(LedgerError::Trust(TrustError::BatchStage { is_signed: true }));
        }
        if batch.purpose == Purpose::Bulletin {
            // Nobody prepares bulletins, and one that is signed revokes whatever it likes.
            let problem = FieldProblem::Range;
            let error = ParseError::Field { field: "batch.purpose", at: 0, problem };
            return Err(VerifyError::from(error).into());
        }
        let root = TrustedRoot::unverified_origin(&batch.root)?;
        let mut summary = BatchSummary::default();
        for payload in &batch.items {
            match batch.purpose {
                Purpose::License => summary.license(&decode(payload)?),
                Purpose::Coupon => summary.coupon(&decode(payload)?),
                Purpose::Catalog => summary.catalog(&decode(payload)?),
                _ => summary.bulletin(&decode(payload)?),
            }
        }
        Ok(Self { batch, root, summary })
    }

    /// The kind of document.
    pub fn purpose(&self) -> Purpose {
        self.batch.purpose
    }

    /// What is compared with the office that prepared it.
    pub fn code(&self) -> Fingerprint {
        batch_code(&self.batch)
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
    Ok(T::decode(payload)?)
}

impl BatchSummary {
    fn add(&mut self, document: &impl Payload, extensions: &Extensions) {
        self.count += 1;
        let signed = document.issued_at();
        let (first, last) = self.issued.unwrap_or((signed, signed));
        self.issued = Some((first.min(signed), last.max(signed)));
        self.unknown_fields += usize::from(*extensions != Extensions::default());
    }

    fn license(&mut self, license: &License) {
        self.count_offers(license.grants.iter().map(|grant| BatchOffer::granted(OfferKind::Hold, grant)));
        self.names.extend(license.holder.clone());
        self.grace_days = self.grace_days.max(license.grace_days);
        self.add(license, &license.extensions);
    }

    fn coupon(&mut self, coupon: &Coupon) {
        match &coupon.change {
            Change::Add(items) => self.count_offers(items.iter().map(BatchOffer::from)),
            Change::ExtendTrial(items) => self.count_offers(items.iter().map(BatchOffer::from)),
            Change::Replace(grants) => {
                self.count_offers(grants.iter().map(|grant| BatchOffer::granted(OfferKind::Change, grant)));
            }
            _ => self.unknown_fields += 1,
        }
        match coupon.scope {
            Scope::Bearer => self.bearer += 1,
            Scope::License(_) => self.for_license += 1,
            Scope::Customer(_) => self.for_customer += 1,
            _ => self.unknown_fields += 1,
        }
        *self.redeem_before.entry(coupon.redeem_before).or_default() += 1;
        self.reusable += usize::from(coupon.is_reusable);
        self.add(coupon, &coupon.extensions);
    }

    fn catalog(&mut self, catalog: &Catalog) {
        self.catalogs.push((catalog.number, catalog.expires));
        self.add(catalog, &catalog.extensions);
    }

    fn bulletin(&mut self, bulletin: &Bulletin) {
        self.add(bulletin, &bulletin.extensions);
    }

    fn count_offers(&mut self, granted: impl ExactSizeIterator<Item = BatchOffer>) {
        self.empty += usize::from(granted.len() == 0);
        granted.for_each(|one| *self.offers.entry(one).or_default() += 1);
    }
}
