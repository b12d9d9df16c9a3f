# What the vendor's program says.

## common

product = product
fingerprint = fingerprint
sha-256 = SHA-256
vendor-vendor = vendor
vendor-environment = environment
environment-production = production
environment-test = test: for trying out, not for customers
vendor-comment = comment
vendor-invoice = invoice
vendor-not-here = not here
vendor-passphrase-for = passphrase of the { $purpose } key
vendor-future = what is signed now carries the date { $date }, which is ahead of the clock: sites that see it take it for the time and refuse what ends before it, for ever; rehearse with a vendor of its own
vendor-pin-of = PIN of the token { $token }
vendor-for-ever = for ever
vendor-no-products = no products

## init, key

vendor-begun = { $folder } is now the folder of the vendor { $prefix }
vendor-publish-fingerprint = Publish this fingerprint: sites compare it when they trust you for the first time.
vendor-back-up-keys = Back up the folder { $folder } and remember the passphrase: nobody can restore the keys without them.
vendor-key-role = signs
vendor-key-id = key
vendor-key-held-by = held by
held-by-file = key file
held-by-agent = agent
held-by-pkcs11 = token
vendor-key-used = from now on this key signs { $signs }: { $id } ({ $holder })
vendor-key-file-remains = the key file { $path } is still here and no longer used: move it to a safe place
role-root = roots
role-license = licenses
role-coupon = coupons
role-catalog = catalogs
role-bulletin = bulletins

## feature, product

vendor-feature-added = feature { $number }: { $name }
vendor-metering = counts
metering-user = users
metering-host = hosts
metering-process = processes
metering-database = databases
metering-token = tokens
vendor-product-added = product { $number }: { $name }
vendor-limits = feature × limit
vendor-until = until

## customer

vendor-customer-added = customer { $number }: { $company }
vendor-company = company
vendor-contact = contact
vendor-phone = phone
vendor-email = e-mail
vendor-customer = customer
vendor-licenses = License keys

## license

vendor-license = license
vendor-license-new = An empty license key for { $company }:
vendor-holder = holder
vendor-grants = Grants
vendor-products = products
vendor-revision = revision
vendor-revisions = Revisions
vendor-reason = why
vendor-reason-new = created
vendor-reason-coupon = coupon { $coupon }
vendor-reason-trial = created with trials
vendor-reason-cancel = redemption of { $coupon } cancelled
vendor-reason-move = went to another customer
vendor-license-revoked = { $license } is revoked
vendor-revisions-revoked = the revisions of { $license } up to { $last } are revoked
vendor-next-bulletin = Sites learn of it from the next bulletin: { $program } bulletin publish
vendor-qr-written = the QR code is written to { $file }
vendor-license-exported = { $license } is written to { $file }
vendor-state = state
vendor-revoked-at = revoked { $date }: { $reason }
vendor-license-is-revoked = { $license } is { $state }
vendor-revoke-whose = { $license } is held by { $holder }
vendor-revoke-question = Revoke it? It cannot be undone.
vendor-would-revoke = { $license } would be revoked; nothing was changed
vendor-would-revoke-revisions = the revisions of { $license } up to { $last } would be revoked; nothing was changed

## coupon

vendor-coupon = coupon
vendor-batch = batch
vendor-scope = for
scope-bearer = whoever holds it
scope-license = one license
scope-customer = one customer
vendor-bearer-risk = whoever holds a bearer coupon can redeem it, and an offline site cannot see that another one has; { $ends ->
    [yes] --for-license and --for-customer
   *[no] --for-license, --for-customer and --redeem-before
} limit the damage
vendor-coupons-generated = { $count ->
    [one] One coupon (batch { $batch }):
   *[other] { $count } coupons (batch { $batch }):
}
vendor-coupons-written = written to { $folder }: each coupon as a file and as text
vendor-redemptions = redeemed
vendor-not-redeemed = not redeemed yet
vendor-redeemed-on = on { $license } at { $at } (revision { $revision })
vendor-redeemed = { $coupon } is redeemed on { $license }, which is now at revision { $revision }
vendor-would-redeem = { $coupon } would be redeemed on { $license } and make revision { $revision }; nothing was changed
vendor-coupon-cancelled = the coupon { $coupon } is cancelled
vendor-cancelled-at = cancelled { $date }: { $reason }
vendor-cancel-whose = { $coupon } is for { $holder }
vendor-cancel-question = Cancel it? It cannot be undone.
vendor-would-cancel = the coupon { $coupon } would be cancelled; nothing was changed
vendor-coupon-adds = What it adds
vendor-redeem-before = redeem by
vendor-reusable = reusable
vendor-reusable-yes = once on each license
vendor-days-from-redemption = { $days ->
    [one] one day from the redemption
   *[other] { $days } days from the redemption
}
vendor-adds-nothing = the coupon will add nothing: the product { $product } is there already until { $until } with limits as high; limits are not added up
vendor-adds-nothing-for-ever = the coupon will add nothing: the product { $product } is there already for ever with limits as high; limits are not added up
vendor-redeem-question = Use the coupon up all the same?

