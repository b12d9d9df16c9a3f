use format::catalog::{Bound, Target, TargetKind};
use format::{ReleaseNumber, ReleaseRange};

use super::InputError;

/// A target as people write it: a technical name and then bounds, each one of `>`, `>=`, `<`, `<=` with a release.
///
/// `"УправлениеТорговлей > 11.4.14.64 < 11.5"`; `*` alone is a release that is not bound to a configuration.
pub(crate) fn target(text: &str) -> Result<Target, InputError> {
    let spaced = spaced_out(text);
    let mut words = spaced.split_whitespace().peekable();
    let name = words
        .next()
        .filter(|word| !is_operator(word))
        .ok_or_else(|| InputError::TargetName { text: text.to_owned() })?;
    let mut target = match name {
        "*" => Target::new(TargetKind::Any, ""),
        name => Target::new(TargetKind::Configuration, name),
    };
    while let Some(operator) = words.next() {
        if !is_operator(operator) {
            return Err(InputError::TargetWord { word: operator.to_owned() });
        }
        let release: ReleaseNumber = words.next().unwrap_or_default().parse()?;
        let side = if operator.starts_with('>') { &mut target.lower } else { &mut target.upper };
        if side.is_some() {
            return Err(InputError::TargetTwice { text: text.to_owned() });
        }
        *side = Some(Bound { release, is_inclusive: operator.ends_with('=') });
    }
    if is_empty(&target) { Err(InputError::TargetEmpty { text: text.to_owned() }) } else { Ok(target) }
}

/// `>11.5` is written as `> 11.5`, so that words are words.
fn spaced_out(text: &str) -> String {
    text.replace(['>', '≥'], " > ")
        .replace(['<', '≤'], " < ")
        .replace(" >  =", " >= ")
        .replace(" <  =", " <= ")
        .replace(" > =", " >= ")
        .replace(" < =", " <= ")
}

fn is_operator(word: &str) -> bool {
    matches!(word, ">" | ">=" | "<" | "<=")
}

fn is_empty(target: &Target) -> bool {
    let (Some(lower), Some(upper)) = (&target.lower, &target.upper) else { return false };
    lower.release > upper.release
        || (lower.release == upper.release && !(lower.is_inclusive && upper.is_inclusive))
}

/// A range `a .. b`, both ends included.
pub(crate) fn range(text: &str) -> Result<ReleaseRange, InputError> {
    let wrong = || InputError::Range { text: text.to_owned() };
    let (first, last) = text.split_once("..").ok_or_else(wrong)?;
    ReleaseRange::new(first.trim().parse()?, last.trim().parse()?).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Shown = Option<(String, bool)>;

    fn bounds(text: &str) -> (Shown, Shown) {
        let target = target(text).unwrap();
        let shown = |bound: Option<Bound>| bound.map(|bound| (bound.release.to_string(), bound.is_inclusive));
        (shown(target.lower), shown(target.upper))
    }

    fn bound(release: &str, is_inclusive: bool) -> Shown {
        Some((release.to_owned(), is_inclusive))
    }

    #[test]
    fn bounds_are_read_with_and_without_spaces() {
        for text in [
            "УправлениеТорговлей > 11.4.14.64 < 11.5",
            "УправлениеТорговлей >11.4.14.64 <11.5",
            "УправлениеТорговлей>11.4.14.64<11.5",
        ] {
            assert_eq!(bounds(text), (bound("11.4.14.64", false), bound("11.5", false)), "{text}");
        }
        assert_eq!(bounds("Розница >= 3.0 <= 3.0.9"), (bound("3.0", true), bound("3.0.9", true)));
        assert_eq!(bounds("Розница>=3.0"), (bound("3.0", true), None));
        assert_eq!(bounds("Розница"), (None, None));
    }

    #[test]
    fn a_star_is_for_any_configuration() {
        assert_eq!(target("*").unwrap().kind, TargetKind::Any);
        assert_eq!(target("Розница").unwrap().kind, TargetKind::Configuration);
    }

    #[test]
    fn each_fault_of_a_target_has_its_own_error() {
        assert!(matches!(target(""), Err(InputError::TargetName { .. })));
        assert!(matches!(target("> 11"), Err(InputError::TargetName { .. })));
        assert!(matches!(target("Розница 3.0"), Err(InputError::TargetWord { .. })));
        assert!(matches!(target("Розница > 3 > 4"), Err(InputError::TargetTwice { .. })));
        assert!(matches!(target("Розница >"), Err(InputError::Release(_))));
        assert!(matches!(target("Розница > 3.x"), Err(InputError::Release(_))));
        assert!(matches!(target("Розница > 3 < 2"), Err(InputError::TargetEmpty { .. })));
        assert!(matches!(target("Розница > 3 <= 3"), Err(InputError::TargetEmpty { .. })));
        assert!(target("Розница >= 3 <= 3").is_ok());
    }

    #[test]
    fn a_range_has_two_ends_in_order() {
        assert_eq!(range("11.5.8 .. 11.5.20").unwrap().to_string(), "11.5.8 .. 11.5.20");
        assert_eq!(range("11.5.8..11.5.20").unwrap().to_string(), "11.5.8 .. 11.5.20");
        for wrong in ["11.5.8", "2 .. 1"] {
            assert!(matches!(range(wrong), Err(InputError::Range { .. })), "{wrong}");
        }
        assert!(matches!(range("1 .. x"), Err(InputError::Release(_))));
    }
}
