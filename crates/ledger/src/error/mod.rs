mod coupons;
mod exchange;
mod explain;
mod receipts;
mod records;
mod redemptions;
mod store;
mod trust;

use std::error::Error as StdError;
use std::path::PathBuf;

use crypto::{RootError, SignError, VerifyError};
use disk::DiskError;
use format::{Digest, DistributionId, Document, FeatureId, Number, ParseError, ProductId, UnixTime};
use onec::OnecError;
use thiserror::Error;

pub use self::coupons::CouponError;
pub use self::exchange::ExchangeError;
use self::explain::with;
pub use self::receipts::ReceiptError;
pub use self::records::RecordError;
pub use self::redemptions::RedemptionError;
pub use self::store::StoreError;
pub use self::trust::TrustError;
use crate::{AuditProblem, CustomerNumber};

/// What the database library said.
type Cause = Box<dyn StdError + Send + Sync>;

/// Why the ledger did not do or answer what was asked; nothing was changed then.
#[non_exhaustive]
#[derive(Debug, Error)]
pub enum LedgerError {
    // --- the folder and the file -------------------------------------------------------------
    /// The folder has no ledger.
    #[error("{} does not exist: this is no vendor's folder", path.display())]
    Missing {
        /// The file looked for.
        path: PathBuf,
    },
    /// The folder is a vendor's already; a second `init` would be a second vendor.
    #[error("{} is a vendor's folder already", path.display())]
    AlreadyInitialised {
        /// The folder.
        path: PathBuf,
    },
    /// A new vendor's folder must be empty.
    #[error("{} is not empty", path.display())]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// An `init` was cut off, or is running. Nothing in the folder was ever used: it can be deleted.
    #[error("{} was never finished: an earlier start was cut off", path.display())]
    InitUnfinished {
        /// The folder.
        path: PathBuf,
    },
    /// The file is no ledger.
    #[error("{} is not a ledger", path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a newer program.
    #[error("the ledger has schema {found}, this program knows {known}: it was written by a newer program")]
    SchemaNewer {
        /// The file's schema.
        found: i64,
        /// The newest that is known here.
        known: i64,
    },
    /// The file could not be brought up to date.
    #[error("{} could not be brought up to date", path.display())]
    Migration {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: Cause,
    },
    /// No space left.
    #[error("no space left to write {}", path.display())]
    Full {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: Cause,
    },
    /// The file or its medium is read-only.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: Cause,
    },
    /// The file may not be opened.
    #[error("{} cannot be opened", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: Cause,
    },
    /// Another program writes to the ledger, and did so through the whole wait.
    #[error("{} is in use by another keyslip", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: Cause,
    },
    /// The file is damaged; a backup has to be restored.
    #[error("{} is damaged", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: Cause,
    },
    /// The database refused for a reason of its own: input or output, or a rule of the schema.
    #[error("the database {} refused", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: Cause,
    },
    /// Something about where the ledger is kept, and the way there.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another file of the vendor's folder.
    #[error(transparent)]
    Disk(#[from] DiskError),

    // --- roots, keys and signatures ----------------------------------------------------------
    /// Something about keys, about changing roots, or about what is signed on another machine.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// The vendor's roots do not hold together.
    #[error(transparent)]
    Root(#[from] RootError),
    /// The folder's first root is not the one that the ledger began with.
    #[error("the folder's root {found} is not the ledger's, {expected}")]
    AnotherRoot {
        /// The ledger's.
        expected: Digest,
        /// The folder's.
        found: Digest,
    },

    /// The key may not sign this now, so no reader would accept it; or a document handed in is not genuine.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// It was not signed.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// A reader would refuse the record.
    #[error("{what} cannot be written down so that a reader accepts it")]
    Unrepresentable {
        /// What was to be recorded: product, distribution, release, …
        what: &'static str,
        /// The field and the reason.
        source: ParseError,
    },

    // --- damage that the checks on every read find ---------------------------------------------
    /// A column holds something that it never holds.
    #[error(
        "the ledger's column {column} holds something that it never holds: the file was changed from outside"
    )]
    DamagedRow {
        /// The column.
        column: &'static str,
    },
    /// A stored document is not what was signed.
    #[error("the stored {} {subject} is not what was signed: the file was changed from outside", document.name())]
    DamagedDocument {
        /// The kind.
        document: Document,
        /// Which one.
        subject: String,
        /// What the check said; absent where it is a genuine document in another's place.
        source: Option<Box<VerifyError>>,
    },
    /// A stored record does not read.
    #[error("the stored record of {subject} does not read: the file was changed from outside")]
    DamagedRecord {
        /// Which one.
        subject: String,
        /// Why.
        source: ParseError,
    },
    /// An object is not in the folder.
    #[error("the object {digest} is missing from the vendor's folder")]
    MissingObject {
        /// Its SHA-256.
        digest: Digest,
    },
    /// An object's bytes are not those of its digest.
    #[error("the object {digest} in the vendor's folder is damaged")]
    DamagedObject {
        /// Its SHA-256.
        digest: Digest,
    },
    /// The audit trail does not hold together.
    #[error("the audit trail is broken at entry {seq}: {problem}")]
    AuditBroken {
        /// The entry.
        seq: u64,
        /// What is wrong with it.
        problem: AuditProblem,
    },

    // --- what was asked for does not exist -------------------------------------------------------
    /// No such feature.
    #[error("there is no feature {feature}")]
    UnknownFeature {
        /// The number asked for.
        feature: FeatureId,
    },
    /// No such product.
    #[error("there is no product {product}")]
    UnknownProduct {
        /// The number asked for.
        product: ProductId,
    },
    /// No such customer.
    #[error("there is no customer {customer}")]
    UnknownCustomer {
        /// The number asked for.
        customer: CustomerNumber,
    },
    /// No such license.
    #[error("there is no license {license}")]
    UnknownLicense {
        /// The number asked for.
        license: Number,
    },
    /// No such coupon.
    #[error("there is no coupon {coupon}")]
    UnknownCoupon {
        /// The number asked for.
        coupon: Number,
    },
    /// No such distribution.
    #[error("there is no distribution {distribution}")]
    UnknownDistribution {
        /// The id asked for.
        distribution: DistributionId,
    },
    /// No such release.
    #[error("{distribution} has no release {version}")]
    UnknownRelease {
        /// The distribution.
        distribution: DistributionId,
        /// The version asked for.
        version: String,
    },
    /// The license has no such revision that others could be revoked below.
    #[error("no revisions of {license} can be revoked below {revision}: the newest is {newest}")]
    NoSuchRevision {
        /// The license.
        license: Number,
        /// The revision asked for.
        revision: u32,
        /// Its newest revision.
        newest: u32,
    },
    /// The license has no such revision.
    #[error("the license {license} has no revision {revision}: the newest is {newest}")]
    UnknownRevision {
        /// The license.
        license: Number,
        /// The revision asked for.
        revision: u32,
        /// Its newest revision.
        newest: u32,
    },
    /// There is no such bulletin.
    #[error("there is no such bulletin")]
    NoBulletin,
    /// No catalog was published yet.
    #[error("no catalog was published yet")]
    NoCatalog,

    // --- what was asked for is refused -----------------------------------------------------------
    /// Something about customers, distributors, products, features and whose licenses are.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Something about a file of records.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// Something about coupons that are to be generated.
    #[error(transparent)]
    Coupon(#[from] CouponError),
    /// Something about receipts of sites.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// Something about redeeming coupons, and taking that back.
    #[error(transparent)]
    Redemption(#[from] RedemptionError),
    /// The coupon was redeemed before.
    #[error("the coupon {coupon} was redeemed at {at} on the license {license}")]
    CouponRedeemed {
        /// The coupon.
        coupon: Number,
        /// The license that it was redeemed on.
        license: Number,
        /// When.
        at: UnixTime,
    },
    /// The license is revoked.
    #[error("the license {license} was revoked at {at}")]
    LicenseRevoked {
        /// The license.
        license: Number,
        /// When.
        at: UnixTime,
    },
    /// The coupon was cancelled.
    #[error("the coupon {coupon} was cancelled at {at}")]
    CouponCancelled {
        /// The coupon.
        coupon: Number,
        /// When.
        at: UnixTime,
    },
    /// The release was withdrawn before.
    #[error("{distribution} {version} is withdrawn already")]
    ReleaseWithdrawn {
        /// The distribution.
        distribution: DistributionId,
        /// The version.
        version: String,
    },
    /// The lowest catalog that a bulletin allows would be one that does not exist.
    #[error("the lowest catalog cannot be {lowest}: the newest is {newest}")]
    LowestCatalog {
        /// The number asked for.
        lowest: u32,
        /// The newest catalog, or 0.
        newest: u32,
    },
    /// The license's policy refuses the coupon.
    #[error(transparent)]
    Refused(#[from] policy::Refusal),
    /// A text is too long.
    #[error("the {field} has {bytes} bytes, at most {max} are allowed")]
    TextTooLong {
        /// Which text.
        field: &'static str,
        /// Its length.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// Something that must be given is empty.
    #[error("the {field} is empty")]
    Empty {
        /// Which.
        field: &'static str,
    },
    /// A GUID that is none.
    #[error("{guid:?} is not a GUID")]
    BadGuid {
        /// As given.
        guid: String,
    },
    /// The GUID belongs to another product.
    #[error("the GUID {guid} is that of the product {product}")]
    GuidTaken {
        /// The GUID.
        guid: String,
        /// Whose it is.
        product: ProductId,
    },
    /// More coupons than one call makes, or none.
    #[error("{count} coupons were asked for, one call makes 1 to {max}")]
    CouponCount {
        /// Asked for.
        count: u32,
        /// The limit.
        max: u32,
    },
    /// A limit times the multiplier is more than a license can hold.
    #[error("the limit of the feature {feature} times {multiplier} is too large")]
    LimitTooLarge {
        /// The feature.
        feature: FeatureId,
        /// The multiplier.
        multiplier: u32,
    },
    /// The random source gives the same numbers again and again.
    #[error("the random source repeats itself")]
    NotRandom,
    /// The distribution exists.
    #[error("there is a distribution {distribution} already")]
    DistributionExists {
        /// Its id.
        distribution: DistributionId,
    },
    /// The extension's file does not read.
    #[error("{file} is not an extension that can be published")]
    Extension {
        /// The file's name.
        file: String,
        /// Why.
        source: Box<OnecError>,
    },
    /// The file has a purpose for which the catalog has no word.
    #[error("{file} is an extension for the unknown purpose {purpose}")]
    UnknownPurpose {
        /// The file's name.
        file: String,
        /// The purpose's number.
        purpose: u32,
    },
    /// The file has no version, and none was given.
    #[error("{file} has no version inside: state one")]
    VersionMissing {
        /// The file's name.
        file: String,
    },
    /// The version given is not the file's.
    #[error("the version given is {stated}, the file's own is {file}")]
    VersionDisagrees {
        /// As given.
        stated: String,
        /// As the file says.
        file: String,
    },
    /// The release was added before, with the same bytes for the same target.
    #[error("the release {version} is in the ledger already")]
    ReleaseExists {
        /// The version.
        version: String,
    },
    /// The version was published for this target with other bytes.
    #[error(
        "the version {version} for {target} was added with other bytes; if it is meant, state the revision {next}"
    )]
    SameVersionOtherBytes {
        /// The version.
        version: String,
        /// The target's name.
        target: String,
        /// The revision that would be accepted.
        next: u32,
    },
    /// Another release has this place in the list.
    #[error("the release {version} has the order number {order}")]
    OrderTaken {
        /// The order number.
        order: u64,
        /// The release that has it.
        version: String,
    },
    /// A target's name mixes letters of different alphabets that look alike.
    #[error("the name {name:?} mixes alphabets: {letter:?}, letter {place}, is of another one")]
    MixedScript {
        /// The name.
        name: String,
        /// The letter that is probably typed on the wrong keyboard.
        letter: char,
        /// Its place, counted from 1.
        place: usize,
    },
    /// The catalog would have expired before it was signed.
    #[error("the catalog would expire at {expires}, and it is {now}")]
    ExpiresTooEarly {
        /// As given.
        expires: UnixTime,
        /// The moment of signing.
        now: UnixTime,
    },
}

impl From<ParseError> for LedgerError {
    fn from(error: ParseError) -> Self {
        VerifyError::from(error).into()
    }
}