## distribution, release

vendor-distribution = distribution
vendor-distribution-added = distribution { $distribution } is added
vendor-no-agreement = It has no license agreement: sites will install it without asking for consent.
vendor-update-feature = update feature
vendor-release-added = { $distribution } { $version } is added
vendor-release-withdrawn = { $distribution } { $version } is withdrawn
vendor-withdraw-what = { $distribution } { $version }: { $count ->
    [one] one release
   *[other] { $count } releases
}
vendor-withdraw-question = Withdraw it? Sites will not install it any more.
vendor-would-withdraw = { $distribution } { $version } would be withdrawn; nothing was changed
vendor-release-out-of-order = { $version } is older than { $newer } but will stand above it; set --order
vendor-target = for
vendor-targets = targets
vendor-extension = extension
vendor-compatibility = compatibility mode
vendor-channel = channel
channel-released = released
channel-pre-release = pre-release
channel-withdrawn = withdrawn

## catalog, bundle

vendor-catalog-published = catalog { $number } is signed: { $targets ->
    [one] one target
   *[other] { $targets } targets
}, fresh until { $expires }
vendor-catalog-is-empty = the catalog holds no release: “{ $program } release add” adds them
vendor-signed = signed
vendor-expires = fresh until
vendor-objects-written = objects written
vendor-bulletin = bulletin
vendor-bulletin-published = bulletin { $number } is signed: { $revoked ->
    [0] no revoked licenses or coupons
    [one] one revoked license or coupon
   *[other] { $revoked } revoked licenses and coupons
}
vendor-revoked-numbers = revoked licenses and coupons
vendor-burnt-keys = burnt keys
vendor-withdrawn = withdrawn releases
vendor-lowest-catalog = lowest catalog
vendor-burnt-key = the key { $key } is burnt since { $since }
vendor-withdrawn-record = the release { $release } is withdrawn: { $why }
vendor-bundle-made = the bundle is in { $folder }
vendor-root = root
vendor-catalog = catalog
vendor-bundle-licenses = licenses
vendor-bundle-files = files
vendor-bundle-new-of = { $new } of { $all } are new

## ledger

vendor-ledger-backed-up = { $file } is a copy of the ledger: { $entries ->
    [one] one entry of the audit trail
   *[other] { $entries } entries of the audit trail
}; keys, roots and objects are not in it

## log

vendor-who = who
vendor-what = what
vendor-log-verified = { $entries ->
    [one] one entry
   *[other] { $entries } entries
} and { $documents ->
    [one] one signed document
   *[other] { $documents } signed documents
} are genuine
vendor-log-head = head of the trail
log-with-reason = { $said }: { $reason }
log-vendor-init = vendor { $subject } began
log-root-install = installed root { $subject }
log-key-burn = revoked key { $subject }
log-feature-add = added feature { $subject }: { $name }
log-product-add = added product { $subject }: { $name }
log-customer-add = added customer { $subject }
log-feature-update = renamed feature { $subject }: { $name }
log-product-update = changed product { $subject }: { $name }
log-customer-update = changed customer { $subject }
log-customer-erase = erased what was known of customer { $subject }
log-customer-merge = merged customer { $subject } as a duplicate
log-distributor-add = added distributor { $subject }: { $name }
log-distributor-update = changed distributor { $subject }: { $name }
log-license-new = created license { $subject }
log-license-revoke = { $revisions ->
    [all] revoked license { $subject }
   *[older] revoked license { $subject } up to its revision { $last }
}
log-license-comment = commented on license { $subject }: { $comment }
log-template-save = saved template { $subject }
log-template-remove = removed template { $subject }
log-license-move = gave license { $subject } to customer { $to } (before: { $from })
log-coupon-generate = { $count ->
    [one] generated one coupon, batch { $subject }
   *[other] generated { $count } coupons, batch { $subject }
}
log-coupon-redeem = redeemed coupon { $subject } on { $license }: revision { $revision }
log-coupon-cancel = cancelled coupon { $subject }
log-redemption-cancel = cancelled the redemption of { $subject } on { $license }: revision { $revision }
log-distribution-add = added distribution { $subject }
log-distribution-update = changed distribution { $subject }
log-release-add = added release { $subject } { $version }
log-release-withdraw = withdrew release { $subject } { $version }
log-catalog-publish = signed catalog { $subject }
log-bulletin-publish = signed bulletin { $subject }
log-document-reissue = signed { $count ->
    [one] one document
   *[other] { $count } documents
} anew

