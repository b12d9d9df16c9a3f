//! What changes between two states of a license, shown one way by all commands: each grant with a mark and in words.

use console::{Failure, Page, Table, Words};
use format::Grant;
use ledger::Ledger;
use serde::Serialize;

use crate::commands::license::grants_json;
use crate::show::{GrantJson, limits_text};

/// What becomes of a grant.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Added,
    Removed,
    Changed,
    Same,
}

impl Kind {
    fn mark(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Removed => "-",
            Self::Changed => "~",
            Self::Same => "",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Added => "change-added",
            Self::Removed => "change-removed",
            Self::Changed => "change-changed",
            Self::Same => "change-same",
        }
    }

    fn in_words(self, words: &Words) -> String {
        format!("{} {}", self.mark(), words.say(self.id(), &[])).trim_start().to_owned()
    }
}

/// One grant before and after.
#[derive(Clone, Debug, Serialize)]
struct ChangeJson {
    change: Kind,
    /// `null` where it is new.
    before: Option<GrantJson>,
    /// `null` where it is gone.
    after: Option<GrantJson>,
}

/// All that changes, what is gone first, what is new last.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct GrantChanges(Vec<ChangeJson>);

impl GrantChanges {
    /// Pairs equal grants, then those of one product, so that a moved end is a change and not a loss and a gain.
    pub(crate) fn between(ledger: &Ledger, before: &[Grant], after: &[Grant]) -> Result<Self, Failure> {
        let mut gone = before.to_vec();
        let mut rows = Vec::new();
        let mut new = Vec::new();
        let json = |grant: &Grant| {
            Ok::<_, Failure>(grants_json(ledger, std::slice::from_ref(grant))?.into_iter().next())
        };
        for grant in after {
            match gone.iter().position(|there| there == grant) {
                Some(at) => {
                    gone.remove(at);
                    rows.push(ChangeJson { change: Kind::Same, before: json(grant)?, after: json(grant)? });
                }
                None => new.push(grant),
            }
        }
        let mut added = Vec::new();
        for grant in new {
            let is_alike = |there: &Grant| (there.product, there.is_trial) == (grant.product, grant.is_trial);
            match gone.iter().position(is_alike) {
                Some(at) => {
                    let before = json(&gone.remove(at))?;
                    rows.push(ChangeJson { change: Kind::Changed, before, after: json(grant)? });
                }
                None => added.push(ChangeJson { change: Kind::Added, before: None, after: json(grant)? }),
            }
        }
        let mut all = Vec::new();
        for grant in &gone {
            all.push(ChangeJson { change: Kind::Removed, before: json(grant)?, after: None });
        }
        all.extend(rows);
        all.extend(added);
        Ok(Self(all))
    }

    /// A table of all grants, or the words that there are none.
    pub(crate) fn show(&self, page: &mut Page<'_>) {
        if self.0.is_empty() {
            page.say("vendor-no-products", &[]);
            return;
        }
        let mut table = Table::new(["change", "product", "name", "vendor-limits", "vendor-until"]);
        for (kind, product, cells) in self.rows(page.words()) {
            let [name, limits, until] = cells;
            let change = kind.in_words(page.words());
            table.row([change.into(), product.into(), name.into(), limits.into(), until.into()]);
        }
        page.table(&table);
    }

    /// The changes in one line: `+ Pumps 1 × 20 until 2028-01-15; - Trial …`; empty where nothing changes.
    pub(crate) fn line(&self, words: &Words) -> String {
        let rows = self.rows(words).into_iter().filter(|(kind, ..)| *kind != Kind::Same);
        let row = |(kind, _, [name, limits, until]): (Kind, u32, [String; 3])| {
            let id =
                if until == words.say("vendor-for-ever", &[]) { "change-of-for-ever" } else { "change-of" };
            let what = words.say(id, &console::values![name = name, limits = limits, until = until]);
            format!("{} {what}", kind.mark())
        };
        rows.map(row).collect::<Vec<_>>().join("; ")
    }

    /// Limits are not added up, so of equal rows one is shown.
    fn rows(&self, words: &Words) -> Vec<(Kind, u32, [String; 3])> {
        let mut shown = Vec::new();
        for one in &self.0 {
            let Some(newest) = one.after.as_ref().or(one.before.as_ref()) else { continue };
            let row = (one.change, newest.product, one.cells(newest, words));
            if !shown.contains(&row) {
                shown.push(row);
            }
        }
        shown
    }
}

impl ChangeJson {
    /// Name, limits and end; of what changes, as it was and as it will be.
    fn cells(&self, newest: &GrantJson, words: &Words) -> [String; 3] {
        let limits = |grant: &GrantJson| limits_text(&grant.features);
        let (Some(before), Some(after)) = (&self.before, &self.after) else {
            return [newest.name_in(words), limits(newest), newest.until_in(words)];
        };
        let mut ends = [before, after].map(|grant| grant.until_in(words));
        if before.from != after.from {
            ends = [before, after].map(|grant| grant.period_in(words));
        }
        let [was, will] = ends;
        [newest.name_in(words), moved(limits(before), limits(after)), moved(was, will)]
    }
}

fn moved(before: String, after: String) -> String {
    if before == after { after } else { format!("{before} → {after}") }
}
