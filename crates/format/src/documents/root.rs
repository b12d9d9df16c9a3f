use alloc::borrow::ToOwned;
use alloc::vec::Vec;

use super::grant::ProductId;
use super::payload::{Claims, Extensions, Payload, PayloadReader, read_time, write_time};
use crate::cbor::{Reader, Writer};
use crate::{Document, FieldProblem, Limits, Names, ParseError, Prefix, UnixTime, names::ByLanguage};

/// An Ed25519 public key as its 32 bytes (RFC 8032 §5.1.5).
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// Wraps the bytes; whether they are a usable key is for the keyring to say.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key as `COSE_Key` with nothing but its required members, in deterministic CBOR: what its thumbprint is the
    /// SHA-256 of (RFC 9679 §3).
    pub fn thumbprint_input(&self) -> Vec<u8> {
        Writer::build(|writer| {
            writer.map(|map| {
                map.entry(1, |writer| writer.uint(1_u32));
                map.entry(-1, |writer| writer.uint(6_u32));
                map.entry(-2, |writer| writer.bytes(&self.0));
            });
        })
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        reader.byte_array().map(Self)
    }
}

impl core::fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PublicKey(")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

/// What an issuing key may sign.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Purpose {
    /// Licenses.
    License,
    /// Coupons.
    Coupon,
    /// Catalogs.
    Catalog,
    /// Bulletins.
    Bulletin,
}

impl Purpose {
    /// All purposes.
    pub const ALL: [Self; 4] = [Self::License, Self::Coupon, Self::Catalog, Self::Bulletin];

    /// The kind of document that the purpose is for.
    pub fn document(self) -> Document {
        match self {
            Self::License => Document::License,
            Self::Coupon => Document::Coupon,
            Self::Catalog => Document::Catalog,
            Self::Bulletin => Document::Bulletin,
        }
    }

    /// The word for the purpose: that of its document.
    pub fn name(self) -> &'static str {
        self.document().name()
    }

    pub(crate) fn number(self) -> u64 {
        match self {
            Self::License => 1,
            Self::Coupon => 2,
            Self::Catalog => 3,
            Self::Bulletin => 4,
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        let number = reader.uint(1..=4)?;
        let purpose = Self::ALL.into_iter().find(|purpose| purpose.number() == number);
        purpose.ok_or_else(|| before.problem(FieldProblem::Range))
    }
}

/// A key that may issue documents.
///
/// ```text
/// issuing-key = { 1: key, 2: [1*4 purpose], ? 3: from, ? 4: until, ? 5: [1*64 product] }
/// ```
///
/// The dates bound `iat` of what the key signs: what was signed in time stays valid for ever. The products are its
/// family: licenses and coupons that it signs name no others.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct IssuingKey {
    /// The key.
    pub key: PublicKey,
    /// What it may sign, ascending.
    pub purposes: Vec<Purpose>,
    /// First second in which it may sign.
    pub from: Option<UnixTime>,
    /// Last second in which it may sign.
    pub until: Option<UnixTime>,
    /// The products that its licenses and coupons may name, ascending; none: all products.
    pub family: Vec<ProductId>,
}

impl IssuingKey {
    /// A key for `purposes`, without dates.
    pub fn new(key: PublicKey, purposes: impl IntoIterator<Item = Purpose>) -> Self {
        let mut purposes: Vec<Purpose> = purposes.into_iter().collect();
        purposes.sort_unstable();
        purposes.dedup();
        Self { key, purposes, from: None, until: None, family: Vec::new() }
    }

    /// The same key for these products only.
    pub fn for_products(self, products: impl IntoIterator<Item = ProductId>) -> Self {
        let mut family: Vec<ProductId> = products.into_iter().collect();
        family.sort_unstable();
        family.dedup();
        Self { family, ..self }
    }

    /// Whether it may sign at `moment`.
    pub fn covers(&self, moment: UnixTime) -> bool {
        self.from.is_none_or(|from| from <= moment) && self.until.is_none_or(|until| moment <= until)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        let mut map = reader.map("issuing-key")?;
        let key = Self {
            key: map.required(1, "issuing-key.key", PublicKey::read)?,
            purposes: map.required(2, "issuing-key.purposes", |reader| reader.set(1..=4, Purpose::read))?,
            from: map.optional(3, "issuing-key.from", read_time)?,
            until: map.optional(4, "issuing-key.until", read_time)?,
            family: map
                .optional(5, "issuing-key.products", |reader| reader.set(1..=MAX_FAMILY, ProductId::read))?
                .unwrap_or_default(),
        };
        map.finish()?;
        if key.from.zip(key.until).is_some_and(|(from, until)| from > until) {
            return Err(before.problem(FieldProblem::Contradiction));
        }
        Ok(key)
    }

    fn write(&self, writer: &mut Writer) {
        writer.map(|map| {
            map.entry(1, |writer| writer.bytes(self.key.as_bytes()));
            map.list(2, &self.purposes, |writer, purpose| writer.uint(purpose.number()));
            map.optional(3, self.from, write_time);
            map.optional(4, self.until, write_time);
            map.list(5, &self.family, |writer, product| writer.uint(product.get()));
        });
    }
}

/// What a root is for. The two cannot be confused: a site trusts one root, and its environment is in every answer.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Environment {
    /// For trying out.
    Test,
    /// For customers.
    Production,
}

impl Environment {
    /// The word for it in facts and JSON: `test` or `production`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Production => "production",
        }
    }
}

