use console::{Page, Tone, Value, values};
use format::UnixTime;
use installer::{Fork, SiteFolder};
use serde::Serialize;

/// A second document under one number that the site has refused.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ForkView {
    /// `root`, `catalog` or `bulletin`.
    document: &'static str,
    number: u32,
    digest: String,
    seen: String,
    evidence: String,
    acknowledged: Option<AcknowledgedView>,
    #[serde(skip)]
    day: UnixTime,
}

#[derive(Clone, Debug, Serialize)]
struct AcknowledgedView {
    who: String,
    at: String,
    #[serde(skip)]
    day: UnixTime,
}

impl ForkView {
    pub(super) fn of(site: &SiteFolder, fork: &Fork) -> Self {
        let acknowledged = fork.acknowledged.as_ref().map(|noted| AcknowledgedView {
            who: noted.who.clone(),
            at: noted.at.to_string(),
            day: noted.at,
        });
        Self {
            document: fork.forked.document().name(),
            number: fork.number,
            digest: fork.digest.to_string(),
            seen: fork.seen.to_string(),
            evidence: site.evidence(fork).display().to_string(),
            acknowledged,
            day: fork.seen,
        }
    }

    /// Whether nobody has taken note of it yet.
    pub(crate) fn is_open(&self) -> bool {
        self.acknowledged.is_none()
    }

    pub(crate) fn show(&self, page: &mut Page<'_>) {
        let kind = page.words().say(&format!("site-kind-{}", self.document), &[]);
        let values = values![
            kind = kind,
            number = self.number,
            seen = self.day,
            evidence = &self.evidence,
            digest = &self.digest
        ];
        match &self.acknowledged {
            None => {
                page.say_toned(Tone::Bad, "site-fork", &values);
                page.say("site-fork-next", &values);
            }
            Some(noted) => {
                let by: [(&str, Value<'_>); 2] = [("who", (&noted.who).into()), ("at", noted.day.into())];
                page.say_toned(Tone::Faint, "site-fork-noted", &[&values[..], &by].concat());
            }
        }
    }
}

/// All forks, the newest last.
pub(crate) fn fork_views(site: &SiteFolder) -> Vec<ForkView> {
    site.state().forks().iter().map(|fork| ForkView::of(site, fork)).collect()
}

/// Those that nobody has taken note of: a key may be stolen, so what is signed with it is in doubt.
pub(crate) fn open_forks(site: &SiteFolder) -> Vec<ForkView> {
    fork_views(site).into_iter().filter(ForkView::is_open).collect()
}

/// Forks under each other; nothing where there are none.
pub(super) fn show_forks(page: &mut Page<'_>, forks: &[ForkView]) {
    if !forks.is_empty() {
        page.blank();
    }
    forks.iter().for_each(|fork| fork.show(page));
}
