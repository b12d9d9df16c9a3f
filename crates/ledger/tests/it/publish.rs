use std::collections::BTreeSet;
use std::fs;

use format::catalog::{Release, TargetKind};
use format::{Language, Purpose};
use ledger::{DistributionInput, LedgerError, ObjectKind};

use super::common::*;

#[test]
fn a_release_carries_the_facts_of_its_extension_and_both_digests() {
    let mut vendor = Vendor::new();
    let distribution = vendor.distribution();
    let mut input = release(&extension("1.2.3").name_prefix("нас_"), "Розница");
    input.whats_new.insert(Language::RUSSIAN, "Стало быстрее".to_owned());
    let stored = vendor.ledger.release_add(&distribution, &input, &at(1)).unwrap();
    assert_eq!(
        (stored.record.version.as_str(), stored.record.order, stored.record.revision),
        ("1.2.3", 1, 1)
    );
    let facts = stored.record.facts.as_ref().unwrap();
    assert_eq!((facts.name.as_str(), facts.vendor.as_deref()), ("Насосы", Some("Ока")));
    assert_eq!((facts.prefix.as_deref(), facts.compatibility_mode), (Some("нас_"), 80_316));
    let file = &stored.record.files[0];
    assert_eq!(file.blob.digest, crypto::sha256(&input.files[0].bytes));
    assert_eq!(file.sha1.unwrap().as_bytes(), onec::Sha1Digest::of(&input.files[0].bytes).as_bytes());
    assert_eq!(vendor.ledger.folder().objects().get(&file.blob).unwrap(), input.files[0].bytes);
    let listed = vendor.reopened().releases(&distribution).unwrap();
    assert_eq!(listed, [stored]);
    assert_eq!(Release::decode(&listed[0].record.encode()).unwrap(), listed[0].record);
}

#[test]
fn a_catalog_names_everything_and_a_bundle_holds_what_it_names() {
    let mut vendor = Vendor::new();
    assert!(matches!(vendor.ledger.bundle_contents().unwrap_err(), LedgerError::NoCatalog));
    vendor.product();
    let distribution = vendor.distribution();
    for (version, configuration) in [("1.0", "Розница"), ("1.1", "Розница"), ("1.1", "УправлениеТорговлей")]
    {
        let input = release(&extension(version).module("М", configuration), configuration);
        vendor.ledger.release_add(&distribution, &input, &at(1)).unwrap();
    }
    let head = vendor.ledger.audit_head().unwrap();
    let published = vendor.ledger.publish_catalog(hour(1000), catalog_key(), &at(2)).unwrap();
    assert_eq!(published.number, 1);
    // One record, two indexes, two parts.
    assert_eq!(published.objects_written, 5);
    let stored = vendor.ledger.newest_catalog().unwrap().unwrap();
    assert_eq!((stored.catalog.digest(), stored.catalog.audit_head), (published.digest, head));
    assert_eq!((stored.catalog.products.len(), stored.catalog.features.len()), (1, 1));
    assert!(stored.catalog.group(TargetKind::Configuration, "Розница").is_some());

    let contents = vendor.ledger.bundle_contents().unwrap();
    assert_eq!((contents.roots.len(), contents.roots[0].version), (1, 1));
    let count = |kind| contents.objects.iter().filter(|object| object.kind == kind).count();
    let kinds =
        [ObjectKind::Index, ObjectKind::Distribution, ObjectKind::Part, ObjectKind::Text, ObjectKind::File];
    assert_eq!(kinds.map(count), [2, 1, 2, 1, 3]);
    let shelves = fs::read_dir(vendor.path().join("objects")).unwrap().map(|entry| entry.unwrap().path());
    let on_disk: BTreeSet<String> = shelves
        .flat_map(|shelf| fs::read_dir(shelf).unwrap())
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(
        contents.objects.iter().map(|object| object.blob.digest.to_string()).collect::<BTreeSet<_>>(),
        on_disk
    );

    let again = vendor.ledger.publish_catalog(hour(2000), catalog_key(), &at(3)).unwrap();
    assert_eq!((again.number, again.objects_written), (2, 0));
    assert_eq!(vendor.ledger.catalogs().unwrap().len(), 2);
    assert_eq!(vendor.ledger.verify_audit().unwrap().documents, 2);

    fs::remove_file(&contents.objects[0].path).unwrap();
    assert!(matches!(vendor.ledger.bundle_contents().unwrap_err(), LedgerError::MissingObject { .. }));
}

#[test]
fn a_catalog_that_would_be_stale_is_not_signed() {
    let mut vendor = Vendor::new();
    let early = vendor.ledger.publish_catalog(hour(2), catalog_key(), &at(2)).unwrap_err();
    assert!(matches!(early, LedgerError::ExpiresTooEarly { .. }));
    vendor.ledger.publish_catalog(hour(2).plus_seconds(1), catalog_key(), &at(2)).unwrap();
}

#[test]
fn a_distribution_is_added_once_and_can_be_changed() {
    let mut vendor = Vendor::new();
    let id = vendor.distribution();
    let mut input = DistributionInput::new(id.clone(), names("Насосы 2", "Pumps 2"));
    assert!(matches!(
        vendor.ledger.distribution_add(&input, &at(1)).unwrap_err(),
        LedgerError::DistributionExists { .. }
    ));
    input.developer = Some("Ока".to_owned());
    let changed = vendor.ledger.distribution_update(&input, &at(1)).unwrap();
    assert_eq!(vendor.ledger.distribution(&id).unwrap(), changed);
    assert!(changed.record.agreements.is_empty());
    vendor.ledger.verify_audit().unwrap();
    let other = DistributionInput::new(format::DistributionId::new("other").unwrap(), names("а", "b"));
    assert!(matches!(
        vendor.ledger.distribution_update(&other, &at(1)).unwrap_err(),
        LedgerError::UnknownDistribution { .. }
    ));
    assert!(vendor.ledger.folder().issuing_key(Purpose::Catalog, PASSPHRASE).is_ok());
}

#[test]
fn a_release_that_would_stand_above_a_newer_one_is_told() {
    let mut vendor = Vendor::new();
    let id = vendor.distribution();
    let dated = |version: &str, hours| {
        let mut input = release(&extension(version), "Розница");
        input.date = hour(hours);
        input
    };
    let above = |vendor: &Vendor, input| vendor.ledger.newer_below(&id, &input).unwrap();
    assert_eq!(above(&vendor, dated("1.4.10", 48)), None);
    vendor.ledger.release_add(&id, &dated("1.4.10", 48), &at(48)).unwrap();
    let older = above(&vendor, dated("1.4.9", 72)).unwrap();
    assert_eq!((older.version.as_str(), older.newer.as_str()), ("1.4.9", "1.4.10"));
    assert_eq!(above(&vendor, dated("1.4.11", 24)).unwrap().newer, "1.4.10");
    assert_eq!(above(&vendor, dated("1.4.11", 72)), None);
    let mut placed = dated("1.4.9", 24);
    placed.order = Some(1);
    assert_eq!(above(&vendor, placed), None);
    vendor.ledger.withdraw_release(&id, "1.4.10", &names("сбой", "fault"), &at(49)).unwrap();
    assert_eq!(above(&vendor, dated("1.4.9", 24)), None);
}
