use crypto::{RootError, TrustedRoot, Verified};
use format::{Coupon, Environment, Fingerprint, License, Number, NumberId, Prefix};
use policy::{Case, Moment, Place, Question, Redeemed, Verdict, judge};

use crate::{ReadError, Repaired, read_coupon, read_license, repair_coupon, repair_license};

/// A vendor whose root is trusted: the one door to its licenses and coupons.
#[derive(Clone, Debug)]
pub struct Vendor {
    root: TrustedRoot,
}

impl From<TrustedRoot> for Vendor {
    fn from(root: TrustedRoot) -> Self {
        Self { root }
    }
}

impl Vendor {
    /// Trusts a root whose fingerprint is the one that the vendor published.
    ///
    /// A program that belongs to a vendor has both compiled in.
    ///
    /// # Errors
    ///
    /// A [`RootError`], with [`RootError::WrongFingerprint`] for a genuine root of somebody else.
    pub fn trusting(root_file: &[u8], fingerprint: Fingerprint) -> Result<Self, RootError> {
        TrustedRoot::first(root_file, fingerprint).map(Self::from)
    }

    /// The root.
    pub fn root(&self) -> &TrustedRoot {
        &self.root
    }

    /// The letters that the vendor's numbers begin with.
    pub fn prefix(&self) -> Prefix {
        self.root.root().prefix
    }

    /// Whether the root is for trying out or for customers; it is in every verdict.
    pub fn environment(&self) -> Environment {
        self.root.root().environment
    }

    /// A license's number as people know it.
    pub fn license_number(&self, id: NumberId) -> Number {
        Number::license(self.prefix(), id)
    }

    /// A coupon's number as people know it.
    pub fn coupon_number(&self, id: NumberId) -> Number {
        Number::coupon(self.prefix(), id)
    }

    /// Reads and verifies a license: a file's bytes or its signed text.
    ///
    /// # Errors
    ///
    /// A [`ReadError`].
    pub fn license(&self, input: &[u8]) -> Result<Verified<License>, ReadError> {
        read_license(&self.root, input)
    }

    /// Reads and verifies a coupon: a file's bytes or its signed text.
    ///
    /// # Errors
    ///
    /// A [`ReadError`].
    pub fn coupon(&self, input: &[u8]) -> Result<Verified<Coupon>, ReadError> {
        read_coupon(&self.root, input)
    }

    /// Reads and verifies a license, from a damaged text, too; the corrections are to be shown.
    ///
    /// # Errors
    ///
    /// A [`ReadError`].
    pub fn repair_license(&self, input: &[u8]) -> Result<Repaired<Verified<License>>, ReadError> {
        repair_license(&self.root, input)
    }

    /// Reads and verifies a coupon, from a damaged text, too; the corrections are to be shown.
    ///
    /// # Errors
    ///
    /// A [`ReadError`].
    pub fn repair_coupon(&self, input: &[u8]) -> Result<Repaired<Verified<Coupon>>, ReadError> {
        repair_coupon(&self.root, input)
    }

    /// The case of `license`, to which coupons can be added and from which checks can be left out before it is judged.
    pub fn case<'a>(
        &self,
        license: &'a Verified<License>,
        moment: &'a Moment,
        place: &'a Place,
        question: Question,
    ) -> Case<'a> {
        Case::new(license, moment, place, question, self.environment())
    }

    /// Answers a question about a license on which no coupons were redeemed.
    pub fn judge(
        &self,
        license: &Verified<License>,
        moment: &Moment,
        place: &Place,
        question: Question,
    ) -> Verdict {
        judge(&self.case(license, moment, place, question))
    }

    /// Answers a question about a license and the coupons redeemed on it.
    pub fn judge_with_coupons(
        &self,
        license: &Verified<License>,
        coupons: &[Redeemed],
        moment: &Moment,
        place: &Place,
        question: Question,
    ) -> Verdict {
        judge(&self.case(license, moment, place, question).with_coupons(coupons))
    }
}
