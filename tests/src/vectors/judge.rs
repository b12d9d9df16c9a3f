use crypto::{Keyring, RootError, TrustedRoot, Verified, VerifyError, sha256};
use format::bulletin::{Bulletin, Revoked, Shard};
use format::catalog::{Catalog, Distribution, Index, Object, Part};
use format::{
    Blob, Coupon, Digest, Envelope, Explain, Fingerprint, License, Number, Numbered, Payload, PublicKey,
    Receipt, SignedText,
};

use super::file::{Body, Vector};

/// What our reader makes of `vector`, in the words of its `expect`; `load` gives the vectors that it names.
///
/// # Panics
///
/// Where the vector is badly written.
pub fn verdict(vector: &Vector, load: &dyn Fn(&str) -> Vector) -> String {
    let judged = match vector.get("document") {
        "root" => root_verdict(vector, load).map(drop).map_err(|error| words_of_root(&error)),
        "license" => numbered::<License>(vector, load),
        "coupon" => numbered::<Coupon>(vector, load),
        "catalog" => catalog(vector, load).map(drop).map_err(|error| words(&error)),
        "index" => match vector.find("within") {
            Some(_) => index(vector, load).map(drop).map_err(|error| words(&error)),
            None => alone::<Index>(vector),
        },
        "part" => within_index::<Part>(vector, load, |blob, index| {
            index
                .entries
                .iter()
                .flat_map(|entry| &entry.parts)
                .map(|part| part.part)
                .find(|part| *part == blob)
        }),
        "distribution" => within_index::<Distribution>(vector, load, |blob, index| {
            index.entries.iter().map(|entry| entry.record).find(|record| *record == blob)
        }),
        "bulletin" => bulletin(vector, load).map(drop).map_err(|error| words(&error)),
        "shard" => shard(vector, load).map_err(|error| words(&error)),
        "receipt" => receipt(vector, load),
        "request" => request(vector),
        other => panic!("{}: unknown document {other}", vector.path),
    };
    judged.err().unwrap_or_else(|| "ok".to_owned())
}

/// The root that a vector of kind `root` holds.
///
/// # Errors
///
/// Any [`RootError`].
///
/// # Panics
///
/// Where the vector is badly written.
pub fn root_verdict(vector: &Vector, load: &dyn Fn(&str) -> Vector) -> Result<TrustedRoot, RootError> {
    let trusted = match vector.find("after") {
        Some(before) => root_verdict(&load(before), load)?.succeeded_by(vector.bytes())?,
        None => TrustedRoot::unverified_origin(vector.bytes())?,
    };
    if let Some(fingerprint) = vector.find("fingerprint") {
        let expected = Fingerprint::parse(fingerprint).expect("forty digits");
        if vector.find("after").is_none() {
            return TrustedRoot::first(vector.bytes(), expected);
        }
        assert_eq!(trusted.fingerprint(), expected, "{}", vector.path);
    }
    check_digest(vector, trusted.root().digest());
    Ok(trusted)
}

fn trusted(vector: &Vector, load: &dyn Fn(&str) -> Vector) -> TrustedRoot {
    let root = root_verdict(&load(vector.get("root")), load).expect("the root of a vector is good");
    match vector.find("heeding") {
        None => root,
        Some(newest) => {
            root.heeding(&bulletin(&load(newest), load).expect("the bulletin of a vector is good"))
        }
    }
}

fn bulletin(vector: &Vector, load: &dyn Fn(&str) -> Vector) -> Result<Verified<Bulletin>, VerifyError> {
    let head = payload::<Bulletin>(trusted(vector, load).keyring(), vector.bytes())?;
    check_digest(vector, head.digest());
    Ok(head)
}

fn shard(vector: &Vector, load: &dyn Fn(&str) -> Vector) -> Result<(), VerifyError> {
    let Some(within) = vector.find("within") else { return Ok(Shard::decode(vector.bytes()).map(drop)?) };
    let head = bulletin(&load(within), load).expect("the bulletin around a vector is good");
    let Revoked::Shards(shards) = &head.revoked else { panic!("{}: the bulletin has shards", vector.path) };
    assert!(shards.contains(&blob(vector)), "{}: the bulletin names it", vector.path);
    head.open::<Shard>(
        |head| match &head.revoked {
            Revoked::Shards(shards) => {
                shards.iter().find(|shard| **shard == blob(vector)).expect("found above")
            }
            Revoked::Inline(_) => unreachable!("it has shards"),
        },
        vector.bytes(),
    )?;
    Ok(())
}

fn check_digest(vector: &Vector, digest: Digest) {
    if let Some(expected) = vector.find("digest") {
        assert_eq!(digest.to_string(), expected, "{}", vector.path);
    }
}

