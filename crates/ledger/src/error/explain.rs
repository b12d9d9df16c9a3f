use format::{Explain, Fact};

use super::LedgerError;
use super::store::reason;

impl Explain for LedgerError {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "ledger.missing",
            Self::AlreadyInitialised { .. } => "ledger.already-initialised",
            Self::NotEmpty { .. } => "ledger.not-empty",
            Self::InitUnfinished { .. } => "ledger.init-unfinished",
            Self::NotALedger { .. } => "ledger.not-a-ledger",
            Self::SchemaNewer { .. } => "ledger.schema-newer",
            Self::Migration { .. } => "ledger.migration",
            Self::Full { .. } => "ledger.full",
            Self::ReadOnly { .. } => "ledger.read-only",
            Self::CannotOpen { .. } => "ledger.cannot-open",
            Self::Busy { .. } => "ledger.busy",
            Self::Corrupt { .. } => "ledger.corrupt",
            Self::Database { .. } => "ledger.database",
            Self::Store(error) => error.code(),
            Self::Disk(error) => error.code(),
            Self::Root(error) => error.code(),
            Self::AnotherRoot { .. } => "ledger.another-root",
            Self::Trust(error) => error.code(),
            Self::Record(error) => error.code(),
            Self::Exchange(error) => error.code(),
            Self::Coupon(error) => error.code(),
            Self::Receipt(error) => error.code(),
            Self::Redemption(error) => error.code(),
            Self::Verify(error) => error.code(),
            Self::Sign(error) => error.code(),
            Self::Unrepresentable { .. } => "ledger.unrepresentable",
            Self::DamagedRow { .. } => "ledger.damaged-row",
            Self::DamagedDocument { .. } => "ledger.damaged-document",
            Self::DamagedRecord { .. } => "ledger.damaged-record",
            Self::MissingObject { .. } => "ledger.missing-object",
            Self::DamagedObject { .. } => "ledger.damaged-object",
            Self::AuditBroken { .. } => "ledger.audit-broken",
            Self::UnknownFeature { .. } => "ledger.unknown-feature",
            Self::UnknownProduct { .. } => "ledger.unknown-product",
            Self::UnknownCustomer { .. } => "ledger.unknown-customer",
            Self::UnknownLicense { .. } => "ledger.unknown-license",
            Self::UnknownCoupon { .. } => "ledger.unknown-coupon",
            Self::UnknownDistribution { .. } => "ledger.unknown-distribution",
            Self::UnknownRelease { .. } => "ledger.unknown-release",
            Self::NoSuchRevision { .. } => "ledger.no-such-revision",
            Self::UnknownRevision { .. } => "ledger.unknown-revision",
            Self::NoBulletin => "ledger.no-bulletin",
            Self::NoCatalog => "ledger.no-catalog",
            Self::LicenseRevoked { .. } => "ledger.license-revoked",
            Self::CouponCancelled { .. } => "ledger.coupon-cancelled",
            Self::ReleaseWithdrawn { .. } => "ledger.release-withdrawn",
            Self::LowestCatalog { .. } => "ledger.lowest-catalog",
            Self::CouponRedeemed { .. } => "ledger.coupon-redeemed",
            Self::Refused(refusal) => refusal.code(),
            Self::TextTooLong { .. } => "ledger.text-too-long",
            Self::Empty { .. } => "ledger.empty",
            Self::BadGuid { .. } => "ledger.bad-guid",
            Self::GuidTaken { .. } => "ledger.guid-taken",
            Self::CouponCount { .. } => "ledger.coupon-count",
            Self::LimitTooLarge { .. } => "ledger.limit-too-large",
            Self::NotRandom => "ledger.not-random",
            Self::DistributionExists { .. } => "ledger.distribution-exists",
            Self::Extension { source, .. } => source.code(),
            Self::UnknownPurpose { .. } => "ledger.unknown-purpose",
            Self::VersionMissing { .. } => "ledger.version-missing",
            Self::VersionDisagrees { .. } => "ledger.version-disagrees",
            Self::ReleaseExists { .. } => "ledger.release-exists",
            Self::SameVersionOtherBytes { .. } => "ledger.same-version-other-bytes",
            Self::OrderTaken { .. } => "ledger.order-taken",
            Self::MixedScript { .. } => "ledger.mixed-script",
            Self::ExpiresTooEarly { .. } => "ledger.expires-too-early",
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::Missing { path }
            | Self::AlreadyInitialised { path }
            | Self::NotEmpty { path }
            | Self::InitUnfinished { path }
            | Self::NotALedger { path }
            | Self::Full { path, .. }
            | Self::ReadOnly { path, .. }
            | Self::CannotOpen { path, .. }
            | Self::Busy { path, .. }
            | Self::Corrupt { path, .. } => vec![("path", Fact::text(path.display()))],
            Self::Migration { path, source } | Self::Database { path, source } => {
                vec![("path", Fact::text(path.display())), ("reason", Fact::text(reason(source.as_ref())))]
            }
            Self::SchemaNewer { found, known } => {
                vec![("found", Fact::text(found)), ("known", Fact::text(known))]
            }
            Self::Store(error) => error.facts(),
            Self::Disk(error) => error.facts(),
            Self::Root(error) => error.facts(),
            Self::Trust(error) => error.facts(),
            Self::Record(error) => error.facts(),
            Self::Exchange(error) => error.facts(),
            Self::Coupon(error) => error.facts(),
            Self::Receipt(error) => error.facts(),
            Self::Redemption(error) => error.facts(),
            Self::AnotherRoot { expected, found } => {
                vec![("expected", Fact::text(expected)), ("found", Fact::text(found))]
            }
            Self::Verify(error) => error.facts(),
            Self::Sign(error) => error.facts(),
            Self::Refused(refusal) => refusal.facts(),
            Self::Extension { file, source } => with(("file", Fact::text(file)), source.as_ref()),
            damaged => damaged.facts_of_damage().unwrap_or_else(|| self.facts_of_request()),
        }
    }
}

