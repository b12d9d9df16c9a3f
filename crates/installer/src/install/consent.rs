use format::{Blob, Digest, DistributionId, Event, Language, UnixTime};

use super::Plan;
use crate::{InstallError, LockedSite};

/// Longest agreement that is read: a long book.
const MAX_AGREEMENT: usize = 1024 * 1024;

/// The agreement of a distribution, in one language.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Agreement {
    /// Whose agreement.
    pub distribution: DistributionId,
    /// SHA-256 of the text.
    pub digest: Digest,
    /// The language of the text.
    pub language: Language,
    /// The text, as it was signed: whoever prints it cleans it.
    pub text: String,
}

/// Somebody's acceptance of an agreement, given by its digest: the person who read it, or a script in advance.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a consent is a text and a person")]
pub struct Consent {
    /// SHA-256 of the text that was accepted.
    pub text: Digest,
    /// Who accepted it, as the system names the user.
    pub who: String,
}

impl Plan<'_> {
    /// The agreement to be accepted, in the language of the wish or the nearest there is; `None` where there is none.
    ///
    /// # Errors
    ///
    /// [`InstallError::ObjectMissing`]; `crypto.wrong-object`; [`InstallError::AgreementUnreadable`].
    pub fn agreement(&self) -> Result<Option<Agreement>, InstallError> {
        match self.distribution.agreements.best(self.language) {
            None => Ok(None),
            Some((language, blob)) => self.read_agreement(language, *blob).map(Some),
        }
    }

    fn read_agreement(&self, language: Language, blob: Blob) -> Result<Agreement, InstallError> {
        let bytes = self.catalog.bundle().bytes(&blob, MAX_AGREEMENT)?;
        let of_language = "the language came from the record itself";
        let bytes = self
            .distribution
            .open_bytes(|record| record.agreements.get(language).expect(of_language), &bytes)?;
        let unreadable = |_| InstallError::AgreementUnreadable { digest: blob.digest };
        let text = std::str::from_utf8(bytes).map_err(unreadable)?.to_owned();
        let (distribution, digest) = (self.distribution.id.clone(), blob.digest);
        Ok(Agreement { distribution, digest, language, text })
    }
}

impl LockedSite {
    /// Whether the agreement of the plan was accepted here before; a changed text is another agreement.
    pub fn has_accepted(&self, plan: &Plan<'_>) -> bool {
        let agreements = &plan.distribution.agreements;
        let counts = |accepted: &crate::Acceptance| {
            accepted.distribution == plan.distribution.id
                && agreements.iter().any(|(_, blob)| blob.digest == accepted.text)
        };
        agreements.is_empty() || self.state().accepted().iter().any(counts)
    }

    /// Takes the consent as evidence, where one is needed.
    pub(super) fn require_consent(
        &mut self,
        plan: &Plan<'_>,
        consent: Option<&Consent>,
        now: UnixTime,
    ) -> Result<(), InstallError> {
        if self.has_accepted(plan) {
            return Ok(());
        }
        let Some((_, asked)) = plan.distribution.agreements.best(plan.language) else { return Ok(()) };
        let (distribution, digest) = (plan.distribution.id.clone(), asked.digest);
        let Some(consent) = consent else {
            return Err(InstallError::AgreementNotAccepted { distribution, digest });
        };
        let accepted = plan.distribution.agreements.iter().find(|(_, blob)| blob.digest == consent.text);
        let Some((language, blob)) = accepted else {
            return Err(InstallError::OtherAgreement { distribution, given: consent.text, digest });
        };
        // Evidence of consent to a text that nobody could have read would be worth nothing.
        plan.read_agreement(language, *blob)?;
        let (who, license) = (consent.who.clone(), plan.license);
        self.record(
            Event::AgreementAccepted { distribution, text: consent.text, language, who, license },
            now,
        )
    }
}
