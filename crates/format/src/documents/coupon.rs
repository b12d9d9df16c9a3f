use alloc::vec::Vec;
use core::num::NonZeroU32;

use super::grant::{Addition, Grant, MAX_DAYS, MAX_GRANTS, ProductId};
use super::license::StateHead;
use super::payload::{Claims, Extensions, Numbered, Payload, PayloadReader, read_number};
use crate::cbor::{Reader, Writer};
use crate::{CustomerId, Document, FieldProblem, Limits, NumberId, NumberKind, ParseError, UnixTime};

/// To which license a coupon may be applied (SPEC §4.3).
///
/// ```text
/// scope = [0] / [1, number] / [2, customer]        ; bearer / this license / this customer's licenses
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Scope {
    /// To any license of the vendor, by whoever holds the coupon.
    Bearer,
    /// To one license.
    License(NumberId),
    /// To any license of one customer.
    Customer(CustomerId),
}

impl Scope {
    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        let members = reader.array(1..=2)?;
        match (reader.uint(0..=2)?, members) {
            (0, 1) => Ok(Self::Bearer),
            (1, 2) => read_number(reader).map(Self::License),
            (2, 2) => reader.byte_array().map(|bytes| Self::Customer(CustomerId::new(bytes))),
            _ => Err(before.problem(FieldProblem::Count)),
        }
    }

    fn write(self, writer: &mut Writer) {
        match self {
            Self::Bearer => {
                writer.array(1);
                writer.uint(0_u32);
            }
            Self::License(number) => {
                writer.array(2);
                writer.uint(1_u32);
                writer.bytes(number.as_bytes());
            }
            Self::Customer(customer) => {
                writer.array(2);
                writer.uint(2_u32);
                writer.bytes(customer.as_bytes());
            }
        }
    }
}

/// More days for a trial product.
///
/// ```text
/// extension-item = { 1: product, 6: days }
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct TrialExtension {
    /// The trial product.
    pub product: ProductId,
    /// Days from the later of its end and the redemption.
    pub days: NonZeroU32,
}

impl TrialExtension {
    /// `days` more for `product`.
    pub fn new(product: ProductId, days: NonZeroU32) -> Self {
        Self { product, days }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let mut map = reader.map("extend")?;
        let product = map.required(1, "extend.product", ProductId::read)?;
        let days = map.required(6, "extend.days", |reader| reader.uint32(1..=MAX_DAYS))?;
        map.finish()?;
        Ok(Self { product, days: NonZeroU32::new(days).expect("the range begins at 1") })
    }

    fn write(&self, writer: &mut Writer) {
        writer.map(|map| {
            map.entry(1, |writer| writer.uint(self.product.get()));
            map.entry(6, |writer| writer.uint(self.days.get()));
        });
    }
}

/// What a coupon does (SPEC §4.3).
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Change {
    /// Adds products.
    Add(Vec<Addition>),
    /// Gives trials more days.
    ExtendTrial(Vec<TrialExtension>),
    /// From now on the license holds exactly these grants.
    Replace(Vec<Grant>),
}

/// One change to a license, and to which license it may be applied (SPEC §4.3).
///
/// ```text
/// coupon = { ? 4: redeem-before, 6: iat, 7: number, -65537: {
///     1: kind, 2: scope, 3: [*64 item], ? 4: true, ? 5: state-head, * extension } }
/// kind   = 1 / 2 / 3          ; add: addition, extend-trial: extension-item, change: grant (and only there none)
/// ```
///
/// Field 4 says that the coupon may be redeemed on several licenses, once on each.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Coupon {
    /// The number, `cti`.
    pub number: NumberId,
    /// When it was signed, `iat`.
    pub issued_at: UnixTime,
    /// The last second in which it may be redeemed, `exp`.
    pub redeem_before: Option<UnixTime>,
    /// Where it may be redeemed.
    pub scope: Scope,
    /// What it does.
    pub change: Change,
    /// Whether it may be redeemed on several licenses.
    pub is_reusable: bool,
    /// The last *change* that the license must have been built with.
    pub builds_on: Option<StateHead>,
    /// Optional fields of later versions.
    pub extensions: Extensions,
}

