use format::{Explain, UnixTime};
use proptest::prelude::*;
use uuid::{Uuid, uuid};

use super::{root::*, *};
use crate::{
    CompatibilityMode, Place, Purpose, Sha1Digest,
    container::Layout,
    limits::Limit,
    write::{ExtensionBuilder, container, deflate},
};

const ROOT: Uuid = uuid!("3f1b9f6e-6a0c-4d53-9a51-0d8f6f2f6f10");

fn pumps() -> ExtensionBuilder {
    ExtensionBuilder::new("Насосы", ROOT)
        .synonym("ru", "Насосы \"Ока\"")
        .synonym("en", "Pumps, {all}")
        .comment("line\r\nline")
        .vendor("ООО \"Ока\"")
        .version("1.2.3")
        .name_prefix("нас_")
        .purpose(Purpose::Customization)
        .compatibility_mode(CompatibilityMode::new(80_324))
        .module("нас_Общий", "Процедура А() Экспорт\r\nКонецПроцедуры")
}

fn file(elements: &[(&str, &str)]) -> Vec<u8> {
    let elements: Vec<_> = elements.iter().map(|(name, text)| (*name, deflate(text.as_bytes()))).collect();
    container(Layout::NARROW, &elements, 0)
}

/// An extension with this root object, and a `configinfo` that fits.
fn extension_with(root: &str) -> Vec<u8> {
    let digest = Sha1Digest::of(&deflate(root.as_bytes()));
    listed(root, &format!("{{1,\"{ROOT}\",{digest}}}"))
}

fn listed(root: &str, list: &str) -> Vec<u8> {
    let info = format!("{{0,{{216,0,{{80316,0}}}}}},{{2,{ROOT},}},{list}");
    file(&[(CONFIG_INFO, &info), (&ROOT.to_string(), root)])
}

fn external(class: Uuid, version: &str) -> Vec<u8> {
    let header = "{3,{1,0,x},\"Загрузка\",{1,\"ru\",\"Загрузка цен\"},\"из файла\",0,0}";
    let items = if class == CONFIGURATION {
        format!("{{63,{{0,{header}}},\"\"}}")
    } else {
        format!("{{4,x,x,{{0,{header}}},x}}")
    };
    let object = format!("{{1,{{{ROOT}}},1,{{{class},{{1,{items}}}}}}}");
    file(&[("root", &format!("{{2,{ROOT},}}")), ("version", version), (&ROOT.to_string(), &object)])
}

#[test]
fn an_extension_says_what_it_was_told() {
    let facts = inspect(&pumps().build()).unwrap();
    assert_eq!((facts.kind, facts.root_uuid), (Kind::Extension, ROOT));
    assert_eq!((facts.name.as_str(), facts.version.as_str()), ("Насосы", "1.2.3"));
    assert_eq!((facts.vendor.as_str(), facts.comment.as_str()), ("ООО \"Ока\"", "line\r\nline"));
    assert_eq!(
        (facts.synonym["ru"].as_str(), facts.synonym["en"].as_str()),
        ("Насосы \"Ока\"", "Pumps, {all}")
    );
    assert_eq!((facts.name_prefix.as_str(), facts.purpose), ("нас_", Some(Purpose::Customization)));
    assert_eq!(facts.compatibility_mode, Some(CompatibilityMode::new(80_324)));
    assert_eq!((facts.object_format, facts.storage_format), (67, 216));
    assert_eq!(facts.elements.len(), 4);
}

#[test]
fn one_description_makes_one_file_and_another_one_another() {
    assert_eq!(pumps().build(), pumps().build());
    let other = pumps().module("нас_Второй", "").build();
    let (facts, other) = (inspect(&pumps().build()).unwrap(), inspect(&other).unwrap());
    assert_eq!(other.elements.len(), facts.elements.len() + 2);
    let same = other.elements.iter().filter(|element| facts.elements.contains(element)).count();
    assert_eq!(same, 3, "all but the root object, which lists the modules");
}

#[test]
fn a_64_bit_extension_says_the_same_alone_and_behind_a_32_bit_stub() {
    let narrow = pumps().build();
    let read = Container::read(&narrow).unwrap();
    let elements: Vec<_> = read.elements().map(|(name, stored)| (name, stored.to_vec())).collect();
    let wide = container(Layout::WIDE, &elements, 0);
    let stub = file(&[("root", "{2}")]);
    assert_eq!(inspect(&wide), inspect(&narrow));
    assert_eq!(inspect(&[stub, wide].concat()), inspect(&narrow));
}

#[test]
fn times_of_elements_are_no_facts() {
    let plain = ExtensionBuilder::new("Насосы", ROOT);
    let later = plain.clone().written_at(UnixTime::new(1_900_000_000));
    assert_ne!(plain.build(), later.build());
    assert_eq!(inspect(&plain.build()), inspect(&later.build()));
}

#[test]
fn processors_reports_and_configurations_say_less() {
    for (class, kind, format) in [
        (PROCESSOR, Kind::ExternalProcessor, 4),
        (REPORT, Kind::ExternalReport, 4),
        (CONFIGURATION, Kind::Configuration, 63),
    ] {
        let bytes = external(class, "{{216,0,{80327,0}}}");
        let facts = inspect(&bytes).unwrap();
        assert_eq!((facts.kind, facts.name.as_str(), facts.object_format), (kind, "Загрузка", format));
        assert_eq!((facts.root_uuid, facts.elements.len()), (ROOT, 3));
        assert_eq!(facts.storage_mode, Some(CompatibilityMode::new(80_327)));
        assert_eq!((facts.purpose, facts.compatibility_mode, facts.version.as_str()), (None, None, ""));
        let refused = OnecError::NotAnExtension { kind, element: "Загрузка".to_owned() };
        assert_eq!(inspect_extension(&bytes), Err(refused));
    }
    assert_eq!(inspect(&external(PROCESSOR, "{{216,0}}")).unwrap().storage_mode, None);
    assert!(inspect_extension(&pumps().build()).is_ok());
}

