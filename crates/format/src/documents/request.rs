use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use unicode_normalization::UnicodeNormalization;

use super::catalog::TargetKind;
use super::event::read_digest;
use super::payload::{Claims, Extensions, Payload, PayloadReader, read_number};
use super::root::PublicKey;
use crate::cbor::{Reader, Writer};
use crate::names::DistributionId;
use crate::{Digest, Document, FieldProblem, Limits, NumberId, ParseError, ReleaseNumber, UnixTime};

/// What a site asks of its vendor, and what it has already: signed with the site's own key (SPEC §9).
///
/// ```text
/// request = { 6: iat, -65537: {
///     1: key, 2: root, 3: receipts, ? 4: catalog, ? 5: bulletin, ? 6: [1*256 held-license], ? 7: [1*64 asked],
///     ? 8: [1*256 distribution-id], ? 9: [1*1024 digest], ? 10: site-id, ? 11: contact, ? 12: comment, * extension } }
/// root     = [digest, version]
/// receipts = [sequence, digest]           ; of the newest receipt
/// catalog  = [number, digest]             ; of the newest one that was seen; the same for the bulletin
/// ```
///
/// All lists ascend, so that one request has one encoding.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// When, by the site's clock.
    pub issued_at: UnixTime,
    /// The key of the site, which signs the request.
    pub site: PublicKey,
    /// SHA-256 of the payload of the root that the site trusts.
    pub root: Digest,
    /// The root's version.
    pub root_version: u32,
    /// The number of the site's newest receipt; the vendor knows by it what is still to come.
    pub last_receipt: u64,
    /// SHA-256 of that receipt as a whole document.
    pub receipts_head: Digest,
    /// The newest catalog that the site has seen.
    pub catalog: Option<Seen>,
    /// The newest bulletin that the site has seen.
    pub bulletin: Option<Seen>,
    /// The licenses of the site, ascending by number.
    pub licenses: Vec<HeldLicense>,
    /// What the site runs and wants releases for, ascending.
    pub asked: Vec<Asked>,
    /// The wanted distributions, ascending; none: all that fit.
    pub wanted: Vec<DistributionId>,
    /// SHA-256 of payload files that the site has, ascending: they need not be brought again.
    pub files: Vec<Digest>,
    /// The id that the site's admin chose, as licenses are bound to it.
    pub site_id: Option<String>,
    /// Whom to ask at the site.
    pub contact: Option<String>,
    /// Words for the vendor.
    pub comment: Option<String>,
    /// Optional fields of later versions.
    pub extensions: Extensions,
}

/// A numbered document that a site has seen.
///
/// ```text
/// seen = [number, digest]
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain data; the grammar fixes its two members")]
pub struct Seen {
    /// Its number, from 1.
    pub number: u32,
    /// SHA-256 of its payload.
    pub digest: Digest,
}

/// A license of the site, and what became of it there.
///
/// ```text
/// held-license = [number, revision, state]
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "plain data; the grammar fixes its three members")]
pub struct HeldLicense {
    /// Its number.
    pub number: NumberId,
    /// Its revision.
    pub revision: u32,
    /// SHA-256 of what [`HeldLicense::state_input`] gives.
    pub state: Digest,
}

impl HeldLicense {
    /// What the state is the SHA-256 of: the digest of the license's payload, and behind it those of the coupons
    /// redeemed on it at the site, ascending.
    pub fn state_input(license: Digest, coupons: impl IntoIterator<Item = Digest>) -> Vec<u8> {
        let mut coupons: Vec<Digest> = coupons.into_iter().collect();
        coupons.sort_unstable();
        [license].iter().chain(&coupons).flat_map(|digest| *digest.as_bytes()).collect()
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        reader.array(3..=3)?;
        Ok(Self {
            number: read_number(reader)?,
            revision: reader.uint32(1..=u32::MAX)?,
            state: read_digest(reader)?,
        })
    }