impl LedgerError {
    /// Whether the request was judged and refused; else it could not be answered: something that does not exist was
    /// named, a revision and a catalog included.
    pub fn is_refusal(&self) -> bool {
        if let Self::Trust(error) = self {
            return error.is_refusal();
        }
        if let Self::Record(error) = self {
            return error.is_refusal();
        }
        if let Self::Coupon(error) = self {
            return error.is_refusal();
        }
        if let Self::Receipt(error) = self {
            return error.is_refusal();
        }
        matches!(
            self,
            Self::CouponRedeemed { .. }
                | Self::CouponCancelled { .. }
                | Self::LicenseRevoked { .. }
                | Self::ReleaseWithdrawn { .. }
                | Self::Refused(_)
                | Self::Redemption(_)
                | Self::Root(_)
                | Self::Verify(_)
                | Self::DamagedDocument { .. }
                | Self::DamagedRecord { .. }
                | Self::DamagedObject { .. }
                | Self::AuditBroken { .. }
                | Self::Extension { .. }
                | Self::UnknownPurpose { .. }
                | Self::VersionDisagrees { .. }
                | Self::DistributionExists { .. }
                | Self::ReleaseExists { .. }
                | Self::SameVersionOtherBytes { .. }
                | Self::OrderTaken { .. }
                | Self::MixedScript { .. }
        )
    }

    fn facts_of_damage(&self) -> Option<Vec<(&'static str, Fact)>> {
        Some(match self {
            Self::Unrepresentable { what, source } => {
                vec![("what", Fact::text(what)), ("reason", Fact::text(source))]
            }
            Self::DamagedRow { column } => vec![("column", Fact::text(column))],
            Self::DamagedDocument { document, subject, .. } => {
                vec![("document", Fact::text(document.name())), ("subject", Fact::text(subject))]
            }
            Self::DamagedRecord { subject, source } => {
                vec![("subject", Fact::text(subject)), ("reason", Fact::text(source))]
            }
            Self::MissingObject { digest } | Self::DamagedObject { digest } => {
                vec![("digest", Fact::text(digest))]
            }
            Self::AuditBroken { seq, problem } => {
                vec![("seq", (*seq).into()), ("problem", Fact::text(problem.name()))]
            }
            _ => return None,
        })
    }

