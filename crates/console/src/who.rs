/// Longest name of a user in bytes, far above those that systems give.
const MAX_NAME_BYTES: usize = 256;

/// Who is at the keyboard, as the system names the user; `unknown` where it does not, or names somebody in a way that no
/// receipt and no ledger should hold: with line breaks, signs of direction, control characters.
///
/// A name is whatever the environment says, and proves nothing.
pub fn who() -> String {
    who_by(|name| std::env::var(name).ok())
}

fn who_by(environment: impl Fn(&str) -> Option<String>) -> String {
    let named =
        ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(environment).find(|name| is_plain(name));
    named.unwrap_or_else(|| "unknown".to_owned())
}

fn is_plain(name: &str) -> bool {
    (1..=MAX_NAME_BYTES).contains(&name.len())
        && name.chars().all(|letter| letter.is_alphanumeric() || "._-@\\ ".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_plain_name_counts() {
        for (user, logname, who) in [
            ("анна", "b", "анна"),
            (r"DOMAIN\anna", "b", r"DOMAIN\anna"),
            ("", "b", "b"),
            ("anna\nadmin", "b", "b"),
            ("\u{202e}anna", "", "unknown"),
        ] {
            let environment = |name: &str| match name {
                "USER" => Some(user.to_owned()),
                "LOGNAME" => Some(logname.to_owned()),
                _ => None,
            };
            assert_eq!(who_by(environment), who);
        }
        assert_eq!(who_by(|_| Some("x".repeat(MAX_NAME_BYTES))).len(), MAX_NAME_BYTES);
        assert_eq!(who_by(|_| Some("x".repeat(MAX_NAME_BYTES + 1))), "unknown");
    }
}
