use uuid::{Uuid, uuid};

use super::fields::Fields;
use crate::{Facts, Kind, OnecError, Purpose};

/// The class of the root object of a configuration, and of an extension of one.
pub(crate) const CONFIGURATION: Uuid = uuid!("9cd510cd-abfc-11d4-9434-004095e12fc7");
/// The class of an external data processor.
pub(crate) const PROCESSOR: Uuid = uuid!("c3831ec8-d8d5-4f93-8a22-f9bfae07327f");
/// The class of an external report.
pub(crate) const REPORT: Uuid = uuid!("e41aff26-25cf-4bb6-b6c1-3f478a75f374");

/// The facts in a root object: `{…,{id},groups,{class,{1,{format,…}}}}`.
///
/// The items begin at path 0 3 1 1. Their places are the same in all object formats we have seen, 52 to 67.
pub(crate) fn facts(root: &Fields<'_>, uuid: Uuid, extends: bool) -> Result<Facts, OnecError> {
    let class = root.uuid(&[0, 3, 0], "class")?;
    match class {
        CONFIGURATION if extends => extension(root, uuid),
        CONFIGURATION => configuration(root, uuid),
        PROCESSOR if !extends => named(root, uuid, Kind::ExternalProcessor),
        REPORT if !extends => named(root, uuid, Kind::ExternalReport),
        _ => Err(OnecError::UnknownKind { element: root.element().to_owned(), class }),
    }
}

fn extension(root: &Fields<'_>, uuid: Uuid) -> Result<Facts, OnecError> {
    let mut facts = named(root, uuid, Kind::Extension)?;
    facts.vendor = root.text(&item(14), "vendor")?;
    facts.version = root.text(&item(15), "version")?;
    facts.name_prefix = root.text(&item(42), "name prefix")?;
    facts.compatibility_mode = Some(root.mode(&item(43), "compatibility mode")?);
    facts.purpose = Some(Purpose::from_code(root.number(&item(44), "purpose")?));
    Ok(facts)
}

/// What a configuration says, as far as it can be read: we refuse to deliver one, so nothing depends on it.
fn configuration(root: &Fields<'_>, uuid: Uuid) -> Result<Facts, OnecError> {
    let mut facts = named(root, uuid, Kind::Configuration)?;
    facts.vendor = root.text(&item(14), "vendor").unwrap_or_default();
    facts.version = root.text(&item(15), "version").unwrap_or_default();
    facts.compatibility_mode = root.mode(&item(26), "compatibility mode").ok();
    Ok(facts)
}

/// What all kinds have: the object format, and a header `{…,{…,id},"name",synonyms,"comment",…}`.
fn named(root: &Fields<'_>, uuid: Uuid, kind: Kind) -> Result<Facts, OnecError> {
    let header = match kind {
        Kind::ExternalProcessor | Kind::ExternalReport => 3,
        Kind::Extension | Kind::Configuration => 1,
    };
    let place = |index| [0, 3, 1, 1, header, 1, index];
    let mut facts = Facts::new(kind, uuid);
    facts.object_format = root.number(&item(0), "object format")?;
    facts.name = root.text(&place(2), "name")?;
    facts.synonym = root.texts(&place(3), "synonym")?;
    facts.comment = root.text(&place(4), "comment")?;
    Ok(facts)
}

fn item(index: usize) -> [usize; 5] {
    [0, 3, 1, 1, index]
}