/// Who the vendor is: prefix, names, root keys, issuing keys (SPEC §4.1).
///
/// ```text
/// root = { ? 4: exp, 6: iat, -65537: {
///     1: version, 2: prefix, 3: names, 4: environment, 5: threshold, 6: [1*16 key],
///     ? 7: [1*64 issuing-key], * extension } }
/// environment = 0 / 1                 ; test / production
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Root {
    /// Versions count from 1, each next one signed by the old and the new threshold.
    pub version: u32,
    /// When it was signed, `iat`.
    pub issued_at: UnixTime,
    /// When a newer root is expected, `exp`.
    pub expires: Option<UnixTime>,
    /// The beginning of the vendor's numbers.
    pub prefix: Prefix,
    /// The vendor's names.
    pub names: Names,
    /// Test or production.
    pub environment: Environment,
    /// How many root keys must sign.
    pub threshold: u32,
    /// The root keys, ascending.
    pub root_keys: Vec<PublicKey>,
    /// The issuing keys.
    pub issuing_keys: Vec<IssuingKey>,
    /// Optional fields of later versions.
    pub extensions: Extensions,
}

/// Most root keys.
pub(super) const MAX_ROOT_KEYS: usize = 16;
/// Most issuing keys, retired ones included.
const MAX_ISSUING_KEYS: usize = 64;
/// Most products of an issuing key's family; a root of all keys with all products would outgrow its items.
const MAX_FAMILY: usize = 64;
/// Longest name of a vendor in bytes.
const MAX_NAME: usize = 256;

impl Root {
    /// A first version for production.
    pub fn new(
        prefix: Prefix,
        names: Names,
        threshold: u32,
        mut root_keys: Vec<PublicKey>,
        issued_at: UnixTime,
    ) -> Self {
        root_keys.sort_unstable();
        Self {
            version: 1,
            issued_at,
            expires: None,
            prefix,
            names,
            environment: Environment::Production,
            threshold,
            root_keys,
            issuing_keys: Vec::new(),
            extensions: Extensions::default(),
        }
    }

    /// Who may change the root, as deterministic CBOR `[threshold, [+ key]]`: what the fingerprint of several root
    /// keys is the SHA-256 of (SPEC §5.4).
    pub fn authority_input(&self) -> Vec<u8> {
        Writer::build(|writer| {
            writer.array(2);
            writer.uint(self.threshold);
            writer.list(&self.root_keys, |writer, key| writer.bytes(key.as_bytes()));
        })
    }
}

impl Payload for Root {
    const DOCUMENT: Document = Document::Root;
    const LIMITS: Limits = Limits::new(Document::Root.max_bytes(), 2048);

    fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    fn read(reader: &mut PayloadReader<'_>) -> Result<Self, ParseError> {
        let (claims, mut root) = Claims::read(reader, |map| {
            Ok(Self {
                issued_at: UnixTime::default(),
                expires: None,
                version: map.required(1, "version", |reader| reader.uint32(1..=u32::MAX))?,
                prefix: map.required(2, "prefix", read_prefix)?,
                names: map.required(3, "names", |reader| {
                    ByLanguage::read(reader, |reader| reader.text(MAX_NAME).map(str::to_owned))
                })?,
                environment: map.required(4, "environment", |reader| {
                    Ok(if reader.uint(0..=1)? == 0 { Environment::Test } else { Environment::Production })
                })?,
                threshold: map.required(5, "threshold", read_threshold)?,
                root_keys: map
                    .required(6, "root-keys", |reader| reader.set(1..=MAX_ROOT_KEYS, PublicKey::read))?,
                issuing_keys: map
                    .optional(7, "issuing-keys", |reader| {
                        reader.list(1..=MAX_ISSUING_KEYS, IssuingKey::read)
                    })?
                    .unwrap_or_default(),
                extensions: Extensions::read(map)?,
            })
        })?;
        claims.only(&["exp"])?;
        root.issued_at = claims.issued_at;
        root.expires = claims.expires;
        let contradiction = |field| ParseError::Field { field, at: 0, problem: FieldProblem::Contradiction };
        if usize::try_from(root.threshold).is_ok_and(|threshold| threshold > root.root_keys.len()) {
            return Err(contradiction("threshold"));
        }
        // A root key that also issues would wake up daily; and one key with two roles has two sets of dates.
        let mut all: Vec<&PublicKey> =
            root.root_keys.iter().chain(root.issuing_keys.iter().map(|key| &key.key)).collect();
        all.sort_unstable();
        if all.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(contradiction("issuing-keys"));
        }
        Ok(root)
    }

    fn encode(&self) -> Vec<u8> {
        let claims = Claims { expires: self.expires, issued_at: self.issued_at, ..Claims::default() };
        claims.write(|map| {
            map.entry(1, |writer| writer.uint(self.version));
            map.entry(2, |writer| writer.text(self.prefix.as_str()));
            map.entry(3, |writer| self.names.write(writer, |writer, name| writer.text(name)));
            map.entry(4, |writer| writer.uint(u32::from(self.environment == Environment::Production)));
            map.entry(5, |writer| writer.uint(self.threshold));
            map.entry(6, |writer| writer.list(&self.root_keys, |writer, key| writer.bytes(key.as_bytes())));
            map.list(7, &self.issuing_keys, |writer, key| key.write(writer));
            self.extensions.write(map);
        })
    }
}

pub(super) fn read_threshold(reader: &mut Reader<'_>) -> Result<u32, ParseError> {
    reader.uint32(1..=16)
}

fn read_prefix(reader: &mut Reader<'_>) -> Result<Prefix, ParseError> {
    let before = reader.clone();
    Prefix::new(reader.text(4)?).ok_or_else(|| before.problem(FieldProblem::Range))
}
