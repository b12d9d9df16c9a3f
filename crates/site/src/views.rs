//! Pieces of reports that several commands share, in words and for scripts.

use std::collections::BTreeMap;

use console::{Page, Table, Tone, Value, Words, explain, hint, moment};
use crypto::{TrustedRoot, VerifyError, fingerprint_words};
use format::{Document, Environment, Explain, Fact, Language, Limit, Names, NumberId, UnixTime};
use installer::{Installation, SiteFolder};
use policy::{FeatureAnswer, Refusal, Standing, State};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

/// Something with a stable code, said in words.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Told {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    #[serde(skip_serializing_if = "Map::is_empty")]
    facts: Map<String, Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<String>,
}

impl Told {
    /// An error or a refusal, as every program says it.
    pub(crate) fn problem(words: &Words, problem: &dyn Explain) -> Self {
        Self {
            code: problem.code(),
            message: explain(words, problem),
            facts: facts(problem),
            hint: hint(words, problem),
        }
    }

    /// That a bulletin revokes a license: where every revision is meant, a newer one does not help.
    pub(crate) fn revoked(
        words: &Words,
        site: Option<&SiteFolder>,
        license: NumberId,
        refusal: &Refusal,
    ) -> Self {
        let told = Self::problem(words, refusal);
        match site.is_some_and(|site| site.is_revoked_for_good(license)) {
            true => Self { hint: Some(words.say("site-ask-for-another-license", &[])), ..told },
            false => told,
        }
    }

    /// Why a document that the site keeps no longer counts.
    pub(crate) fn unverified(
        words: &Words,
        site: &SiteFolder,
        document: Document,
        error: &VerifyError,
    ) -> Self {
        match site.state().revoked_key(document, error) {
            Some(revoked) => Self::problem(words, &revoked),
            None => Self::problem(words, error),
        }
    }

    /// Something that is no error: a rule that fits, a doubt, what is established.
    pub(crate) fn finding(words: &Words, finding: &dyn Explain) -> Self {
        let id = finding.code().replace('.', "-");
        let own = finding.facts();
        let values: Vec<_> = own.iter().map(|(name, fact)| (*name, Value::from(fact))).collect();
        let message = words.say(&id, &values);
        Self { code: finding.code(), message, facts: facts(finding), hint: None }
    }
}

fn facts(problem: &dyn Explain) -> Map<String, Json> {
    let shown = problem.facts().into_iter().map(|(name, fact)| {
        let value = match fact {
            Fact::Number(number) => json!(number),
            Fact::Time(time) => json!(time.to_string()),
            Fact::Text(text) => json!(text),
            other => json!(format!("{other:?}")),
        };
        (name.to_owned(), value)
    });
    shown.collect()
}

/// The vendor that a site trusts.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Vendor {
    pub(crate) prefix: String,
    pub(crate) name: String,
    /// The names by language.
    pub(crate) names: BTreeMap<String, String>,
    pub(crate) environment: &'static str,
    pub(crate) root_version: u32,
    /// What a person compares: forty digits, and the same as twelve words.
    pub(crate) fingerprint: String,
    pub(crate) fingerprint_words: String,
}

impl Vendor {
    pub(crate) fn of(root: &TrustedRoot, language: Language) -> Self {
        let document = root.root();
        Self {
            prefix: document.prefix.to_string(),
            name: best(&document.names, language),
            names: document.names.iter().map(|(code, name)| (code.to_string(), name.clone())).collect(),
            environment: root.root().environment.name(),
            root_version: document.version,
            fingerprint: root.fingerprint().to_string(),
            fingerprint_words: fingerprint_words(root.fingerprint()),
        }
    }

    pub(crate) fn show(&self, page: &mut Page<'_>) {
        page.field("site-vendor", format!("{} ({})", self.name, self.prefix));
        page.field("site-root-version", self.root_version);
        page.field("site-fingerprint", &self.fingerprint);
        show_environment(page, self.environment);
    }

    /// All that tells one vendor from another.
    pub(crate) fn show_identity(&self, page: &mut Page<'_>) {
        page.field("site-vendor", format!("{} ({})", self.name, self.prefix));
        for name in self.names.values().filter(|name| **name != self.name) {
            page.field("site-also-named", name);
        }
        page.field("site-environment", page.words().say(&format!("environment-{}", self.environment), &[]));
        page.field("site-root-version", self.root_version);
        page.field("site-fingerprint", &self.fingerprint);
        page.field("site-in-words", &self.fingerprint_words);
        show_environment(page, self.environment);
    }
}

/// The newest catalog and bulletin that the site knows.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct News {
    catalog: Option<u32>,
    bulletin: Option<u32>,
}

impl News {
    pub(crate) fn of(site: &SiteFolder) -> Self {
        let state = site.state();
        Self {
            catalog: state.catalog().map(|known| known.number),
            bulletin: state.bulletin().map(|known| known.number),
        }
    }

    pub(crate) fn show(&self, page: &mut Page<'_>) {
        for (label, number) in [("site-catalog", self.catalog), ("site-bulletin", self.bulletin)] {
            number.iter().for_each(|number| page.field(label, *number));
        }
    }
}

/// What the root has to be for, by the option `--test`.
pub(crate) fn asked_environment(test: bool) -> Environment {
    if test { Environment::Test } else { Environment::Production }
}

