//! The engine that the suite runs on: the one of its test target, `it` or `postgres`.

use std::io::Write as _;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, process};

use ledger::{Ledger, LedgerError, Login, ServerUrl, VendorFolder};
use postgres::{Client, Config, NoTls};

/// Whether this is the target `postgres`.
pub(crate) fn is_postgres() -> bool {
    env!("CARGO_CRATE_NAME") == "postgres"
}

/// A server for tests, as `KEYSLIP_TEST_POSTGRES` names it: postgres://user:password@127.0.0.1:port/postgres. The
/// user must be able to make databases and to edit them past their triggers.
fn server() -> &'static Config {
    static SERVER: OnceLock<Config> = OnceLock::new();
    SERVER.get_or_init(|| {
        let Ok(url) = std::env::var("KEYSLIP_TEST_POSTGRES") else { skip() };
        let config: Config = url.parse().expect("KEYSLIP_TEST_POSTGRES is an address");
        sweep(&mut config.connect(NoTls).expect("the server for tests answers"));
        config
    })
}

/// Without a server there is nothing to run: says so past the test runner, which keeps what passing tests print.
fn skip() -> ! {
    let reason =
        "no server for tests: set KEYSLIP_TEST_POSTGRES=postgres://user:password@127.0.0.1:5432/postgres";
    if std::env::var("KEYSLIP_NO_SKIP").as_deref() == Ok("1") {
        let told = format!("nothing may be skipped here: {reason}\n");
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        process::exit(1);
    }
    let told = format!("SKIPPED: the ledger's suite on PostgreSQL: {reason}\n");
    std::io::stderr().write_all(told.as_bytes()).unwrap();
    process::exit(0);
}

const PREFIX: &str = "keyslip_test_";

/// Removes the databases of runs that have ended.
fn sweep(client: &mut Client) {
    let all = client.query("SELECT datname::text FROM pg_database", &[]).unwrap();
    for name in all.iter().map(|row| row.get::<_, String>(0)) {
        let process = name.strip_prefix(PREFIX).and_then(|rest| rest.split('_').next());
        if process.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            // Another run may sweep as well.
            drop(client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
        }
    }
}

fn new_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{PREFIX}{}_{}", process::id(), COUNT.fetch_add(1, Ordering::SeqCst))
}

fn url_of(database: &str) -> ServerUrl {
    let server = server();
    let (user, port) = (server.get_user().unwrap(), server.get_ports().first().unwrap());
    format!("postgres://{user}@127.0.0.1:{port}/{database}").parse().unwrap()
}

/// Where the next ledger is to begin: an empty database, or the vendor's folder.
pub(crate) fn new_place() -> Option<&'static ServerUrl> {
    is_postgres().then(|| {
        let name = new_name();
        server().connect(NoTls).unwrap().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        &*Box::leak(Box::new(url_of(&name)))
    })
}

pub(crate) fn login() -> &'static Login {
    static LOGIN: OnceLock<Login> = OnceLock::new();
    LOGIN.get_or_init(|| match is_postgres() {
        true => Login::password(String::from_utf8(server().get_password().unwrap().to_vec()).unwrap()),
        false => Login::none(),
    })
}

pub(crate) fn open(path: &Path) -> Result<Ledger, LedgerError> {
    Ledger::open_with(path, login())
}

/// Gives the copy of a vendor's folder a ledger of its own.
pub(crate) fn part_from(template: &Path, copy: &Path) {
    if is_postgres() {
        let (name, template) = (new_name(), database_of(template));
        let sql = format!("CREATE DATABASE {name} TEMPLATE {template}");
        server().connect(NoTls).unwrap().batch_execute(&sql).unwrap();
        fs::write(copy.join("ledger.url"), format!("{}\n", url_of(&name))).unwrap();
    }
}

/// Removes the ledger of a vendor's folder.
pub(crate) fn remove(path: &Path) {
    if is_postgres() {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", database_of(path));
        drop(server().connect(NoTls).unwrap().batch_execute(&sql));
    }
}

fn database_of(path: &Path) -> String {
    VendorFolder::at(path).ledger_url().unwrap().unwrap().database().to_owned()
}

/// Edits the ledger as somebody with the engine's shell would, triggers and references out of the way. Statements are
/// in SQLite's spelling.
pub(crate) fn edit(path: &Path, sql: &str) {
    if is_postgres() {
        run(path, &format!("SET session_replication_role = replica; {sql}")).unwrap();
        return;
    }
    let connection = rusqlite::Connection::open(path.join("ledger.sqlite")).unwrap();
    let triggers = "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'";
    let triggers: Vec<String> = {
        let mut found = connection.prepare(triggers).unwrap();
        found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    connection.execute_batch(&triggers.concat()).unwrap();
    connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
}

/// Runs a statement as anybody would, and tells what the engine says to it in lower case.
pub(crate) fn run(path: &Path, sql: &str) -> Result<(), String> {
    if is_postgres() {
        let mut client = server().clone().dbname(&database_of(path)).connect(NoTls).unwrap();
        let said = client.batch_execute(&in_postgres(sql));
        return said.map_err(|error| error.as_db_error().unwrap().message().to_lowercase());
    }
    let connection = rusqlite::Connection::open(path.join("ledger.sqlite")).unwrap();
    connection.pragma_update(None, "foreign_keys", 1).unwrap();
    connection.execute_batch(sql).map_err(|error| error.to_string().to_lowercase())
}

/// The bytes of `column` with others in the place of some, all in hexadecimal digits.
pub(crate) fn with_bytes_replaced(column: &str, from: &str, to: &str) -> String {
    if is_postgres() {
        format!("decode(replace(encode({column}, 'hex'), '{from}', '{to}'), 'hex')")
    } else {
        format!("unhex(replace(hex({column}), upper('{from}'), upper('{to}')))")
    }
}

/// `x'00'` is a string of bits there.
fn in_postgres(sql: &str) -> String {
    let mut parts = sql.split(" x'");
    let mut spelled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (bytes, rest) = part.split_once('\'').unwrap();
        spelled.push_str(&format!(" '\\x{bytes}'::bytea{rest}"));
    }
    spelled.replace(" AS BLOB)", " AS bytea)")
}
