//! What reading takes from the heap at most, held by documents that are made to take much: in each, what becomes a large
//! value out of few bytes, as often as the limits of SPEC §2.4 allow (`docs/ARCHITECTURE.md`, "What a check costs").

use allocation_counter::measure;
use crypto::{RootKey, SigningKey, TrustedRoot};
use format::bulletin::{Bulletin, Shard};
use format::catalog::{Catalog, Distribution, Index, Object, Part};
use format::{
    Coupon, Envelope, IssuingKey, Language, License, Names, ParseError, Payload, Prefix, Purpose, Receipt,
    Request, Root, SignedText, UnixTime,
};

/// Bytes of memory for each byte of a document; the most is a coupon's addition with a list of products that it replaces.
const OF_A_DOCUMENT: u64 = 12;
/// For each byte of an object; the most is a target for any configuration, which is said in three bytes.
const OF_AN_OBJECT: u64 = 72;
/// For each byte of a text: where a row does not check, each symbol is kept with its place, to say what is wrong.
const OF_A_TEXT: u64 = 40;
/// What does not grow with the input.
const AT_LEAST: u64 = 4096;

fn head(major: u8, value: u64) -> Vec<u8> {
    let first = |info: u8| vec![major << 5 | info];
    match value {
        0..=23 => first(u8::try_from(value).expect("below 24")),
        24..=0xff => [first(24), vec![u8::try_from(value).expect("a byte")]].concat(),
        0x100..=0xffff => {
            [first(25), u16::try_from(value).expect("two bytes").to_be_bytes().to_vec()].concat()
        }
        _ => [first(26), u32::try_from(value).expect("four bytes").to_be_bytes().to_vec()].concat(),
    }
}

fn int(value: u64) -> Vec<u8> {
    head(0, value)
}

fn long(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).expect("a short list")
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    [head(2, long(bytes)), bytes.to_vec()].concat()
}

fn text(text: &str) -> Vec<u8> {
    [head(3, long(text.as_bytes())), text.as_bytes().to_vec()].concat()
}

fn array(items: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let items: Vec<Vec<u8>> = items.into_iter().collect();
    [head(4, u64::try_from(items.len()).expect("few")), items.concat()].concat()
}

fn map(entries: impl IntoIterator<Item = (u64, Vec<u8>)>) -> Vec<u8> {
    let entries: Vec<Vec<u8>> = entries.into_iter().map(|(key, value)| [int(key), value].concat()).collect();
    [head(5, u64::try_from(entries.len()).expect("few")), entries.concat()].concat()
}

/// The claims around a private claim.
fn claims(
    claims: impl IntoIterator<Item = (u64, Vec<u8>)>,
    private: impl IntoIterator<Item = (u64, Vec<u8>)>,
) -> Vec<u8> {
    let entries: Vec<Vec<u8>> = claims.into_iter().map(|(key, value)| [int(key), value].concat()).collect();
    let count = u64::try_from(entries.len()).expect("few") + 1;
    [head(5, count), entries.concat(), vec![0x3a, 0, 1, 0, 0], map(private)].concat()
}

/// Names in as many languages as there may be, each of one letter.
fn names() -> Vec<u8> {
    let languages: Vec<Vec<u8>> =
        (b'a'..b'q').map(|last| [text(&format!("a{}", char::from(last))), text("x")].concat()).collect();
    [head(5, 16), languages.concat()].concat()
}

fn name() -> Vec<u8> {
    [head(5, 1), text("en"), text("x")].concat()
}

fn blob() -> Vec<u8> {
    array([bytes(&[1; 32]), int(1)])
}

/// 1 to `count` as what `item` makes of them.
fn many(count: u64, item: impl Fn(u64) -> Vec<u8>) -> Vec<u8> {
    array((1..=count).map(item))
}

/// A digest, a key, a number: ascending bytes.
fn ascending<const N: usize>(value: u64) -> Vec<u8> {
    let mut array = [0; N];
    array[N - 8..].copy_from_slice(&value.to_be_bytes());
    if N >= 16 {
        // Hashes ascend by their first bytes.
        array[..8].copy_from_slice(&value.to_be_bytes());
    }
    bytes(&array)
}

fn features() -> Vec<u8> {
    map([(1, int(1))])
}

fn license() -> Vec<u8> {
    let grant = |product| map([(1, int(product)), (2, features())]);
    let private = [(1, int(1)), (2, many(64, grant)), (3, many(512, ascending::<8>)), (6, bytes(&[1; 8]))];
    claims([(6, int(0)), (7, bytes(&[1; 12]))], private)
}

