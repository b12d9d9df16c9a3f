//! The real files in `samples/1c`, which lie outside the repository, against what an independent reader said.

use std::{collections::BTreeMap, fs, path::PathBuf};

use onec::{Facts, Kind, OnecError, Sha1Digest, container::Container};
use serde_json::Value;

/// The folder of samples, or nothing and a loud word.
fn samples() -> Option<PathBuf> {
    let shared = std::env::var_os("KEYSLIP_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let samples = shared.join("samples/1c");
    if !samples.is_dir() {
        skip(&samples);
        return None;
    }
    Some(samples)
}

#[expect(clippy::print_stderr, reason = "a skipped test must not look like a passed one")]
fn skip(samples: &std::path::Path) {
    eprintln!("SKIPPED: no samples at {}; set KEYSLIP_SHARED", samples.display());
}

fn facts_of(path: &str) -> Option<Facts> {
    Some(onec::inspect(&fs::read(samples()?.join(path)).unwrap()).unwrap())
}

fn text<'a>(expected: &'a Value, field: &str) -> &'a str {
    expected[field].as_str().unwrap()
}

fn check(bytes: &[u8], expected: &Value) {
    let facts = onec::inspect_extension(bytes).unwrap();
    let number = |field: &str| u32::try_from(expected[field].as_u64().unwrap()).unwrap();
    let synonym: BTreeMap<String, String> = serde_json::from_value(expected["synonym"].clone()).unwrap();
    assert_eq!(Sha1Digest::of(bytes).to_string(), text(expected, "sha1_base64"));
    assert_eq!(facts.root_uuid.to_string(), text(expected, "root_uuid"));
    assert_eq!(facts.name, text(expected, "name"));
    assert_eq!(facts.synonym, synonym);
    assert_eq!(facts.comment, text(expected, "comment"));
    assert_eq!(facts.vendor, text(expected, "vendor"));
    assert_eq!(facts.version, text(expected, "version"));
    assert_eq!(facts.name_prefix, text(expected, "name_prefix"));
    assert_eq!(facts.compatibility_mode.unwrap().code(), number("compatibility_mode"));
    assert_eq!(facts.storage_mode.unwrap().code(), number("configinfo_mode"));
    assert_eq!(facts.purpose.unwrap().code(), number("purpose_code"));
    assert_eq!(facts.object_format, number("object_format"));
    assert_eq!(facts.storage_format, number("storage_format"));
    assert_eq!(u32::try_from(facts.elements.len()).unwrap(), number("elements"));
}

#[test]
fn all_real_extensions_read_as_the_independent_reader_read_them() {
    let Some(samples) = samples() else { return };
    let expected = fs::read_to_string(samples.join("expected-metadata.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let extensions = expected["extensions"].as_array().unwrap();
    assert_eq!(extensions.len(), 17);
    for extension in extensions {
        check(&fs::read(samples.join(text(extension, "path"))).unwrap(), extension);
    }
}

#[test]
fn real_processors_and_reports_give_name_synonym_and_id() {
    for (path, kind, name, synonym, uuid) in [
        (
            "retailcrm/Генерация_каталога.epf",
            Kind::ExternalProcessor,
            "ГенерацияКаталога",
            Some("Генерация каталога"),
            "b539cace-8aef-4bcc-aaa8-3bd9d44e486d",
        ),
        (
            "saby-v8unpack/ВнешняяОбработка803.epf",
            Kind::ExternalProcessor,
            "ВнешняяОбработка0",
            None,
            "919dc4b8-57df-49b9-bbbe-df9fd58393ba",
        ),
        (
            "vanessa-runner/fixture.epf",
            Kind::ExternalProcessor,
            "Тест1",
            Some("Тест1"),
            "946a6873-209f-43f5-8cfd-304f79fd2ee9",
        ),
        (
            "saby-v8unpack/ВнешнийОтчёт803.erf",
            Kind::ExternalReport,
            "ВнешнийОтчёт803",
            Some("Внешний отчёт803"),
            "4a5b136d-dc73-41e4-ae0b-7e88d8c8ce6c",
        ),
    ] {
        let Some(facts) = facts_of(path) else { return };
        assert_eq!((facts.kind, facts.name.as_str()), (kind, name));
        assert_eq!(facts.synonym.get("ru").map(String::as_str), synonym);
        assert_eq!(facts.root_uuid.to_string(), uuid);
        assert_eq!((facts.version.as_str(), facts.comment.as_str()), ("", ""));
    }
}

#[test]
fn a_real_configuration_is_read_from_its_wide_container_and_is_no_extension() {
    let Some(samples) = samples() else { return };
    let bytes = fs::read(samples.join("saby-v8unpack/1Cv8-16.cf")).unwrap();
    let container = Container::read(&bytes).unwrap();
    assert_eq!((container.start(), container.is_wide(), container.elements().len()), (0x1359, true, 63));
    let facts = onec::inspect(&bytes).unwrap();
    assert_eq!((facts.kind, facts.name.as_str()), (Kind::Configuration, "Конфигурация"));
    assert_eq!(facts.compatibility_mode.unwrap().to_string(), "8.3.19");
    let refused = OnecError::NotAnExtension {
        kind: Kind::Configuration, element: "Конфигурация".to_owned()
    };
    assert_eq!(onec::inspect_extension(&bytes), Err(refused));
}

#[test]
fn a_real_extension_cut_or_changed_never_panics() {
    let Some(samples) = samples() else { return };
    let bytes = fs::read(samples.join("vanessa-runner/Extension1.cfe")).unwrap();
    let facts = onec::inspect(&bytes).unwrap();
    for at in 0..bytes.len() {
        assert!(onec::inspect(&bytes[..at]).is_err(), "cut at {at}");
        let mut changed = bytes.clone();
        changed[at] ^= 0x41;
        // Padding and times are no facts, and `configinfo` is not in its own list; all else is noticed.
        assert!(
            onec::inspect(&changed).map_or(true, |read| read.elements == facts.elements),
            "changed at {at}"
        );
    }
}
