use crypto::sha256;
use format::{Asked, Digest, DistributionId, Document, Envelope, HeldLicense, Payload as _, Request, Seen};

use super::edit::edited;
use super::file::{Body, Vector};
use super::vendor::{SITE, STRANGER, now};
use super::{bulletins, catalogs, cbor, coupons, licenses, receipts, roots};

/// A site that has and asks everything that a request can tell.
pub(super) fn full() -> Request {
    let state =
        HeldLicense::state_input(sha256(&licenses::empty().encode()), [sha256(&coupons::bearer().encode())]);
    let asked = |name: &str, release: Option<&str>| {
        Asked::configuration(name, release.map(|release| release.parse().expect("numbers and dots")))
    };
    let mut request = least();
    request.catalog = Some(Seen { number: 12, digest: catalogs::digest() });
    request.bulletin = Some(Seen { number: 3, digest: bulletins::digest() });
    request.licenses = vec![HeldLicense { number: licenses::number(), revision: 1, state: sha256(&state) }];
    request.asked = vec![asked("Розница", None), asked("УправлениеТорговлей", Some("11.5.20.157"))];
    request.wanted = vec![DistributionId::new("demo").expect("a safe id")];
    request.files = catalogs::delivered().into_iter().map(|(_, blob)| blob.digest).collect();
    request.files.sort_unstable();
    request.site_id = Some("КАССА-1".to_owned());
    request.contact = Some("Иванова, +7 900 000-00-00".to_owned());
    request.comment = Some("нужен новый релиз".to_owned());
    request
}

/// A site that was just set up.
fn least() -> Request {
    let root = (sha256(&roots::one_of_one().encode()), 1);
    Request::new(SITE.public(), root, receipts::head(), now())
}

fn vector(name: &str, expect: &str, spec: &str, comment: &str, document: Vec<u8>) -> Vector {
    Vector::new(&format!("request/{name}"), "request", expect, spec, comment, Body::Bytes(document))
}

pub(super) fn vectors() -> Vec<Vector> {
    let signed = |request: &Request| SITE.site().sign_request(request).expect("a request that readers take");
    let digest = |document: &[u8]| -> Digest {
        sha256(Envelope::parse(document).expect("a document").unverified_payload())
    };
    let ok = |name, comment, document: Vec<u8>| {
        let digest = digest(&document).to_string();
        vector(name, "ok", "§9", comment, document).with("digest", &digest)
    };
    let later = edited(&full().encode(), &[-65_537, 1024], Some(cbor::text("from a later version")));
    let mut flipped = signed(&least());
    if let Some(last) = flipped.last_mut() {
        *last ^= 1;
    }
    let faulty = edited(&least().encode(), &[-65_537, 2], Some(cbor::int(0)));
    let mut spoilt = SITE.forge(Document::Request, &faulty);
    if let Some(last) = spoilt.last_mut() {
        *last ^= 1;
    }
    let untyped = Envelope::protected_header(Document::License, SITE.id());
    vec![
        ok("full", "a site that has and asks everything that a request can tell", signed(&full())),
        ok("least", "a site that was just set up and asks for all that fits", signed(&least())),
        ok(
            "with-extensions",
            "a field that this version does not know, in the range set aside",
            SITE.forge(Document::Request, &later),
        )
        .with("rule", "extensions"),
        vector(
            "other-key",
            "unknown key",
            "§9",
            "signed by another key than it carries",
            STRANGER.forge(Document::Request, &least().encode()),
        )
        .with("rule", "request-key"),
        vector("bad-signature", "bad signature", "§5.1", "the last bit of the signature is flipped", flipped)
            .with("rule", "signature"),
        vector(
            "bad-signature-root-type",
            "bad signature",
            "§5.1",
            "a field is wrong too, which nobody reads before the signature held",
            spoilt,
        )
        .with("rule", "keys-first"),
        vector("as-receipt-signed", "wrong document", "§5.1", "signed as a receipt", {
            let protected = Envelope::protected_header(Document::Request, SITE.id());
            let payload = least().encode();
            let signed = Envelope::to_be_signed(Document::Receipt, &protected, &payload);
            Envelope::assemble(&protected, &payload, &SITE.signature(&signed))
        })
        .with("rule", "domain, wrong-document"),
        vector(
            "without-typ",
            "malformed protected",
            "§2.3",
            "a file form without `typ`",
            SITE.forge_with(Document::Request, &untyped, &least().encode()),
        )
        .with("rule", "typ"),
    ]
}
