use console::{Page, Table};
use format::catalog::TargetKind;
use format::{Asked, HeldLicense, Number, Prefix, Request, Seen, UnixTime};
use serde::Serialize;

/// A request in words and for scripts: the same at the site that writes it and at the vendor who reads it.
#[derive(Clone, Debug, Serialize)]
pub struct RequestView {
    issued_at: String,
    /// The fingerprint of the site's key.
    site_key: String,
    site_id: Option<String>,
    root: RootView,
    receipts: ReceiptsView,
    catalog: Option<SeenView>,
    bulletin: Option<SeenView>,
    licenses: Vec<LicenseView>,
    asked: Vec<AskedView>,
    /// Empty: all distributions that fit.
    wanted: Vec<String>,
    files: Vec<String>,
    contact: Option<String>,
    comment: Option<String>,
    #[serde(skip)]
    moment: UnixTime,
}

#[derive(Clone, Debug, Serialize)]
struct RootView {
    digest: String,
    version: u32,
}

#[derive(Clone, Debug, Serialize)]
struct ReceiptsView {
    last: u64,
    digest: String,
}

#[derive(Clone, Debug, Serialize)]
struct SeenView {
    number: u32,
    digest: String,
}

#[derive(Clone, Debug, Serialize)]
struct LicenseView {
    license: String,
    revision: u32,
    state: String,
}

#[derive(Clone, Debug, Serialize)]
struct AskedView {
    kind: &'static str,
    name: String,
    release: Option<String>,
}

impl RequestView {
    /// The view of a request to the vendor whose numbers begin with `prefix`.
    pub fn of(request: &Request, prefix: Prefix) -> Self {
        let seen = |seen: Seen| SeenView { number: seen.number, digest: seen.digest.to_string() };
        Self {
            issued_at: request.issued_at.to_string(),
            site_key: crypto::key_fingerprint(&request.site).to_string(),
            site_id: request.site_id.clone(),
            root: RootView { digest: request.root.to_string(), version: request.root_version },
            receipts: ReceiptsView { last: request.last_receipt, digest: request.receipts_head.to_string() },
            catalog: request.catalog.map(seen),
            bulletin: request.bulletin.map(seen),
            licenses: request.licenses.iter().map(|held| license_view(held, prefix)).collect(),
            asked: request.asked.iter().map(asked_view).collect(),
            wanted: request.wanted.iter().map(ToString::to_string).collect(),
            files: request.files.iter().map(ToString::to_string).collect(),
            contact: request.contact.clone(),
            comment: request.comment.clone(),
            moment: request.issued_at,
        }
    }

    /// Writes it for people.
    pub fn show(&self, page: &mut Page<'_>) {
        let number = |seen: &Option<SeenView>| {
            seen.as_ref().map_or_else(|| "—".to_owned(), |seen| seen.number.to_string())
        };
        page.field("request-site-key", &self.site_key);
        if let Some(id) = &self.site_id {
            page.field("request-site-id", id);
        }
        page.field("request-moment", self.moment);
        page.field("site-root-version", self.root.version);
        page.field("site-catalog", number(&self.catalog));
        page.field("site-bulletin", number(&self.bulletin));
        page.field("request-last-receipt", self.receipts.last);
        page.field("request-files", self.files.len());
        let wanted = match self.wanted.is_empty() {
            true => page.words().say("request-all-that-fit", &[]),
            false => self.wanted.join(", "),
        };
        page.field("request-wanted", wanted);
        if let Some(contact) = &self.contact {
            page.field("request-contact", contact);
        }
        if let Some(comment) = &self.comment {
            page.field("request-comment", comment);
        }
        self.show_asked(page);
        self.show_licenses(page);
    }

    fn show_asked(&self, page: &mut Page<'_>) {
        if self.asked.is_empty() {
            return;
        }
        page.blank();
        let mut table = Table::new(["site-for", "request-release"]);
        for asked in &self.asked {
            let release = asked.release.clone().unwrap_or_else(|| "—".to_owned());
            table.row([asked.name.clone().into(), release.into()]);
        }
        page.table(&table);
    }

    fn show_licenses(&self, page: &mut Page<'_>) {
        if self.licenses.is_empty() {
            return;
        }
        page.blank();
        let mut table = Table::new(["site-license", "site-revision"]);
        for held in &self.licenses {
            table.row([held.license.clone().into(), held.revision.into()]);
        }
        page.table(&table);
    }
}

fn license_view(held: &HeldLicense, prefix: Prefix) -> LicenseView {
    let license = Number::license(prefix, held.number);
    LicenseView { license: license.to_string(), revision: held.revision, state: held.state.to_string() }
}

fn asked_view(asked: &Asked) -> AskedView {
    let release = asked.release.as_ref().map(ToString::to_string);
    AskedView { kind: TargetKind::name(asked.kind), name: asked.name.clone(), release }
}
