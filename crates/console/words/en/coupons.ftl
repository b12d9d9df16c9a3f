# Coupons of all kinds, redeeming them, and license keys that change hands.

coupons-would-generate = { $count ->
    [one] One coupon
   *[other] { $count } coupons
} would be generated: { $kind ->
    [extend] more days for a trial
    [change] another composition of the license
   *[other] products are added
}. Nothing was changed.
coupons-would-redeem = Redeemed on { $license }, it would make revision { $revision }.
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
## what changes in a license

change = change
change-added = added
change-removed = removed
change-changed = changed
change-same = stays
change-of = { $name } ({ $limits }) until { $until }
change-of-for-ever = { $name } ({ $limits }) for ever
changes-of-license = What changes
coupons-no-longer-fit = Coupons that no longer fit this license

## coupon cancel-redemption

cancel-redemption-whose = license { $license } of { $holder }
cancel-redemption-changes = what changes: { $changes }
cancel-redemption-question = Cancel the redemption?
cancel-redemption-would = the redemption of { $coupon } on { $license } would be cancelled by revision { $revision }; nothing was changed
cancel-redemption-done = the redemption of { $coupon } on { $license } is cancelled by revision { $revision }
coupon-fate-burnt = The coupon stays used up.
coupon-fate-freed = The coupon may be redeemed again, once.
license-hand-over = Give the customer the new revision: { $program } license export { $license }

error-ledger-not-redeemed = the coupon { $coupon } was not redeemed on the license { $license }
hint-ledger-not-redeemed = “{ $program } coupon show { $coupon }” tells where it was
error-ledger-redemption-cancelled = the redemption of { $coupon } on { $license } was cancelled at { $at }
hint-ledger-redemption-cancelled = nothing was changed; “{ $program } coupon show { $coupon }” tells more
error-ledger-coupon-burnt = the coupon { $coupon } is used up: its redemption on { $license } was cancelled at { $at } without freeing it
hint-ledger-coupon-burnt = generate another coupon
error-ledger-redemption-built-on = the redemption of { $coupon } cannot be cancelled: { $later }, redeemed later (revision { $revision }), builds on it
hint-ledger-redemption-built-on = cancel that one first: “{ $program } coupon cancel-redemption { $later } --license { $license } --reason … --free”, and redeem it again afterwards if it still fits

## coupon show, license show

coupon-fate-was-freed = cancelled at { $at } by revision { $revision }, the coupon was freed: { $reason }
coupon-fate-was-burnt = cancelled at { $at } by revision { $revision }, the coupon stays used up: { $reason }
changes-of-revision = what changed

## license move, comment, diff

license-moved = the license { $license } has gone to another customer: revision { $revision }
license-would-move = the license { $license } would go to another customer with revision { $revision }; nothing was changed
license-move-keeps = What it grants stays as it is.
license-commented = the comment on { $license } is changed
license-would-comment = the comment on { $license } would be changed; nothing was changed
license-diff = { $license }: from revision { $from } to revision { $to }
license-diff-first = { $license }: revision { $to }, the first
license-diff-coupons = Coupons

error-ledger-unknown-revision = the license { $license } has no revision { $revision }: the newest is { $newest }
hint-ledger-unknown-revision = “{ $program } license show { $license }” lists its revisions

## coupon find, templates

coupon-kind = kind
kind-of-coupon-add = adds products
kind-of-coupon-extend = extends trials
kind-of-coupon-change = changes what the license holds
coupon-issued = issued
coupon-distributor = distributor
coupon-invoice-date = invoice date
coupons-more = { $count ->
    [one] One more: narrow the search, or ask for more with --limit.
   *[other] { $count } more: narrow the search, or ask for more with --limit.
}
coupons-many-more = At least { $count } more: narrow the search, or ask for more with --limit.
template = template
template-until = product { $product } × { $multiplier } until { $until }
template-days = product { $product } × { $multiplier } for { $count ->
    [one] one day
   *[other] { $count } days
}
template-for-ever = product { $product } × { $multiplier } for ever
template-extend = product { $product }: { $count ->
    [one] one day
   *[other] { $count } days
} more
template-keep = product { $product } as it is
template-saved = the template { $template } is saved: “{ $program } coupon generate --template” uses it
template-removed = the template { $template } is removed

error-ledger-unknown-template = there is no template { $name }
hint-ledger-unknown-template = “{ $program } template list” shows them
error-ledger-template-name = “{ $name }” cannot be the name of a template: 1 to { $max } bytes, without spaces around it
hint-ledger-template-name = give it a short name, for example spring

## coupon generate --request

error-cli-crm-no-json = the request is no JSON: line { $line }, column { $column }
hint-cli-crm-no-json = send one JSON object in UTF-8
error-cli-crm-unknown-field = { $field }: the request has no such field
hint-cli-crm-unknown-field = fields are coupontype, couponscount, usemanytimes, distributorguid, crminvoice, crminvoicedate, description, products; of a product: guid, multiplier, fixedexpire, extenddays
error-cli-crm-missing = { $field } is missing
hint-cli-crm-missing = add it to the request
error-cli-crm-value = { $field } cannot be { $found }: { $expected ->
    [kind] “NewProduct” or “TrialExtend” is expected
    [text] a text is expected
    [number] a whole number from 1 is expected
    [days] at most 36525 days are possible
    [flag] true or false is expected
    [list] a list of 1 to 64 products is expected
    [object] an object is expected
    [day] a day like 2027-12-31 is expected
    [future] a day that is not past is expected
    [one-end] the product has a fixed end already
    [no-end] a trial is extended by days
    [no-multiplier] a trial is extended without a multiplier
    [distributor] no distributor has this GUID
   *[other] { $expected } is expected
}
hint-cli-crm-value = correct { $field }; nothing was generated
error-cli-crm-refused = { $field }
hint-cli-crm-refused = correct { $field }; nothing was generated
