use crypto::{SigningKey, Verified, revoked_id};
use format::bulletin::{Bulletin, BulletinContent, BurntKey, Revoked, RevokedEntry, WithdrawnRelease, build};
use format::{BulletinSalt, Digest, Document, NumberKind, UnixTime};
use rand_core::CryptoRng;
use serde_json::json;

use crate::audit::Entry;
use crate::database::{Row, blob, integer, time};
use crate::documents::misplaced;
use crate::open::Mode;
use crate::{Context, Ledger, LedgerError};

/// What a bulletin says besides what is revoked.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "the caller must decide on every field")]
pub struct BulletinOptions {
    /// When a newer one is expected.
    pub expires: Option<UnixTime>,
    /// The lowest number that a catalog may have; it never falls from one bulletin to the next.
    pub lowest_catalog: Option<u32>,
}

/// A bulletin that was published.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct StoredBulletin {
    /// What the head says, verified.
    pub bulletin: Verified<Bulletin>,
    /// The signed head.
    pub document: Vec<u8>,
}

/// A bulletin in a list.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct BulletinSummary {
    /// Its number.
    pub number: u32,
    /// SHA-256 of the head's payload.
    pub digest: Digest,
    /// When it was signed.
    pub issued_at: UnixTime,
    /// When a newer one is expected.
    pub expires: Option<UnixTime>,
    /// Revoked licenses and coupons.
    pub revoked: u64,
    /// Shards that they are in; 0: the head itself.
    pub shards: usize,
    /// Burnt keys.
    pub burnt_keys: usize,
    /// Withdrawn releases.
    pub withdrawn: usize,
    /// The lowest number that a catalog may have.
    pub lowest_catalog: Option<u32>,
}

impl Ledger {
    /// Publishes everything that is revoked, burnt and withdrawn as the next bulletin.
    ///
    /// # Errors
    ///
    /// [`LedgerError::ExpiresTooEarly`]; [`LedgerError::LowestCatalog`] above the newest catalog;
    /// [`LedgerError::Verify`] where `key` may not sign bulletins now; [`LedgerError::Sign`] where the bulletin would
    /// outgrow its limits; [`LedgerError::Disk`].
    pub fn publish_bulletin(
        &mut self,
        options: &BulletinOptions,
        key: &SigningKey,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<StoredBulletin, LedgerError> {
        if let Some(expires) = options.expires.filter(|expires| *expires <= context.now) {
            return Err(LedgerError::ExpiresTooEarly { expires, now: context.now });
        }
        let mut objects = self.folder().objects();
        self.write(Mode::Commit, |ledger| {
            let content = ledger.bulletin_content(options, context, random)?;
            let number = content.number;
            let head = build(content, &mut objects)?;
            let (document, bulletin) = ledger.sign(key, &head)?;
            ledger.execute(
                "INSERT INTO bulletins (bulletin, document, issued_at) VALUES (?1, ?2, ?3)",
                &[integer(number), blob(document.as_slice()), time(context.now)],
            )?;
            let details = json!({ "lowest_catalog": head.lowest_catalog });
            let (subject, digest) = (number.to_string(), Some(bulletin.digest()));
            ledger.audit(&Entry { what: "bulletin.publish", subject, digest, details }, context)?;
            Ok(StoredBulletin { bulletin, document })
        })
    }

    fn bulletin_content(
        &self,
        options: &BulletinOptions,
        context: &Context,
        random: &mut impl CryptoRng,
    ) -> Result<BulletinContent, LedgerError> {
        let before = self.newest_bulletin()?.map(|stored| stored.bulletin);
        let lowest_catalog = options.lowest_catalog.max(before.as_ref().and_then(|one| one.lowest_catalog));
        let newest_catalog = self.next_number("catalogs", "catalog")?.saturating_sub(1);
        if let Some(lowest) = lowest_catalog.filter(|lowest| *lowest > newest_catalog) {
            return Err(LedgerError::LowestCatalog { lowest, newest: newest_catalog });
        }
        // With the salt of the bulletin before, a new entry changes one shard.
        let salt = before.map_or_else(|| new_salt(random), |before| before.salt);
        let licenses = self.revoked_licenses()?.into_iter().map(|one| RevokedEntry {
            id: revoked_id(&salt, NumberKind::License, one.license.id),
            last_revision: one.last_revision.unwrap_or(RevokedEntry::ALL),
        });
        let coupons = self.cancelled_coupons()?.into_iter().map(|one| RevokedEntry {
            id: revoked_id(&salt, NumberKind::Coupon, one.coupon.id),
            last_revision: RevokedEntry::ALL,
        });
        let keys = self.burnt_keys()?.into_iter().map(|one| BurntKey { key: one.key, since: one.since });
        let withdrawn = self
            .all_releases()?
            .into_iter()
            .filter_map(|release| Some(WithdrawnRelease { record: release.digest, why: release.withdrawn? }));
        Ok(BulletinContent {
            number: self.next_number("bulletins", "bulletin")?,
            issued_at: context.now,
            expires: options.expires,
            salt,
            revoked: licenses.chain(coupons).collect(),
            burnt_keys: keys.collect(),
            withdrawn: withdrawn.collect(),
            lowest_catalog,
            audit_head: self.audit_head()?,
        })
    }

    /// All bulletins by number.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn bulletins(&self) -> Result<Vec<BulletinSummary>, LedgerError> {
        let rows = self.select("SELECT * FROM bulletins ORDER BY bulletin", &[])?;
        rows.iter().map(|row| self.read_bulletin(row).map(|stored| stored.summary())).collect()
    }