impl Coupon {
    /// A one-time coupon without a last day.
    pub fn new(number: NumberId, scope: Scope, change: Change, issued_at: UnixTime) -> Self {
        Self {
            number,
            issued_at,
            redeem_before: None,
            scope,
            change,
            is_reusable: false,
            builds_on: None,
            extensions: Extensions::default(),
        }
    }

    /// The products that it speaks for; one may come twice.
    pub fn products(&self) -> impl Iterator<Item = ProductId> + '_ {
        let (additions, extensions, grants): (&[Addition], &[TrialExtension], &[Grant]) = match &self.change {
            Change::Add(items) => (items, &[], &[]),
            Change::ExtendTrial(items) => (&[], items, &[]),
            Change::Replace(grants) => (&[], &[], grants),
        };
        // To end a trial of another family is to speak for that family.
        let named = |item: &'_ Addition| core::iter::once(item.product).chain(item.replaces.clone());
        let added = additions.iter().flat_map(named);
        let extended = extensions.iter().map(|item| item.product);
        added.chain(extended).chain(grants.iter().map(|grant| grant.product))
    }
}

impl Numbered for Coupon {
    const KIND: NumberKind = NumberKind::Coupon;

    fn number_id(&self) -> NumberId {
        self.number
    }
}

impl Payload for Coupon {
    const DOCUMENT: Document = Document::Coupon;
    const LIMITS: Limits = Limits::new(Document::Coupon.max_bytes(), 2048);

    fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    fn speaks_for_all(&self) -> bool {
        matches!(self.change, Change::Replace(_))
    }

    fn product_outside(&self, family: &[ProductId]) -> Option<ProductId> {
        self.products().find(|product| !family.contains(product))
    }

    fn read(reader: &mut PayloadReader<'_>) -> Result<Self, ParseError> {
        let (claims, mut coupon) = Claims::read(reader, |map| {
            let kind = map.required(1, "kind", |reader| reader.uint(1..=3))?;
            let scope = map.required(2, "scope", Scope::read)?;
            let change = map.required(3, "items", |reader| {
                Ok(match kind {
                    1 => Change::Add(reader.list(1..=MAX_GRANTS, Addition::read)?),
                    2 => Change::ExtendTrial(reader.list(1..=MAX_GRANTS, TrialExtension::read)?),
                    _ => Change::Replace(reader.list(0..=MAX_GRANTS, Grant::read)?),
                })
            })?;
            let mut coupon = Self::new(NumberId::from_random([0; 12]), scope, change, UnixTime::default());
            coupon.is_reusable = map.optional(4, "reusable", Reader::only_true)?.is_some();
            coupon.builds_on = map.optional(5, "state-head", StateHead::read)?;
            coupon.extensions = Extensions::read(map)?;
            Ok(coupon)
        })?;
        claims.only(&["exp", "cti"])?;
        coupon.number = claims.required_number()?;
        coupon.issued_at = claims.issued_at;
        coupon.redeem_before = claims.expires;
        // A change says what one license holds from now on; on another it would overwrite what was paid for.
        let is_for_one = matches!(coupon.scope, Scope::License(_)) && !coupon.is_reusable;
        if matches!(coupon.change, Change::Replace(_)) && !is_for_one {
            return Err(ParseError::Field { field: "scope", at: 0, problem: FieldProblem::Contradiction });
        }
        Ok(coupon)
    }

    fn encode(&self) -> Vec<u8> {
        let claims = Claims {
            expires: self.redeem_before,
            issued_at: self.issued_at,
            number: Some(self.number),
            ..Claims::default()
        };
        let kind: u32 = match &self.change {
            Change::Add(_) => 1,
            Change::ExtendTrial(_) => 2,
            Change::Replace(_) => 3,
        };
        claims.write(|map| {
            map.entry(1, |writer| writer.uint(kind));
            map.entry(2, |writer| self.scope.write(writer));
            map.entry(3, |writer| match &self.change {
                Change::Add(items) => writer.list(items, |writer, item| item.write(writer)),
                Change::ExtendTrial(items) => writer.list(items, |writer, item| item.write(writer)),
                Change::Replace(items) => writer.list(items, |writer, item| item.write(writer)),
            });
            map.optional(4, self.is_reusable.then_some(true), Writer::boolean);
            map.optional(5, self.builds_on, |writer, head| writer.bytes(head.as_bytes()));
            self.extensions.write(map);
        })
    }
}