/// Says that licenses are for trying out, wherever one is shown; nothing where they are real.
pub(crate) fn show_environment(page: &mut Page<'_>, environment: &str) {
    if environment == "test" {
        page.say_toned(Tone::Doubt, "site-test-root", &[]);
    }
}

/// The name in a language, or the nearest there is.
pub(crate) fn best(names: &Names, language: Language) -> String {
    names.best(language).map(|(_, name)| name.clone()).unwrap_or_default()
}

/// `3.2.1`, and `3.2.1 (2)` where the vendor has published that version again.
pub(crate) fn shown_version(version: &str, revision: u32) -> String {
    if revision > 1 { format!("{version} ({revision})") } else { version.to_owned() }
}

/// A release that was delivered into a folder.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Delivery {
    pub(crate) distribution: String,
    pub(crate) version: String,
    pub(crate) record: String,
    pub(crate) configuration: Option<String>,
    pub(crate) release: Option<String>,
    pub(crate) folder: String,
    pub(crate) at: String,
    pub(crate) files: Vec<DeliveredFile>,
}

/// One file of a delivery.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DeliveredFile {
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) state: Option<&'static str>,
}

impl Delivery {
    pub(crate) fn of(installation: &Installation) -> Self {
        let installed = &installation.installed;
        let files = installation.files.iter().map(|file| DeliveredFile {
            name: file.name.to_string(),
            bytes: file.bytes,
            sha256: file.digest.to_string(),
            state: None,
        });
        Self {
            distribution: installed.distribution.to_string(),
            version: installed.version.clone(),
            record: installed.record.to_string(),
            configuration: installed.configuration.clone(),
            release: installed.release.as_ref().map(ToString::to_string),
            folder: installation.folder.clone(),
            at: installation.at.to_string(),
            files: files.collect(),
        }
    }

    /// The configuration with its release, as one reads it.
    pub(crate) fn target(&self) -> String {
        let parts = [self.configuration.as_deref(), self.release.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// One feature of a license at a moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Feature {
    pub(crate) feature: u32,
    pub(crate) name: Option<String>,
    /// A number, or `"unlimited"`.
    pub(crate) limit: Json,
    pub(crate) standing: &'static str,
    pub(crate) until: Option<String>,
    pub(crate) is_trial: bool,
    /// On how many different days it may be used, of a trial that counts them.
    days_of_use: Option<u32>,
    pub(crate) is_permitted: bool,
    #[serde(skip)]
    shown_until: Option<UnixTime>,
}

impl Feature {
    /// What the license says of it; of a revoked one nothing is in force.
    pub(crate) fn of(answer: &FeatureAnswer, name: Option<String>, barred: Option<&'static str>) -> Self {
        Self {
            feature: answer.feature.get(),
            name,
            limit: match answer.limit {
                None => Json::Null,
                Some(Limit::Unlimited) => json!("unlimited"),
                Some(Limit::Count(count)) => json!(count.get()),
            },
            standing: barred.unwrap_or_else(|| standing_word(answer.standing)),
            until: answer.until().map(|until| until.to_string()),
            is_trial: answer.is_trial,
            days_of_use: answer.days_of_use,
            is_permitted: answer.is_permitted() && barred.is_none(),
            shown_until: answer.until(),
        }
    }

    fn row(&self, words: &Words) -> [Value<'static>; 4] {
        let limit = match &self.limit {
            Json::Number(number) => number.to_string(),
            Json::String(_) => words.say("site-unlimited", &[]),
            _ => "—".to_owned(),
        };
        let until = match (self.shown_until, self.standing) {
            (Some(until), _) => moment(until),
            (None, "in-force") => words.say("site-for-ever", &[]),
            _ => "—".to_owned(),
        };
        let name = match &self.name {
            Some(name) => format!("{} {name}", self.feature),
            None => self.feature.to_string(),
        };
        let mut standing = words.say(&format!("site-standing-{}", self.standing), &[]);
        if self.is_trial {
            standing = format!("{standing}, {}", words.trial(self.days_of_use));
        }
        [name.into(), limit.into(), until.into(), standing.into()]
    }
}

/// Features under each other; nothing where there are none.
pub(crate) fn show_features(page: &mut Page<'_>, features: &[Feature]) {
    let mut table = Table::new(["site-feature", "site-limit", "site-until", "site-standing"]);
    for feature in features {
        table.row(feature.row(page.words()));
    }
    if !table.is_empty() {
        page.blank();
        page.table(&table);
    }
}

/// The word that stands for every standing where nothing rests on the license: it is revoked, or nobody has looked.
pub(crate) fn barred_word(state: &State) -> Option<&'static str> {
    state.revoked().map(|refusal| match refusal {
        Refusal::NotLookedUp { .. } => "unread",
        _ => "revoked",
    })
}

/// The word for a standing in JSON and in the names of messages.
pub(crate) fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::InForce { .. } => "in-force",
        Standing::InGrace { .. } => "in-grace",
        Standing::NotYet { .. } => "not-yet",
        Standing::Ended { .. } => "ended",
        _ => "never",
    }
}

/// The last second that a standing tells of.
pub(crate) fn standing_until(standing: Standing) -> Option<UnixTime> {
    match standing {
        Standing::InForce { until } => until,
        Standing::InGrace { ended, .. } => Some(ended),
        Standing::Ended { on } => Some(on),
        _ => None,
    }
}
