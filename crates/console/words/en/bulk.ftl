# Coupons by the million, campaigns that come again, and what a CRM sends.

log-coupon-begin = { $count ->
    [one] began batch { $subject } of one coupon
   *[other] began batch { $subject } of { $count } coupons
}

error-ledger-unknown-batch = there is no batch { $batch }
hint-ledger-unknown-batch = `{ $program } coupon batches` lists them
error-ledger-batch-grew = another process goes on with batch { $batch }: it has { $issued ->
    [one] one coupon
   *[other] { $issued } coupons
} by now
hint-ledger-batch-grew = let that one finish; what this one issued is in the ledger, and `{ $program } coupon export --batch { $batch }` writes all of it
error-ledger-batch-short = the batch is to have { $wanted } coupons, and the file has rows for { $found }
hint-ledger-batch-short = go on with the file that the batch was begun with

bulk-generating = generating
bulk-generated = { $count ->
    [one] One coupon
   *[other] { $count } coupons
} (batch { $batch })
bulk-issued-before = { $count ->
    [one] One of them was
   *[other] { $count } of them were
} issued by an earlier run.
bulk-written = They are in { $file }.
bulk-not-written = They are in the ledger; next: { $program } coupon export --batch { $batch } --out FILE
bulk-exported = { $count ->
    [one] One coupon
   *[other] { $count } coupons
} of batch { $batch } in { $file }
bulk-rows-refused = { $file }: { $count ->
    [one] one row
   *[other] { $count } rows
} cannot be used. Nothing was generated.
bulk-row-refused = line { $line }: { $problem }
bulk-kind = kind
bulk-kind-add = adds products
bulk-kind-extend = extends trials
bulk-kind-change = changes a license
bulk-issued = issued
bulk-wanted = wanted
bulk-begun = begun

error-cli-another-file = { $path } holds other coupons than those of batch { $batch }
hint-cli-another-file = name another file, or remove this one
error-cli-another-source = batch { $batch } was begun { $source ->
    [none] without a file of rows
   *[other] with another file of rows, SHA-256 { $wanted }
}
hint-cli-another-source = { $source ->
    [none] leave out --from
   *[other] name that file with --from
}
error-cli-row-file-ending = { $path } is neither .csv nor .jsonl
hint-cli-row-file-ending = save the table as CSV, or write one JSON object in a line
error-cli-no-rows = { $path } has no rows
hint-cli-no-rows = the first line of a CSV file names the columns, the others are rows
error-cli-row-unread = it does not read: { $problem }
hint-cli-row-unread = save the table as CSV in UTF-8, or write one JSON object in a line
error-cli-row-column = there is no column { $column }
hint-cli-row-column = columns are: { $columns }
error-cli-row-value = the value of { $column } cannot be used
hint-cli-row-value = numbers are from 1, dates as 2027-12-31, and of until and days one is enough
error-cli-row-whose = it does not say once whose the coupons are
hint-cli-row-whose = give a customer's number, a CRM id or a license key, one of them
error-cli-row-no-customer = no customer has the CRM id { $id }
hint-cli-row-no-customer = `{ $program } customer list --search` finds customers
error-cli-row-several-customers = several customers have the CRM id { $id }
hint-cli-row-several-customers = give the customer's number instead, or merge duplicates
error-cli-row-kind = rows are for coupons that add products or extend trials, and a trial is extended by days
hint-cli-row-kind = use --add or --extend
