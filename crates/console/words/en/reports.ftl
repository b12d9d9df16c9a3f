# Reports, receipts of sites, and lists as CSV.

reports-begun = begun
reports-through = through
reports-with-the-key = with the key
reports-month = month
reports-distributor = distributor
reports-no-distributor = without a distributor
reports-redemptions = redemptions
reports-bar = share
reports-unused = unused
reports-of = of
reports-days-old = days old
reports-past = past
reports-no-doubles = No coupon was redeemed twice, as far as the ledger and the receipts tell.
reports-double = { $coupon } was redeemed more than once:
reports-at-site = - on { $license } at the site { $site }, { $at }
reports-at-vendor = - on { $license } at the vendor, { $at }
reports-site = site
reports-site-key = site key
reports-receipts = receipts
reports-last-receipt = last receipt
reports-missing = missing
reports-nothing-since = nothing newer
reports-imported = { $file }: { $new ->
    [one] one new receipt
   *[other] { $new } new receipts
}, { $known } known
reports-not-imported = { $file }: { $problem }
reports-forked = { $count ->
    [one] Of one receipt there is another one now
   *[other] Of { $count } receipts there are others now
}: the site's state was copied, or turned back. Both are kept.
log-receipt-import = took in { $new ->
    [one] one receipt
   *[other] { $new } receipts
} of site { $subject }

error-ledger-not-a-journal = it is no whole file of receipts (byte { $at })
hint-ledger-not-a-journal = at the site: keyslip-site receipt export --out FILE
error-ledger-receipts-broken = receipt { $sequence } does not follow the one before it
hint-ledger-receipts-broken = ask the site for the file again; if it is the same, the site's receipts were edited
error-ledger-receipts-weak-key = the site's key is weak, so anybody could have signed its receipts
hint-ledger-receipts-weak-key = the site must be set up anew
error-ledger-receipts-of-another-vendor = the site trusts another vendor
hint-ledger-receipts-of-another-vendor = ask for the receipts of the site that has your licenses
