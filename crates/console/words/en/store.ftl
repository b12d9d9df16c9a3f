# Where the ledger is kept: SQLite, PostgreSQL, copies.
