//! Verified catalog -> verified package -> files on disk, all or nothing.
//!
//! A [`Bundle`] is the folder that travels, a [`SiteFolder`] what a site knows. Nothing in the first is believed before
//! it is under a signature; everything in the second is a fold over signed receipts.
//!
//! ```no_run
//! # use std::{path::Path, time::Duration};
//! # use format::{DistributionId, Language, UnixTime};
//! # use installer::{Bundle, InstallError, Query, SiteFolder, Wish};
//! # fn example(now: UnixTime) -> Result<(), InstallError> {
//! let bundle = Bundle::open(Path::new("/media/stick"))?;
//! let mut site = SiteFolder::open(Path::new("site"))?.lock(Duration::from_secs(10))?;
//! let catalog = site.see(&bundle, now)?;
//! let query = Query::new("УправлениеТорговлей", "11.5.8.300".parse().expect("a release number"));
//! let moment = site.moment(now);
//! for row in site.list(&catalog, &query, &moment)?.rows {
//!     assert!(row.offer.fit.is_fitting());
//! }
//! let id = DistributionId::new("retailcrm").expect("an id");
//! let plan = site.plan(&catalog, &Wish::new(id, query, Language::RUSSIAN), &moment)?;
//! site.install(&plan, Path::new("extensions"), None, now, &mut |_| {})?;
//! # Ok(())
//! # }
//! ```

mod bulletin;
mod bundle;
mod error;
mod install;
mod licenses;
mod listing;
mod request;
mod revoked_key;
mod see;
mod state;
mod verify;

pub use bundle::{Bundle, BundleWriter, Payload, Placed};
pub use error::{Damage, InstallError};
pub use install::{Agreement, Consent, Plan, Resumed, Wish};
pub use licenses::{AddedLicense, RedeemedHere};
pub use listing::{Listing, Query, Row, Show};
pub use request::Wanted;
pub use revoked_key::RevokedKey;
pub use see::{CurrentCatalog, OnStaleCatalog};
pub use state::{
    Acceptance, Acknowledged, FirstTrust, Fork, Installation, KeptLicense, KnownBulletin, KnownCatalog,
    KnownRoot, LockedSite, OnAhead, RedeemedCoupon, RootFiles, SiteFolder, SiteState,
};
pub use verify::{Checked, FileState};
