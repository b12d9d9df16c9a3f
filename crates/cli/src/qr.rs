//! The signed text as a QR code, as the commands that hand documents out offer it.

use std::path::{Path, PathBuf};

use console::{Failure, Page, Tone, values};
use disk::Access;
use pictures::QrCode;
use serde::Serialize;

/// Where QR codes go.
#[derive(Debug, clap::Args)]
pub(crate) struct QrArgs {
    /// Print a QR code of the text
    #[arg(long)]
    qr: bool,

    /// Write the QR code as an SVG file
    #[arg(long, value_name = "FILE")]
    qr_svg: Option<PathBuf>,

    /// Write the QR code as a PNG file
    #[arg(long, value_name = "FILE")]
    qr_png: Option<PathBuf>,
}

impl QrArgs {
    /// Whether a QR code is wanted at all.
    pub(crate) fn is_asked(&self) -> bool {
        self.qr || self.qr_svg.is_some() || self.qr_png.is_some()
    }

    /// Draws `text` and writes the files that were asked for. Their reader is the document's holder.
    pub(crate) fn draw(&self, text: &str) -> Result<Drawn, Failure> {
        if !self.is_asked() {
            return Ok(Drawn::default());
        }
        let code = QrCode::of(text)?;
        let mut drawn = Drawn { terminal: self.qr.then(|| code.terminal()), qr_files: Vec::new() };
        if let Some(path) = &self.qr_svg {
            drawn.write(path, code.svg().as_bytes())?;
        }
        if let Some(path) = &self.qr_png {
            drawn.write(path, &code.png())?;
        }
        Ok(drawn)
    }
}

/// What was drawn.
#[derive(Default, Serialize)]
pub(crate) struct Drawn {
    #[serde(skip)]
    terminal: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    qr_files: Vec<String>,
}

impl Drawn {
    fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        disk::write_whole(path, bytes, Access::Everyone)?;
        self.qr_files.push(path.display().to_string());
        Ok(())
    }

    pub(crate) fn show(&self, page: &mut Page<'_>) {
        for file in &self.qr_files {
            page.say_toned(Tone::Good, "vendor-qr-written", &values![file = file]);
        }
        if let Some(code) = &self.terminal {
            page.lines(code);
        }
    }
}
