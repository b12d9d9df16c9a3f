# Where the ledger is kept: SQLite, PostgreSQL, copies.

error-ledger-nul-in-text = a text contains the character NUL
hint-ledger-nul-in-text = nothing was changed; remove the character
error-ledger-bad-url = this is not the address of a database
hint-ledger-bad-url = write postgres://user@localhost/database
error-ledger-password-in-url = the address of a database must not contain a password: it is kept in a file and shown in messages
hint-ledger-password-in-url = leave it out; put it into ~/.pgpass, into PGPASSWORD, or into the file that --ledger-password-file names
error-ledger-not-encrypted = what is sent to { $host } would not be encrypted
hint-ledger-not-encrypted = { $program } does not encrypt connections: open a tunnel to the server and name localhost; or, inside a VPN, add ?sslmode=disable to the address
error-ledger-ledger-url = { $path } does not say where the ledger is: { $reason }
hint-ledger-ledger-url = its only line is an address such as postgres://user@localhost/database
error-ledger-unreachable = { $place } does not answer: { $reason }
hint-ledger-unreachable = nothing was changed; check that the server is running and that the tunnel to it is open
error-ledger-wrong-password = { $place } asks for a password, and this is not it
hint-ledger-wrong-password = put it into ~/.pgpass, into PGPASSWORD, or into the file that --ledger-password-file names
error-ledger-not-permitted = { $place } does not permit this: { $reason }
hint-ledger-not-permitted = nothing was changed; ask whoever runs the server for the rights to the database
error-ledger-no-database = there is no database { $database } at { $place }
hint-ledger-no-database = make an empty one: createdb --encoding UTF8 { $database }
error-ledger-database-not-empty = { $place } holds tables that are not a ledger's
hint-ledger-database-not-empty = nothing was changed; make an empty database for the ledger
error-ledger-not-utf8 = { $place } is encoded in { $encoding }, which does not have all characters
hint-ledger-not-utf8 = make a database in UTF8: createdb --encoding UTF8 --template template0 …
error-ledger-connection-lost = the connection to { $place } was lost: { $reason }
hint-ledger-connection-lost = look whether the change is there before you make it again: all of it is, or nothing
error-ledger-pass-file-open = { $path } can be read by others, so its passwords are not used
hint-ledger-pass-file-open = take the rights away: chmod 600 { $path }
error-ledger-pass-file-unread = { $path } is not text in UTF-8
hint-ledger-pass-file-unread = write it anew: one line for each database, host:port:database:user:password

store-begun = The ledger is in { $ledger }. Another operator works with it from a copy of the folder, without the keys that are not theirs to use.

error-ledger-not-a-dump = { $path } is not a dump of a ledger
hint-ledger-not-a-dump = take the file that “{ $program } ledger dump” or “{ $program } ledger backup” wrote
error-ledger-dump-damaged = { $path } is damaged at line { $line }: it was changed or cut off
hint-ledger-dump-damaged = nothing was restored; take another copy

store-dumped = { $file } holds the whole ledger: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}
store-restored = The ledger is restored from { $file } and checked: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}
store-head = newest entry
store-entry = { $seq }, { $hash }
