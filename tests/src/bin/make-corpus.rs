//! Gives each fuzz target of `fuzz/` something to begin with: `cargo run -p tests --bin make-corpus`.
//!
//! Seeds are the vectors, good and bad, whole and as payloads, and what the vectors do not hold: pictures, 1C files,
//! release numbers, and the files that travel to signers.

use std::fs;
use std::io::{Error, Result};
use std::path::PathBuf;

use coset::{CborSerializable as _, CoseSign1};
use crypto::sha256;
use format::{Batch, Purpose, RootChange};
use onec::write::ExtensionBuilder;
use tests::vectors::{Body, Vector, folder, read_folder};
use tests::workspace;

fn main() -> Result<()> {
    let corpus = Corpus { folder: workspace().join("fuzz/corpus") };
    let vectors = read_folder(&folder());
    for vector in &vectors {
        corpus.add_vector(vector)?;
    }
    for number in ["11.5", "8.3.27.1508", "0", "1.2.3.4.5.6.7.8", "DEMO-Q2BAV-EAYBV-VJYFM-WE1WE"] {
        corpus.add("release_number", number.as_bytes())?;
    }
    let uuid = uuid::Uuid::from_u128(7);
    corpus.add("onec", &ExtensionBuilder::new("Насосы", uuid).build())?;
    corpus.add_travelling(&vectors)
}

struct Corpus {
    folder: PathBuf,
}

impl Corpus {
    /// Stores a seed under its digest, so that the same seed is one file.
    fn add(&self, target: &str, bytes: &[u8]) -> Result<()> {
        let folder = self.folder.join(target);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(sha256(bytes).to_string()), bytes)
    }

    fn add_vector(&self, vector: &Vector) -> Result<()> {
        let bytes = vector.bytes();
        if let Body::Text(text) = &vector.body {
            self.add("text", bytes)?;
            if let Ok(code) = pictures::QrCode::of(&text.replace(['\n', '-'], "").to_uppercase()) {
                self.add("picture", &code.png())?;
            }
            return self.add("repair", bytes);
        }
        let target = match vector.get("document") {
            "index" => "catalog_index",
            "part" => "catalog_part",
            "distribution" => "catalog_distribution",
            "shard" => "bulletin_shard",
            signed => {
                self.add("envelope", bytes)?;
                if let Some(payload) = payload(bytes) {
                    self.add(signed, &payload)?;
                }
                signed
            }
        };
        self.add(target, bytes)
    }

    /// The files that are carried to another machine to be signed there.
    fn add_travelling(&self, vectors: &[Vector]) -> Result<()> {
        let of = |path: &str| {
            let found = vectors.iter().find(|vector| vector.path == path);
            found.map(Vector::bytes).ok_or_else(|| Error::other(format!("no vector {path}")))
        };
        let root = of("root/one-of-one.txt")?;
        let license = payload(of("license/empty.txt")?).unwrap_or_default();
        self.add("batch", &Batch::new(Purpose::License, root.to_vec(), vec![license.clone()]).encode())?;
        self.add("root_change", &RootChange::new(root.to_vec(), license).encode())
    }
}

/// The payload of a signed document, whoever signed it.
fn payload(document: &[u8]) -> Option<Vec<u8>> {
    CoseSign1::from_slice(document).ok()?.payload
}
