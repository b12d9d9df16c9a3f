//! One license and one coupon in the forms that are in use, each written by hand as its users write it.
//!
//! All say the same: number, time of issue, holder, customer, and for each product its features, limits and end; and by
//! the id of the key who signed. The others are given every ease: no white space, no names that could be shorter and
//! still be read, key ids without a wrapping, and our vendor's prefix left out of their numbers.

use std::num::NonZeroU32;

use crypto::SigningKey;
use ed25519_dalek::Signer as _;
use format::{
    Addition, Change, Coupon, CustomerId, FeatureId, Features, Grant, License, Limit, Number, NumberId,
    NumberKind, Prefix, ProductId, Scope, Term, UnixTime, write_text,
};

const UNTIL: u64 = 1_830_297_599;
const NOW: u64 = 1_790_000_000;

/// A form: what a person pastes, and what a file takes.
pub(crate) struct Form {
    /// Its name.
    pub(crate) name: &'static str,
    /// What is pasted, scanned or typed.
    pub(crate) text: String,
    /// The size of the file; the forms that are defined as text have no other.
    pub(crate) bytes: usize,
}

impl Form {
    fn of(name: &'static str, text: String) -> Self {
        Self { name, bytes: text.len(), text }
    }

    /// Keys that a person presses to type it: two for a capital, where capitals count. Ours is read in lower case and
    /// without its separators.
    pub(crate) fn key_presses(&self) -> usize {
        let presses = |c: char| if c.is_ascii_uppercase() || c == '_' { 2 } else { 1 };
        if self.name == OURS { self.symbols() } else { self.text.chars().map(presses).sum() }
    }

    fn symbols(&self) -> usize {
        self.text.chars().filter(char::is_ascii_alphanumeric).count()
    }

    /// Modules a side of the least QR code of level M that holds the text: ours in alphanumeric mode (11 bits for two
    /// characters), the others, which tell lower case from upper, in bytes.
    pub(crate) fn qr_side(&self) -> usize {
        let (symbols, is_ours) = (self.symbols(), self.name == OURS);
        let bits = if is_ours { symbols * 11 / 2 + symbols % 2 } else { self.text.len() * 8 };
        // The data codewords of versions 1 to 20 at level M (ISO/IEC 18004, table 7); mode and length take up to 20 bits.
        let codewords =
            [16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669];
        let version = codewords.iter().position(|codewords| bits + 20 <= codewords * 8);
        17 + 4 * (version.expect("no more than version 20") + 1)
    }
}

/// The name of our form, which comes first.
pub(crate) const OURS: &str = "Keyslip";

/// The forms of the license: 10 × feature 1 and 1 × feature 2 of product 1, until the end of a day, for ООО «Ромашка».
pub(crate) fn license() -> Vec<Form> {
    let id = NumberId::from_random([7; 12]);
    let mut license = License::new(id, CustomerId::new([1; 8]), UnixTime::new(NOW));
    license.holder = Some("ООО «Ромашка»".to_owned());
    license.grants = vec![Grant::new(product(), features()).until(UnixTime::new(UNTIL))];
    let document = key().sign(&license).expect("as SPEC says");
    let grants = r#""grants":[{"product":1,"features":{"1":10,"2":1},"#;
    let grants_until = format!("{grants}\"until\":1830297599}}]");
    let customer = base64url(&[1; 8]);
    let number = base64url(id.as_bytes());
    let holder = "ООО «Ромашка»";
    // The claims that CWT registers under their numbers (RFC 8392), the rest under names of one's own.
    let cwt = Cbor::map(4 + 1)
        .item(2, |cbor| cbor.text(holder))
        .item(6, |cbor| cbor.uint(NOW))
        .item(7, |cbor| cbor.bytes(id.as_bytes()))
        .named("customer", |cbor| cbor.bytes(&[1; 8]))
        .named("grants", |cbor| cbor.grants("until", UNTIL));
    forms(
        Number { prefix: prefix(), kind: NumberKind::License, id },
        &document,
        &format!(
            r#"{{"id":"{number}","issued":1790000000,"holder":"{holder}","customer":"{customer}","revision":1,{grants_until}}}"#
        ),
        &format!(
            r#"{{"jti":"{number}","iat":1790000000,"sub":"{holder}","customer":"{customer}","revision":1,{grants_until}}}"#
        ),
        &format!(
            r#"{{"jti":"{number}","iat":"2026-09-21T14:13:20Z","sub":"{holder}","customer":"{customer}","revision":1,{grants}"until":"2027-12-31T23:59:59Z"}}]}}"#
        ),
        &cwt.0,
    )
}