fn coupon() -> Vec<u8> {
    let addition = |product| map([(1, int(product)), (2, features()), (7, many(16, int))]);
    let private = [(1, int(1)), (2, array([int(0)])), (3, many(64, addition))];
    claims([(6, int(0)), (7, bytes(&[1; 12]))], private)
}

fn root() -> Vec<u8> {
    let issuing = |key| map([(1, ascending::<32>(key + 100)), (2, array([int(1)])), (5, many(16, int))]);
    let private = [
        (1, int(1)),
        (2, text("DEMO")),
        (3, names()),
        (4, int(1)),
        (5, int(1)),
        (6, many(16, ascending::<32>)),
        (7, many(64, issuing)),
    ];
    claims([(6, int(0))], private)
}

fn catalog() -> Vec<u8> {
    let group = |number: u64| array([int(1), text(&format!("{number:05}")), blob()]);
    let private = [
        (1, int(1)),
        (2, many(65_536, group)),
        (3, many(4096, |product| array([int(product), name()]))),
        (4, many(4096, |feature| array([int(feature), name(), int(1)]))),
    ];
    claims([(4, int(1)), (6, int(0))], private)
}

fn bulletin() -> Vec<u8> {
    let withdrawn = |number| array([ascending::<32>(number), name()]);
    let burnt = |number| array([ascending::<8>(number), int(0)]);
    let private = [(1, int(1)), (2, bytes(&[1; 16])), (5, many(256, burnt)), (6, many(4096, withdrawn))];
    claims([(6, int(0))], private)
}

fn receipt() -> Vec<u8> {
    let delivered = |_| array([text("x"), bytes(&[1; 32]), int(1)]);
    let private = [
        (1, int(1)),
        (2, bytes(&[1; 32])),
        (3, int(7)),
        (4, text("x")),
        (5, text("x")),
        (6, bytes(&[1; 32])),
        (9, text("x")),
        (10, many(256, delivered)),
    ];
    claims([(6, int(0))], private)
}

fn request() -> Vec<u8> {
    let seen = |number| array([bytes(&[1; 32]), int(number)]);
    let wanted = |number: u64| text(&format!("{number:03}"));
    let asked = |number: u64| map([(1, int(1)), (2, text(&format!("{number:02}"))), (3, array([int(1)]))]);
    let private = [
        (1, bytes(&[1; 32])),
        (2, seen(1)),
        (3, array([int(1), bytes(&[1; 32])])),
        (6, many(256, |number| array([ascending::<12>(number), int(1), bytes(&[1; 32])]))),
        (7, many(64, asked)),
        (8, many(256, wanted)),
        (9, many(1024, ascending::<32>)),
    ];
    claims([(6, int(0))], private)
}

/// A release with this list of targets, and what follows it.
fn release(order: u64, targets: Vec<u8>, more: Vec<(u64, Vec<u8>)>) -> Vec<u8> {
    let file = array([map([(1, text("x")), (2, blob())])]);
    let fields = [(1, text("x")), (2, int(order)), (3, int(0)), (8, file), (9, targets)];
    map(fields.into_iter().chain(more))
}

/// Releases with as many targets as one may have, each for any configuration.
fn part() -> Vec<u8> {
    many(1024, |order| release(order, many(64, |_| map([(1, int(0))])), Vec::new()))
}

/// Versions that a release can be installed over, each of one letter.
fn part_of_versions() -> Vec<u8> {
    let versions = || many(256, |_| text("x"));
    many(1024, |order| release(order, array([map([(1, int(0))])]), vec![(10, versions())]))
}

/// The same with releases that are listed one by one.
fn part_of_builds() -> Vec<u8> {
    let target = |_| {
        let builds = || many(256, |build| array([int(build)]));
        map([(1, int(1)), (2, text("x")), (6, builds()), (7, builds())])
    };
    let release = |order| {
        map([
            (1, text("x")),
            (2, int(order)),
            (3, int(0)),
            (8, array([map([(1, text("x")), (2, blob())])])),
            (9, many(16, target)),
        ])
    };
    many(28, release)
}

fn index() -> Vec<u8> {
    let part = |_| map([(1, blob()), (2, int(1)), (3, array([int(1)])), (4, array([int(1)]))]);
    many(64, |number| array([text(&format!("{number:05}")), blob(), many(1024, part)]))
}

fn distribution() -> Vec<u8> {
    map([(1, text("x")), (2, names()), (3, names()), (8, many(64, int))])
}

fn shard() -> Vec<u8> {
    let entries: Vec<u8> = (1..=52_428_u64)
        .flat_map(|number| [number.to_be_bytes().as_slice(), &[0; 8], &[0, 0, 0, 1]].concat())
        .collect();
    bytes(&entries)
}

/// A document whose one optional field is a string that fills it.
fn extended(most: usize) -> Vec<u8> {
    let filler = bytes(&vec![7; most - 128]);
    claims([(6, int(0))], [(1, int(1)), (2, bytes(&[1; 16])), (1024, filler)])
}

