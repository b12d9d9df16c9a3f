use format::{Explain, Fact, Limit, NumberId, UnixTime};

use crate::{Doubt, Established, FeatureAnswer, Question, Refusal, State};

/// What a judgement came to.
#[non_exhaustive]
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// Permitted.
    Permitted,
    /// Ended, and still permitted by the days of grace that the vendor signed.
    PermittedInGrace {
        /// The last second of what was granted.
        ended: UnixTime,
        /// The last second of grace.
        until: UnixTime,
    },
    /// A genuine license, in its place, that holds no product yet. It permits no use.
    Empty,
    /// Not permitted.
    Refused(Refusal),
}

/// The answer to a [`Case`](crate::Case): never a bare bool.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verdict {
    pub(crate) question: Question,
    pub(crate) outcome: Outcome,
    pub(crate) established: Vec<Established>,
    pub(crate) doubts: Vec<Doubt>,
    pub(crate) features: Vec<FeatureAnswer>,
    pub(crate) state: State,
}

impl Verdict {
    /// What it came to.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// What was asked.
    pub fn question(&self) -> Question {
        self.question
    }

    /// The refusal, where it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match &self.outcome {
            Outcome::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Whether nothing was refused: what a program's exit code tells. An empty license is a yes here and still
    /// permits no use.
    pub fn is_yes(&self) -> bool {
        self.refusal().is_none()
    }

    /// What is known.
    pub fn established(&self) -> &[Established] {
        &self.established
    }

    /// What is not known.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// Each feature of the license at the moment asked about.
    pub fn features(&self) -> &[FeatureAnswer] {
        &self.features
    }

    /// The state that was judged.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The coupons that do not apply, each with the reason.
    pub fn set_aside(&self) -> &[(NumberId, Refusal)] {
        self.state.set_aside()
    }

    /// The permission to act on, with or without a warning.
    ///
    /// # Errors
    ///
    /// The [`Refusal`]; for an empty license [`Refusal::NoProducts`], because anybody gets an empty license.
    pub fn permit(&self) -> Result<Permit, &Refusal> {
        match &self.outcome {
            Outcome::Refused(refusal) => Err(refusal),
            Outcome::Empty => Err(&Refusal::NoProducts),
            Outcome::Permitted | Outcome::PermittedInGrace { .. } => Ok(Permit {
                license: self.state.license(),
                question: self.question,
                limit: self.limit(),
                is_in_grace: matches!(self.outcome, Outcome::PermittedInGrace { .. }),
            }),
        }
    }

    fn limit(&self) -> Option<Limit> {
        let Question::Feature(feature) = self.question else { return None };
        self.features.iter().find(|answer| answer.feature == feature)?.limit
    }
}

impl Explain for Verdict {
    fn code(&self) -> &'static str {
        match &self.outcome {
            Outcome::Permitted => "policy.permitted",
            Outcome::PermittedInGrace { .. } => "policy.permitted-in-grace",
            Outcome::Empty => "policy.empty",
            Outcome::Refused(refusal) => refusal.code(),
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match &self.outcome {
            Outcome::Permitted | Outcome::Empty => Vec::new(),
            Outcome::PermittedInGrace { ended, until } => {
                vec![("ended", (*ended).into()), ("until", (*until).into())]
            }
            Outcome::Refused(refusal) => refusal.facts(),
        }
    }
}

/// This use is permitted, here, now. Only [`Verdict::permit`] makes it; ask for one where a use needs permission.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Permit {
    license: NumberId,
    question: Question,
    limit: Option<Limit>,
    is_in_grace: bool,
}

impl Permit {
    /// The license that permits it.
    pub fn license(&self) -> NumberId {
        self.license
    }

    /// What is permitted.
    pub fn question(&self) -> Question {
        self.question
    }

    /// How much of the feature, where a feature was asked for; `None` also where the caller left the time out and no
    /// grant holds at the moment.
    pub fn limit(&self) -> Option<Limit> {
        self.limit
    }

    /// Whether it holds only by the days of grace.
    pub fn is_in_grace(&self) -> bool {
        self.is_in_grace
    }
}
