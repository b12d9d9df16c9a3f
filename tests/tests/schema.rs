//! The ledger's schema: the same in both engines, and on the page that draws it.

use std::collections::BTreeMap;
use std::fs;

use tests::workspace;

/// A table's columns, each with its type and whether it may be absent.
type Tables = BTreeMap<String, BTreeMap<String, (String, bool)>>;

/// Reads the `CREATE TABLE` statements of an engine's migrations.
fn migrations(engine: &str) -> Tables {
    let folder = workspace().join("crates/ledger/migrations").join(engine);
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path()).collect();
    files.sort();
    let mut tables = Tables::new();
    for file in files {
        let sql = fs::read_to_string(file).expect("a migration");
        let lines: Vec<&str> = sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
        for statement in lines.join("\n").split("CREATE TABLE ").skip(1) {
            let (name, rest) = statement.split_once(" (").expect("columns follow the name");
            let body = rest.split("\n)").next().expect("a table ends in a line of its own");
            tables.insert(name.to_owned(), columns(body));
        }
    }
    tables
}

fn columns(body: &str) -> BTreeMap<String, (String, bool)> {
    let rules = ["PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "REFERENCES"];
    let key =
        body.split("\n    PRIMARY KEY (").nth(1).and_then(|key| key.split(')').next()).unwrap_or_default();
    let key: Vec<&str> = key.split(", ").collect();
    let mut columns = BTreeMap::new();
    for line in body.lines().filter(|line| line.starts_with("    ") && !line.starts_with("     ")) {
        let mut words = line.split_whitespace();
        let (Some(name), Some(kind)) = (words.next(), words.next()) else { continue };
        if rules.contains(&name.trim_end_matches('(')) {
            continue;
        }
        let kind = match kind.trim_end_matches(',') {
            "INTEGER" | "BIGINT" => "integer",
            "TEXT" => "text",
            "BLOB" | "BYTEA" => "bytes",
            other => panic!("{name} is {other}"),
        };
        let is_there = line.contains("NOT NULL") || line.contains("PRIMARY KEY") || key.contains(&name);
        columns.insert(name.to_owned(), (kind.to_owned(), !is_there));
    }
    columns
}

/// Reads the drawing.
fn drawing(page: &str) -> Tables {
    let drawing =
        page.split("erDiagram\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a drawing");
    let mut tables = Tables::new();
    for block in drawing.split("    }\n") {
        let Some((name, columns)) = block.split_once(" {\n") else { continue };
        let columns = columns.lines().map(|line| {
            let mut words = line.split_whitespace();
            let (kind, name) = (words.next().expect("a type"), words.next().expect("a name"));
            (name.to_owned(), (kind.to_owned(), line.ends_with("\"may be absent\"")))
        });
        tables.insert(name.trim().to_owned(), columns.collect());
    }
    tables
}

#[test]
fn both_engines_have_the_same_tables_and_the_page_draws_them() {
    let (sqlite, postgres) = (migrations("sqlite"), migrations("postgres"));
    assert!(sqlite.len() > 25, "{}", sqlite.len());
    assert_eq!(sqlite, postgres);
    let page = fs::read_to_string(workspace().join("docs/SCHEMA.md")).expect("the page");
    assert_eq!(drawing(&page), sqlite);
}

#[test]
fn each_table_is_explained() {
    let page = fs::read_to_string(workspace().join("docs/SCHEMA.md")).expect("the page");
    for table in migrations("sqlite").keys() {
        assert!(page.contains(&format!("| `{table}` | ")), "{table}");
    }
}
