//! A batch that is killed goes on where it was: no coupon twice, none missing, and the file as if nothing had happened.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;

use tests::{Shell, Shop};

/// More than three transactions of coupons.
const COUNT: usize = 13_000;

/// About a transaction's rows, and a cut in the middle of the next ones.
const STOPS: [u64; 3] = [1, 1_500_001, 3_000_001];

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

/// Kills the command once its file has grown to `stop` bytes; true where it was killed before its end.
fn kill_at(shell: &Shell, command: &str, file: &str, stop: u64) -> bool {
    let draft = shell.join(&format!("{file}.part"));
    let mut child = shell.spawn(&format!("exec {command}"));
    while size(&draft) < stop {
        if child.try_wait().expect("a child").is_some() {
            return false;
        }
        thread::yield_now();
    }
    child.kill().expect("a child to kill");
    child.wait().expect("a killed child");
    true
}

fn column(text: &str, at: usize) -> Vec<String> {
    text.lines().skip(1).map(|line| line.split(',').nth(at).unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_killed_batch_goes_on_without_doubles_or_gaps() {
    let shell = Shop::get().shell();
    let options = "--add 1 --days 30 --redeem-before 2030-01-01";
    let begin = format!("keyslip coupon generate {options} --count {COUNT} --out coupons.csv");
    assert!(kill_at(&shell, &begin, "coupons.csv", STOPS[0]));
    let batches = shell.yes_json("keyslip coupon batches --incomplete");
    let batch = batches[0]["batch"].as_u64().expect("one incomplete batch");
    let go_on = format!("keyslip coupon generate --resume {batch} --out coupons.csv");
    for stop in &STOPS[1..] {
        kill_at(&shell, &go_on, "coupons.csv", *stop);
    }
    assert!(!shell.join("coupons.csv").exists(), "what is not complete has not its name");
    // A row that was cut off in the middle.
    let draft = fs::read(shell.join("coupons.csv.part")).expect("a draft");
    fs::write(shell.join("coupons.csv.part"), &draft[..draft.len() - 7]).expect("a shorter draft");
    shell.yes(&go_on);
    let written = String::from_utf8(shell.read("coupons.csv")).expect("text");
    let positions: Vec<String> = (1..=COUNT).map(|position| position.to_string()).collect();
    assert_eq!(column(&written, 1), positions);
    assert_eq!(column(&written, 2).into_iter().collect::<BTreeSet<_>>().len(), COUNT);
    shell.yes(&format!("keyslip coupon export --batch {batch} --out again.csv"));
    assert!(shell.read("again.csv") == shell.read("coupons.csv"), "the ledger has what the file has");
    shell.yes("keyslip log verify");
    assert_eq!(shell.yes_json("keyslip coupon batches --incomplete"), serde_json::json!([]));
}

#[test]
fn a_file_of_another_batch_is_not_continued() {
    let shell = Shop::get().shell();
    let generate = "keyslip coupon generate --add 1 --days 30 --redeem-before 2030-01-01 --count 3 --out";
    shell.yes(&format!("{generate} one.jsonl"));
    shell.yes(&format!("{generate} two.jsonl"));
    shell.yes("mv one.jsonl two.jsonl.part && rm two.jsonl");
    let newest = shell.yes_json("keyslip coupon batches");
    let batch = newest[0]["batch"].as_u64().expect("a batch");
    let (exit, code) = shell.error(&format!("keyslip coupon export --batch {batch} --out two.jsonl"));
    assert_eq!((exit, code.as_str()), (2, "cli.another-file"));
}

#[test]
fn rows_give_each_customer_coupons_and_a_changed_file_does_not_go_on() {
    let shell = Shop::get().shell();
    shell.write("rows.csv", "customer,count,until\n1,2,2029-12-31\n1,1,\n");
    let generate = "keyslip coupon generate --add 1 --days 30 --from rows.csv --out rows-out.jsonl";
    let made = shell.yes_json(generate);
    assert_eq!(made["count"], 3);
    let batch = made["batch"].as_u64().expect("a batch");
    let written = String::from_utf8(shell.read("rows-out.jsonl")).expect("text");
    let rows: Vec<serde_json::Value> =
        written.lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
    assert!(rows.len() == 3 && rows.iter().all(|row| row["customer"] == 1), "{rows:?}");
    // The signed text in one line is read like any other.
    let text = rows[0]["text"].as_str().expect("a text");
    let license = Shop::get().value("LICENSE");
    let redeem = format!("echo '{text}' | keyslip coupon redeem - --license {license} --dry-run");
    assert_eq!(shell.yes_json(&redeem)["after"].as_array().map(Vec::len), Some(2));
    shell.write("rows.csv", "customer,count,until\n1,3,2029-12-31\n");
    let go_on = format!("keyslip coupon generate --resume {batch} --from rows.csv");
    assert_eq!(shell.error(&go_on), (2, "cli.another-source".to_owned()));
    for (rows, code) in [("customer,colour\n1,red\n", "cli.row-column"), ("customer\n", "cli.no-rows")] {
        shell.write("wrong.csv", rows);
        let wrong = "keyslip coupon generate --add 1 --from wrong.csv";
        assert_eq!(shell.error(wrong), (2, code.to_owned()), "{rows}");
    }
    for rows in
        ["customer\n99\n", "customer,until\n1,2020-01-01\n", "customer,license\n,\n", "customer,count\n1,0\n"]
    {
        shell.write("wrong.csv", rows);
        let ran = shell.run("keyslip coupon generate --add 1 --from wrong.csv --json");
        assert_eq!(
            (ran.exit, ran.json()["refused"][0]["line"].as_u64()),
            (1, Some(2)),
            "{rows}: {}",
            ran.out
        );
    }
}
