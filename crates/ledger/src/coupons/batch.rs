//! Coupons by the million: issued chunk by chunk, so that memory stays flat and a killed run goes on where it was.

use std::thread;

use crypto::{Keyring, SigningKey, Verified};
use format::{Coupon, Digest, Envelope, NumberId, UnixTime};
use rand_core::CryptoRng;
use serde_json::json;

use super::issue::{IssuedCoupon, insert_coupon};
use super::request::CouponRequest;
use super::{BatchNotes, CouponScope};
use crate::audit::{Entry, digest_of_batch};
use crate::database::{Row, blob, integer};
use crate::error::CouponError;
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError, parallel};

/// Coupons of one transaction: some milliseconds of signing on each core, and one wait for the disk.
pub(crate) const CHUNK: usize = 4096;

/// A batch of coupons and how far it is.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Batch {
    /// Its number, counted from 1.
    pub number: u32,
    /// What its coupons do: `add`, `extend`, `change`.
    pub kind: String,
    /// How many coupons it has when it is complete.
    pub wanted: u32,
    /// How many it has.
    pub issued: u32,
    /// When it began.
    pub issued_at: UnixTime,
    /// SHA-256 of the file with one row per customer that it is made from, if it is.
    pub source: Option<Digest>,
    /// What the ledger notes of it.
    pub notes: BatchNotes,
    request: String,
}

impl Batch {
    /// What was asked for when it began.
    ///
    /// # Errors
    ///
    /// [`CouponError::StoredRequest`]: the batch was signed on another machine, or the row is damaged.
    pub fn request(&self) -> Result<CouponRequest, LedgerError> {
        CouponRequest::from_json(&self.request)
    }

    /// Whether coupons are missing, because the run that issued them was cut off.
    pub fn is_incomplete(&self) -> bool {
        self.issued < self.wanted
    }
}

impl Ledger {
    /// Begins a batch, from one request or from a file with the digest `source`; [`Ledger::fill_batch`] issues its coupons.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::generate_coupons`], without those of signing.
    pub fn begin_batch(
        &mut self,
        request: &CouponRequest,
        source: Option<Digest>,
        context: &Context,
    ) -> Result<Batch, LedgerError> {
        request.check(CouponRequest::MAX_COUNT)?;
        self.write(Mode::Commit, |ledger| {
            if source.is_none() {
                ledger.coupon_template(request, context)?;
            }
            let (kind, wanted) = (request.kind.name(), request.count);
            let number = ledger.insert_batch((kind, wanted), &request.to_json(), &request.notes, context)?;
            if let Some(source) = source {
                let sql = "UPDATE batches SET source = ?2 WHERE batch = ?1";
                ledger.execute(sql, &[integer(number), blob(*source.as_bytes())])?;
            }
            let details =
                json!({ "kind": kind, "count": wanted, "source": source.map(|one| one.to_string()) });
            let entry = Entry { what: "coupon.begin", subject: number.to_string(), digest: None, details };
            ledger.audit(&entry, context)?;
            ledger.batch(number)
        })
    }

    /// The newest batches first, at most `count` of them.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedRow`].
    pub fn batches(&self, count: u32) -> Result<Vec<Batch>, LedgerError> {
        let rows = self.select("SELECT * FROM batches ORDER BY batch DESC LIMIT ?1", &[integer(count)])?;
        rows.iter().map(|row| self.read_batch(row)).collect()
    }

    /// A batch.
    ///
    /// # Errors
    ///
    /// [`CouponError::UnknownBatch`].
    pub fn batch(&self, batch: u32) -> Result<Batch, LedgerError> {
        let row = self.select_one("SELECT * FROM batches WHERE batch = ?1", &[integer(batch)])?;
        self.read_batch(&row.ok_or(CouponError::UnknownBatch { batch })?)
    }

    fn read_batch(&self, row: &Row) -> Result<Batch, LedgerError> {
        let number = row.number("batch")?;
        Ok(Batch {
            number,
            kind: row.text("kind")?,
            wanted: row.number("wanted")?,
            issued: self.issued_of(number)?,
            issued_at: row.time("issued_at")?,
            source: row.optional_digest("source")?,
            notes: BatchNotes::read(row)?,
            request: row.text("request")?,
        })
    }

    /// The last position of a batch; there are no gaps below it.
    pub(crate) fn issued_of(&self, batch: u32) -> Result<u32, LedgerError> {
        let sql = "SELECT coalesce(max(position), 0) AS issued FROM coupons WHERE batch = ?1";
        self.select_one(sql, &[integer(batch)])?.map_or(Ok(0), |row| row.number("issued"))
    }

    /// Issues the coupons that a batch still lacks, on all cores, in transactions of some thousands; `deliver` gets them
    /// in their order, each after its transaction.
    ///
    /// `requests` are what the whole batch is made of, from its first coupon on: what was issued before is passed over.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::generate_coupons`] and of `deliver`; [`CouponError::BatchGrew`] where another process goes on
    /// with the same batch, [`CouponError::BatchShort`] where `requests` make fewer coupons than the batch wants. What was
    /// issued before stays.
    pub fn fill_batch<E: From<LedgerError>>(
        &mut self,
        batch: u32,
        requests: impl IntoIterator<Item = Result<CouponRequest, E>>,
        key: &SigningKey,
        context: &Context,
        random: &mut impl CryptoRng,
        mut deliver: impl FnMut(&[IssuedCoupon]) -> Result<(), E>,
    ) -> Result<(), E> {
        let state = self.batch(batch)?;
        let keyring = self.keyring().clone();
        let mut unsigned = Unsigned::new(requests.into_iter(), state.issued, state.wanted);
        let mut ready: Option<Signed> = None;
        loop {
            let chunk = unsigned.next_chunk(self, context, random)?;
            if chunk.is_empty() && ready.is_none() {
                break;
            }
            // While all cores sign one chunk, the one before it is stored.
            let (stored, signed) = thread::scope(|scope| {
                let signing = scope.spawn(|| Signed::new(chunk, key, &keyring));
                let stored = ready.take().map(|signed| signed.store(self, batch, key, context)).transpose();
                (stored, signing.join())
            });
            if let Some(issued) = stored? {
                deliver(&issued)?;
            }
            let signed = signed.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            ready = Some(signed).filter(|signed| !signed.coupons.is_empty());
        }
        Ok(())
    }
}

