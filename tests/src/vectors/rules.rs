//! Which vector stands for which rule of SPEC: the names in braces and those of the grammars, section by section.

use super::file::Vector;

/// A rule, and the vectors that stand for it: paths without their ending.
type Rule = (&'static str, &'static [&'static str]);

/// §1, the words of all grammars.
const WORDS: &[Rule] = &[
    ("seconds", &["license/field-iat-year-10000"]),
    ("count", &["license/field-revision-0", "bulletin/field-number-0", "root/version-0"]),
    ("number-id", &["license/field-number-first-bit"]),
    ("customer", &["license/field-customer-9-bytes"]),
    ("key", &["root/key-31-bytes"]),
    ("extension", &["license/field-unknown-1023", "license/field-unknown-65536"]),
];

/// §2, bytes.
const BYTES: &[Rule] = &[
    ("whole", &["license/malformed-whole"]),
    ("one-item", &["license/malformed-one-item"]),
    ("shortest-head", &["license/malformed-shortest-head"]),
    ("indefinite", &["license/malformed-indefinite"]),
    ("reserved", &["license/malformed-reserved"]),
    ("key-order", &["license/malformed-key-order", "license/malformed-key-order-length-first"]),
    ("duplicate-key", &["license/malformed-duplicate-key"]),
    ("float", &["license/malformed-float"]),
    ("tag", &["license/malformed-tag"]),
    ("simple", &["license/malformed-simple", "license/payload-detached"]),
    ("utf8", &["license/malformed-utf8"]),
    ("nfc", &["license/malformed-nfc"]),
    ("control", &["license/malformed-control"]),
    ("depth", &["license/malformed-depth"]),
    ("items", &["license/malformed-items"]),
    ("license-items", &["license/malformed-items"]),
    ("license-bytes", &["license/too-long"]),
    ("shard-items", &["bulletin/shard-list"]),
    ("domain", &["license/bad-signature-no-domain"]),
    ("untagged", &["license/tagged"]),
    ("array-of-four", &["license/three-members", "license/text", "root/not-a-list"]),
    ("document", &["license/three-members"]),
    ("header-missing", &["license/protected-without-kid"]),
    ("header-more", &["license/protected-critical"]),
    ("header", &["license/protected-without-kid", "license/protected-critical"]),
    ("typ", &["license/protected-typ", "root/without-typ", "catalog/without-typ", "bulletin/without-typ"]),
    ("algorithm", &["license/algorithm-eddsa", "license/algorithm-ml-dsa"]),
    ("unprotected", &["license/unprotected-kid"]),
    ("payload-bytes", &["license/payload-not-bytes"]),
    ("signature-bytes", &["license/signature-63-bytes"]),
    ("file-name-character", &["catalog/part-name-up", "catalog/part-name-backslash"]),
    ("file-name-ends", &["catalog/part-name-dot"]),
    ("file-name-device", &["catalog/part-name-device"]),
    ("says-nothing", &["license/field-grants-none"]),
    ("flag", &["license/field-trial-false"]),
    ("+extensions", &["license/with-extensions"]),
    (
        "unknown-key",
        &[
            "license/field-unknown-8",
            "license/field-unknown-1023",
            "license/field-unknown-65536",
            "license/field-exp",
            "license/field-nbf",
            "bulletin/field-unknown-key",
        ],
    ),
];

/// §3, numbers and text.
const TEXT: &[Rule] = &[
    ("+forgiving", &["text/lower-case", "text/cyrillic", "text/look-alikes", "text/flowed", "text/mail"]),
    ("text-empty", &["text/empty"]),
    ("too-long", &["text/too-long"]),
    ("only-number", &["text/only-number"]),
    ("number-prefix", &["text/number-prefix"]),
    ("number-length", &["text/number-length"]),
    ("number-character", &["text/number-character"]),
    ("number-check", &["text/number-check", "text/repair-number"]),
    ("row-character", &["text/row-character", "text/repair-unknown"]),
    (
        "row-check",
        &[
            "text/row-check",
            "text/group-length",
            "text/row-length",
            "text/row-missing",
            "text/row-repeated",
            "text/rows-swapped",
            "text/repair-wrong",
            "text/repair-swapped",
            "text/repair-omitted",
            "text/repair-doubled",
            "text/repair-three-rows",
            "text/repair-without-lines",
        ],
    ),
    ("text-ends", &["text/text-ends"]),
    ("text-goes-on", &["text/text-goes-on"]),
    ("row-length", &["text/last-row"]),
    ("loose-end", &["text/loose-end"]),
    ("other-number", &["text/other-number", "text/other-prefix"]),
    ("repair-three-rows", &["text/repair-four-rows"]),
    ("repair-once", &["text/repair-two-in-a-row"]),
    ("repair-number", &["text/repair-other-number"]),
    ("repair-verified", &["text/repair-forged"]),
];

/// §4, root, license, coupon.
const HELD: &[Rule] = &[
    ("prefix", &["root/prefix-lower-case"]),
    ("names", &["root/names-type"]),
    ("purpose", &["root/purpose-5"]),
    ("issuing-key", &["root/family-empty"]),
    ("signatures-none", &["root/empty-list"]),
    ("signatures-payload", &["root/two-payloads"]),
    ("signatures-order", &["root/one-key-twice"]),
    ("root-keys-order", &["root/keys-descending"]),
    ("purposes-order", &["root/purposes-descending"]),
    ("family-order", &["root/family-descending"]),
    ("threshold-keys", &["root/threshold-above-keys"]),
    ("one-role", &["root/root-key-issues"]),
    ("threshold", &["root/one-of-two", "root/strangers"]),
    ("root-signature", &["root/one-signature-bad"]),
    ("weak-key", &["root/weak-key", "root/odd-key"]),
    ("license", &["license/field-holder-empty", "license/field-iat-missing", "license/field-number-missing"]),
    (
        "license-claim",
        &[
            "license/field-revision-missing",
            "license/field-revision-text",
            "license/field-customer-missing",
            "license/field-grace-367",
        ],
    ),
    ("limit", &["license/field-limit-0"]),
    ("folded-order", &["license/field-folded-descending"]),
    ("bindings-none", &["license/field-bindings-none"]),
    ("bindings", &["license/field-bindings-none"]),
    ("grant-period", &["license/field-period"]),
    ("trial", &["license/field-days-of-use-0", "license/field-trial-false"]),
    ("use-days", &["license/field-days-of-use-of-no-trial"]),
    ("coupon-claim", &["coupon/field-items-none"]),
    ("coupon-change", &["coupon/field-kind-4"]),
    ("scope", &["coupon/field-scope-count"]),
    ("days", &["coupon/field-days-0"]),
    ("one-end", &["coupon/field-days-and-until"]),
    ("end", &["coupon/field-days-and-until"]),
    ("change-scope", &["coupon/field-change-for-bearer"]),
    ("change-once", &["coupon/field-change-reusable"]),
];

/// §5, trust.
const TRUST: &[Rule] = &[
    ("unknown-key-id", &["license/unknown-key", "receipt/by-issuing-key"]),
    (
        "signature",
        &[
            "license/bad-signature-last-bit",
            "license/bad-signature-payload",
            "license/bad-signature-other-key",
        ],
    ),
    ("keys-first", &["root/bad-signature-version-0"]),
    ("wrong-document", &["coupon/as-license", "text/coupon-as-license"]),
    (
        "purpose-of-key",
        &[
            "license/wrong-purpose-coupon-key",
            "license/wrong-purpose-catalog-key",
            "catalog/wrong-purpose",
            "bulletin/wrong-purpose",
        ],
    ),
    ("key-from", &["license/before-key-time"]),
    ("key-until", &["license/after-key-time"]),
    ("key-family", &["license/outside-key-family", "coupon/outside-key-family"]),
    ("family-change", &["coupon/change-by-family-key"]),
    ("key-encoding", &["root/odd-key"]),
    ("key-order-8", &["root/weak-key"]),
    ("s-range", &["license/bad-signature-s-plus-l"]),
    ("fingerprint", &["root/wrong-fingerprint"]),
    ("+same-root", &["root/same-again"]),
    ("root-prefix", &["root/other-prefix"]),
    ("root-environment", &["root/other-environment"]),
    ("root-version", &["root/third-after-first"]),
    ("root-fork", &["root/fork"]),
    ("old-threshold", &["root/second-without-the-old", "root/stranger-of-one-version"]),
    ("new-threshold", &["root/second-without-the-new"]),
];

/// §6, the catalog.
const CATALOG: &[Rule] = &[
    ("catalog", &["catalog/field-exp-missing"]),
    ("groups-order", &["catalog/field-groups-descending"]),
    ("group", &["catalog/field-any-named"]),
    ("object-digest", &["catalog/other-index"]),
    ("file-twice", &["catalog/part-name-twice"]),
    ("releases-order", &["catalog/part-order-twice"]),
    ("withdrawn-why", &["catalog/part-withdrawn-without-reason"]),
    ("release", &["catalog/part-no-files", "catalog/part-date-missing"]),
    ("target-unnamed", &["catalog/part-target-without-name"]),
    ("range-period", &["catalog/part-range-descending"]),
    ("builds-order", &["catalog/part-builds-equal"]),
];

/// §7, receipts.
const RECEIPTS: &[Rule] = &[
    ("chain-sequence", &["receipt/gap"]),
    ("chain-previous", &["receipt/other-past"]),
    ("receipt-claim", &["receipt/kind-13"]),
    ("forked", &["receipt/fork-of-a-license"]),
    ("later-previous", &["receipt/without-previous"]),
    ("first-kind", &["receipt/first-of-another-kind"]),
    ("event-fields", &["receipt/field-of-another-kind"]),
];

/// §8, the bulletin.
const BULLETIN: &[Rule] = &[
    ("bulletin-claim", &["bulletin/field-salt-missing", "bulletin/field-lowest-0"]),
    ("entries-or-shards", &["bulletin/field-entries-and-shards"]),
    ("entries-none", &["bulletin/field-entries-none"]),
    ("entries-odd", &["bulletin/field-entries-odd", "bulletin/shard-odd"]),
    ("shards-power", &["bulletin/field-shards-1", "bulletin/field-shards-3"]),
    (
        "entries-order",
        &["bulletin/field-entries-descending", "bulletin/field-entries-twice", "bulletin/shard-descending"],
    ),
    ("entry-revision", &["bulletin/field-entries-revision-0"]),
    ("burnt-order", &["bulletin/field-burnt-descending"]),
    ("withdrawn-order", &["bulletin/field-withdrawn-descending"]),
    ("withdrawn", &["bulletin/field-withdrawn-without-reason"]),
    ("burns-itself", &["bulletin/burns-its-own-key"]),
    ("wrong-shard", &["bulletin/shard-changed"]),
    ("burnt-key-id", &["bulletin/license-of-burnt-key"]),
];

/// The vectors with the rules that they stand for in their headers.
pub(super) fn named(vectors: Vec<Vector>) -> Vec<Vector> {
    let rules = [WORDS, BYTES, TEXT, HELD, TRUST, CATALOG, RECEIPTS, BULLETIN].concat();
    for (rule, path) in rules.iter().flat_map(|(rule, paths)| paths.iter().map(move |path| (rule, path))) {
        let is_there = vectors.iter().any(|vector| vector.path.strip_suffix(".txt") == Some(path));
        assert!(is_there, "the rule {rule} has no vector {path}");
    }
    let rules_of = |vector: &Vector| {
        let path = vector.path.strip_suffix(".txt").unwrap_or_default().to_owned();
        let of_it = rules.iter().filter(|(_, paths)| paths.contains(&path.as_str()));
        of_it.map(|(rule, _)| rule.trim_start_matches('+')).collect::<Vec<_>>().join(", ")
    };
    let named = vectors.into_iter().map(|vector| match rules_of(&vector) {
        rules if rules.is_empty() || vector.find("rule").is_some() => vector,
        rules => vector.with("rule", &rules),
    });
    named.collect()
}
