use console::{Answer, Failure, Output, Page, Report, Ui, clean_lines, typed, values};
use format::Digest;
use installer::{Consent, LockedSite, Plan};
use serde::Serialize;

use crate::context::{AskedError, judged};
use crate::input::digest;

/// How the agreement is accepted.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct AgreementArgs {
    /// Accept the agreement in advance; with a SHA-256 only if it is that very text
    #[arg(long, value_name = "SHA-256", num_args = 0..=1, value_parser = typed(digest))]
    accept_eula: Option<Option<Digest>>,

    /// Only show the agreement and its SHA-256
    #[arg(long, conflicts_with = "accept_eula")]
    pub(super) show_eula: bool,
}

/// An agreement to be read.
#[derive(Serialize)]
struct Shown {
    distribution: String,
    language: String,
    digest: String,
    is_accepted: bool,
    text: String,
}

impl Report for Shown {
    fn show(&self, page: &mut Page<'_>) {
        page.lines(&self.text);
        page.blank();
        page.say("site-agreement-digest", &values![digest = &self.digest]);
    }
}

/// There is none; the same names as where there is one.
#[derive(Serialize)]
struct NoAgreement {
    distribution: String,
    digest: Option<String>,
    text: Option<String>,
}

impl Report for NoAgreement {
    fn show(&self, page: &mut Page<'_>) {
        page.say("site-no-agreement", &[]);
    }
}

/// Shows the agreement and does nothing else.
pub(super) fn show(site: &LockedSite, plan: &Plan<'_>, ui: &mut Ui) -> Result<Answer, Failure> {
    let Some(agreement) = judged(plan.agreement())? else {
        let distribution = plan.distribution().id.to_string();
        return ui.report(&NoAgreement { distribution, digest: None, text: None });
    };
    let shown = Shown {
        distribution: agreement.distribution.to_string(),
        language: agreement.language.to_string(),
        digest: agreement.digest.to_string(),
        is_accepted: site.has_accepted(plan),
        text: agreement.text,
    };
    ui.report(&shown)
}

/// The consent: given before, in advance by an option, or now by the person who reads the text.
///
/// `None` where none is needed, or nobody was there to give it; which of the two, the installer knows. Whoever has read the
/// text and says no is not told how to say yes.
pub(super) fn ask(
    site: &LockedSite,
    plan: &Plan<'_>,
    args: &AgreementArgs,
    ui: &mut Ui,
) -> Result<Option<Consent>, Failure> {
    if site.has_accepted(plan) {
        return Ok(None);
    }
    let Some(agreement) = judged(plan.agreement())? else { return Ok(None) };
    let text = match args.accept_eula {
        Some(text) => text.unwrap_or(agreement.digest),
        None if ui.is_interactive() && ui.output() == Output::People => {
            let shown = clean_lines(&agreement.text).into_owned();
            // A terminal that takes no text gives no consent either.
            let _ = writeln!(ui.out(), "{shown}").and_then(|()| ui.out().flush());
            ui.note("site-agreement-digest", &values![digest = agreement.digest.to_string()]);
            let question = ui.words().say("site-agreement-question", &[]);
            if !ui.confirm(&question)? {
                return Err(Failure::refused(AskedError::AgreementDeclined));
            }
            agreement.digest
        }
        None => return Ok(None),
    };
    Ok(Some(Consent { text, who: console::who() }))
}
