use std::path::{Path, PathBuf};

use console::{Answer, Failure, Page, Report, Ui, typed};
use crypto::public_key_pem;
use disk::Access;
use format::KeyId;
use ledger::TrustError;
use serde::Serialize;

use crate::options::VendorArgs;
use crate::trust::key_id;
use crate::vendor::judged;

/// Public halves.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The key's id, as `key list` shows it [default: all keys]
    #[arg(value_name = "KEY", value_parser = typed(key_id))]
    key: Option<KeyId>,

    /// Write each key into this folder instead, as KEY.pub.pem
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Exported {
    id: String,
    pem: String,
    file: Option<String>,
}

#[derive(Serialize)]
#[serde(transparent)]
struct All(Vec<Exported>);

impl Report for All {
    fn show(&self, page: &mut Page<'_>) {
        for key in &self.0 {
            match &key.file {
                Some(file) => page.line(file),
                None => page.lines(&key.pem),
            }
        }
    }
}

pub(super) fn run(args: &Args, vendor: &VendorArgs, ui: &mut Ui) -> Result<Answer, Failure> {
    let ledger = vendor.open()?;
    let keys = ledger.folder().keys().map_err(judged)?;
    let wanted = keys.iter().filter(|key| args.key.is_none_or(|id| id == key.id));
    let mut exported = Vec::new();
    for key in wanted {
        let (id, pem) = (key.id.to_string(), public_key_pem(&key.public));
        let file = args.out.as_deref().map(|folder| write(folder, &id, &pem)).transpose()?;
        exported.push(Exported { id, pem, file });
    }
    match args.key.filter(|_| exported.is_empty()) {
        Some(key) => Err(judged(TrustError::UnknownKey { key })),
        None => ui.report(&All(exported)),
    }
}

fn write(folder: &Path, id: &str, pem: &str) -> Result<String, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| disk::DiskError::from_io(folder, error))?;
    let path = folder.join(format!("{id}.pub.pem"));
    disk::write_whole(&path, pem.as_bytes(), Access::Everyone)?;
    Ok(path.display().to_string())
}
