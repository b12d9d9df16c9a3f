use crypto::sha256;
use format::{
    Delivered, Digest, DistributionId, Document, Envelope, Event, FileName, Forked, Installed, Language,
    Payload as _, Receipt,
};

use super::cbor::{self, Map};
use super::file::{Body, Vector};
use super::vendor::{LICENSES, SITE, now};
use super::{bulletins, catalogs, coupons, licenses, roots};

fn vector(name: &str, expect: &str, spec: &str, comment: &str, document: Vec<u8>) -> Vector {
    Vector::new(&format!("receipt/{name}"), "receipt", expect, spec, comment, Body::Bytes(document))
        .with("site-key", &site_key())
}

/// The key of the site, as headers have it.
pub(super) fn site_key() -> String {
    SITE.public().as_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The payload of the receipt at a place of the story.
pub(super) fn payload(at: usize) -> Vec<u8> {
    Envelope::parse(&documents()[at]).expect("a document").unverified_payload().to_vec()
}

/// The place of the last receipt, and the SHA-256 of the whole document.
pub(super) fn head() -> (u64, Digest) {
    let documents = documents();
    let last = documents.last().expect("a story");
    (u64::try_from(documents.len() - 1).expect("a short story"), sha256(last))
}

fn digest_of_payload(document: &[u8]) -> Digest {
    sha256(Envelope::parse(document).expect("a document").unverified_payload())
}

/// What a site does from the first day on, in order.
fn story() -> Vec<(&'static str, &'static str, Event)> {
    let (license, coupon) = (licenses::signed(&licenses::empty()), coupons::signed(&coupons::bearer()));
    let distribution = || DistributionId::new("demo").expect("a safe id");
    let installed = || {
        let release = "11.5.20.157".parse().expect("numbers and dots");
        Installed::new(distribution(), "3.7.10".to_owned(), catalogs::record())
            .for_configuration(Some("УправлениеТорговлей".to_owned()), Some(release))
    };
    let files = || {
        let files = catalogs::delivered().into_iter();
        files
            .map(|(name, blob)| {
                Delivered::new(FileName::new(&name).expect("a safe name"), blob.digest, blob.bytes)
            })
            .collect()
    };
    let folder = || "/srv/1c/extensions".to_owned();
    vec![
        (
            "0-started",
            "the site is set up",
            Event::Started { key: SITE.public(), root: sha256(&roots::one_of_one().encode()), version: 1 },
        ),
        (
            "1-license-added",
            "a license is added",
            Event::LicenseAdded {
                license: licenses::number(),
                digest: digest_of_payload(&license),
                revision: 1,
            },
        ),
        (
            "2-coupon-redeemed",
            "a coupon is redeemed",
            Event::CouponRedeemed {
                license: licenses::number(),
                digest: digest_of_payload(&coupon),
                coupon: coupons::bearer_number(),
            },
        ),
        (
            "3-catalog-seen",
            "a catalog is seen",
            Event::CatalogSeen { catalog: catalogs::digest(), number: 12 },
        ),
        (
            "4-agreement-accepted",
            "the agreement is accepted",
            Event::AgreementAccepted {
                distribution: distribution(),
                text: catalogs::agreement(),
                language: Language::RUSSIAN,
                who: "администратор".to_owned(),
                license: Some(licenses::number()),
            },
        ),
        (
            "5-install-begun",
            "an installation begins",
            Event::InstallBegun { installed: installed(), folder: folder(), files: files() },
        ),
        (
            "6-install-done",
            "the installation is complete",
            Event::InstallDone { installed: installed(), folder: folder(), files: files() },
        ),
        (
            "7-saved",
            "the files are saved for use elsewhere",
            Event::Saved { installed: installed(), folder: "E:\\".to_owned(), files: files() },
        ),
        (
            "8-install-abandoned",
            "another installation is given up",
            Event::InstallAbandoned { folder: folder() },
        ),
        (
            "9-root-trusted",
            "a newer root is trusted",
            Event::RootTrusted { root: sha256(b"root 2"), version: 2 },
        ),
        (
            "a-bulletin-seen",
            "a bulletin is seen",
            Event::BulletinSeen { bulletin: bulletins::digest(), number: 3 },
        ),
        (
            "b-fork-seen",
            "another catalog under the number of a known one is refused",
            Event::ForkSeen { forked: Forked::Catalog, digest: sha256(b"another catalog 12"), number: 12 },
        ),
        (
            "c-fork-acknowledged",
            "a person has taken note of it",
            Event::ForkAcknowledged {
                digest: sha256(b"another catalog 12"),
                who: "администратор".to_owned(),
            },
        ),
    ]
}

/// The receipts of the story, each chained to the one before it.
fn documents() -> Vec<Vec<u8>> {
    let mut documents: Vec<Vec<u8>> = Vec::new();
    for ((_, _, event), sequence) in story().into_iter().zip(0..) {
        let previous = documents.last().map(|document| sha256(document));
        let receipt = Receipt::new(sequence, previous, event, now().plus_seconds(sequence));
        documents.push(SITE.site().sign(&receipt).expect("a receipt that readers take"));
    }
    documents
}

pub(super) fn vectors() -> Vec<Vector> {
    let mut all: Vec<Vector> = Vec::new();
    let documents = documents();
    for ((name, comment, _), document) in story().into_iter().zip(&documents) {
        let vector = vector(name, "ok", "§7.2", comment, document.clone())
            .with("digest", &digest_of_payload(document).to_string());
        all.push(match all.last() {
            Some(before) => {
                let before = before.path.clone();
                vector.with("after", &before)
            }
            None => vector,
        });
    }
    all.extend(faults(&documents));
    all
}

fn faults(documents: &[Vec<u8>]) -> Vec<Vector> {
    let event = || Event::InstallAbandoned { folder: "/srv/1c".to_owned() };
    let signed = |receipt: &Receipt| SITE.site().sign(receipt).expect("a receipt that readers take");
    let previous = Some(sha256(&documents[0]));
    let gap = signed(&Receipt::new(2, previous, event(), now()));
    let other = signed(&Receipt::new(1, Some(sha256(b"another")), event(), now()));
    let private = Map::default()
        .with(1, cbor::int(1))
        .with(2, cbor::bytes(&[1; 32]))
        .with(3, cbor::int(9))
        .with(9, cbor::text("/srv/1c"));
    let claims = Map::default().with(6, cbor::int(1_790_000_000));
    let forge = |private: &Map| SITE.forge(Document::Receipt, &cbor::payload(&claims, private));
    let after = "receipt/0-started.txt";
    let receipt = Receipt::new(1, previous, event(), now());
    vec![
        vector("gap", "broken chain", "§7.1", "receipt 1 is left out", gap).with("after", after),
        vector("other-past", "broken chain", "§7.1", "it names another receipt before it", other)
            .with("after", after),
        vector(
            "by-issuing-key",
            "unknown key",
            "§7.1",
            "signed by a key of the vendor",
            LICENSES.forge(Document::Receipt, &receipt.encode()),
        ),
        vector(
            "kind-13",
            "field range",
            "§7.2",
            "there is no kind 13",
            forge(&private.clone().with(3, cbor::int(13))),
        ),
        vector(
            "fork-of-a-license",
            "field range",
            "§7.2",
            "licenses are not among what can be forked",
            forge(
                &private
                    .clone()
                    .without(9)
                    .with(3, cbor::int(11))
                    .with(4, cbor::int(4))
                    .with(5, cbor::bytes(&[1; 32]))
                    .with(6, cbor::int(1)),
            ),
        ),
        vector(
            "without-previous",
            "field contradiction",
            "§7.1",
            "receipt 1 names none before it",
            forge(&private.clone().without(2)),
        ),
        vector(
            "first-of-another-kind",
            "field contradiction",
            "§7.1",
            "receipt 0 is no start",
            forge(&private.clone().with(1, cbor::int(0)).without(2)),
        ),
        vector(
            "field-of-another-kind",
            "field unknown-key",
            "§7.2",
            "an abandoned installation has no distribution",
            forge(&private.with(4, cbor::text("demo"))),
        ),
    ]
}
