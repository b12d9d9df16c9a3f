//! What can go wrong on the way to a server.

use format::Explain as _;
use ledger::{Ledger, Login, ServerUrl};

use super::common::*;
use super::engine;

fn code(vendor: &Vendor, login: &Login) -> &'static str {
    Ledger::open_with(vendor.path(), login).map_or_else(|error| error.code(), |_| "ok")
}

#[test]
fn a_login_that_does_not_work_is_told_from_a_server_that_is_not_there() {
    if !engine::is_postgres() {
        return; // A file asks nobody who he is.
    }
    let vendor = Vendor::new();
    assert_eq!(code(&vendor, &Login::password("another")), "ledger.wrong-password");
    assert_eq!(code(&vendor, &Login::none()), "ledger.wrong-password");
    let url = vendor.ledger.folder().ledger_url().unwrap().unwrap();
    let with = |from: &str, to: &str| -> ServerUrl { url.to_string().replace(from, to).parse().unwrap() };
    for (other, expected) in [
        (with(&url.port().to_string(), "1"), "ledger.unreachable"),
        (with(url.database(), "keyslip_test_nowhere"), "ledger.no-database"),
        (with(url.database(), "postgres"), "ledger.not-a-ledger"),
    ] {
        std::fs::write(vendor.path().join("ledger.url"), format!("{other}\n")).unwrap();
        assert_eq!(code(&vendor, engine::login()), expected, "{other}");
    }
    std::fs::write(vendor.path().join("ledger.url"), "postgres://a:b@localhost/c\n").unwrap();
    assert_eq!(code(&vendor, engine::login()), "ledger.ledger-url");
    std::fs::write(vendor.path().join("ledger.url"), format!("{url}\n")).unwrap();
    assert_eq!(code(&vendor, engine::login()), "ok");
}

#[test]
fn a_connection_that_was_cut_is_told_and_leaves_nothing() {
    if !engine::is_postgres() {
        return; // There is no connection.
    }
    let mut vendor = Vendor::new();
    let before = vendor.everything();
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()";
    // The next change begins on a connection that is gone.
    engine::run(vendor.path(), kill).unwrap();
    let input =
        ledger::CustomerInput { company: "Завод".to_owned(), ..ledger::CustomerInput::default() };
    let error = vendor.ledger.customer_add(&input, &at(1), &mut random()).unwrap_err();
    assert_eq!(error.code(), "ledger.connection-lost");
    assert_eq!(vendor.everything(), before);
}

#[test]
fn a_text_with_nul_reaches_neither_engine() {
    let mut vendor = Vendor::new();
    let input =
        ledger::CustomerInput { company: "За\0вод".to_owned(), ..ledger::CustomerInput::default() };
    let error = vendor.ledger.customer_add(&input, &at(1), &mut random()).unwrap_err();
    assert_eq!(error.code(), "ledger.nul-in-text");
    assert!(vendor.ledger.customers(None).unwrap().is_empty());
}
