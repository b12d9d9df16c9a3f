//! The story's command lines, run by `sh` in an empty folder as they are written down, for people and for scripts.

use std::fs;

use serde_json::Value;
use tests::{Ran, Shell, shared, shop};

/// Who reads what the commands print.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Reader {
    Person,
    Script,
}

/// The story as it goes on in one shell.
struct Story {
    shell: Shell,
    reader: Reader,
}

/// When the site asks: a verdict may not depend on the day on which the test runs.
const AT: &str = "--at 2026-09-02";
const PLACE: &str = "--bundle $B --configuration УправлениеТорговлей --release 11.5.8.300";

impl Story {
    /// Runs a command line that must succeed.
    fn tell(&self, line: &str) -> Ran {
        let ran = self.ends_with(0, line);
        assert!(!ran.out.is_empty(), "{line} prints nothing");
        ran
    }

    fn ends_with(&self, exit: i32, line: &str) -> Ran {
        let json = if self.reader == Reader::Script { " --json" } else { "" };
        let ran = self.shell.run(&format!("{line}{json}"));
        assert_eq!(ran.exit, exit, "{line}\n{}{}", ran.out, ran.err);
        if self.reader == Reader::Script {
            ran.json();
        }
        ran
    }

    /// A value from the JSON of a question, whoever reads the story.
    fn ask(&self, line: &str, pointer: &str) -> String {
        let (exit, value) = self.shell.json(line);
        assert_eq!(exit, 0, "{line}: {value:#}");
        let found = value.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("{line} has no {pointer}: {value:#}")).to_owned()
    }

    fn rows(&self, options: &str) -> Vec<(String, String)> {
        let list = self.shell.run(&format!("keyslip-site list {PLACE} {options} {AT} --json")).json();
        let rows = list["rows"].as_array().expect("rows").iter();
        rows.map(|row| (word(&row["version"]), word(&row["fit"]))).collect()
    }
}

