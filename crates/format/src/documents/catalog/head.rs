use alloc::string::String;
use alloc::vec::Vec;

use super::{TargetKind, read_blob, read_name, write_blob};
use crate::cbor::{Reader, Writer};
use crate::documents::event::read_digest;
use crate::documents::payload::{Claims, Extensions, Payload, PayloadReader};
use crate::names::ByLanguage;
use crate::{
    Blob, Digest, Document, FeatureId, FieldProblem, Limits, Names, ParseError, ProductId, UnixTime,
};

/// Where the releases for one target name are.
///
/// ```text
/// group = [kind, name, blob]          ; blob = [digest, bytes] of an index; the name of `any` is ""
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// The kind of target.
    pub kind: TargetKind,
    /// Its technical name; empty for [`TargetKind::Any`].
    pub name: String,
    /// The index.
    pub index: Blob,
}

impl Group {
    pub(super) fn new(kind: TargetKind, name: String, index: Blob) -> Self {
        Self { kind, name, index }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        reader.array(3..=3)?;
        let kind = TargetKind::read(reader)?;
        let name = kind.read_name(reader)?;
        Ok(Self { kind, name, index: read_blob(reader)? })
    }

    fn write(&self, writer: &mut Writer) {
        writer.array(3);
        self.kind.write(writer);
        writer.text(&self.name);
        write_blob(writer, &self.index);
    }
}

/// What a feature counts.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Metering {
    /// Users.
    User,
    /// Computers.
    Host,
    /// Processes.
    Process,
    /// Databases.
    Database,
    /// Tokens that are used up.
    Token,
}

impl Metering {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::User, Self::Host, Self::Process, Self::Database, Self::Token];

    /// The word for it in options and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Host => "host",
            Self::Process => "process",
            Self::Database => "database",
            Self::Token => "token",
        }
    }

    /// The kind with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metering| metering.name() == name)
    }

    fn number(self) -> u64 {
        match self {
            Self::User => 1,
            Self::Host => 2,
            Self::Process => 3,
            Self::Database => 4,
            Self::Token => 5,
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let before = reader.clone();
        let number = reader.uint(1..=5)?;
        Self::ALL
            .into_iter()
            .find(|kind| kind.number() == number)
            .ok_or_else(|| before.problem(FieldProblem::Range))
    }
}

/// A product's names, so that a site can say what a license grants.
///
/// ```text
/// product-info = [product, names]
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain data; the grammar fixes its two members")]
pub struct ProductInfo {
    /// The product.
    pub product: ProductId,
    /// Its names.
    pub names: Names,
}

/// A feature's names and metering.
///
/// ```text
/// feature-info = [feature, names, metering]
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain data; the grammar fixes its three members")]
pub struct FeatureInfo {
    /// The feature.
    pub feature: FeatureId,
    /// Its names.
    pub names: Names,
    /// What its limit counts.
    pub metering: Metering,
}

/// The signed head of a catalog (SPEC §6.1).
///
/// ```text
/// catalog = { 4: exp, 6: iat, -65537: {
///     1: number, ? 2: [1*65536 group], ? 3: [1*4096 product-info], ? 4: [1*4096 feature-info], ? 5: audit-head,
///     * extension } }
/// ```
///
/// Groups ascend by kind and name.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Catalog {
    /// Catalogs count from 1; a site never goes back.
    pub number: u32,
    /// When it was signed, `iat`.
    pub issued_at: UnixTime,
    /// The last second in which it counts as fresh, `exp`.
    pub expires: UnixTime,
    /// One index for each target name.
    pub groups: Vec<Group>,
    /// Names of products.
    pub products: Vec<ProductInfo>,
    /// Names of features.
    pub features: Vec<FeatureInfo>,
    /// The head of the vendor's audit trail when this catalog was signed.
    pub audit_head: Option<Digest>,
    /// Optional fields of later versions.
    pub extensions: Extensions,
}

const MAX_GROUPS: usize = 65_536;
const MAX_INFOS: usize = 4096;