    /// The newest bulletin; `None` before the first was published.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn newest_bulletin(&self) -> Result<Option<StoredBulletin>, LedgerError> {
        let row = self.select_one("SELECT * FROM bulletins ORDER BY bulletin DESC LIMIT 1", &[])?;
        row.map(|row| self.read_bulletin(&row)).transpose()
    }

    /// One bulletin.
    ///
    /// # Errors
    ///
    /// [`LedgerError::NoBulletin`]; [`LedgerError::DamagedDocument`].
    pub fn bulletin(&self, number: u32) -> Result<StoredBulletin, LedgerError> {
        let row = self.select_one("SELECT * FROM bulletins WHERE bulletin = ?1", &[integer(number)])?;
        self.read_bulletin(&row.ok_or(LedgerError::NoBulletin)?)
    }

    fn read_bulletin(&self, row: &Row) -> Result<StoredBulletin, LedgerError> {
        let number = row.number("bulletin")?;
        let document = row.bytes("document")?.to_vec();
        let bulletin = self.verified::<Bulletin>(Document::Bulletin, &number.to_string(), &document)?;
        if bulletin.number != number {
            return Err(misplaced(Document::Bulletin, number));
        }
        Ok(StoredBulletin { bulletin, document })
    }
}

impl StoredBulletin {
    /// The line for a list.
    pub fn summary(&self) -> BulletinSummary {
        let bulletin = &self.bulletin;
        let (revoked, shards) = match &bulletin.revoked {
            Revoked::Inline(list) => (u64::try_from(list.len()).unwrap_or(u64::MAX), 0),
            // Before its entries of twenty bytes a shard has a head of at most five.
            Revoked::Shards(shards) => (shards.iter().map(|shard| shard.bytes / 20).sum(), shards.len()),
        };
        BulletinSummary {
            number: bulletin.number,
            digest: bulletin.digest(),
            issued_at: bulletin.issued_at,
            expires: bulletin.expires,
            revoked,
            shards,
            burnt_keys: bulletin.burnt_keys.len(),
            withdrawn: bulletin.withdrawn.len(),
            lowest_catalog: bulletin.lowest_catalog,
        }
    }
}

fn new_salt(random: &mut impl CryptoRng) -> BulletinSalt {
    let mut salt = [0; 16];
    random.fill_bytes(&mut salt);
    BulletinSalt::new(salt)
}
