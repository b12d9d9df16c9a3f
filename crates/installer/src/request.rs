use crypto::sha256;
use format::{Asked, DistributionId, HeldLicense, Request, Seen, UnixTime};

use crate::state::read_key;
use crate::{InstallError, KeptLicense, SiteFolder, SiteState};

/// What a site wants of its vendor, besides what it can say of itself.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Wanted {
    /// The configurations and other targets that releases are asked for.
    pub asked: Vec<Asked>,
    /// The wanted distributions; none: all that fit.
    pub distributions: Vec<DistributionId>,
    /// The id that the site's admin chose.
    pub site_id: Option<String>,
    /// Whom to ask at the site.
    pub contact: Option<String>,
    /// Words for the vendor.
    pub comment: Option<String>,
}

impl SiteFolder {
    /// What the site would ask of its vendor at `now`: what it trusts, has seen and holds, and what is `wanted`.
    ///
    /// Of the files that it has, those of the latest installations are named, as many as a request may name.
    pub fn request(&self, wanted: Wanted, now: UnixTime) -> Request {
        let state = self.state();
        let root = state.root().root();
        let last = self.receipts().last().map_or(0, |receipt| receipt.sequence);
        // Like a receipt, it is never dated before the documents that it speaks of.
        let moment = now.max(state.floor());
        let head = (last, self.receipts_head());
        let mut request = Request::new(self.key(), (root.digest(), root.version), head, moment);
        request.catalog = state.catalog().map(|seen| Seen { number: seen.number, digest: seen.digest });
        request.bulletin = state.bulletin().map(|seen| Seen { number: seen.number, digest: seen.digest });
        request.licenses = state.licenses().iter().map(|kept| held(state, kept)).collect();
        request.licenses.sort_unstable_by_key(|held| held.number);
        let files = state.installed().iter().rev().flat_map(|installation| &installation.files);
        request.files = files.map(|file| file.digest).take(Request::MAX_FILES).collect();
        request.files.sort_unstable();
        request.files.dedup();
        (request.asked, request.wanted) = (wanted.asked, wanted.distributions);
        request.asked.sort_unstable();
        request.asked.dedup();
        request.wanted.sort_unstable();
        request.wanted.dedup();
        (request.site_id, request.contact, request.comment) =
            (wanted.site_id, wanted.contact, wanted.comment);
        request
    }

    /// Signs a request with the site's key; nothing of the site is changed.
    ///
    /// # Errors
    ///
    /// [`InstallError::Receipt`] where every reader would refuse it, for example with more licenses or longer words than
    /// a request may have.
    pub fn sign_request(&self, request: &Request) -> Result<Vec<u8>, InstallError> {
        Ok(read_key(self.path())?.sign_request(request)?)
    }
}

/// A license by its number, its revision and what became of it here.
fn held(state: &SiteState, kept: &KeptLicense) -> HeldLicense {
    let coupons = state.coupons().iter().filter(|coupon| coupon.license == kept.number);
    let input = HeldLicense::state_input(kept.digest, coupons.map(|coupon| coupon.digest));
    HeldLicense { number: kept.number, revision: kept.revision, state: sha256(&input) }
}
