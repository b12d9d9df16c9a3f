//! The examples of RFC 8949 appendix A, typed from the RFC: what our profile accepts and by which rule it refuses the
//! rest (SPEC §2.2).

use format::{Limits, ParseError, Rule, scan};

/// Appendix A in its order; `None` where the profile accepts the example.
const EXAMPLES: [(&str, Option<Rule>); 81] = [
    ("00", None),
    ("01", None),
    ("0a", None),
    ("17", None),
    ("1818", None),
    ("1819", None),
    ("1864", None),
    ("1903e8", None),
    ("1a000f4240", None),
    ("1b000000e8d4a51000", None),
    ("1bffffffffffffffff", None),
    ("c249010000000000000000", Some(Rule::Tag)),
    ("3bffffffffffffffff", None),
    ("c349010000000000000000", Some(Rule::Tag)),
    ("20", None),
    ("29", None),
    ("3863", None),
    ("3903e7", None),
    ("f90000", Some(Rule::Float)),
    ("f98000", Some(Rule::Float)),
    ("f93c00", Some(Rule::Float)),
    ("fb3ff199999999999a", Some(Rule::Float)),
    ("f93e00", Some(Rule::Float)),
    ("f97bff", Some(Rule::Float)),
    ("fa47c35000", Some(Rule::Float)),
    ("fa7f7fffff", Some(Rule::Float)),
    ("fb7e37e43c8800759c", Some(Rule::Float)),
    ("f90001", Some(Rule::Float)),
    ("f90400", Some(Rule::Float)),
    ("f9c400", Some(Rule::Float)),
    ("fbc010666666666666", Some(Rule::Float)),
    ("f97c00", Some(Rule::Float)),
    ("f97e00", Some(Rule::Float)),
    ("f9fc00", Some(Rule::Float)),
    ("fa7f800000", Some(Rule::Float)),
    ("fa7fc00000", Some(Rule::Float)),
    ("faff800000", Some(Rule::Float)),
    ("fb7ff0000000000000", Some(Rule::Float)),
    ("fb7ff8000000000000", Some(Rule::Float)),
    ("fbfff0000000000000", Some(Rule::Float)),
    ("f4", None),
    ("f5", None),
    ("f6", Some(Rule::Simple)),
    ("f7", Some(Rule::Simple)),
    ("f0", Some(Rule::Simple)),
    ("f8ff", Some(Rule::Simple)),
    ("c074323031332d30332d32315432303a30343a30305a", Some(Rule::Tag)),
    ("c11a514b67b0", Some(Rule::Tag)),
    ("c1fb41d452d9ec200000", Some(Rule::Tag)),
    ("d74401020304", Some(Rule::Tag)),
    ("d818456449455446", Some(Rule::Tag)),
    ("d82076687474703a2f2f7777772e6578616d706c652e636f6d", Some(Rule::Tag)),
    ("40", None),
    ("4401020304", None),
    ("60", None),
    ("6161", None),
    ("6449455446", None),
    ("62225c", None),
    ("62c3bc", None),
    ("63e6b0b4", None),
    ("64f0908591", None),
    ("80", None),
    ("83010203", None),
    ("8301820203820405", None),
    ("98190102030405060708090a0b0c0d0e0f101112131415161718181819", None),
    ("a0", None),
    ("a201020304", None),
    ("a26161016162820203", None),
    ("826161a161626163", None),
    ("a56161614161626142616361436164614461656145", None),
    ("5f42010243030405ff", Some(Rule::Indefinite)),
    ("7f657374726561646d696e67ff", Some(Rule::Indefinite)),
    ("9fff", Some(Rule::Indefinite)),
    ("9f018202039f0405ffff", Some(Rule::Indefinite)),
    ("9f01820203820405ff", Some(Rule::Indefinite)),
    ("83018202039f0405ff", Some(Rule::Indefinite)),
    ("83019f0203ff820405", Some(Rule::Indefinite)),
    ("9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff", Some(Rule::Indefinite)),
    ("bf61610161629f0203ffff", Some(Rule::Indefinite)),
    ("826161bf61626163ff", Some(Rule::Indefinite)),
    ("bf6346756ef563416d7421ff", Some(Rule::Indefinite)),
];

/// Appendix F: encodings that are not well-formed in any profile.
const NOT_WELL_FORMED: [(&str, Rule); 14] = [
    ("", Rule::Whole),
    ("18", Rule::Whole),
    ("1b0102030405", Rule::Whole),
    ("41", Rule::Whole),
    ("6261", Rule::Whole),
    ("8201", Rule::Whole),
    ("a101", Rule::Whole),
    ("1c", Rule::Reserved),
    ("5d", Rule::Reserved),
    ("9e", Rule::Reserved),
    ("fc", Rule::Simple),
    ("ff", Rule::Indefinite),
    ("1f", Rule::Indefinite),
    // Valid in RFC 7049, not well-formed since RFC 8949 §3.3.
    ("f818", Rule::Simple),
];

fn broken_rule(hex: &str) -> Option<Rule> {
    let bytes: Vec<u8> = (0..hex.len() / 2)
        .map(|index| u8::from_str_radix(&hex[2 * index..2 * index + 2], 16).expect("hexadecimal"))
        .collect();
    match scan(&bytes, Limits::new(64, 64)) {
        Ok(()) => None,
        Err(ParseError::Malformed { rule, .. }) => Some(rule),
        Err(other) => panic!("{hex}: unexpected {other}"),
    }
}

#[test]
fn each_example_of_appendix_a_is_accepted_or_refused_by_its_rule() {
    for (hex, rule) in EXAMPLES {
        assert_eq!(broken_rule(hex), rule, "{hex}");
    }
}

#[test]
fn what_appendix_f_calls_not_well_formed_is_refused() {
    for (hex, rule) in NOT_WELL_FORMED {
        assert_eq!(broken_rule(hex), Some(rule), "{hex}");
    }
}
