//! Makes small extensions from a description: for tests, and for a demonstration without a 1C platform.

mod container;
mod objects;

use std::collections::BTreeMap;

use format::UnixTime;
use uuid::{Builder, Uuid};

pub(crate) use self::container::{container, deflate};
use crate::{CompatibilityMode, Purpose, Sha1Digest, container::Layout, inspect::CONFIG_INFO};

/// Seconds from the year 1, where 1C begins to count, to 1970.
const SECONDS_BEFORE_1970: u64 = 62_135_596_800;

/// Describes an extension, and makes its file.
///
/// The same description always makes the same bytes: the ids of inner objects come from the root's, and times
/// are the ones given. Texts go in as they are, with quotation marks doubled; two modules need two names.
///
/// Our own reader and an independent one read what it makes; a 1C platform has not been asked.
///
/// # Examples
///
/// ```
/// # use onec::write::ExtensionBuilder;
/// let root = uuid::uuid!("3f1b9f6e-6a0c-4d53-9a51-0d8f6f2f6f10");
/// let file = ExtensionBuilder::new("Насосы", root).synonym("ru", "Насосы и станции").vendor("Насосы+").build();
/// assert_eq!(onec::inspect(&file)?.synonym["ru"], "Насосы и станции");
/// # Ok::<(), onec::OnecError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ExtensionBuilder {
    root: Uuid,
    name: String,
    synonym: BTreeMap<String, String>,
    comment: String,
    vendor: String,
    version: String,
    prefix: String,
    mode: CompatibilityMode,
    purpose: Purpose,
    modules: Vec<Module>,
    written_at: UnixTime,
}

/// A common module of the extension.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    name: String,
    code: String,
}

impl Module {
    fn id(&self, extension: &ExtensionBuilder) -> Uuid {
        extension.id(&format!("module {}", self.name))
    }
}

impl ExtensionBuilder {
    /// An add-on named `name` for platform 8.3.16, without vendor, version or code.
    pub fn new(name: impl Into<String>, root: Uuid) -> Self {
        Self {
            root,
            name: name.into(),
            synonym: BTreeMap::new(),
            comment: String::new(),
            vendor: String::new(),
            version: String::new(),
            prefix: String::new(),
            mode: CompatibilityMode::new(80_316),
            purpose: Purpose::AddOn,
            modules: Vec::new(),
            written_at: UnixTime::default(),
        }
    }

    /// Adds the name for people in one language.
    #[must_use]
    pub fn synonym(mut self, language: impl Into<String>, name: impl Into<String>) -> Self {
        self.synonym.insert(language.into(), name.into());
        self
    }

    /// Sets the developer's comment.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = comment.into();
        self
    }

    /// Sets the vendor.
    #[must_use]
    pub fn vendor(mut self, vendor: impl Into<String>) -> Self {
        self.vendor = vendor.into();
        self
    }

    /// Sets the version.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Sets what the names of its objects begin with.
    #[must_use]
    pub fn name_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Sets the compatibility mode, of the root object and of the storage.
    #[must_use]
    pub fn compatibility_mode(mut self, mode: CompatibilityMode) -> Self {
        self.mode = mode;
        self
    }

    /// Sets what it is for.
    #[must_use]
    pub fn purpose(mut self, purpose: Purpose) -> Self {
        self.purpose = purpose;
        self
    }

    /// Adds a common module with this code, so that two files differ in more than their properties.
    #[must_use]
    pub fn module(mut self, name: impl Into<String>, code: impl Into<String>) -> Self {
        self.modules.push(Module { name: name.into(), code: code.into() });
        self
    }

    /// Sets when its elements were made; 1970 unless told.
    #[must_use]
    pub fn written_at(mut self, moment: UnixTime) -> Self {
        self.written_at = moment;
        self
    }

    /// The bytes of the `.cfe` file: a 32-bit container.
    pub fn build(&self) -> Vec<u8> {
        let ticks = (SECONDS_BEFORE_1970 + self.written_at.seconds()) * 10_000;
        let mut elements = self.objects(ticks);
        elements.sort();
        let info = objects::config_info(self, &elements);
        elements.push((CONFIG_INFO.to_owned(), element(&info)));
        container(Layout::NARROW, &elements, ticks)
    }

    fn objects(&self, ticks: u64) -> Vec<(String, Vec<u8>)> {
        let mut objects = vec![
            (self.root.to_string(), element(&objects::root(self).to_string())),
            (self.id("language").to_string(), element(&objects::language(self).to_string())),
        ];
        for module in &self.modules {
            let id = module.id(self);
            objects.push((id.to_string(), element(&objects::common_module(self, module).to_string())));
            objects.push((format!("{id}.0"), deflate(&code(&module.code, ticks))));
        }
        objects
    }

    /// The id of an inner object, from the root's and what the object is called.
    fn id(&self, object: &str) -> Uuid {
        let digest = Sha1Digest::of(&[self.root.as_bytes(), object.as_bytes()].concat());
        let (id, _) = digest.as_bytes().split_first_chunk().expect("a SHA-1 has more than 16 bytes");
        Builder::from_sha1_bytes(*id).into_uuid()
    }
}

/// A stored element from its text.
fn element(text: &str) -> Vec<u8> {
    deflate(format!("\u{feff}{text}").as_bytes())
}

/// A module's code: a container within the element, whose own elements are not compressed.
fn code(code: &str, ticks: u64) -> Vec<u8> {
    let info = "\u{feff}{3,1,0,\"\",0}".to_owned().into_bytes();
    container(Layout::NARROW, &[("info", info), ("text", format!("\u{feff}{code}").into_bytes())], ticks)
}
