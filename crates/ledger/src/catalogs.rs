use crypto::{SigningKey, Verified};
use format::catalog::{CatalogContent, FeatureInfo, ProductInfo, build};
use format::{Catalog, Digest, Document, UnixTime};
use serde_json::json;

use crate::audit::Entry;
use crate::database::{Row, blob, integer, time};
use crate::documents::misplaced;
use crate::open::{Mode, Writer};
use crate::{Context, Ledger, LedgerError, ObjectStore, StoredRelease};

/// What publishing did.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct Published {
    /// The catalog's number.
    pub number: u32,
    /// SHA-256 of the head's payload.
    pub digest: Digest,
    /// The signed head.
    pub document: Vec<u8>,
    /// Objects that were not in the store before.
    pub objects_written: usize,
    /// Their bytes.
    pub bytes_written: u64,
}

/// A catalog that was published.
#[non_exhaustive]
#[derive(Clone, Debug)]
pub struct StoredCatalog {
    /// What the head says, verified.
    pub catalog: Verified<Catalog>,
    /// The signed head.
    pub document: Vec<u8>,
}

/// A catalog in a list.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CatalogSummary {
    /// Its number.
    pub number: u32,
    /// SHA-256 of the head's payload.
    pub digest: Digest,
    /// When it was signed.
    pub issued_at: UnixTime,
    /// The last second in which it counts as fresh.
    pub expires: UnixTime,
    /// Target names in it.
    pub groups: usize,
}

impl Ledger {
    /// Publishes everything that is in the ledger as the next catalog.
    ///
    /// Its head carries the hash of the audit trail's newest entry, so that whoever has the catalog can prove what the
    /// trail was.
    ///
    /// # Errors
    ///
    /// [`LedgerError::ExpiresTooEarly`]; [`LedgerError::Verify`] where `key` may not sign catalogs now;
    /// [`LedgerError::Sign`] where the catalog would outgrow its limits; [`LedgerError::Disk`].
    pub fn publish_catalog(
        &mut self,
        expires: UnixTime,
        key: &SigningKey,
        context: &Context,
    ) -> Result<Published, LedgerError> {
        if expires <= context.now {
            return Err(LedgerError::ExpiresTooEarly { expires, now: context.now });
        }
        let mut objects = self.folder().objects();
        self.write(Mode::Commit, |ledger| {
            let number = ledger.next_number("catalogs", "catalog")?;
            let content = ledger.catalog_content(number, expires, context)?;
            let head = build(content, &mut objects)?;
            let (document, head) = ledger.sign(key, &head)?;
            insert_catalog(ledger, &head, &document, context)?;
            let digest = head.digest();
            Ok(Published::new(number, digest, document, &objects))
        })
    }

    pub(crate) fn catalog_content(
        &self,
        number: u32,
        expires: UnixTime,
        context: &Context,
    ) -> Result<CatalogContent, LedgerError> {
        let distributions = self.distributions()?.into_iter().map(|distribution| {
            let releases = self.releases(&distribution.record.id)?;
            Ok((distribution.record, releases.into_iter().map(StoredRelease::for_catalog).collect()))
        });
        let products = self.products()?.into_iter();
        let features = self.features()?.into_iter();
        Ok(CatalogContent {
            number,
            issued_at: context.now,
            expires,
            distributions: distributions.collect::<Result<_, LedgerError>>()?,
            products: products.map(|one| ProductInfo { product: one.id, names: one.names }).collect(),
            features: features
                .map(|one| FeatureInfo { feature: one.id, names: one.names, metering: one.metering })
                .collect(),
            audit_head: self.audit_head()?,
        })
    }

    /// All catalogs by number.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn catalogs(&self) -> Result<Vec<CatalogSummary>, LedgerError> {
        let rows = self.select("SELECT * FROM catalogs ORDER BY catalog", &[])?;
        rows.iter().map(|row| self.read_catalog(row).map(|stored| stored.summary())).collect()
    }

    /// The newest catalog; `None` before the first was published.
    ///
    /// # Errors
    ///
    /// [`LedgerError::DamagedDocument`].
    pub fn newest_catalog(&self) -> Result<Option<StoredCatalog>, LedgerError> {
        let row = self.select_one("SELECT * FROM catalogs ORDER BY catalog DESC LIMIT 1", &[])?;
        row.map(|row| self.read_catalog(&row)).transpose()
    }

    fn read_catalog(&self, row: &Row) -> Result<StoredCatalog, LedgerError> {
        let number = row.number("catalog")?;
        let document = row.bytes("document")?.to_vec();
        let catalog = self.verified::<Catalog>(Document::Catalog, &number.to_string(), &document)?;
        if catalog.number != number {
            return Err(misplaced(Document::Catalog, number));
        }
        Ok(StoredCatalog { catalog, document })
    }
}

/// Stores a signed catalog, with its entry in the audit trail.
pub(crate) fn insert_catalog(
    ledger: &Writer<'_>,
    head: &Verified<Catalog>,
    document: &[u8],
    context: &Context,
) -> Result<(), LedgerError> {
    ledger.execute(
        "INSERT INTO catalogs (catalog, document, issued_at) VALUES (?1, ?2, ?3)",
        &[integer(head.number), blob(document), time(head.issued_at)],
    )?;
    let details = json!({ "expires": head.expires.seconds() });
    let (subject, digest) = (head.number.to_string(), Some(head.digest()));
    ledger.audit(&Entry { what: "catalog.publish", subject, digest, details }, context)
}

impl StoredCatalog {
    /// The line for a list.
    pub fn summary(&self) -> CatalogSummary {
        CatalogSummary {
            number: self.catalog.number,
            digest: self.catalog.digest(),
            issued_at: self.catalog.issued_at,
            expires: self.catalog.expires,
            groups: self.catalog.groups.len(),
        }
    }
}

impl Published {
    fn new(number: u32, digest: Digest, document: Vec<u8>, objects: &ObjectStore) -> Self {
        let written = objects.written();
        Self {
            number,
            digest,
            document,
            objects_written: written.len(),
            bytes_written: written.iter().map(|blob| blob.bytes).sum(),
        }
    }
}