    fn facts_of_request(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Self::UnknownFeature { feature } => vec![("feature", Fact::text(feature))],
            Self::UnknownProduct { product } => vec![("product", Fact::text(product))],
            Self::UnknownCustomer { customer } => vec![("customer", Fact::text(customer))],
            Self::UnknownLicense { license } => vec![("license", Fact::text(license))],
            Self::UnknownCoupon { coupon } => vec![("coupon", Fact::text(coupon))],
            Self::UnknownDistribution { distribution } | Self::DistributionExists { distribution } => {
                vec![("distribution", Fact::text(distribution))]
            }
            Self::CouponRedeemed { coupon, license, at } => {
                vec![("coupon", Fact::text(coupon)), ("license", Fact::text(license)), ("at", (*at).into())]
            }
            Self::UnknownRelease { distribution, version }
            | Self::ReleaseWithdrawn { distribution, version } => {
                vec![("distribution", Fact::text(distribution)), ("version", Fact::text(version))]
            }
            Self::NoSuchRevision { license, revision, newest }
            | Self::UnknownRevision { license, revision, newest } => vec![
                ("license", Fact::text(license)),
                ("revision", u64::from(*revision).into()),
                ("newest", u64::from(*newest).into()),
            ],
            Self::LicenseRevoked { license, at } => {
                vec![("license", Fact::text(license)), ("at", (*at).into())]
            }
            Self::CouponCancelled { coupon, at } => {
                vec![("coupon", Fact::text(coupon)), ("at", (*at).into())]
            }
            Self::LowestCatalog { lowest, newest } => {
                vec![("lowest", u64::from(*lowest).into()), ("newest", u64::from(*newest).into())]
            }
            Self::TextTooLong { field, bytes, max } => {
                vec![("field", Fact::text(field)), ("bytes", (*bytes).into()), ("max", (*max).into())]
            }
            Self::Empty { field } => vec![("field", Fact::text(field))],
            Self::BadGuid { guid } => vec![("guid", Fact::text(guid))],
            Self::GuidTaken { guid, product } => {
                vec![("guid", Fact::text(guid)), ("product", Fact::text(product))]
            }
            Self::CouponCount { count, max } => {
                vec![("count", u64::from(*count).into()), ("max", u64::from(*max).into())]
            }
            Self::LimitTooLarge { feature, multiplier } => {
                vec![("feature", Fact::text(feature)), ("multiplier", u64::from(*multiplier).into())]
            }
            Self::UnknownPurpose { file, purpose } => {
                vec![("file", Fact::text(file)), ("purpose", u64::from(*purpose).into())]
            }
            Self::VersionMissing { file } => vec![("file", Fact::text(file))],
            Self::VersionDisagrees { stated, file } => {
                vec![("stated", Fact::text(stated)), ("file", Fact::text(file))]
            }
            Self::ReleaseExists { version } => vec![("version", Fact::text(version))],
            Self::SameVersionOtherBytes { version, target, next } => {
                let next = ("next", u64::from(*next).into());
                vec![("version", Fact::text(version)), ("target", Fact::text(target)), next]
            }
            Self::OrderTaken { order, version } => {
                vec![("order", (*order).into()), ("version", Fact::text(version))]
            }
            Self::MixedScript { name, letter, place } => {
                vec![("name", Fact::text(name)), ("letter", Fact::text(letter)), ("place", (*place).into())]
            }
            Self::ExpiresTooEarly { expires, now } => {
                vec![("expires", (*expires).into()), ("now", (*now).into())]
            }
            _ => Vec::new(),
        }
    }
}

/// The facts of a cause, with the one that says where.
pub(super) fn with(place: (&'static str, Fact), cause: &impl Explain) -> Vec<(&'static str, Fact)> {
    let (name, _) = place;
    let others = cause.facts().into_iter().filter(|(other, _)| *other != name);
    [place].into_iter().chain(others).collect()
}