## cli: what people type

error-cli-no-folder = no vendor's folder was named
hint-cli-no-folder = name it with --vendor DIR or KEYSLIP_VENDOR; “{ $program } init” makes a new one
error-cli-prefix = “{ $text }” is not four capital letters A to Z
hint-cli-prefix = choose four letters that customers will know you by, like DEMO
error-cli-target-name = the target “{ $text }” has no name before its bounds
hint-cli-target-name = a target is a technical name and then bounds: УправлениеТорговлей > 11.4.14.64 < 11.5
error-cli-target-word = “{ $word }” in the target is neither a bound nor a release
hint-cli-target-word = put >, >=, < or <= before each release
error-cli-target-twice = the target “{ $text }” bounds the same side twice
hint-cli-target-twice = give one lower and one upper bound, or several --target
error-cli-target-empty = the target “{ $text }” fits no release
hint-cli-target-empty = the lower bound must be below the upper one
error-cli-range = “{ $text }” is not a range
hint-cli-range = a range is two releases with two dots between them, the smaller one first: 11.5.8 .. 11.5.20
error-cli-language = “{ $text }” does not say its language
hint-cli-language = write it as ru=file.txt or en=file.txt
error-cli-feature-limit = “{ $text }” is not a feature with its limit
hint-cli-feature-limit = write it as 1=5 or 1=unlimited
error-cli-no-name = “{ $text }” holds no name
hint-cli-no-name = write it as "Exchange with RetailCRM" or "en=Exchange with RetailCRM"
error-cli-language-twice = the language { $language } is given twice
hint-cli-language-twice = give each language once: ru=… and en=…
error-cli-no-reason = the reason is empty
hint-cli-no-reason = say why: whoever asks a year later finds nothing else
error-cli-until-is-past = { $until } is past (it is { $now }): nobody could redeem such a coupon
hint-cli-until-is-past = name a later day with --until
error-cli-coupon-for-another = the coupon cannot be redeemed on { $license }
hint-cli-coupon-for-another = “{ $program } coupon show COUPON” shows for whom it was made
error-cli-variable = the environment variable { $variable } cannot be used
hint-cli-variable = set { $variable } to a day, as 2027-12-31, or unset it
error-cli-other-site = the request is signed by the site key { $found }, not by { $expected }
hint-cli-other-site = ask the site which of its fingerprints is right before you answer
error-cli-distribution = “{ $text }” is not the short name of a distribution
hint-cli-distribution = it has lower-case letters, digits and dashes; “{ $program } distribution list” shows all
error-cli-other-kind = { $number } is the number of a { $kind ->
    [license] license, not of a coupon
   *[coupon] coupon, not of a license
}
hint-cli-other-kind = { $kind ->
    [license] “{ $program } coupon list” shows the coupons
   *[coupon] “{ $program } license list” shows the licenses
}
error-cli-no-extension = { $file } cannot be published
error-cli-into-vendor = { $path } is in the vendor's own folder, with ledger and keys
hint-cli-into-vendor = name another place with --out
error-cli-nobody-may-install = no license could give a right to such a distribution
hint-cli-nobody-may-install = name --update-feature FEATURE or --product PRODUCT, or --free where no license is needed
error-cli-not-text = { $path } is not a text in UTF-8
hint-cli-not-text = save it in UTF-8
error-cli-unsafe-name = “{ $name }” is not a file name that every system takes
hint-cli-unsafe-name = use letters, digits, spaces and . _ - ( ) + , and rename the file
error-cli-demo-folder = { $path } is not empty
hint-cli-demo-folder = name a folder that is empty or does not exist
error-cli-demo-no-extensions = there is no .cfe file in { $path }
hint-cli-demo-no-extensions = name a folder with .cfe files, or leave --extensions out
error-cli-demo-step = a step of the demo did not end as it should: { $command }
error-cli-demo-targets = { $path } cannot be read: { $reason }

## ledger

