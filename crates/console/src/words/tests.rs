use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{self, Expression, InlineExpression, PatternElement};

use super::*;

fn sources(language: Language) -> [&'static str; 13] {
    match language {
        Language::English => ENGLISH,
        Language::Russian => RUSSIAN,
    }
}

/// Every message of a language with the variables it uses.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for source in sources(language) {
        let resource = fluent_syntax::parser::parse(source).expect("a word file that parses");
        for entry in resource.body {
            let ast::Entry::Message(message) = entry else { continue };
            let value = message.value.unwrap_or_else(|| panic!("{} is empty", message.id.name));
            let mut variables = BTreeSet::new();
            in_pattern(&value, &mut variables);
            let earlier = messages.insert(message.id.name.to_owned(), variables);
            assert_eq!(earlier, None, "{} is there twice", message.id.name);
        }
    }
    messages
}

fn in_pattern(pattern: &ast::Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        in_expression(expression, variables);
    }
}

fn in_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, variables),
        Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            variants.iter().for_each(|variant| in_pattern(&variant.value, variables));
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| in_inline(argument, variables));
        }
        InlineExpression::Placeable { expression } => in_expression(expression, variables),
        _ => {}
    }
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let (english, russian) = (messages(Language::English), messages(Language::Russian));
    for (id, variables) in &english {
        let Some(theirs) = russian.get(id) else { panic!("{id} is missing in Russian") };
        assert_eq!(variables, theirs, "{id}");
    }
    for id in russian.keys() {
        assert!(english.contains_key(id), "{id} is missing in English");
    }
}

#[test]
fn every_message_resolves_for_every_count() {
    for language in Language::ALL {
        let words = Words::new(language, "keyslip");
        for (id, variables) in messages(language) {
            for value in [Value::Number(0), Value::Number(1), Value::Number(2), Value::Number(5), "x".into()]
            {
                let values: Vec<_> = variables.iter().map(|name| (name.as_str(), value.clone())).collect();
                assert!(!words.say(&id, &values).trim().is_empty(), "{id} is empty");
            }
        }
    }
}

#[test]
fn messages_begin_in_lower_case_and_have_no_full_stop() {
    for language in Language::ALL {
        let words = Words::new(language, "keyslip");
        for (id, variables) in messages(language) {
            if !id.starts_with("error-") && !id.starts_with("hint-") {
                continue;
            }
            let values: Vec<_> = variables.iter().map(|name| (name.as_str(), Value::from("x"))).collect();
            let text = words.say(&id, &values);
            assert!(!text.ends_with('.'), "{id}: {text}");
            // An abbreviation (USB, EULA) may begin a sentence; a capital followed by a small letter may not.
            let mut letters = text.chars();
            let opens_large = letters.next().is_some_and(char::is_uppercase);
            assert!(!(opens_large && letters.next().is_some_and(char::is_lowercase)), "{id}: {text}");
        }
    }
}

#[test]
fn counts_choose_their_plural() {
    let russian = Words::new(Language::Russian, "keyslip");
    let english = Words::new(Language::English, "keyslip");
    for (count, ru, en) in [
        (1_u64, "1 день", "1 day"),
        (2, "2 дня", "2 days"),
        (5, "5 дней", "5 days"),
        (21, "21 день", "21 days"),
    ] {
        assert_eq!(say!(russian, "days", count = count), ru);
        assert_eq!(say!(english, "days", count = count), en);
    }
}

#[test]
fn a_number_too_large_for_a_plural_is_still_exact() {
    assert_eq!(Value::Number(u64::MAX).to_fluent(), FluentValue::from("18446744073709551615"));
}

#[test]
fn hostile_values_are_cleaned() {
    let words = Words::new(Language::English, "keyslip");
    let text = say!(words, "error-disk-missing", path = "a\u{1b}[2Jb\u{202e}\nc");
    assert_eq!(text, "ab c does not exist");
}

#[cfg(debug_assertions)]
#[test]
#[should_panic(expected = "no such message")]
fn a_missing_message_is_a_mistake_of_ours() {
    Words::new(Language::English, "keyslip").say("no-such-message", &[]);
}

#[cfg(debug_assertions)]
#[test]
#[should_panic(expected = "message `days`")]
fn a_missing_value_is_a_mistake_of_ours() {
    Words::new(Language::English, "keyslip").say("days", &[]);
}