/// The forms of the coupon: the same features for 365 days, for whoever holds it.
pub(crate) fn coupon() -> Vec<Form> {
    let id = NumberId::from_random([8; 12]);
    let term = Term::Days(NonZeroU32::new(365).expect("not zero"));
    let change = Change::Add(vec![Addition::new(product(), features(), term)]);
    let coupon = Coupon::new(id, Scope::Bearer, change, UnixTime::new(NOW));
    let document = key().sign(&coupon).expect("as SPEC says");
    let number = base64url(id.as_bytes());
    let add = r#""add":[{"product":1,"features":{"1":10,"2":1},"days":365}]"#;
    let cwt = Cbor::map(3)
        .item(6, |cbor| cbor.uint(NOW))
        .item(7, |cbor| cbor.bytes(id.as_bytes()))
        .named("add", |cbor| cbor.grants("days", 365));
    forms(
        Number { prefix: prefix(), kind: NumberKind::Coupon, id },
        &document,
        &format!(r#"{{"id":"{number}","issued":1790000000,{add}}}"#),
        &format!(r#"{{"jti":"{number}","iat":1790000000,{add}}}"#),
        &format!(r#"{{"jti":"{number}","iat":"2026-09-21T14:13:20Z",{add}}}"#),
        &cwt.0,
    )
}

fn forms(number: Number, document: &[u8], key: &str, jwt: &str, paseto: &str, cwt: &[u8]) -> Vec<Form> {
    vec![
        Form { name: OURS, text: write_text(number, document), bytes: document.len() },
        cwt_form(cwt),
        Form::of("JSON key", json_key(key)),
        Form::of("PASETO", paseto_form(paseto)),
        Form::of("JWT", jwt_form(jwt)),
    ]
}

/// `key/<content>.<signature>`, as Keygen's signed license keys are (scheme ED25519_SIGN); it has no key id.
fn json_key(content: &str) -> String {
    format!("key/{}.{}", base64url(content.as_bytes()), base64url(&signature(content.as_bytes())))
}

/// JWS in its compact form (RFC 7515 §7.1) with EdDSA (RFC 8037).
fn jwt_form(claims: &str) -> String {
    let header = format!(r#"{{"alg":"EdDSA","kid":"{}"}}"#, base64url(&key_id()));
    format!(
        "{}.{}.{}",
        base64url(header.as_bytes()),
        base64url(claims.as_bytes()),
        base64url(&signature(claims.as_bytes()))
    )
}

/// v4.public: times are in ISO 8601, the footer is the bare key id.
fn paseto_form(claims: &str) -> String {
    let signed = [claims.as_bytes(), &signature(claims.as_bytes())].concat();
    format!("v4.public.{}.{}", base64url(&signed), base64url(&key_id()))
}

/// A CWT (RFC 8392) in COSE_Sign1 with tag 18, alg and kid, in base64url.
fn cwt_form(claims: &[u8]) -> Form {
    let mut protected = Cbor::map(2);
    protected.0.extend([1, 0x32, 4, 0x48]);
    protected.0.extend(key_id());
    let mut token = Cbor(vec![0xd2, 0x84]);
    token.bytes(&protected.0);
    token.0.push(0xa0);
    token.bytes(claims);
    token.bytes(&signature(claims));
    Form { name: "CWT", text: base64url(&token.0), bytes: token.0.len() }
}

/// CBOR as it is written.
struct Cbor(Vec<u8>);

impl Cbor {
    fn map(items: u64) -> Self {
        let mut cbor = Self(Vec::new());
        cbor.head(5, items);
        cbor
    }

    fn head(&mut self, major: u8, count: u64) {
        let bytes = count.to_be_bytes();
        let (info, used) = match count {
            0..24 => (bytes[7], 0),
            24..256 => (24, 1),
            256..65_536 => (25, 2),
            _ => (26, 4),
        };
        self.0.push(major << 5 | info);
        self.0.extend(&bytes[8 - used..]);
    }

    fn uint(&mut self, value: u64) {
        self.head(0, value);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.head(2, u64::try_from(bytes.len()).expect("few"));
        self.0.extend(bytes);
    }

    fn text(&mut self, text: &str) {
        self.head(3, u64::try_from(text.len()).expect("few"));
        self.0.extend(text.as_bytes());
    }

    fn item(mut self, key: u64, value: impl FnOnce(&mut Self)) -> Self {
        self.uint(key);
        value(&mut self);
        self
    }

    fn named(mut self, key: &str, value: impl FnOnce(&mut Self)) -> Self {
        self.text(key);
        value(&mut self);
        self
    }

    /// One product with two features.
    fn grants(&mut self, end: &str, value: u64) {
        self.head(4, 1);
        self.head(5, 3);
        self.text("product");
        self.uint(1);
        self.text("features");
        self.0.extend([0xa2, 1, 10, 2, 1]);
        self.text(end);
        self.uint(value);
    }
}

/// RFC 4648 §5, without padding.
fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            let index = usize::try_from(group >> (18 - 6 * at) & 63).expect("six bits");
            text.push(char::from(ALPHABET[index]));
        }
    }
    text
}

fn key() -> SigningKey {
    SigningKey::from_seed(&[2; 32])
}

fn key_id() -> [u8; 8] {
    *key().id().as_bytes()
}

/// A signature by the same key. What each form adds under it does not matter for its length.
fn signature(bytes: &[u8]) -> [u8; 64] {
    ed25519_dalek::SigningKey::from_bytes(&[2; 32]).sign(bytes).to_bytes()
}

fn prefix() -> Prefix {
    Prefix::new("DEMO").expect("four letters")
}

fn product() -> ProductId {
    ProductId::new(1).expect("not zero")
}

fn features() -> Features {
    [(1, 10), (2, 1)]
        .into_iter()
        .filter_map(|(feature, limit)| Some((FeatureId::new(feature)?, Limit::count(limit)?)))
        .collect()
}
