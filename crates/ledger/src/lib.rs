//! What the vendor has issued, to whom, and what became of it: append-only, checked on every read.
//!
//! A [`VendorFolder`] holds the keys, the roots, the payload files and one [`Ledger`]. Every change is one transaction
//! that writes its own entry into the audit trail; every signed document is verified again whenever it is read.
//!
//! ```
//! use format::{Language, Number, UnixTime};
//! use ledger::{Context, Ledger, LedgerError, RedeemOutcome};
//!
//! /// What a vendor's program does with a coupon and a license that a customer reads out on the telephone.
//! fn redeem(
//!     ledger: &mut Ledger,
//!     coupon: Number,
//!     license: Number,
//!     passphrase: &str,
//!     now: UnixTime,
//! ) -> Result<RedeemOutcome, LedgerError> {
//!     let key = ledger.folder().issuing_key(format::Purpose::License, passphrase)?;
//!     let context = Context { now, who: "olga".to_owned() };
//!     ledger.redeem(coupon.into(), license, &key, &context)
//! }
//! ```

mod audit;
mod bulletins;
mod bundle;
mod cancel;
mod catalogs;
mod context;
mod coupons;
mod customers;
mod database;
mod distributions;
mod distributors;
mod documents;
mod dump;
mod elsewhere;
mod error;
mod exchange;
mod features;
mod folder;
mod licenses;
mod moves;
mod objects;
mod open;
mod parallel;
mod products;
mod receipts;
mod redeem;
mod redemptions;
mod reissue;
mod releases;
mod reports;
mod revocations;
mod roots;
mod templates;
mod trials;

pub use audit::{AuditEntry, AuditFilter, AuditProblem, AuditRecord, AuditReport};
pub use bulletins::{BulletinOptions, BulletinSummary, StoredBulletin};
pub use bundle::{BundleContents, BundleObject, ObjectKind, RootFile};
pub use cancel::{CancelOutcome, CancelPreview};
pub use catalogs::{CatalogSummary, Published, StoredCatalog};
pub use context::{Changed, Context};
pub use coupons::{
    Batch, BatchNotes, CouponKind, CouponPage, CouponProduct, CouponQuery, CouponRequest, CouponScope,
    CouponState, IssuedCoupon, NewComposition, StoredCoupon, TrialDays,
};
pub use customers::{Customer, CustomerInput, CustomerNumber, CustomerPage, KeptCard, MergePreview, Merged};
pub use database::{Login, ServerUrl};
pub use distributions::{DistributionInput, StoredDistribution};
pub use distributors::{Distributor, DistributorInput, DistributorNumber};
pub use dump::{DumpReport, RestoreOptions};
pub use elsewhere::{
    Assembled, BatchOffer, BatchSummary, CarriedKind, OfferKind, ReviewedBatch, batch_code, change_code,
};
pub use error::{
    CouponError, ExchangeError, LedgerError, ReceiptError, RecordError, RedemptionError, StoreError,
    TrustError,
};
pub use exchange::{
    ExchangeFormat, ExchangeKind, ImportOptions, ImportReport, OnKnown, OnRefused, RefusedRow,
};
pub use features::{Feature, FeatureInput};
pub use folder::{
    BackupReport, InitOptions, KeyEntry, KeyHolder, KeyPlace, KeyRole, KeyWanted, VendorFolder,
    holds_private_key, open_key_file, public_half_path, read_public_key, write_new_key,
};
pub use licenses::{LicenseInput, LicenseSummary, RevisionReason, StoredLicense, StoredRevision};
pub use moves::{LicenseMove, MovePreview};
pub use objects::ObjectStore;
pub use open::{Ledger, Mode};
pub use products::{Product, ProductFeature, ProductInput, TrialCounting};
pub use receipts::{ReceiptImport, ReceiptSite, StoredReceipt};
pub use redeem::{CouponRef, RedeemOutcome, RedeemPreview};
pub use redemptions::{CancelledRedemption, CouponFate, Redemption};
pub use reissue::ToReissue;
pub use releases::{MixedScripts, OutOfOrder, ReleaseFile, ReleaseInput, StoredRelease};
pub use reports::{
    DoubleRedemption, Expiring, Holder, NewTrial, Period, QuietSite, RedemptionCount, RedemptionGroup,
    RedemptionPlace, RedemptionsBy, ReportedTrials, UnusedBatch,
};
pub use revocations::{BurntKeyEntry, CancelledCoupon, RevokedLicense};
pub use roots::{ReviewedChange, RootDifference, RootEdit, RootInstalled, SignatureCount};
pub use templates::Template;
pub use trials::Trials;
