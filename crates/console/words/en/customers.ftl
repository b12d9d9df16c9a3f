# Customers, distributors, products and features.

error-ledger-customer-merged = the customer { $customer } was a duplicate of { $into }
hint-ledger-customer-merged = name the customer { $into }
error-ledger-already-holds = the license key { $license } belongs to the customer { $customer } already
hint-ledger-already-holds = nothing was changed

customers-field = field
customers-field-company = company
customers-field-contact = contact
customers-field-phone = phone
customers-field-email = e-mail
customers-field-email2 = second e-mail
customers-field-crm-id = id in the CRM
customers-field-crm-id2 = second id in a CRM
customers-field-manager = manager
customers-field-distributor = distributor
customers-field-comment = comment
customers-field-fields = own fields
customers-field-merged-into = duplicate of
customers-field-name = name
customers-field-names = name
customers-field-guid = GUID
customers-field-features = feature × limit
customers-field-multiplied = multiplied features
customers-field-activation = said on activation
customers-field-trial = trial
customers-field-trial-days = days of the trial
customers-field-trial-counting = days are those of
customers-field-automatic = automatic trial
customers-field-replaces = replaces products
customers-field-withdrawn = withdrawn from sale
customers-distributor = distributor { $number }: { $name }
customers-nothing-changes = nothing changes
customers-dry-run = Nothing was changed (--dry-run).
customers-before = before
customers-after = after
customers-holder-stays = License keys that were issued keep the name they have.
customers-issued-stays = What was issued of it stays as it is.
customers-merged-into = This was a duplicate of customer { $number }.
customers-more = { $count ->
    [one] One more: search for more words, or ask for more with --limit.
   *[other] { $count } more: search for more words, or ask for more with --limit.
}
customers-many-more = At least { $count } more: search for more words, or ask for more with --limit.
customers-trial-for-ever = trial without end
customers-trial-of-days = { $count ->
    [one] trial of one day
   *[other] trial of { $count } days
}
customers-trial-of-use = { $count ->
    [one] trial of one day of use
   *[other] trial of { $count } days of use
}
customers-automatic = with each new license key
customers-withdrawn = no longer sold
error-ledger-unknown-distributor = there is no distributor { $distributor }
hint-ledger-unknown-distributor = “{ $program } distributor list” shows them
error-ledger-distributor-guid-taken = the GUID { $guid } is that of the distributor { $distributor }
hint-ledger-distributor-guid-taken = each distributor has a GUID of its own
error-ledger-too-many-fields = these are { $fields } own fields, a customer has at most { $max }
hint-ledger-too-many-fields = put what belongs together into one field, or into the comment
error-ledger-field-name = “{ $name }” cannot be the name of a field
hint-ledger-field-name = a name has 1 to 64 bytes, no line end and no “=”
error-ledger-no-trial = only a product for trying out has days of a trial or comes with new license keys
hint-ledger-no-trial = add --trial
error-ledger-trial-too-long = a trial of { $days } days is too long: at most { $max }
hint-ledger-trial-too-long = without --trial-days a trial lasts for ever
error-ledger-days-of-use = days of use have no number
hint-ledger-days-of-use = say how many with --trial-days
error-ledger-product-withdrawn = product { $product } is no longer sold
hint-ledger-product-withdrawn = “{ $program } product update { $product } --on-sale” sells it again
error-cli-free-field = “{ $text }” is not a field with its value
hint-cli-free-field = write a name, “=” and a value: INN=7701234567
customers-license-with-trials = A license key for { $company }, with the trials that each customer gets once:
customers-becomes = becomes
customers-goes = goes
customers-stays = stays
customers-card-filled = The card of customer { $number }
customers-licenses-go = License keys for customer { $number }
customers-license-went = { $license }: revision { $revision }
customers-licenses-stay = Revoked license keys, which stay with customer { $number }
customers-coupons-lost = Coupons for customer { $number }, which fit no license key any more
customers-merged = Customer { $duplicate } is merged into customer { $kept }.
customers-hand-over = Hand the new revisions over: “keyslip license export” writes them.
customers-merge-what = { $duplicate } ({ $number }) would be merged into { $kept } ({ $into }); { $count ->
    [0] there are no license keys
    [one] one license key goes along
   *[other] { $count } license keys go along
}
customers-merge-coupons = { $count ->
    [one] one coupon for the duplicate fits no license key any more
   *[other] { $count } coupons for the duplicate fit no license key any more
}
customers-merge-question = Merge them? This is not taken back.
error-ledger-same-customer = customer { $customer } cannot be merged into itself
hint-ledger-same-customer = name the one that is kept with --into
error-ledger-no-key = the license key { $license } came to the customer meanwhile
hint-ledger-no-key = nothing was changed; run the command again
customers-erase-what = All that is known of { $company } ({ $number }) would be erased, with its history.
customers-erase-question = Erase it? Nobody can bring it back.
customers-erased = What was known of customer { $number } is erased.
customers-holders-stay = These license keys still name their holder, for what was signed stays:
customers-backups-stay = Backups of the ledger still have the card.
