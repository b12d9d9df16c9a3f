# Coupons of all kinds, redeeming them, and license keys that change hands.

coupons-would-generate = { $count ->
    [one] One coupon
   *[other] { $count } coupons
} would be generated: { $kind ->
    [extend] more days for a trial
    [change] another composition of the license
   *[other] products are added
}. Nothing was changed.
coupons-to-nothing-question = From this coupon on the license holds nothing. Go on?

error-cli-no-coupon-kind = nothing says what the coupon is to do
hint-cli-no-coupon-kind = name products to add (--add), trials to extend (--extend), or what the license holds from then on (--change, --keep, --to-nothing)
error-cli-no-days = nothing says by how many days the trial is extended
hint-cli-no-days = add --days

error-ledger-change-for-one-license = a change says what one license holds from then on, and no license is named
hint-ledger-change-for-one-license = name it with --for-license
error-ledger-change-once = a change is bound to the present state of its license, so there is one coupon of it, for one use
hint-ledger-change-once = leave out --count and --reusable
error-ledger-nothing-to-keep = { $license } holds nothing of product { $product }
hint-ledger-nothing-to-keep = `{ $program } license show { $license }` tells what it holds
error-ledger-no-trial-to-extend = product { $product } is no trial
hint-ledger-no-trial-to-extend = `{ $program } product list` tells which are; to sell more time, use --add with --until
error-ledger-redeem-at-once = only one coupon for one license can be redeemed at once
hint-ledger-redeem-at-once = name the license with --for-license, or redeem later with `{ $program } coupon redeem`
error-ledger-unknown-guid = no product has the GUID { $guid }
hint-ledger-unknown-guid = `{ $program } product list --json` shows them
error-ledger-invoice-date = { $date } is no day
hint-ledger-invoice-date = write it as 2027-12-31
error-ledger-stored-request = what was asked for when the batch began does not read: { $problem }
hint-ledger-stored-request = take the ledger from a copy, or generate the coupons anew