fn numbered<T: Numbered>(vector: &Vector, load: &dyn Fn(&str) -> Vector) -> Result<(), String> {
    let trusted = trusted(vector, load);
    // The one text that is given as bytes is a text still: it is too long to be written down.
    let is_text = matches!(vector.body, Body::Text(_)) || vector.path.starts_with("text/");
    let verified = if is_text {
        let text = std::str::from_utf8(vector.bytes()).expect("a text");
        if let Some(expected) = vector.find("repair") {
            assert_eq!(repair::<T>(vector, &trusted, text), expected, "{}", vector.path);
        }
        let text = SignedText::read(text).map_err(|error| format!("text {}", code(&error)))?;
        trusted.verify_text::<T>(&text)
    } else {
        payload::<T>(trusted.keyring(), vector.bytes())
    };
    verified.map(|verified| check_digest(vector, verified.digest())).map_err(|error| words(&error))
}

/// What a reader that repairs corrects in a text, or `refused`.
fn repair<T: Numbered>(vector: &Vector, trusted: &TrustedRoot, text: &str) -> String {
    let Ok(repaired) = SignedText::repair(text, |envelope| trusted.keyring().has_signed::<T>(envelope))
    else {
        return "refused".to_owned();
    };
    let verified = payload::<T>(trusted.keyring(), repaired.document()).expect("what repair finds verifies");
    let number = Number { prefix: trusted.root().prefix, kind: T::KIND, id: verified.number_id() };
    let (text, corrections) = repaired.under(number);
    if trusted.verify_text::<T>(&text).is_err() {
        return "refused".to_owned();
    }
    check_digest(vector, verified.digest());
    let places =
        corrections.iter().map(|one| one.row.map_or("number".to_owned(), |row| format!("row {row}")));
    places.collect::<Vec<_>>().join(", ")
}

fn payload<T: Payload>(ring: &Keyring, document: &[u8]) -> Result<Verified<T>, VerifyError> {
    ring.verify::<T>(&Envelope::parse(document)?)
}

fn catalog(vector: &Vector, load: &dyn Fn(&str) -> Vector) -> Result<Verified<Catalog>, VerifyError> {
    let head = payload::<Catalog>(trusted(vector, load).keyring(), vector.bytes())?;
    check_digest(vector, head.digest());
    Ok(head)
}

/// The digest and length under which an object is named.
fn blob(vector: &Vector) -> Blob {
    let (digest, bytes) = vector.get("blob").split_once(' ').expect("a digest and a length");
    Blob { digest: Digest::from_hex(digest).expect("64 digits"), bytes: bytes.parse().expect("a length") }
}

fn index(vector: &Vector, load: &dyn Fn(&str) -> Vector) -> Result<Verified<Index>, VerifyError> {
    let head = catalog(&load(vector.get("within")), load)?;
    let named = |head: &Catalog| {
        head.groups
            .iter()
            .position(|group| group.index == blob(vector))
            .expect("a group of the head names it")
    };
    head.open(|head| &head.groups[named(head)].index, vector.bytes())
}

fn within_index<T: Object>(
    vector: &Vector,
    load: &dyn Fn(&str) -> Vector,
    find: impl Fn(Blob, &Index) -> Option<Blob>,
) -> Result<(), String> {
    if let Some(within) = vector.find("within") {
        let index = index(&load(within), load).expect("the index around a vector is good");
        assert_eq!(find(blob(vector), &index), Some(blob(vector)), "{}: the index names it", vector.path);
    }
    alone::<T>(vector)
}

fn alone<T: Object>(vector: &Vector) -> Result<(), String> {
    assert_eq!(sha256(vector.bytes()), blob(vector).digest, "{}", vector.path);
    T::decode(vector.bytes()).map(drop).map_err(|error| words(&error.into()))
}

fn receipt(vector: &Vector, load: &dyn Fn(&str) -> Vector) -> Result<(), String> {
    let key = Digest::from_hex(vector.get("site-key")).expect("a key is as long as a digest");
    let ring = Keyring::of_site_keys(&[PublicKey::new(*key.as_bytes())]).expect("a safe key");
    let receipt = payload::<Receipt>(&ring, vector.bytes()).map_err(|error| words(&error))?;
    check_digest(vector, receipt.digest());
    if let Some(before) = vector.find("after") {
        let before = load(before);
        let last = payload::<Receipt>(&ring, before.bytes()).expect("the receipt before a vector is good");
        if receipt.sequence != last.sequence + 1 || receipt.previous != Some(sha256(before.bytes())) {
            return Err("broken chain".to_owned());
        }
    }
    Ok(())
}

/// A request is verified with the key that it carries.
fn request(vector: &Vector) -> Result<(), String> {
    let verified = Envelope::parse(vector.bytes())
        .map_err(VerifyError::from)
        .and_then(|envelope| crypto::verify_request(&envelope));
    verified.map(|request| check_digest(vector, request.digest())).map_err(|error| words(&error))
}

/// A code without its crate.
fn code(error: &impl Explain) -> &'static str {
    error.code().split_once('.').expect("a code begins with its crate").1
}

fn words(error: &VerifyError) -> String {
    use format::ParseError::{Field, Malformed};
    match error {
        VerifyError::Malformed(Malformed { rule, .. }) => format!("malformed {}", rule.name()),
        VerifyError::Malformed(Field { problem, .. }) => format!("field {}", problem.name()),
        other => code(other).replace('-', " "),
    }
}

fn words_of_root(error: &RootError) -> String {
    match error {
        RootError::Verify(error) => words(error),
        other => code(other).replace('-', " "),
    }
}
