use console::{Answer, Failure, Page, Report, Table, Ui, Value, moment, values};
use crypto::{key_fingerprint, key_id};
use format::{IssuingKey, Payload as _, UnixTime};
use installer::{KnownRoot, SiteFolder};
use serde::Serialize;

use super::forks::{ForkView, fork_views, show_forks};
use crate::context::{Context, language};
use crate::views::Vendor;

#[derive(clap::Args)]
pub(super) struct Args {}

/// The chain of roots, and the keys that issue under the newest.
#[derive(Serialize)]
struct Trust {
    #[serde(flatten)]
    vendor: Vendor,
    issued: String,
    expires: Option<String>,
    threshold: u32,
    /// Fingerprints of the root keys.
    root_keys: Vec<String>,
    roots: Vec<RootView>,
    issuing_keys: Vec<KeyView>,
    forks: Vec<ForkView>,
}

/// One root of the chain.
#[derive(Serialize)]
struct RootView {
    version: u32,
    digest: String,
    issued: String,
    expires: Option<String>,
    /// Since when this site trusts it.
    trusted: String,
    threshold: u32,
    root_keys: Vec<String>,
    #[serde(skip)]
    days: [Option<UnixTime>; 3],
}

impl RootView {
    fn of(known: &KnownRoot) -> Self {
        let root = known.root.root();
        Self {
            version: root.version,
            digest: root.digest().to_string(),
            issued: root.issued_at.to_string(),
            expires: root.expires.map(|expires| expires.to_string()),
            trusted: known.trusted.to_string(),
            threshold: root.threshold,
            root_keys: root.root_keys.iter().map(|key| key_id(key).to_string()).collect(),
            days: [Some(root.issued_at), root.expires, Some(known.trusted)],
        }
    }

    fn row(&self) -> [Value<'_>; 6] {
        let [issued, expires, trusted] = self.days.map(shown);
        let threshold = format!("{} / {}", self.threshold, self.root_keys.len());
        let keys = self.root_keys.join(", ");
        [self.version.into(), issued.into(), expires.into(), trusted.into(), threshold.into(), keys.into()]
    }
}

/// A key that issues documents.
#[derive(Serialize)]
struct KeyView {
    id: String,
    fingerprint: String,
    purposes: Vec<&'static str>,
    /// The products that it signs for; none: all of them.
    products: Vec<u32>,
    from: Option<String>,
    until: Option<String>,
    burnt: Option<Burnt>,
    #[serde(skip)]
    days: [Option<UnixTime>; 2],
}

/// What a bulletin says of a key.
#[derive(Serialize)]
struct Burnt {
    bulletin: u32,
    since: String,
    #[serde(skip)]
    day: UnixTime,
}

impl KeyView {
    fn of(site: &SiteFolder, key: &IssuingKey) -> Self {
        let id = key_id(&key.key);
        let burnt = site.state().bulletin().and_then(|known| known.head.burns(id));
        Self {
            id: id.to_string(),
            fingerprint: key_fingerprint(&key.key).to_string(),
            purposes: key.purposes.iter().map(|purpose| purpose.document().name()).collect(),
            products: key.family.iter().map(|product| product.get()).collect(),
            from: key.from.map(|from| from.to_string()),
            until: key.until.map(|until| until.to_string()),
            burnt: burnt.map(|(bulletin, since)| Burnt { bulletin, since: since.to_string(), day: since }),
            days: [key.from, key.until],
        }
    }

    fn row(&self, page: &Page<'_>) -> [Value<'static>; 6] {
        let words = page.words();
        let purposes = self.purposes.iter().map(|purpose| words.say(&format!("site-kind-{purpose}"), &[]));
        let purposes = purposes.collect::<Vec<_>>().join(", ");
        let products = match self.products.as_slice() {
            [] => words.say("site-all-products", &[]),
            some => some.iter().map(u32::to_string).collect::<Vec<_>>().join(", "),
        };
        let [from, until] = self.days.map(shown);
        let burnt = self.burnt.as_ref().map_or_else(String::new, |burnt| {
            words.say("site-key-burnt", &values![bulletin = burnt.bulletin, since = burnt.day])
        });
        [self.id.clone().into(), purposes.into(), products.into(), from.into(), until.into(), burnt.into()]
    }
}

fn shown(day: Option<UnixTime>) -> String {
    day.map_or_else(|| "—".to_owned(), moment)
}

impl Report for Trust {
    fn show(&self, page: &mut Page<'_>) {
        self.vendor.show_identity(page);
        page.heading("site-roots", &[]);
        let headings = ["site-root-version", "site-signed", "site-expires", "site-trusted", "site-threshold"];
        let mut roots = Table::new(headings.into_iter().chain(["site-root-keys"]));
        self.roots.iter().for_each(|root| roots.row(root.row()));
        page.table(&roots);
        page.heading("site-issuing-keys", &[]);
        let headings =
            ["site-issuing-key", "site-purposes", "site-products", "site-from", "site-until", "site-note"];
        let mut keys = Table::new(headings);
        for key in &self.issuing_keys {
            keys.row(key.row(page));
        }
        if !keys.is_empty() {
            page.table(&keys);
        }
        show_forks(page, &self.forks);
    }
}

pub(super) fn run(context: &Context, ui: &mut Ui) -> Result<Answer, Failure> {
    let site = context.open()?;
    let trusted = site.state().root();
    let root = trusted.root();
    ui.report(&Trust {
        vendor: Vendor::of(trusted, language(ui)),
        issued: root.issued_at.to_string(),
        expires: root.expires.map(|expires| expires.to_string()),
        threshold: root.threshold,
        root_keys: root.root_keys.iter().map(|key| key_fingerprint(key).to_string()).collect(),
        roots: site.state().roots().iter().map(RootView::of).collect(),
        issuing_keys: root.issuing_keys.iter().map(|key| KeyView::of(&site, key)).collect(),
        forks: fork_views(&site),
    })
}
