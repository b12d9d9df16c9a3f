mod fields;
mod listing;
mod root;
#[cfg(test)]
mod tests;

use fields::Fields;
pub(crate) use root::CONFIGURATION;

use crate::{ElementFact, Facts, Kind, OnecError, container::Container, inflate::Inflater};

/// The element of an extension that names the root object and lists all the others.
pub(crate) const CONFIG_INFO: &str = "configinfo";

/// Reads what `bytes`, one whole 1C file, say about themselves.
///
/// Of an extension, every element is compared with the SHA-1 in the file's own list: damage is found, forgery is
/// not. Processors and reports have neither vendor nor version nor mode.
///
/// # Errors
///
/// - what [`Container::read`] says about the container;
/// - [`OnecError::UnknownContents`] and [`OnecError::UnknownKind`] for a sound container with something else in it;
/// - [`OnecError::MissingElement`], [`OnecError::UnlistedElement`], [`OnecError::RepeatedElement`] and
///   [`OnecError::ElementDigest`] where the elements are not those of the list;
/// - [`OnecError::Deflate`], [`OnecError::NotText`], [`OnecError::Braces`], [`OnecError::MissingField`] and
///   [`OnecError::TooLarge`] for an element that does not read.
///
/// # Examples
///
/// ```
/// # use onec::OnecError;
/// assert_eq!(onec::inspect(b"").unwrap_err(), OnecError::NotAContainer { at: 0 });
/// ```
pub fn inspect(bytes: &[u8]) -> Result<Facts, OnecError> {
    let container = Container::read(bytes)?;
    let opened = Opened { container: &container, inflater: Inflater::new() };
    if container.element(CONFIG_INFO).is_some() {
        extension(opened)
    } else if container.element("root").is_some() {
        external(opened)
    } else {
        Err(OnecError::UnknownContents { at: container.start() })
    }
}

/// Like [`inspect`], for those who can use an extension only.
///
/// # Errors
///
/// Those of [`inspect`], and [`OnecError::NotAnExtension`] for any other sort of 1C file.
pub fn inspect_extension(bytes: &[u8]) -> Result<Facts, OnecError> {
    match inspect(bytes)? {
        facts if facts.kind == Kind::Extension => Ok(facts),
        facts => Err(OnecError::NotAnExtension { kind: facts.kind, element: facts.name }),
    }
}

/// `configinfo`: `{0,{storage,0,{mode,0}}},{2,root,blob},{count,"name",sha1,…}`.
fn extension(mut opened: Opened<'_>) -> Result<Facts, OnecError> {
    let text = opened.text(CONFIG_INFO)?;
    let info = Fields::parse(CONFIG_INFO, &text)?;
    let elements = listing::checked(opened.container, &info)?;
    let mut facts = root_object(&mut opened, &info, &[1, 1], true)?;
    facts.storage_format = info.number(&[0, 1, 0], "storage format")?;
    facts.storage_mode = Some(info.mode(&[0, 1, 2, 0], "storage mode")?);
    facts.elements = elements;
    Ok(facts)
}

/// `root`: `{2,root,blob}`, and `version`: `{{storage,0,{mode,0}}}`, whose mode older platforms leave out.
fn external(mut opened: Opened<'_>) -> Result<Facts, OnecError> {
    let text = opened.text("root")?;
    let mut facts = root_object(&mut opened, &Fields::parse("root", &text)?, &[0, 1], false)?;
    let text = opened.text("version")?;
    let version = Fields::parse("version", &text)?;
    facts.storage_format = version.number(&[0, 0, 0], "storage format")?;
    facts.storage_mode = version.mode(&[0, 0, 2, 0], "storage mode").ok();
    facts.elements =
        opened.container.elements().map(|(name, stored)| ElementFact::of(name, stored)).collect();
    Ok(facts)
}

/// The facts of the object whose id stands in `holder` at `path`.
fn root_object(
    opened: &mut Opened<'_>,
    holder: &Fields<'_>,
    path: &[usize],
    extends: bool,
) -> Result<Facts, OnecError> {
    let uuid = holder.uuid(path, "root object")?;
    let name = holder.word(path, "root object")?;
    let text = opened.text(name)?;
    root::facts(&Fields::parse(name, &text)?, uuid, extends)
}

/// A container whose elements are being read.
struct Opened<'a> {
    container: &'a Container<'a>,
    inflater: Inflater,
}

impl Opened<'_> {
    fn text(&mut self, element: &str) -> Result<String, OnecError> {
        let missing = || OnecError::MissingElement { element: element.to_owned() };
        let stored = self.container.element(element).ok_or_else(missing)?;
        let bytes = self.inflater.inflate(element, stored)?;
        String::from_utf8(bytes).map_err(|error| OnecError::NotText {
            element: element.to_owned(),
            at: error.utf8_error().valid_up_to(),
        })
    }
}
