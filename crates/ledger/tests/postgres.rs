//! The same suite with the ledger in a database of a PostgreSQL server, named by `KEYSLIP_TEST_POSTGRES`.

#[path = "it/main.rs"]
mod it;
