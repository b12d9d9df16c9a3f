# Где хранится реестр: SQLite, PostgreSQL, копии.
