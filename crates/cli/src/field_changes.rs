//! What a change does to a record, field by field.

use console::{Page, Table, Words};
use serde::Serialize;
use serde_json::Value as Json;

/// One field that differs.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FieldChange {
    pub(crate) field: String,
    pub(crate) before: Json,
    pub(crate) after: Json,
}

impl FieldChange {
    /// The fields in which two records differ, in the order of their names; a record that is not there differs in none.
    pub(crate) fn between(before: &Json, after: &Json) -> Vec<Self> {
        let (Json::Object(old), Json::Object(new)) = (before, after) else { return Vec::new() };
        let changed = new.iter().filter(|(field, value)| old.get(*field) != Some(value));
        let changed = changed.map(|(field, value)| Self {
            field: field.clone(),
            before: old.get(field).cloned().unwrap_or_default(),
            after: value.clone(),
        });
        changed.collect()
    }

    /// The fields in which two reports of one record differ.
    pub(crate) fn of(before: &impl Serialize, after: &impl Serialize) -> Vec<Self> {
        let json = |side: serde_json::Result<Json>| side.expect("a report is JSON");
        Self::between(&json(serde_json::to_value(before)), &json(serde_json::to_value(after)))
    }

    /// `phone: 1 → 2`.
    pub(crate) fn in_words(&self, words: &Words) -> String {
        let sides = [&self.before, &self.after].map(|side| shown(side, words));
        format!("{}: {} → {}", label(&self.field, words), sides[0], sides[1])
    }
}

/// A table of what changes, or the words that nothing does.
pub(crate) fn show(page: &mut Page<'_>, changes: &[FieldChange]) {
    if changes.is_empty() {
        page.say("customers-nothing-changes", &[]);
        return;
    }
    let mut table = Table::new(["customers-field", "customers-before", "customers-after"]);
    for change in changes {
        let words = page.words();
        let sides = [&change.before, &change.after].map(|side| shown(side, words));
        table.row([label(&change.field, words)].into_iter().chain(sides).map(Into::into));
    }
    page.table(&table);
}

fn label(field: &str, words: &Words) -> String {
    let id = format!("customers-field-{}", field.replace('_', "-"));
    if words.knows(&id) { words.say(&id, &[]) } else { field.to_owned() }
}

/// A value as people read it: names, lists and free fields behind commas.
fn shown(value: &Json, words: &Words) -> String {
    match value {
        Json::Null => "—".to_owned(),
        Json::String(text) if text.is_empty() => "—".to_owned(),
        Json::String(text) => text.clone(),
        Json::Bool(yes) => words.say(if *yes { "yes" } else { "no" }, &[]),
        Json::Array(items) => joined(items.iter().map(|item| shown(item, words))),
        Json::Object(fields) if fields.contains_key("limit") => {
            let limit = value["limit"].as_u64().map_or_else(|| "∞".to_owned(), |limit| limit.to_string());
            let multiplied = if value["multiplied"] == Json::Bool(true) { " ×" } else { "" };
            format!("{} × {limit}{multiplied}", shown(&value["feature"], words))
        }
        Json::Object(fields) => {
            joined(fields.iter().map(|(name, value)| format!("{name}: {}", shown(value, words))))
        }
        other => other.to_string(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "—".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use console::Language;
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_told() {
        let before = json!({ "phone": "1", "company": "Ока", "fields": {} });
        let after = json!({ "phone": "2", "company": "Ока", "fields": { "ИНН": "77" } });
        let words = Words::new(Language::Russian, "keyslip");
        let told: Vec<String> =
            FieldChange::between(&before, &after).iter().map(|change| change.in_words(&words)).collect();
        assert_eq!(told, ["свободные поля: — → ИНН: 77", "телефон: 1 → 2"]);
        assert!(FieldChange::between(&Json::Null, &after).is_empty());
    }

    #[test]
    fn names_and_limits_are_told_as_people_say_them() {
        let words = Words::new(Language::English, "keyslip");
        let names = json!({ "en": "Pumps", "ru": "Насосы" });
        assert_eq!(shown(&names, &words), "en: Pumps, ru: Насосы");
        let feature =
            json!([{ "feature": 1, "limit": 5, "multiplied": true }, { "feature": 2, "limit": null }]);
        assert_eq!(shown(&feature, &words), "1 × 5 ×, 2 × ∞");
    }
}