/// The coupons that a batch still lacks, in their order.
struct Unsigned<I> {
    requests: I,
    /// Coupons that are there already and are passed over.
    skip: u32,
    /// The position of the next coupon, and the last one.
    next: u32,
    last: u32,
    /// The present request's coupon, its scope, and how many of it are to come.
    current: Option<(Coupon, CouponScope, u32)>,
}

/// One coupon that is to be signed.
struct Wanted {
    position: u32,
    coupon: Coupon,
    scope: CouponScope,
}

impl<I, E> Unsigned<I>
where
    I: Iterator<Item = Result<CouponRequest, E>>,
    E: From<LedgerError>,
{
    fn new(requests: I, issued: u32, last: u32) -> Self {
        Self { requests, skip: issued, next: issued + 1, last, current: None }
    }

    fn next_chunk(
        &mut self,
        ledger: &Ledger,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<Vec<Wanted>, E> {
        let mut chunk = Vec::new();
        while chunk.len() < CHUNK && self.next <= self.last {
            let Some((template, scope, left)) = &mut self.current else {
                let Some(request) = self.requests.next() else {
                    let (wanted, found) = (self.last, self.next - 1);
                    return Err(LedgerError::from(CouponError::BatchShort { wanted, found }).into());
                };
                let request = request?;
                let passed = self.skip.min(request.count);
                self.skip -= passed;
                if passed < request.count {
                    let template = ledger.coupon_template(&request, context)?;
                    self.current = Some((template, request.scope, request.count - passed));
                }
                continue;
            };
            let mut coupon = template.clone();
            let mut id = [0; 12];
            random.fill_bytes(&mut id);
            coupon.number = NumberId::from_random(id);
            chunk.push(Wanted { position: self.next, coupon, scope: *scope });
            self.next += 1;
            *left -= 1;
            if *left == 0 {
                self.current = None;
            }
        }
        Ok(chunk)
    }
}

/// Coupons that are signed and not stored yet.
struct Signed {
    coupons: Vec<(Wanted, Vec<u8>, Digest)>,
}

impl Signed {
    /// Signs on all cores; each signature is verified as every reader will, see [`Ledger::sign`].
    fn new(chunk: Vec<Wanted>, key: &SigningKey, keyring: &Keyring) -> Result<Self, LedgerError> {
        let sign = |wanted: &Wanted| -> Result<(Vec<u8>, Digest), LedgerError> {
            let document = key.sign(&wanted.coupon)?;
            let envelope = Envelope::parse(&document).map_err(crypto::VerifyError::from)?;
            let verified: Verified<Coupon> = keyring.verify(&envelope)?;
            let digest = verified.digest();
            Ok((document, digest))
        };
        let signed = parallel::map(&chunk, sign);
        let with = |(wanted, signed): (Wanted, Result<(Vec<u8>, Digest), LedgerError>)| {
            signed.map(|(document, digest)| (wanted, document, digest))
        };
        let coupons = chunk.into_iter().zip(signed).map(with).collect::<Result<_, _>>()?;
        Ok(Self { coupons })
    }

    fn store(
        self,
        ledger: &mut Ledger,
        batch: u32,
        key: &SigningKey,
        context: &Context,
    ) -> Result<Vec<IssuedCoupon>, LedgerError> {
        ledger.write(Mode::Commit, |ledger| {
            ledger.refuse_burnt(key.id())?;
            let (from, to) = self.positions();
            let issued = ledger.issued_of(batch)?;
            if issued + 1 != from {
                return Err(CouponError::BatchGrew { batch, issued }.into());
            }
            let mut issued = Vec::with_capacity(self.coupons.len());
            let mut digests = Vec::with_capacity(self.coupons.len());
            for (wanted, document, digest) in self.coupons {
                ledger.refuse_taken_tag(wanted.coupon.number)?;
                insert_coupon(ledger, &wanted.coupon, (batch, wanted.position), &document)?;
                let number = ledger.coupon_number(wanted.coupon.number);
                let (position, scope) = (wanted.position, wanted.scope);
                issued.push(IssuedCoupon { number, document, batch, position, scope });
                digests.push(digest);
            }
            let details = json!({ "count": digests.len(), "from": from, "to": to });
            let (subject, digest) = (format!("{batch}:{from}-{to}"), Some(digest_of_batch(&digests)));
            ledger.audit(&Entry { what: "coupon.generate", subject, digest, details }, context)?;
            Ok(issued)
        })
    }

    fn positions(&self) -> (u32, u32) {
        let position =
            |one: Option<&(Wanted, Vec<u8>, Digest)>| one.map_or(0, |(wanted, ..)| wanted.position);
        (position(self.coupons.first()), position(self.coupons.last()))
    }
}

impl Writer<'_> {
    /// Refuses a number whose tag a coupon has: sixty-three random bits meet only where the source is broken.
    fn refuse_taken_tag(&self, id: NumberId) -> Result<(), LedgerError> {
        match self.coupon_with_tag(format::CouponTag::of(id))? {
            None => Ok(()),
            Some(_) => Err(LedgerError::NotRandom),
        }
    }
}
