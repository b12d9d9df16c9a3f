use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Tone, Ui, values};
use disk::DiskError;
use format::{Document, FileName, Number};
use installer::{BundleWriter, Placed};
use ledger::Ledger;
use serde::Serialize;

use crate::commands::license::warn_of_revoked;
use crate::input::license_number;
use crate::options::VendorArgs;
use crate::outside::refuse_inside;
use crate::vendor::judged;

/// Bundles.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Write roots, the newest catalog with all of its files and the newest bulletin into a folder
    #[command(
        after_help = "Example:\n  keyslip bundle make --out /media/usb/keyslip\n\nMaking it again copies only what changed."
    )]
    Make(Make),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Make {
    /// The folder, on the medium that is carried to the site
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// A license to take along; as often as needed
    #[arg(long = "license", value_name = "LICENSE", value_parser = license_number)]
    licenses: Vec<Number>,
}

#[derive(Serialize)]
struct Made {
    folder: String,
    catalog: u32,
    bulletin: Option<u32>,
    roots: usize,
    /// The version of the newest of them.
    root: u32,
    licenses: Vec<String>,
    objects: usize,
    objects_written: usize,
    bytes: u64,
    fingerprint: String,
}

impl Report for Made {
    fn show(&self, page: &mut Page<'_>) {
        page.say_toned(Tone::Good, "vendor-bundle-made", &values![folder = &self.folder]);
        page.field("vendor-root", self.root);
        page.field("vendor-catalog", self.catalog);
        match self.bulletin {
            Some(bulletin) => page.field("vendor-bulletin", bulletin),
            None => page.field("vendor-bulletin", "—"),
        }
        page.field(
            "vendor-bundle-licenses",
            match self.licenses.is_empty() {
                true => "—".to_owned(),
                false => self.licenses.join(", "),
            },
        );
        let files = values![new = self.objects_written, all = self.objects];
        page.field("vendor-bundle-files", page.words().say("vendor-bundle-new-of", &files));
        page.field("size", page.words().say("bytes", &values![count = self.bytes]));
        page.field("fingerprint", &self.fingerprint);
    }
}

pub(super) fn run(command: &Command, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let Command::Make(args) = command;
    let ledger = vendor.open()?;
    let made = make(&ledger, args, ui)?;
    ui.report(&made)
}

fn make(ledger: &Ledger, args: &Make, ui: &mut Ui) -> Result<Made, Failure> {
    refuse_inside(&args.out, ledger.folder())?;
    let contents = ledger.bundle_contents().map_err(judged)?;
    let mut writer = BundleWriter::create(&args.out)?;
    let progress = ui.progress("copying", contents.object_bytes());
    let mut written = 0;
    for object in &contents.objects {
        let source = open(&object.path)?;
        let placed = writer.put_file(&object.blob, source, &object.path, |bytes| progress.add(bytes))?;
        written += usize::from(placed == Placed::Written);
    }
    for root in &contents.roots {
        writer.put_root(root.version, &root.bytes)?;
    }
    for number in &args.licenses {
        let license = ledger.license(*number).map_err(judged)?;
        warn_of_revoked(ledger, &license, ui)?;
        let name = FileName::new(&format!("{number}.{}", Document::License.file_ending()));
        let name = name.expect("letters, digits, dashes and a dot are safe");
        writer.put_license(&name, &license.newest().document)?;
    }
    if let Some(bulletin) = &contents.bulletin {
        writer.put_bulletin(&bulletin.document)?;
    }
    writer.finish(&contents.catalog.document)?;
    Ok(Made {
        folder: args.out.display().to_string(),
        catalog: contents.catalog.catalog.number,
        bulletin: contents.bulletin.as_ref().map(|stored| stored.bulletin.number),
        roots: contents.roots.len(),
        root: ledger.root().root().version,
        licenses: args.licenses.iter().map(ToString::to_string).collect(),
        objects: contents.objects.len(),
        objects_written: written,
        bytes: contents.object_bytes(),
        fingerprint: ledger.root().fingerprint().to_string(),
    })
}

fn open(path: &Path) -> Result<std::fs::File, Failure> {
    Ok(std::fs::File::open(path).map_err(|error| DiskError::from_io(path, error))?)
}
