use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use super::grant::{Grant, MAX_GRANTS};
use super::payload::{Claims, Extensions, Numbered, Payload, PayloadReader, read_time, write_time};
use crate::cbor::{Reader, Writer};
use crate::{CustomerId, Document, Limits, NumberId, NumberKind, ParseError, ProductId, UnixTime};

/// Which coupon is already folded into a license revision: the first eight bytes of its number.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct CouponTag([u8; 8]);

impl CouponTag {
    /// The tag of a coupon's number.
    pub fn of(coupon: NumberId) -> Self {
        let mut tag = [0; 8];
        tag.copy_from_slice(&coupon.as_bytes()[..8]);
        Self(tag)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

/// The last *change* coupon that a state was built with: the first eight bytes of the SHA-256 of its payload.
///
/// Every later coupon for the license names it, so that a downgrade cannot be left out (SPEC §4.3).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct StateHead([u8; 8]);

impl StateHead {
    /// Wraps the bytes.
    pub const fn new(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        reader.byte_array().map(Self)
    }
}

/// The last *change* in a license: its head, and when it was signed (`iat`).
///
/// ```text
/// last-change = [state-head, signed]
/// ```
///
/// Coupons that name no state apply only if they were signed no earlier (SPEC §4.3), in this revision and in each later one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain data; the grammar fixes its members")]
pub struct LastChange {
    /// The head that later coupons for the license name.
    pub head: StateHead,
    /// When the change was signed.
    pub signed: UnixTime,
}

impl LastChange {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        reader.array(2..=2)?;
        Ok(Self { head: StateHead::read(reader)?, signed: read_time(reader)? })
    }

    fn write(self, writer: &mut Writer) {
        writer.array(2);
        writer.bytes(self.head.as_bytes());
        write_time(writer, self.signed);
    }
}

/// Who and what may use a license; none of it is needed (SPEC §4.2).
///
/// ```text
/// bindings = { ? 1: tstr, ? 2: tstr }      ; site id, infobase id, at least one; both 1 to 64 bytes
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Bindings {
    /// The id that the site's admin chose.
    pub site: Option<String>,
    /// The id of a 1C infobase.
    pub infobase: Option<String>,
}

/// Longest id of a site or an infobase in bytes.
const MAX_BINDING: usize = 64;

impl Bindings {
    /// Whether the license is bound to nothing.
    pub fn is_empty(&self) -> bool {
        self.site.is_none() && self.infobase.is_none()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let mut map = reader.filled_map("bindings")?;
        let bindings = Self {
            site: map.optional(1, "bindings.site", |reader| reader.text(MAX_BINDING).map(str::to_owned))?,
            infobase: map
                .optional(2, "bindings.infobase", |reader| reader.text(MAX_BINDING).map(str::to_owned))?,
        };
        map.finish()?;
        Ok(bindings)
    }

    fn write(&self, writer: &mut Writer) {
        writer.map(|map| {
            map.optional(1, self.site.as_deref(), Writer::text);
            map.optional(2, self.infobase.as_deref(), Writer::text);
        });
    }
}

/// What a holder may use: number, revision, holder, bindings, grants; may be empty of products (SPEC §4.2).
///
/// ```text
/// license = { ? 2: holder, 6: iat, 7: number, -65537: {
///     1: revision, ? 2: [1*64 grant], ? 3: [1*512 coupon-tag], ? 4: bindings, ? 5: grace-days,
///     6: customer, ? 7: last-change, * extension } }
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct License {
    /// The number, `cti`.
    pub number: NumberId,
    /// Revisions count from 1; a higher one replaces a lower one.
    pub revision: u32,
    /// When this revision was signed, `iat`.
    pub issued_at: UnixTime,
    /// The holder's name, `sub`.
    pub holder: Option<String>,
    /// The vendor's customer, for coupons that are meant for a customer.
    pub customer: CustomerId,
    /// What is granted.
    pub grants: Vec<Grant>,
    /// Coupons already folded into `grants`, ascending.
    pub folded: Vec<CouponTag>,
    /// To what the license is bound.
    pub bindings: Bindings,
    /// Days after a grant's end in which a use is still permitted, with a warning.
    pub grace_days: u32,
    /// The last change that the grants were built with.
    pub last_change: Option<LastChange>,
    /// Optional fields of later versions.
    pub extensions: Extensions,
}

/// Most coupons folded into one license.
const MAX_FOLDED: usize = 512;
/// Most days of grace: a year.
const MAX_GRACE_DAYS: u32 = 366;

impl License {
    /// An empty first revision.
    pub fn new(number: NumberId, customer: CustomerId, issued_at: UnixTime) -> Self {
        Self {
            number,
            revision: 1,
            issued_at,
            holder: None,
            customer,
            grants: Vec::new(),
            folded: Vec::new(),
            bindings: Bindings::default(),
            grace_days: 0,
            last_change: None,
            extensions: Extensions::default(),
        }
    }

