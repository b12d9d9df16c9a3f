//! The requests that the guides for a CRM show, played: one in each language.

use std::fs;

use serde_json::Value;
use tests::{Shell, Shop, workspace};

/// A vendor with the products and the distributor that the guides name.
fn vendor() -> Shell {
    let shell = Shop::get().shell();
    shell.yes("keyslip product add --name Pumps --guid 6f1d9a3e-58d3-4c55-9b0e-3d6a1c1c7e10 --multiplied-feature 1=5");
    shell.yes("keyslip product add --name Trial --guid 0b9a4a52-6f0c-4f6a-8f0e-b1f3a8a0a001 --feature 1=1 --trial --trial-days 14");
    shell.yes("keyslip distributor add --name Sever --guid 11111111-2222-3333-4444-555555555555");
    shell
}

/// The first JSON in a guide.
fn example(guide: &str) -> String {
    let text = fs::read_to_string(workspace().join("docs/guides").join(guide)).expect("the guide");
    let (_, rest) = text.split_once("```json\n").expect("an example");
    rest.split_once("```").expect("its end").0.to_owned()
}

#[test]
fn what_the_guides_show_is_generated_and_answered_in_json() {
    let shell = vendor();
    for (guide, kind, count, invoice) in
        [("crm.md", "add", 2, "17/2027"), ("crm.ru.md", "extend", 1, "18/2027")]
    {
        shell.write("request.json", example(guide));
        let answer = shell.yes_json("keyslip coupon generate --request request.json");
        assert_eq!((&answer["kind"], &answer["count"]), (&Value::from(kind), &Value::from(count)), "{guide}");
        let coupons = answer["coupons"].as_array().expect("a list");
        assert_eq!(coupons.len(), usize::try_from(count).expect("a few"));
        for coupon in coupons {
            let number = coupon["coupon"].as_str().expect("a number");
            let shown = shell.yes_json(&format!("keyslip coupon show {number}"));
            assert!(coupon["text"].as_str().expect("a text").starts_with(number));
            assert_eq!(shown["invoice"], invoice);
            assert_eq!(shown["distributor"], 1);
            assert_eq!(shown["reusable"], Value::Bool(kind == "extend"));
        }
    }
}

#[test]
fn each_wrong_field_is_named_and_nothing_is_generated() {
    let shell = vendor();
    let before = shell.yes("keyslip coupon list");
    for (old, new, code, field) in [
        ("\"multiplier\": 2", "\"multiplier\": 0", "cli.crm-value", "products[0].multiplier"),
        ("\"multiplier\": 2", "\"multiplier\": 2.5", "cli.crm-value", "products[0].multiplier"),
        ("\"multiplier\": 2", "\"price\": 2", "cli.crm-unknown-field", "products[0].price"),
        ("365", "36526", "cli.crm-value", "products[0].extenddays"),
        (
            "\"extenddays\"",
            "\"fixedexpire\": \"2027-12-31\", \"extenddays\"",
            "cli.crm-value",
            "products[0].extenddays",
        ),
        ("6f1d9a3e", "not-a-guid", "cli.crm-refused", "products[0].guid"),
        ("6f1d9a3e", "6f1d9a3f", "cli.crm-refused", "products[0].guid"),
        ("11111111", "21111111", "cli.crm-value", "distributorguid"),
        ("false", "\"no\"", "cli.crm-value", "usemanytimes"),
        ("\"NewProduct\"", "\"Gift\"", "cli.crm-value", "coupontype"),
        ("\"NewProduct\"", "\"TrialExtend\"", "cli.crm-value", "products[0].multiplier"),
        ("2027-02-03", "03.02.2027", "cli.crm-value", "crminvoicedate"),
        ("\"order 512\"", "512", "cli.crm-value", "description"),
        ("\"coupontype\"", "\"type\"", "cli.crm-unknown-field", "type"),
        ("\"couponscount\": 2", "\"couponscount\": -2", "cli.crm-value", "couponscount"),
    ] {
        let wrong = example("crm.md").replace(old, new);
        assert_ne!(wrong, example("crm.md"), "{old}");
        shell.write("request.json", wrong);
        let (exit, answer) = shell.json("keyslip coupon generate --request request.json");
        assert_eq!((exit, answer["error"]["code"].as_str()), (2, Some(code)), "{new}: {answer}");
        assert!(answer.to_string().contains(&format!("\"{field}\"")), "{new}: {answer}");
    }
    shell.write("request.json", format!("{{\"description\":\"{}\"}}", "a".repeat(1 << 20)));
    let (exit, _) = shell.json("keyslip coupon generate --request request.json");
    assert_eq!(exit, 2);
    shell.write("request.json", "[".repeat(100_000));
    let (exit, answer) = shell.json("keyslip coupon generate --request request.json");
    assert_eq!((exit, answer["error"]["code"].as_str()), (2, Some("cli.crm-no-json")));
    assert_eq!(shell.yes("keyslip coupon list"), before);
}