    fn write(&self, writer: &mut Writer) {
        writer.array(3);
        writer.bytes(self.number.as_bytes());
        writer.uint(self.revision);
        writer.bytes(self.state.as_bytes());
    }
}

/// A configuration, or another target, that releases are asked for.
///
/// ```text
/// asked = { 1: target-kind, 2: name, ? 3: release-number }
/// ```
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[expect(clippy::exhaustive_structs, reason = "plain data; the grammar fixes its members")]
pub struct Asked {
    /// Its kind; never [`TargetKind::Any`].
    pub kind: TargetKind,
    /// Its technical name.
    pub name: String,
    /// Its release, if the site knows it.
    pub release: Option<ReleaseNumber>,
}

impl Asked {
    /// A configuration by the technical name that a person typed, in whatever normalisation form.
    pub fn configuration(name: &str, release: Option<ReleaseNumber>) -> Self {
        Self { kind: TargetKind::Configuration, name: name.nfc().collect(), release }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ParseError> {
        let mut map = reader.map("asked")?;
        let asked = Self {
            kind: map.required(1, "asked.kind", |reader| {
                let before = reader.clone();
                match TargetKind::read(reader)? {
                    TargetKind::Any => Err(before.problem(FieldProblem::Range)),
                    kind => Ok(kind),
                }
            })?,
            name: map.required(2, "asked.name", |reader| reader.text(MAX_NAME).map(str::to_owned))?,
            release: map.optional(3, "asked.release", ReleaseNumber::read)?,
        };
        map.finish()?;
        Ok(asked)
    }

    fn write(&self, writer: &mut Writer) {
        writer.map(|map| {
            map.entry(1, |writer| self.kind.write(writer));
            map.entry(2, |writer| writer.text(&self.name));
            map.optional(3, self.release.as_ref(), |writer, release| release.write(writer));
        });
    }
}

impl Request {
    /// Most licenses: far more than anybody keeps at one site.
    pub const MAX_LICENSES: usize = 256;
    /// Most configurations that are asked about.
    pub const MAX_ASKED: usize = 64;
    /// Most distributions that are wanted by name.
    pub const MAX_WANTED: usize = 256;
    /// Most files that need not be brought again; with all other lists full, half of a request.
    pub const MAX_FILES: usize = 1024;
    /// Longest id of a site in bytes, as in a license's bindings.
    pub const MAX_SITE_ID: usize = 64;
    /// Longest contact in bytes.
    pub const MAX_CONTACT: usize = 256;
    /// Longest comment in bytes.
    pub const MAX_COMMENT: usize = 1024;

    /// A request of a site that trusts `root` and whose newest receipt is `last_receipt` with this digest.
    pub fn new(
        site: PublicKey,
        (root, root_version): (Digest, u32),
        (last_receipt, receipts_head): (u64, Digest),
        issued_at: UnixTime,
    ) -> Self {
        Self {
            issued_at,
            site,
            root,
            root_version,
            last_receipt,
            receipts_head,
            catalog: None,
            bulletin: None,
            licenses: Vec::new(),
            asked: Vec::new(),
            wanted: Vec::new(),
            files: Vec::new(),
            site_id: None,
            contact: None,
            comment: None,
            extensions: Extensions::default(),
        }
    }
}

/// Longest technical name in bytes, as in a catalog.
const MAX_NAME: usize = 256;

fn read_root(reader: &mut Reader<'_>) -> Result<(Digest, u32), ParseError> {
    reader.array(2..=2)?;
    Ok((read_digest(reader)?, reader.uint32(1..=u32::MAX)?))
}

fn read_receipts(reader: &mut Reader<'_>) -> Result<(u64, Digest), ParseError> {
    reader.array(2..=2)?;
    Ok((reader.uint(0..=u64::from(u32::MAX))?, read_digest(reader)?))
}

fn read_seen(reader: &mut Reader<'_>) -> Result<Seen, ParseError> {
    reader.array(2..=2)?;
    Ok(Seen { number: reader.uint32(1..=u32::MAX)?, digest: read_digest(reader)? })
}

fn write_seen(writer: &mut Writer, seen: Seen) {
    writer.array(2);
    writer.uint(seen.number);
    writer.bytes(seen.digest.as_bytes());
}

fn read_licenses(reader: &mut Reader<'_>) -> Result<Vec<HeldLicense>, ParseError> {
    let before = reader.clone();
    let licenses = reader.list(1..=Request::MAX_LICENSES, HeldLicense::read)?;
    let ascends = licenses.windows(2).all(|pair| pair[0].number < pair[1].number);
    if ascends { Ok(licenses) } else { Err(before.problem(FieldProblem::Order)) }
}

impl Payload for Request {
    const DOCUMENT: Document = Document::Request;
    const LIMITS: Limits = Limits::new(Document::Request.max_bytes(), 4096);

    fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    fn read(reader: &mut PayloadReader<'_>) -> Result<Self, ParseError> {
        let text = |max: usize| move |reader: &mut Reader<'_>| reader.text(max).map(str::to_owned);
        let (claims, mut request) = Claims::read(reader, |map| {
            let site = map.required(1, "site-key", PublicKey::read)?;
            let root = map.required(2, "root", read_root)?;
            let receipts = map.required(3, "receipts", read_receipts)?;
            let mut request = Self::new(site, root, receipts, UnixTime::default());
            request.catalog = map.optional(4, "catalog", read_seen)?;
            request.bulletin = map.optional(5, "bulletin", read_seen)?;
            let licenses = map.optional(6, "licenses", read_licenses)?;
            let asked = map.optional(7, "asked", |reader| reader.set(1..=Self::MAX_ASKED, Asked::read))?;
            let wanted =
                map.optional(8, "wanted", |reader| reader.set(1..=Self::MAX_WANTED, DistributionId::read))?;
            let files = map.optional(9, "files", |reader| reader.set(1..=Self::MAX_FILES, read_digest))?;
            request.licenses = licenses.unwrap_or_default();
            request.asked = asked.unwrap_or_default();
            request.wanted = wanted.unwrap_or_default();
            request.files = files.unwrap_or_default();
            request.site_id = map.optional(10, "site-id", text(Self::MAX_SITE_ID))?;
            request.contact = map.optional(11, "contact", text(Self::MAX_CONTACT))?;
            request.comment = map.optional(12, "comment", text(Self::MAX_COMMENT))?;
            request.extensions = Extensions::read(map)?;
            Ok(request)
        })?;
        claims.only(&[])?;
        request.issued_at = claims.issued_at;
        Ok(request)
    }

    fn encode(&self) -> Vec<u8> {
        Claims { issued_at: self.issued_at, ..Claims::default() }.write(|map| {
            map.entry(1, |writer| writer.bytes(self.site.as_bytes()));
            map.entry(2, |writer| {
                writer.array(2);
                writer.bytes(self.root.as_bytes());
                writer.uint(self.root_version);
            });
            map.entry(3, |writer| {
                writer.array(2);
                writer.uint(self.last_receipt);
                writer.bytes(self.receipts_head.as_bytes());
            });
            map.optional(4, self.catalog, write_seen);
            map.optional(5, self.bulletin, write_seen);
            map.list(6, &self.licenses, |writer, held| held.write(writer));
            map.list(7, &self.asked, |writer, asked| asked.write(writer));
            map.list(8, &self.wanted, |writer, id| writer.text(id.as_str()));
            map.list(9, &self.files, |writer, digest| writer.bytes(digest.as_bytes()));
            map.optional(10, self.site_id.as_deref(), Writer::text);
            map.optional(11, self.contact.as_deref(), Writer::text);
            map.optional(12, self.comment.as_deref(), Writer::text);
            self.extensions.write(map);
        })
    }
}
