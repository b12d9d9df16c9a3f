use console::{Answer, Failure, Page, Report, Table, Ui, moment};
use crypto::TrustedRoot;
use format::UnixTime;
use serde::Serialize;

use crate::context::{Context, language};
use crate::views::Vendor;

/// Show which vendor this site trusts, and the fingerprint to compare
#[derive(clap::Args)]
pub(crate) struct Args {}

/// The root and its keys.
#[derive(Serialize)]
struct Trust {
    #[serde(flatten)]
    vendor: Vendor,
    issued: String,
    root_keys: Vec<String>,
    threshold: u32,
    issuing_keys: Vec<IssuingKey>,
}

#[derive(Serialize)]
struct IssuingKey {
    fingerprint: String,
    purposes: Vec<&'static str>,
    from: Option<String>,
    until: Option<String>,
    #[serde(skip)]
    shown_until: Option<UnixTime>,
}

impl Report for Trust {
    fn show(&self, page: &mut Page<'_>) {
        self.vendor.show(page);
        page.field("site-threshold", format!("{} / {}", self.threshold, self.root_keys.len()));
        page.blank();
        let mut table = Table::new(["site-issuing-key", "site-purposes", "site-until"]);
        for key in &self.issuing_keys {
            let purposes: Vec<String> = key
                .purposes
                .iter()
                .map(|purpose| page.words().say(&format!("site-{purpose}"), &[]))
                .collect();
            let until = key.shown_until.map_or_else(|| "—".to_owned(), moment);
            table.row([key.fingerprint.clone().into(), purposes.join(", ").into(), until.into()]);
        }
        if !table.is_empty() {
            page.table(&table);
        }
    }
}

pub(crate) fn run(context: &Context, _: &Args, ui: &mut Ui) -> Result<Answer, Failure> {
    let site = context.open()?;
    let root: &TrustedRoot = site.state().root();
    let issuing_keys = root.root().issuing_keys.iter().map(|key| IssuingKey {
        fingerprint: crypto::key_fingerprint(&key.key).to_string(),
        purposes: key.purposes.iter().map(|purpose| purpose.document().name()).collect(),
        from: key.from.map(|from| from.to_string()),
        until: key.until.map(|until| until.to_string()),
        shown_until: key.until,
    });
    let report = Trust {
        vendor: Vendor::of(root, language(ui)),
        issued: root.root().issued_at.to_string(),
        root_keys: root.root().root_keys.iter().map(|key| crypto::key_fingerprint(key).to_string()).collect(),
        threshold: root.root().threshold,
        issuing_keys: issuing_keys.collect(),
    };
    ui.report(&report)
}