fn word(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// The vendor's and the site's folders, the bundle, a passphrase, an extension and its texts.
fn begin(reader: Reader) -> (Story, Vec<u8>) {
    let mut shell = Shell::new();
    let real = shared("samples/1c/retailcrm/RetailCRM_UT11.5.cfe");
    let extension = real.map_or_else(|| shop::extension("3.7.23"), |path| fs::read(path).expect("a sample"));
    shell.write("RetailCRM_UT11.5.cfe", &extension);
    shell.write("EULA.ru.txt", "Соглашение: пользуйтесь на здоровье.\n");
    shell.write("news.txt", "Стало быстрее.\n");
    shell.write("word", "верная лошадь, батарейка и скрепка\n");
    shell.yes("chmod 600 word");
    shell.always("V=vendor S=site B=usb P=word");
    (Story { shell, reader }, extension)
}

/// The vendor's part; returns the license's number.
fn vendor(story: &mut Story) -> String {
    story.shell.always("export KEYSLIP_NOW=2026-09-01T10:00:00Z");
    story.tell(r#"keyslip init --vendor $V --prefix DEMO --name "Демо вендор" --passphrase-file $P"#);
    story.shell.always("export KEYSLIP_VENDOR=$V KEYSLIP_PASSPHRASE_FILE=$P");
    story.tell(r#"keyslip feature add --name "Обмен с RetailCRM" --metering database"#);
    story.tell(r#"keyslip product add --name "RetailCRM для 1С" --feature 1=1"#);
    story.tell(
        r#"keyslip customer add --company "ООО Ромашка" --contact "Иван Петров" --phone "+7 495 000-00-00" --email ivan@example.com"#,
    );
    story.tell("keyslip license new --customer 1");
    let license = story.ask("keyslip license list", "/0/license");
    story.tell("keyslip coupon generate --add 1 --until 2027-12-31 --count 2");
    story.tell("keyslip coupon generate --add 1 --days 365");
    let by_number = story.ask("keyslip coupon list --batch 1", "/0/coupon");
    let other = story.ask("keyslip coupon list --batch 1", "/1/coupon");
    let by_text = story.ask(&format!("keyslip coupon show {other}"), "/text");
    let redeemed = story.tell(&format!("keyslip coupon redeem {by_number} --license {license}"));
    assert!(redeemed.out.contains(&by_number) && redeemed.out.contains(&license), "{}", redeemed.out);
    story.tell(&format!("keyslip coupon redeem '{by_text}' --license {license}"));
    let shown = story.tell(&format!("keyslip license show {license}"));
    assert!(shown.out.contains(&by_number) && shown.out.contains(&other), "{}", shown.out);
    story.tell(&format!("keyslip license export {license} --out license.kslicense"));
    story.tell(&format!("keyslip license export {license} --text"));
    story.tell(&format!("keyslip license export {license} --qr"));
    story.tell(
        r#"keyslip distribution add retailcrm --name "RetailCRM" --eula ru=EULA.ru.txt --update-feature 1"#,
    );
    story.tell(
        r#"keyslip release add retailcrm --file RetailCRM_UT11.5.cfe --target "УправлениеТорговлей > 11.5.7.255" --tested "11.5.8 .. 11.5.20" --date 2026-03-01 --whats-new ru=news.txt"#,
    );
    story.tell("keyslip catalog publish --expires-in 365d");
    story.tell("keyslip bundle make --out $B");
    license
}

/// The site's part.
fn site(story: &mut Story) {
    let fingerprint = story.ask("keyslip key list", "/fingerprint");
    story.tell(&format!("keyslip-site init --site $S --bundle $B --fingerprint {fingerprint} {AT}"));
    story.shell.always("export KEYSLIP_SITE=$S");
    story.tell(&format!("keyslip-site license add license.kslicense {AT}"));
    story.tell(&format!("keyslip license export $LICENSE --text | keyslip-site license add - {AT}"));
    story.tell(&format!("keyslip-site list {PLACE} {AT}"));
    story.tell(&format!("keyslip-site list {PLACE} --untested --why {AT}"));
    story.tell(&format!("keyslip-site install retailcrm {PLACE} --to extensions --accept-eula {AT}"));
    story.tell(&format!("keyslip-site save retailcrm --version 3.7.23 {PLACE} --to copies {AT}"));
    story.tell("keyslip-site verify");
    story.tell(&format!("keyslip-site status {AT}"));
    story.tell(&format!("keyslip-site check license.kslicense {AT}"));
    story.ends_with(1, "keyslip-site check license.kslicense --at 2028-01-01");
    story.tell("keyslip-site inspect license.kslicense");
    story.tell("keyslip-site inspect RetailCRM_UT11.5.cfe");
}

fn play(reader: Reader) {
    let (mut story, extension) = begin(reader);
    let license = vendor(&mut story);
    story.shell.always(&format!("LICENSE={license}"));
    site(&mut story);
    for folder in ["extensions", "copies"] {
        assert!(story.shell.read(&format!("{folder}/RetailCRM_UT11.5.cfe")) == extension, "{folder}");
    }
    let sum = crypto::sha256(&extension);
    let written =
        String::from_utf8(story.shell.read("copies/RetailCRM_UT11.5.cfe.sha256")).expect("a checksum");
    assert!(written.starts_with(&sum.to_string()), "{written}");
    story.shell.yes("cd copies && sha256sum --check RetailCRM_UT11.5.cfe.sha256");
    let entries = story.shell.yes_json("keyslip log verify")["entries"].as_u64().expect("a number");
    assert!(entries > 10, "{entries}");
}

#[test]
fn the_story_works_as_it_is_written_down() {
    play(Reader::Person);
}

#[test]
fn every_command_of_the_story_gives_scripts_exactly_one_json_value() {
    play(Reader::Script);
}

#[test]
fn a_fingerprint_is_always_the_field_fingerprint() {
    let shop = tests::Shop::get();
    let shell = shop.shell();
    let fingerprint = shop.value("FINGERPRINT");
    let init =
        format!("keyslip-site init --site other --bundle usb --fingerprint {fingerprint} --at 2026-09-02");
    for line in [
        "keyslip key list",
        "keyslip bundle make --out usb",
        &init,
        "keyslip-site trust",
        "keyslip-site status",
    ] {
        assert_eq!(shell.yes_json(line)["fingerprint"], fingerprint, "{line}");
    }
    let keys = shell.yes_json("keyslip key list")["keys"].as_array().expect("keys").clone();
    assert_eq!(keys.len(), 5);
    assert!(keys.iter().all(|key| word(&key["fingerprint"]).len() == 47), "{keys:?}");
    let begun = shell.yes_json("keyslip init --vendor new --prefix DEMO --name Demo");
    assert_eq!(begun["fingerprint"], shell.yes_json("keyslip --vendor new key list")["fingerprint"]);
}

#[test]
fn the_list_shows_what_is_tested_then_what_fits_then_all() {
    let mut shell = tests::Shop::get().shell();
    shell.always("B=usb");
    let story = Story { shell, reader: Reader::Script };
    let versions = |options| story.rows(options).into_iter().map(|(version, _)| version).collect::<Vec<_>>();
    assert_eq!(versions(""), ["2.0.0", "1.4.10", "1.4.9"]);
    assert_eq!(versions("--untested"), ["2.0.0", "1.5.0", "1.4.10", "1.4.9"]);
    assert_eq!(versions("--why"), ["2.0.0", "1.5.0", "1.4.10", "1.4.9", "1.3.9"]);
    let fits: Vec<String> = story.rows("--why").into_iter().map(|(_, fit)| fit).collect();
    assert_eq!(fits, ["tested", "untested", "tested", "tested", "no"]);
    let list = story.shell.run(&format!("keyslip-site list {PLACE} --why {AT} --json")).json();
    for row in list["rows"].as_array().expect("rows") {
        let is_explained = row["reasons"].as_array().is_some_and(|reasons| !reasons.is_empty());
        assert_eq!(is_explained, row["is_installable"] == false || row["fit"] != "tested", "{row:#}");
    }
}

#[test]
fn what_was_only_inspected_is_called_unverified_in_the_first_line_in_both_languages() {
    let shell = tests::Shop::get().shell();
    for file in [
        "license.kslicense",
        "license.txt",
        "coupon.txt",
        "usb/catalog.kscatalog",
        "sources/1.4.9/QuickStock_UT11.5.cfe",
    ] {
        for (language, word) in [("en", "UNVERIFIED"), ("ru", "НЕ ПРОВЕРЕНО")] {
            let shown = shell.yes(&format!("keyslip-site inspect {file} --lang {language}"));
            assert!(shown.lines().next().is_some_and(|line| line.contains(word)), "{file}: {shown}");
        }
        let (name, value) = first_field(&shell.yes(&format!("keyslip-site inspect {file} --json")));
        assert_eq!((name.as_str(), value.as_str()), ("unverified", "true"), "{file}");
    }
}

/// The first field of printed JSON, which a script's reader sees first, too.
fn first_field(json: &str) -> (String, String) {
    let line = json.lines().nth(1).expect("a second line");
    let (name, value) = line.split_once(':').expect("a field");
    (name.trim().trim_matches('"').to_owned(), value.trim().trim_end_matches(',').to_owned())
}

#[test]
fn a_site_asks_and_the_vendor_reads_what_is_established() {
    let shop = tests::Shop::get();
    let shell = shop.shell();
    let written = shell.yes_json(
        "keyslip-site request --out site.ksrequest --for УправлениеТорговлей@11.5.20 --distribution quick-stock \
         --comment please --at 2026-09-02",
    );
    let (key, license) = (word(&written["site_key"]), &written["licenses"][0]["license"]);

    let shown = shell.yes_json("keyslip request show site.ksrequest");
    assert_eq!((&shown["is_self_signed"], &shown["is_known_key"]), (&true.into(), &false.into()));
    assert_eq!(
        (&shown["is_newest_root"], &shown["unknown_licenses"]),
        (&true.into(), &Value::Array(Vec::new()))
    );
    let request = &shown["request"];
    assert_eq!((&request["licenses"][0]["license"], word(&request["site_key"])), (license, key.clone()));
    assert_eq!(request["asked"][0]["release"], "11.5.20");
    assert_eq!((&request["wanted"][0], &request["comment"]), (&"quick-stock".into(), &"please".into()));

    let known = shell.yes_json(&format!("keyslip request show site.ksrequest --site-key {key}"));
    assert_eq!(known["is_known_key"], true);

    let line = format!("keyslip request show site.ksrequest --site-key {}", shop.value("FINGERPRINT"));
    assert_eq!(shell.error(&line), (1, "cli.other-site".to_owned()));
    let mut changed = shell.read("site.ksrequest");
    if let Some(last) = changed.last_mut() {
        *last ^= 1;
    }
    shell.write("site.ksrequest", changed);
    assert_eq!(shell.error("keyslip request show site.ksrequest"), (1, "crypto.bad-signature".to_owned()));
    assert_eq!(shell.error("keyslip request show license.kslicense").0, 1);
}