#[test]
fn every_fault_of_the_contents_has_its_own_code() {
    let root = ROOT.to_string();
    let object = "{2,{x},7,{9cd510cd-abfc-11d4-9434-004095e12fc7,{1,{67}}}}";
    let info = format!("{{0}},{{2,{ROOT},}},{{0}}");
    let not_text = container(Layout::NARROW, &[(CONFIG_INFO, deflate(b"{1,\xff}"))], 0);
    let raw = container(Layout::NARROW, &[(CONFIG_INFO, b"{1}".to_vec())], 0);
    let twice = format!("{{2,\"{root}\",a,\"{root}\",b}}");
    for (bytes, code) in [
        (file(&[("a", "{1}")]), "onec.unknown-contents"),
        (raw, "onec.deflate"),
        (not_text, "onec.not-text"),
        (file(&[(CONFIG_INFO, "{1")]), "onec.braces"),
        (file(&[(CONFIG_INFO, "{1}")]), "onec.missing-field"),
        (extension_with(object), "onec.missing-field"),
        (extension_with("{2,{x},7,{3f1b9f6e-6a0c-4d53-9a51-0d8f6f2f6f10}}"), "onec.unknown-kind"),
        (extension_with(&format!("{{2,{{x}},7,{{{PROCESSOR}}}}}")), "onec.unknown-kind"),
        (file(&[(CONFIG_INFO, &info)]), "onec.missing-element"),
        (file(&[("root", &format!("{{2,{ROOT},}}"))]), "onec.missing-element"),
        (listed(object, "{1,\"a\",b}"), "onec.unlisted-element"),
        (file(&[(CONFIG_INFO, "{0},{2},{1,\"a\",b}")]), "onec.missing-element"),
        (listed(object, &format!("{{1,\"{root}\",2jmj7l5rSw0yVb/vlWAYkK/YBwk=}}")), "onec.element-digest"),
        (listed(object, &twice), "onec.repeated-element"),
        (listed(object, &format!("{{2,\"{root}\",a}}")), "onec.missing-field"),
        (file(&[(CONFIG_INFO, &"{".repeat(1000))]), "onec.too-large"),
    ] {
        assert_eq!(inspect(&bytes).unwrap_err().code(), code);
    }
}

#[test]
fn a_bomb_in_the_root_object_is_refused() {
    let bomb = extension_with(&" ".repeat(crate::limits::MAX_INFLATED_ELEMENT + 1));
    assert!(bomb.len() < 100_000);
    let Err(OnecError::TooLarge { limit, place, .. }) = inspect(&bomb) else { panic!("not refused") };
    assert_eq!((limit, place), (Limit::InflatedElement, Place::Element(ROOT.to_string())));
}

#[test]
fn one_changed_byte_of_an_element_is_noticed() {
    let mut bytes = pumps().build();
    let stored = Container::read(&bytes).unwrap().element(&ROOT.to_string()).unwrap().to_vec();
    let at = bytes.windows(stored.len()).position(|window| window == stored).unwrap();
    bytes[at + stored.len() / 2] ^= 1;
    assert_eq!(inspect(&bytes), Err(OnecError::ElementDigest { element: ROOT.to_string() }));
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let bytes = ExtensionBuilder::new("Насосы", ROOT).build();
    for end in 0..bytes.len() {
        assert!(inspect(&bytes[..end]).is_err(), "cut at {end}");
    }
    let facts = inspect(&bytes).unwrap();
    assert_eq!(inspect(&[&bytes[..], b"behind"].concat()), Ok(facts), "what stands behind is not looked at");
}

proptest! {
    #[test]
    fn flipped_bytes_never_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..8)) {
        let mut bytes = ExtensionBuilder::new("Насосы", ROOT).build();
        for (at, flip) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
        }
        let _ = inspect(&bytes);
    }

    #[test]
    fn any_bytes_behind_a_container_header_never_panic(tail in prop::collection::vec(any::<u8>(), 0..200)) {
        for start in [&b"\xff\xff\xff\x7f"[..], &[0xff; 8]] {
            let _ = inspect(&[start, &tail].concat());
        }
    }

    #[test]
    fn what_is_built_is_read_back(
        texts in prop::collection::vec("[ -~а-яё\r\n]{0,20}", 6),
        mode in 80_300_u32..90_000,
        purpose in 0_u32..4,
    ) {
        let built = ExtensionBuilder::new(&texts[0], ROOT)
            .synonym("ru", &texts[1]).comment(&texts[2]).vendor(&texts[3]).version(&texts[4])
            .name_prefix(&texts[5]).purpose(Purpose::from_code(purpose))
            .compatibility_mode(CompatibilityMode::new(mode));
        let facts = inspect(&built.build()).unwrap();
        let read = [&facts.name, &facts.synonym["ru"], &facts.comment, &facts.vendor, &facts.version, &facts.name_prefix];
        prop_assert!(read.into_iter().eq(texts.iter()));
        prop_assert_eq!(facts.purpose.unwrap().code(), purpose);
        prop_assert_eq!(facts.compatibility_mode, facts.storage_mode);
        prop_assert_eq!(facts.compatibility_mode.unwrap().code(), mode);
    }
}