/// The most that `read` takes from the heap at any one time.
fn most<T>(read: impl FnOnce() -> T) -> u64 {
    measure(|| drop(read())).bytes_max
}

fn hold<T>(name: &str, times: u64, bytes: &[u8], read: fn(&[u8]) -> Result<T, ParseError>) {
    assert_eq!(read(bytes).err(), None, "{name}");
    let (found, may) = (most(|| read(bytes)), AT_LEAST + times * long(bytes));
    assert!(found <= may, "{name}: {found} bytes of memory for {}", long(bytes));
}

#[test]
fn no_document_takes_more_memory_than_its_multiple() {
    hold("license", OF_A_DOCUMENT, &license(), License::decode);
    hold("coupon", OF_A_DOCUMENT, &coupon(), Coupon::decode);
    hold("root", OF_A_DOCUMENT, &root(), Root::decode);
    hold("catalog", OF_A_DOCUMENT, &catalog(), Catalog::decode);
    hold("bulletin", OF_A_DOCUMENT, &bulletin(), Bulletin::decode);
    hold("full bulletin", OF_A_DOCUMENT, &extended(Bulletin::LIMITS.max_bytes), Bulletin::decode);
    hold("receipt", OF_A_DOCUMENT, &receipt(), Receipt::decode);
    hold("request", OF_A_DOCUMENT, &request(), Request::decode);
}

#[test]
fn no_object_takes_more_memory_than_its_multiple() {
    hold("part", OF_AN_OBJECT, &part(), Part::decode);
    hold("part of versions", OF_AN_OBJECT, &part_of_versions(), Part::decode);
    hold("part of builds", OF_AN_OBJECT, &part_of_builds(), Part::decode);
    hold("index", OF_AN_OBJECT, &index(), Index::decode);
    hold("distribution", OF_AN_OBJECT, &distribution(), Distribution::decode);
    hold("shard", OF_AN_OBJECT, &shard(), Shard::decode);
}

/// What is not good costs no more: the scanner takes nothing, and what was read before the fault is given back.
#[test]
fn a_document_with_a_fault_at_its_end_costs_no_more_than_a_good_one() {
    let good = part();
    let mut late = good.clone();
    let last = late.len() - 1;
    late[last] = 0x06; // there is no target of kind 6
    assert!(Part::decode(&late).is_err());
    assert!(most(|| Part::decode(&late)) <= most(|| Part::decode(&good)));
    let scanned = most(|| Part::decode(&good[..last]));
    assert_eq!(scanned, 0, "a part that is cut is refused before anything is taken");
}

/// Verifying takes the bytes that are under the signature once more, and gives them back before the payload is read.
#[test]
fn verifying_takes_the_signed_bytes_once_more() {
    let root_key = RootKey::new(SigningKey::from_seed(&[1; 32]));
    let issuing = SigningKey::from_seed(&[2; 32]);
    let english: Names = [(Language::ENGLISH, "Demo".to_owned())].into_iter().collect();
    let prefix = Prefix::new("DEMO").expect("four letters");
    let mut root = Root::new(prefix, english, 1, vec![root_key.public()], UnixTime::new(0));
    root.issuing_keys = vec![IssuingKey::new(issuing.public(), Purpose::ALL)];
    let root = RootKey::sign_root(&root, &[&root_key]).expect("the root is as SPEC says");
    let root = TrustedRoot::unverified_origin(&root).expect("just signed");
    let value = Bulletin::decode(&extended(Bulletin::LIMITS.max_bytes - 256)).expect("a good bulletin");
    let document = issuing.sign(&value).expect("a bulletin that readers take");
    let envelope = Envelope::parse(&document).expect("a frame");
    let found = most(|| root.keyring().verify::<Bulletin>(&envelope).expect("just signed"));
    assert!(found <= AT_LEAST + 2 * long(&document), "{found} bytes for {}", long(&document));
}

#[test]
fn no_text_takes_more_memory_than_its_multiple() {
    let number = "DEMO-PW59D-N3RQP-RQ4FT-ABKGS\n";
    let rows =
        ["0", "0\n", "-", "GH6T4-09J0H-407G7-VAJ5R-6968F\n", "Ж", "GH6T409J0H", "\u{2011}", "\n\n0", "J"];
    for row in rows {
        let text = [number, &row.repeat((131_072 - number.len()) / row.len())].concat();
        let found = most(|| SignedText::read(&text).map(drop));
        let may = AT_LEAST + OF_A_TEXT * long(text.as_bytes());
        assert!(found <= may, "{row:?}: {found} bytes of memory for {}", text.len());
    }
}
