# Import, export, dump and restore.

exchange-importing = importing
exchange-line = line
exchange-imported = Imported: { $added } added, { $updated } changed, { $unchanged } as they were, { $refused } refused.
exchange-would-import = Would be imported: { $added } added, { $updated } changed, { $unchanged } as they are, { $refused } refused.
exchange-refused = Nothing was imported: { $refused ->
    [one] one row is refused; mend it, or take the others with --skip-refused.
   *[other] { $refused } rows are refused; mend them, or take the others with --skip-refused.
}
exchange-exported = written to { $file }
error-ledger-exchange-no-list = the file is no JSON list: line { $line }, column { $column }
hint-ledger-exchange-no-list = a list looks like [{"{"}…{"}"}, {"{"}…{"}"}]; for a table in CSV say --format csv
error-ledger-exchange-no-record = the entry is no record with names and values
error-ledger-exchange-not-utf8 = line { $line } is not UTF-8
hint-ledger-exchange-not-utf8 = save the table as “CSV UTF-8”
error-ledger-exchange-cells = the row has { $found } cells, the first row has { $expected }
hint-ledger-exchange-cells = a cell with commas or line ends stands in quotes
error-ledger-exchange-no-header = the first row has no names of columns
hint-ledger-exchange-no-header = an exported file shows them
error-ledger-exchange-unknown-column = such a file has no column “{ $column }”
hint-ledger-exchange-unknown-column = an exported file shows the columns; nothing is left out silently
error-ledger-exchange-column-twice = the column “{ $column }” comes twice
hint-ledger-exchange-column-twice = leave one of them
error-ledger-exchange-value = { $column }: the value cannot be read
error-ledger-exchange-known = { $column } { $number } is in the ledger already
hint-ledger-exchange-known = --update changes what is there
error-ledger-exchange-several-with-id = several customers have the id “{ $id }”
hint-ledger-exchange-several-with-id = name the one that is meant by its number, in the column customer