impl Catalog {
    /// The group for a target name.
    pub fn group(&self, kind: TargetKind, name: &str) -> Option<&Group> {
        let found =
            self.groups.binary_search_by(|group| (group.kind, group.name.as_str()).cmp(&(kind, name)));
        found.ok().map(|at| &self.groups[at])
    }

    /// A product's names.
    pub fn product_names(&self, product: ProductId) -> Option<&Names> {
        self.products.iter().find(|info| info.product == product).map(|info| &info.names)
    }

    /// A feature's names and metering.
    pub fn feature(&self, feature: FeatureId) -> Option<&FeatureInfo> {
        self.features.iter().find(|info| info.feature == feature)
    }
}

fn read_names(reader: &mut Reader<'_>) -> Result<Names, ParseError> {
    ByLanguage::read(reader, read_name)
}

fn write_names(writer: &mut Writer, names: &Names) {
    names.write(writer, |writer, name| writer.text(name));
}

fn ascending<T, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> bool {
    items.windows(2).all(|pair| key(&pair[0]) < key(&pair[1]))
}

impl Payload for Catalog {
    const DOCUMENT: Document = Document::Catalog;
    const LIMITS: Limits = Limits::new(Document::Catalog.max_bytes(), 1_000_000);

    fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    fn read(reader: &mut PayloadReader<'_>) -> Result<Self, ParseError> {
        let (claims, mut catalog) = Claims::read(reader, |map| {
            Ok(Self {
                issued_at: UnixTime::default(),
                expires: UnixTime::MAX,
                number: map.required(1, "catalog-number", |reader| reader.uint32(1..=u32::MAX))?,
                groups: map
                    .optional(2, "groups", |reader| reader.list(1..=MAX_GROUPS, Group::read))?
                    .unwrap_or_default(),
                products: map
                    .optional(3, "products", |reader| {
                        reader.list(1..=MAX_INFOS, |reader| {
                            reader.array(2..=2)?;
                            Ok(ProductInfo { product: ProductId::read(reader)?, names: read_names(reader)? })
                        })
                    })?
                    .unwrap_or_default(),
                features: map
                    .optional(4, "features", |reader| {
                        reader.list(1..=MAX_INFOS, |reader| {
                            reader.array(3..=3)?;
                            let (feature, names) = (FeatureId::read(reader)?, read_names(reader)?);
                            Ok(FeatureInfo { feature, names, metering: Metering::read(reader)? })
                        })
                    })?
                    .unwrap_or_default(),
                audit_head: map.optional(5, "audit-head", read_digest)?,
                extensions: Extensions::read(map)?,
            })
        })?;
        claims.only(&["exp"])?;
        let problem = |field, problem| ParseError::Field { field, at: 0, problem };
        catalog.issued_at = claims.issued_at;
        catalog.expires = claims.expires.ok_or(problem("exp", FieldProblem::Missing))?;
        let in_order = |pair: &[Group]| (pair[0].kind, &pair[0].name) < (pair[1].kind, &pair[1].name);
        if !catalog.groups.windows(2).all(in_order) {
            return Err(problem("groups", FieldProblem::Order));
        }
        if !ascending(&catalog.products, |info| info.product) {
            return Err(problem("products", FieldProblem::Order));
        }
        if !ascending(&catalog.features, |info| info.feature) {
            return Err(problem("features", FieldProblem::Order));
        }
        Ok(catalog)
    }

    fn encode(&self) -> Vec<u8> {
        let claims = Claims { expires: Some(self.expires), issued_at: self.issued_at, ..Claims::default() };
        claims.write(|map| {
            map.entry(1, |writer| writer.uint(self.number));
            map.list(2, &self.groups, |writer, group| group.write(writer));
            map.list(3, &self.products, |writer, info| {
                writer.array(2);
                writer.uint(info.product.get());
                write_names(writer, &info.names);
            });
            map.list(4, &self.features, |writer, info| {
                writer.array(3);
                writer.uint(info.feature.get());
                write_names(writer, &info.names);
                writer.uint(info.metering.number());
            });
            map.optional(5, self.audit_head.as_ref(), |writer, head| writer.bytes(head.as_bytes()));
            self.extensions.write(map);
        })
    }
}
