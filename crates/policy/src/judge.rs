use format::{Environment, Grant};

use crate::revocations::Listed;
use crate::{
    Binding, Case, Check, Doubt, Established, Outcome, Question, Refusal, Revocations, Standing, State,
    Verdict,
};

/// Answers a question about a license: at a moment, in a place.
///
/// The default checks everything; what the caller leaves out is a doubt in the verdict. Whether it is revoked is checked
/// first, then the place, what is granted, and the time.
pub fn judge(case: &Case<'_>) -> Verdict {
    let state = State::under(case.heeded_bulletin(), case.license, case.coupons);
    // What a trial's days of use leave of it; the whole stays in the verdict, to be shown.
    let counted = if case.checks(Check::DaysOfUse) { state.used_on(case.days_used) } else { state.clone() };
    Verdict {
        question: case.question,
        established: established(case, &counted),
        doubts: doubts(case),
        features: counted.features(case.moment.now()),
        outcome: outcome(case, &state, &counted),
        state,
    }
}

fn outcome(case: &Case<'_>, state: &State, counted: &State) -> Outcome {
    if let Some(refusal) = state.revoked() {
        return Outcome::Refused(refusal);
    }
    if case.checks(Check::Binding)
        && let Err(refusal) = state.check_place(case.place)
    {
        return Outcome::Refused(refusal);
    }
    if state.grants().is_empty() {
        return match case.question {
            Question::License => Outcome::Empty,
            Question::Feature(_) | Question::Product(_) => Outcome::Refused(Refusal::NoProducts),
        };
    }
    match in_time(case, standing(case, counted)) {
        Outcome::Refused(refusal) => Outcome::Refused(days_of_use(case, state).unwrap_or(refusal)),
        permitted => permitted,
    }
}

/// The refusal, where nothing but the days of use of a trial stands against it: of several that with the most.
fn days_of_use(case: &Case<'_>, state: &State) -> Option<Refusal> {
    let now = case.moment.now();
    let is_asked_for = |grant: &&Grant| match case.question {
        Question::License => true,
        Question::Feature(feature) => grant.features.contains_key(&feature),
        Question::Product(product) => grant.product == product,
    };
    let asked = state.grants().iter().filter(is_asked_for);
    let in_time = asked.filter(|grant| !case.checks(Check::Time) || grant.covers(now));
    let most = in_time.filter_map(|grant| Some((grant.days_of_use?.get(), grant.product))).max();
    most.map(|(days, product)| match case.days_used {
        None => Refusal::DaysOfUseUnknown { product, days },
        Some(used) => Refusal::DaysOfUseOver { product, days, used },
    })
}

fn standing(case: &Case<'_>, state: &State) -> Standing {
    let now = case.moment.now();
    match case.question {
        Question::License => state.standing(now),
        Question::Feature(feature) => state.feature(feature, now).standing,
        Question::Product(product) => state.product(product, now),
    }
}

fn in_time(case: &Case<'_>, standing: Standing) -> Outcome {
    let now = case.moment.now();
    match standing {
        Standing::Never => Outcome::Refused(not_granted(case.question)),
        Standing::InForce { .. } => Outcome::Permitted,
        _ if !case.checks(Check::Time) => Outcome::Permitted,
        Standing::InGrace { ended, until } => Outcome::PermittedInGrace { ended, until },
        Standing::NotYet { from } => Outcome::Refused(Refusal::NotYetValid { from, now }),
        Standing::Ended { on } => Outcome::Refused(Refusal::Expired { ended: on, now }),
    }
}

fn not_granted(question: Question) -> Refusal {
    match question {
        Question::License => Refusal::NoProducts,
        Question::Feature(feature) => Refusal::NotGranted { feature },
        Question::Product(product) => Refusal::ProductNotGranted { product },
    }
}

fn established(case: &Case<'_>, state: &State) -> Vec<Established> {
    let signed = Established::Signed { revision: state.revision(), issued_at: case.license.issued_at };
    let mut established = vec![signed];
    if !state.applied().is_empty() {
        established.push(Established::Coupons { count: state.applied().len() });
    }
    established.extend(revocation_established(case));
    established.extend(place_established(case, state));
    match standing(case, state) {
        Standing::InForce { until: Some(until) } => established.push(Established::GrantedUntil { until }),
        Standing::InForce { until: None } => established.push(Established::GrantedForEver),
        _ => {}
    }
    established
}

fn place_established(case: &Case<'_>, state: &State) -> Vec<Established> {
    let bindings = state.bindings();
    if bindings.is_empty() {
        return vec![Established::NotBound];
    }
    if !case.checks(Check::Binding) || state.check_place(case.place).is_err() {
        return Vec::new();
    }
    let ids = [(Binding::Site, &bindings.site), (Binding::Infobase, &bindings.infobase)];
    let bound = ids
        .into_iter()
        .filter_map(|(binding, id)| id.as_ref().map(|id| Established::BoundHere { binding, id: id.clone() }));
    bound.collect()
}

/// What is known of the license and the coupons, each of them.
fn listed<'c>(case: &'c Case<'_>, bulletin: &'c Revocations) -> impl Iterator<Item = Listed> {
    let coupons = case.coupons.iter().map(|redeemed| bulletin.coupon(redeemed.coupon.number));
    std::iter::once(bulletin.license(case.license)).chain(coupons)
}

fn revocation_established(case: &Case<'_>) -> Option<Established> {
    let bulletin = case.heeded_bulletin()?;
    let (number, issued_at) = (bulletin.number(), bulletin.issued_at());
    let is_known = listed(case, bulletin).all(|listed| listed == Listed::NotRevoked);
    is_known.then_some(Established::NotRevoked { bulletin: number, issued_at })
}

fn revocation_doubts(case: &Case<'_>) -> Vec<Doubt> {
    if !case.checks(Check::Revocation) {
        return Vec::new();
    }
    let Some(bulletin) = case.bulletin else { return vec![Doubt::NoBulletin] };
    let stale = bulletin.stale_since(case.moment.now());
    stale.map(|expired| Doubt::BulletinStale { bulletin: bulletin.number(), expired }).into_iter().collect()
}

fn doubts(case: &Case<'_>) -> Vec<Doubt> {
    let mut doubts = revocation_doubts(case);
    doubts.extend_from_slice(case.moment.doubts());
    if case.environment != Environment::Production {
        doubts.push(Doubt::TestRoot);
    }
    doubts.extend(case.left_out.iter().copied().map(Doubt::LeftOut));
    doubts
}

#[cfg(test)]
mod tests;