    /// What a coupon for this revision names: the head of the last change, if there was one.
    pub fn state_head(&self) -> Option<StateHead> {
        self.last_change.map(|change| change.head)
    }
}

impl Numbered for License {
    const KIND: NumberKind = NumberKind::License;

    fn number_id(&self) -> NumberId {
        self.number
    }
}

impl Payload for License {
    const DOCUMENT: Document = Document::License;
    const LIMITS: Limits = Limits::new(Document::License.max_bytes(), 4096);

    fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    fn product_outside(&self, family: &[ProductId]) -> Option<ProductId> {
        self.grants.iter().map(|grant| grant.product).find(|product| !family.contains(product))
    }

    fn read(reader: &mut PayloadReader<'_>) -> Result<Self, ParseError> {
        let (claims, mut license) = Claims::read(reader, |map| {
            Ok(Self {
                number: NumberId::from_random([0; 12]),
                issued_at: UnixTime::default(),
                holder: None,
                revision: map.required(1, "revision", |reader| reader.uint32(1..=u32::MAX))?,
                grants: map
                    .optional(2, "grants", |reader| reader.list(1..=MAX_GRANTS, Grant::read))?
                    .unwrap_or_default(),
                folded: map
                    .optional(3, "folded", |reader| {
                        reader.set(1..=MAX_FOLDED, |reader| reader.byte_array().map(CouponTag))
                    })?
                    .unwrap_or_default(),
                bindings: map.optional(4, "bindings", Bindings::read)?.unwrap_or_default(),
                grace_days: map
                    .optional(5, "grace-days", |reader| reader.uint32(1..=MAX_GRACE_DAYS))?
                    .unwrap_or_default(),
                customer: map.required(6, "customer", |reader| reader.byte_array().map(CustomerId::new))?,
                last_change: map.optional(7, "last-change", LastChange::read)?,
                extensions: Extensions::read(map)?,
            })
        })?;
        claims.only(&["sub", "cti"])?;
        license.number = claims.required_number()?;
        license.issued_at = claims.issued_at;
        license.holder = claims.subject;
        Ok(license)
    }

    fn encode(&self) -> Vec<u8> {
        let claims = Claims {
            subject: self.holder.clone(),
            issued_at: self.issued_at,
            number: Some(self.number),
            ..Claims::default()
        };
        claims.write(|map| {
            map.entry(1, |writer| writer.uint(self.revision));
            map.list(2, &self.grants, |writer, grant| grant.write(writer));
            map.list(3, &self.folded, |writer, tag| writer.bytes(tag.as_bytes()));
            map.optional(4, (!self.bindings.is_empty()).then_some(&self.bindings), |writer, bindings| {
                bindings.write(writer)
            });
            map.optional(5, (self.grace_days > 0).then_some(self.grace_days), Writer::uint);
            map.entry(6, |writer| writer.bytes(self.customer.as_bytes()));
            map.optional(7, self.last_change, |writer, change| change.write(writer));
            self.extensions.write(map);
        })
    }
}