error-ledger-missing = { $path } is not a vendor's folder
hint-ledger-missing = check --vendor or KEYSLIP_VENDOR; “{ $program } init” makes a new one
error-ledger-already-initialised = { $path } is a vendor's folder already
hint-ledger-already-initialised = nothing was changed; choose another folder for a new vendor
error-ledger-not-empty = { $path } is not empty
hint-ledger-not-empty = choose a folder that is empty or does not exist
error-ledger-init-unfinished = { $path } was never finished: an earlier start was cut off
hint-ledger-init-unfinished = nothing was issued from it; remove the folder and run “{ $program } init” again
error-ledger-not-a-ledger = { $path } is not a ledger
hint-ledger-not-a-ledger = check the folder, or restore the file from a backup
error-ledger-schema-newer = the ledger was written by a newer program (schema { $found }, this one knows { $known })
hint-ledger-schema-newer = install the newer { $program }
error-ledger-migration = { $path } could not be brought up to date: { $reason }
hint-ledger-migration = nothing was changed; restore a backup or tell us
error-ledger-full = no space left to write { $path }
hint-ledger-full = nothing was changed; free some space and run the command again
error-ledger-read-only = { $path } is read-only
hint-ledger-read-only = remove the write protection, or work on another copy
error-ledger-cannot-open = { $path } cannot be opened
hint-ledger-cannot-open = check that the folder is there and that you may read and write it
error-ledger-busy = { $path } is in use by another { $program }
hint-ledger-busy = nothing was changed; wait for the other one to end and run the command again
error-ledger-corrupt = { $path } is damaged
hint-ledger-corrupt = do not go on working; restore the newest backup and compare it with the audit trail
error-ledger-database = the database { $path } refused: { $reason }
error-ledger-another-root = the folder's root { $found } is not the ledger's, { $expected }
hint-ledger-another-root = the folder roots and the ledger belong to different vendors; restore both from one backup
error-ledger-key-place = { $path } does not say where the key is: line { $line } is not understood
hint-ledger-key-place = write it anew: { $program } key use
error-ledger-key-place-open = others can read or change { $path }
hint-ledger-key-place-open = check what it says, then take their access away (chmod 600)
error-ledger-key-not-listed = the vendor's root does not list the key { $key } for this ({ $role })
hint-ledger-key-not-listed = a root must list a key before it signs: see { $program } key list
error-ledger-no-key-for = the vendor's root lists no key for a { $document }
error-ledger-unrepresentable = { $what } cannot be written down so that every reader accepts it: { $reason }
hint-ledger-unrepresentable = leave out control characters and shorten long texts
error-ledger-damaged-row = the ledger is damaged: the column { $column } does not read
hint-ledger-damaged-row = restore the newest backup
error-ledger-damaged-document = the stored { $document } { $subject } is not what was signed: the ledger was changed from outside
hint-ledger-damaged-document = “{ $program } log verify” shows what is affected; restore a backup
error-ledger-damaged-record = the stored record of { $subject } does not read: the ledger was changed from outside ({ $reason })
hint-ledger-damaged-record = “{ $program } log verify” shows what is affected; restore a backup
error-ledger-missing-object = the object { $digest } is missing from the vendor's folder
hint-ledger-missing-object = restore the folder objects from a backup
error-ledger-damaged-object = the object { $digest } in the vendor's folder is damaged
hint-ledger-damaged-object = restore the folder objects from a backup
error-ledger-audit-broken = the audit trail is broken at entry { $seq }: { $problem ->
    [missing] the entry is missing
    [unchained] it does not follow the entry before it
    [changed] it was changed
    [not-stored] what it tells of is not stored
    [untold] something is stored that no entry tells of
   *[lost-head] a head that was signed into a catalog is gone
}
hint-ledger-audit-broken = somebody wrote into the ledger from outside: compare it with a backup
error-ledger-unknown-feature = there is no feature { $feature }
hint-ledger-unknown-feature = “{ $program } feature list” shows them
error-ledger-unknown-product = there is no product { $product }
hint-ledger-unknown-product = “{ $program } product list” shows them
error-ledger-unknown-customer = there is no customer { $customer }
hint-ledger-unknown-customer = “{ $program } customer list” shows them
error-ledger-unknown-license = there is no license { $license } in the ledger
hint-ledger-unknown-license = “{ $program } license list” shows them
error-ledger-unknown-coupon = there is no coupon { $coupon } in the ledger
hint-ledger-unknown-coupon = “{ $program } coupon list” shows them
error-ledger-unknown-distribution = there is no distribution { $distribution }
hint-ledger-unknown-distribution = “{ $program } distribution list” shows them
error-ledger-unknown-release = { $distribution } has no release { $version }
hint-ledger-unknown-release = “{ $program } release list { $distribution }” shows them
error-ledger-no-such-revision = no revisions of { $license } can be revoked below { $revision }: the newest is { $newest }
hint-ledger-no-such-revision = name a revision from 2 to { $newest }, or leave --below-revision out to revoke the whole license
error-ledger-no-bulletin = there is no such bulletin
hint-ledger-no-bulletin = “{ $program } bulletin list” shows them
error-ledger-license-revoked = the license { $license } was revoked already, at { $at }
hint-ledger-license-revoked = nothing was changed; “{ $program } license show { $license }” says why it was revoked
error-ledger-coupon-cancelled = the coupon { $coupon } was cancelled already, at { $at }
hint-ledger-coupon-cancelled = nothing was changed; “{ $program } coupon show { $coupon }” says why it was cancelled
error-ledger-release-withdrawn = { $distribution } { $version } is withdrawn already
error-ledger-lowest-catalog = the lowest catalog cannot be { $lowest }: the newest is { $newest }
hint-ledger-lowest-catalog = publish that catalog first
error-ledger-no-catalog = no catalog was published yet
hint-ledger-no-catalog = “{ $program } catalog publish” signs one
error-ledger-coupon-redeemed = the coupon { $coupon } was redeemed at { $at } on the license { $license }
hint-ledger-coupon-redeemed = nothing was changed; “{ $program } coupon show { $coupon }” tells more
error-ledger-text-too-long = the { $field } has { $bytes } bytes, at most { $max } are kept
hint-ledger-text-too-long = shorten it
error-ledger-empty = nothing is given for the { $field ->
    [reason] reason (--reason)
    [features] feature (--feature)
    [company] company (--company)
    [name] name (--name)
   *[products] product (--add)
}
hint-ledger-empty = give it a value
error-ledger-bad-guid = “{ $guid }” is not a GUID
hint-ledger-bad-guid = a GUID looks like 0f95ef4a-3eb9-492d-b4a3-819a4764b17c
error-ledger-guid-taken = the GUID { $guid } is that of the product { $product }
hint-ledger-guid-taken = each product has a GUID of its own
error-ledger-coupon-count = { $count } coupons at once are too many: at most { $max }
hint-ledger-coupon-count = run the command several times
error-ledger-limit-too-large = the limit of feature { $feature } times { $multiplier } is too large
hint-ledger-limit-too-large = choose a smaller multiplier, or make the feature unlimited in the product
error-ledger-not-random = the system's random source repeats itself
hint-ledger-not-random = do not issue anything on this machine
error-ledger-distribution-exists = there is a distribution { $distribution } already
hint-ledger-distribution-exists = choose another short name
error-ledger-unknown-purpose = { $file } is an extension for the unknown purpose { $purpose }
error-ledger-version-missing = { $file } has no version inside
hint-ledger-version-missing = state it with --version
error-ledger-version-disagrees = the version given is { $stated }, the file's own is { $file }
hint-ledger-version-disagrees = leave --version out, or take the right file
error-ledger-release-exists = the release { $version } with the same files is in the ledger already
hint-ledger-release-exists = nothing needs to be done
error-ledger-same-version-other-bytes = the release { $version } for { $target } is in the ledger with other contents
hint-ledger-same-version-other-bytes = give it a new version, or publish it again with --revision { $next }
error-ledger-order-taken = the release { $version } has the order number { $order }
hint-ledger-order-taken = leave --order out, or choose another number
error-ledger-mixed-script = the name “{ $name }” mixes alphabets: “{ $letter }”, letter { $place }, is of another one
hint-ledger-mixed-script = type the name again in one alphabet; if it really is so, add --allow-mixed-scripts
error-ledger-expires-too-early = it would expire at { $expires }, and it is { $now }
hint-ledger-expires-too-early = give it more days or a later day with --expires-in

## demo

demo-vendor = A vendor begins: keys, a root and an empty ledger. The fingerprint is what customers compare.
demo-sell = A product is sold: a customer, an empty license key, coupons; one of them is redeemed.
demo-publish = Releases go into a signed catalog, and with it onto a medium.
demo-site = The medium arrives at a site without a network: trust by fingerprint, the license, the list, consent, installing.
demo-attack = One byte of the license is changed.
demo-verify = Later: is everything still what was signed?
demo-end = Installed and verified: { $file } (SHA-256 { $digest })
demo-kept = Everything is in { $folder }.
demo-not-kept = Nothing was kept; --keep DIR keeps everything.
