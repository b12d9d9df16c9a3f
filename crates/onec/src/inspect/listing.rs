use std::collections::BTreeMap;

use super::{
    CONFIG_INFO,
    fields::{Fields, pairs},
};
use crate::{ElementFact, OnecError, container::Container};

/// The elements of `container` with their digests, each compared with the list in `info`.
///
/// The SHA-1 is over the stored, still compressed bytes. `configinfo` holds the list and is not in it.
pub(crate) fn checked(container: &Container<'_>, info: &Fields<'_>) -> Result<Vec<ElementFact>, OnecError> {
    let mut listed = listed(info)?;
    let mut elements = Vec::with_capacity(listed.len());
    for (name, stored) in container.elements().filter(|(name, _)| *name != CONFIG_INFO) {
        let element = ElementFact::of(name, stored);
        match listed.remove(name) {
            None => return Err(OnecError::UnlistedElement { element: element.name }),
            Some(digest) if digest != element.sha1.to_string() => {
                return Err(OnecError::ElementDigest { element: element.name });
            }
            Some(_) => elements.push(element),
        }
    }
    match listed.into_keys().next() {
        Some(name) => Err(OnecError::MissingElement { element: name.to_owned() }),
        None => Ok(elements),
    }
}

/// Digests in base64 by name: `{count,"name",digest,…}`.
fn listed<'i>(info: &'i Fields<'_>) -> Result<BTreeMap<&'i str, &'i str>, OnecError> {
    const FIELD: &str = "list of elements";
    let missing = || info.missing(FIELD);
    let mut listed = BTreeMap::new();
    for (name, digest) in pairs(info.list(&[2], FIELD)?).ok_or_else(missing)? {
        let name = name.as_text().ok_or_else(missing)?;
        let digest = digest.as_word().ok_or_else(missing)?;
        if listed.insert(name, digest).is_some() {
            return Err(OnecError::RepeatedElement { element: name.to_owned() });
        }
    }
    Ok(listed)
}
