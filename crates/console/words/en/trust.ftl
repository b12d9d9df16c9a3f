# Keys, roots and signing on another machine.

## labels and what a command did

trust-in-words = in words
trust-root-version = root
trust-threshold = root keys needed
trust-test-vendor = this is a test vendor: its documents are for trying out, and sites trust it only with --test
trust-from = from { $date }
trust-until = until { $date }
trust-products = products { $products }
trust-several-root-keys = There are { $keys } root keys, and { $threshold } must sign a change of the root: give each to another person, on a medium of its own.
trust-root-keys-elsewhere = The root keys are in { $folder }: lock them away. Everything but a change of the root works without them.
trust-publish-after-ceremony = If the root keys will still change, publish it after the ceremony.
trust-private-half = { $file } holds the private key as well: its holder hands over the file with .pub.pem only, and this one to nobody
trust-lock-away = The new root key is in { $file }: lock it away, it does not belong in the vendor’s folder.
trust-revoked = revoked { $date }
trust-revoked-because = revoked { $date }: { $reason }
trust-root-installed = root { $version } is installed
trust-root-prepared = root { $version } is prepared in { $file }: it still needs the root keys
trust-new-key-file = file of the new key
trust-new-fingerprint = the fingerprint is a new one: publish it
trust-coming-fingerprint = after { $program } root assemble the fingerprint will be this; until then the old one holds
trust-next-bundle = next: { $program } bundle make, so that the sites learn of it
trust-next-sign = next: { $program } root sign { $file } --key KEY_FILE, where the root keys are
trust-next-assemble = next: sign with further root keys, then { $program } root assemble with all signed copies, in the vendor’s folder
trust-next-assemble-now = next: { $program } root assemble { $file }, in the vendor’s folder
trust-root-signed = root { $version } is signed with the key { $key }: { $file }
trust-of-old-root = signatures of the old root keys in this copy
trust-of-new-root = signatures of the new root keys in this copy
trust-root-key-made = the root key { $key } is in { $file }
trust-key-fingerprint = fingerprint of this key
trust-hand-over-public = Hand { $file } over to the vendor’s office; the key file itself stays with its holder.
trust-backed-up = { $keys ->
    [one] one key file
   *[other] { $keys } key files
} and { $roots ->
    [one] one root
   *[other] { $roots } roots
} are copied to { $folder } and read back
trust-backup-opened = Each copied key opens with the passphrase.
trust-backup-not-opened = The keys were not opened; --open tries the passphrase on each copy.

trust-next-burnt = after that: { $program } bulletin publish, { $program } key reissue, { $program } bundle make for every site; where no other key signs this, first { $program } key new --prepare with the same file
trust-next-burnt-here = next: { $program } bulletin publish, { $program } key reissue, { $program } bundle make for every site; where no other key signs this, first { $program } key new
trust-would-reissue = To be signed anew: { $licenses ->
    [one] one license
   *[other] { $licenses } licenses
}, { $coupons ->
    [one] one coupon
   *[other] { $coupons } coupons
}
trust-reissued = Signed anew: { $licenses ->
    [one] one license
   *[other] { $licenses } licenses
}, { $coupons ->
    [one] one coupon
   *[other] { $coupons } coupons
}
trust-next-reissued = next: send each owner the new file; { $program } license export and { $program } coupon show give it again

## questions

trust-passphrase-of-root-keys = passphrase of the root keys
trust-passphrase-of-keys = passphrase of the keys
trust-passphrase-of-file = passphrase of { $file }
trust-sign-question = Is the fingerprint right, and is every change the one decided? Sign?
trust-sign-batch-question = Is the fingerprint right, and is all of this what was decided? Sign?
trust-revoke-loses = { $count ->
    [0] the key { $key } has signed nothing that is in the ledger
    [one] the key { $key } has signed one document of the ledger; sites will refuse it
   *[other] the key { $key } has signed { $count } documents of the ledger; sites will refuse them
}
trust-revoke-question = Trust the key no longer?

## what is signed, in plain words

trust-review-vendor = vendor: { $names } ({ $prefix }), { $environment }
trust-review-fingerprint = fingerprint: { $fingerprint }
    in words: { $words }
trust-review-versions = root { $from } becomes root { $to }, dated { $date }:
trust-review-line = - { $text }
trust-review-catalog = catalog number { $number }, valid until { $date }
trust-review-nothing = - nothing but number and date
trust-review-new-fingerprint = the fingerprint becomes { $fingerprint }: sites that begin after this compare it
    new words: { $words }
trust-review-batch = to be signed: { $count } { $document ->
    [license] { $count ->
        [one] license
       *[other] licenses
    }
    [coupon] { $count ->
        [one] coupon
       *[other] coupons
    }
    [catalog] { $count ->
        [one] catalog
       *[other] catalogs
    }
   *[bulletin] { $count ->
        [one] bulletin
       *[other] bulletins
    }
}
trust-review-dates = dated { $first } to { $last }
trust-review-date = dated { $date }
trust-review-offer = { $kind ->
    [add] adds product { $product }
    [extend] extends the trial of product { $product }
    [change] changes the license to product { $product }
   *[hold] product { $product }
} ({ $terms }): in { $count }
trust-review-replaces = ends the trials of products { $products }
trust-review-more = { $count } more lines are not shown: sign only after they were seen; ask for smaller batches
trust-days = { $days ->
    [one] one day
   *[other] { $days } days
} from the redemption on
trust-review-nameless = - without a holder’s name: { $count }
trust-review-empty = - granting nothing: { $count }
trust-review-bearer = - for whoever holds it: { $count }
trust-review-for-license = - for one license only: { $count }
trust-review-for-customer = - for the licenses of one customer: { $count }
trust-review-redeem-before = to be redeemed by { $date }: { $count }
trust-review-no-end = - to be redeemed at any time: { $count }
trust-review-grace = - valid for up to { $days } days of grace after the end
trust-review-unknown = { $count ->
    [one] one document has
   *[other] { $count } documents have
} fields that this program does not know: do not sign, take a newer program
trust-review-reusable = - to be redeemed several times: { $count }
trust-change-names = the vendor’s name becomes { $names }
trust-change-expires = a newer root is expected by { $date }
trust-change-never-expires = no newer root is expected any longer
trust-change-threshold = { $to ->
    [one] one root key
   *[other] { $to } root keys
} must sign instead of { $from }
trust-change-root-key-added = a further root key: { $key } ({ $fingerprint })
trust-change-root-key-dropped = the root key { $key } signs no longer ({ $fingerprint })
trust-change-issuing-key-added = a further key { $key } for { $terms } ({ $fingerprint })
trust-change-issuing-key-changed = the key { $key } is now for { $terms } ({ $fingerprint })
trust-change-issuing-key-ends = the key { $key } signs { $purposes } only until { $date } ({ $fingerprint })
trust-change-issuing-key-dropped = the key { $key } for { $terms } is trusted no longer, nor is anything that it signed ({ $fingerprint })
trust-change-extensions = fields that this program does not know: do not sign, take a newer program

## batches

trust-signing = signing
trust-batch-prepared = { $count ->
    [one] one document is prepared in { $file }
   *[other] { $count } documents are prepared in { $file }
}; the ledger has not changed
trust-next-sign-batch = next: { $program } sign-batch { $file } --key KEY_FILE, where the key is
trust-batch-signed = { $count ->
    [one] one document is signed
   *[other] { $count } documents are signed
} with the key { $key }: { $file }
trust-next-batch-assemble = next: { $program } { $document } assemble { $file }, in the vendor’s folder
trust-assembled = { $count ->
    [one] one document is in the ledger now:
   *[other] { $count } documents are in the ledger now:
}
trust-catalog-assembled = catalog { $number } is in the ledger now

## cli

error-cli-key-id = “{ $text }” is not the id of a key
hint-cli-key-id = an id has sixteen hexadecimal digits; “{ $program } key list” shows them
error-cli-purpose = “{ $text }” is not a kind of document
hint-cli-purpose = write license, coupon, catalog or bulletin
error-cli-not-agreed = nothing was done: nobody said yes
error-cli-nobody-to-ask = there is nobody to ask: this is not a terminal
hint-cli-nobody-to-ask = add --yes
error-cli-not-your-vendor = the file’s fingerprint is { $found } ({ $found-words }), not { $expected } ({ $expected-words })
hint-cli-not-your-vendor = your vendor did not prepare this file: do not sign
error-cli-is-root-change = { $file } is a change of the root that nobody has signed yet
hint-cli-is-root-change = sign it where a root key is: { $program } root sign { $file } --key KEY_FILE
error-cli-is-signed-root-change = { $file } is a signed change of the root
hint-cli-is-signed-root-change = take it in where the ledger is: { $program } root assemble { $file }
error-cli-is-batch = { $file } is a batch of { $document ->
    [license] licenses
    [coupon] coupons
    [catalog] catalogs
   *[bulletin] bulletins
} that is not signed yet
hint-cli-is-batch = sign it where the key is: { $program } sign-batch { $file } --key KEY_FILE
error-cli-is-signed-batch = { $file } is a batch of { $document ->
    [license] licenses
    [coupon] coupons
    [catalog] catalogs
   *[bulletin] bulletins
} that is signed already
hint-cli-is-signed-batch = take it in where the ledger is: { $program } { $document } assemble { $file }
error-cli-is-document = { $file } is a finished { $document ->
    [license] license
    [coupon] coupon
    [root] root
    [catalog] catalog
    [bulletin] bulletin
    [receipt] receipt
   *[request] request
}, signed already
hint-cli-is-document = nothing in it is to be signed or assembled here

## ledger

error-ledger-key-does-not-open = { $path } does not open, and nothing was copied
error-ledger-no-key-file = there is no file of the key { $key } in { $path }
hint-ledger-no-key-file = put the key file back, or sign where it is: --prepare FILE
error-ledger-no-public-key = { $path } names no public key
hint-ledger-no-public-key = take a file that “{ $program } key export-public” or “{ $program } root new-key” wrote
error-ledger-unknown-key = the vendor’s root lists no key { $key }
hint-ledger-unknown-key = “{ $program } key list” shows the keys
error-ledger-key-listed = the key { $key } is in the root already
hint-ledger-key-listed = take another key; “{ $program } key list” shows those of the root
error-ledger-threshold-too-high = the threshold { $threshold } is greater than the number of root keys, { $keys }
hint-ledger-threshold-too-high = ask for fewer signatures, or let more root keys in
error-ledger-root-expires-too-early = { $expires } is past: it is { $now }
hint-ledger-root-expires-too-early = name a day to come
error-ledger-nothing-to-change = nothing to change
hint-ledger-nothing-to-change = the root says all of this already; “{ $program } key list” shows it
error-ledger-key-file-exists = { $path } exists already
hint-ledger-key-file-exists = choose another name: that file may hold the only copy of a key
error-ledger-signatures-missing = { $new } of { $new-needed } signatures by the new root keys (old: { $old } of { $old-needed })
hint-ledger-signatures-missing = nothing has changed; sign with one more root key: “{ $program } root sign FILE --key KEY_FILE”
error-ledger-key-signs-other = the key { $key } signs { $signs ->
    [root] roots
    [license] licenses
    [coupon] coupons
    [catalog] catalogs
   *[bulletin] bulletins
}, and this batch holds { $holds ->
    [license] licenses
    [coupon] coupons
    [catalog] catalogs
   *[bulletin] bulletins
}
hint-ledger-key-signs-other = take the key for these documents; “{ $program } key list” shows what each key signs
error-ledger-root-keys-away = { $found ->
    [0] no root key is
    [one] one root key is
   *[other] { $found } root keys are
} in the vendor’s folder, and { $needed } must sign
hint-ledger-root-keys-away = prepare the change with --prepare FILE, then “{ $program } root sign FILE --key KEY_FILE” where the root keys are
error-ledger-not-asked-to-sign = the key { $key } is a root key neither of the old nor of the next root
hint-ledger-not-asked-to-sign = take the key file of one of the root keys
error-ledger-change-superseded = this change was prepared for another root: the newest one is { $newest }
hint-ledger-change-superseded = prepare the change again and have it signed
error-ledger-change-signed = this change has signatures already and cannot be changed further
hint-ledger-change-signed = prepare a new file
error-ledger-other-change = these files hold different changes
hint-ledger-other-change = name the signed copies of one and the same change
error-ledger-backup-differs = the copy { $path } does not read back as it was written
hint-ledger-backup-differs = the medium is damaged: take another one
error-ledger-batch-signed = this batch is signed already
hint-ledger-batch-signed = take it back with “{ $program } license assemble”, “coupon assemble” or “catalog assemble”
error-ledger-batch-not-signed = this batch is not signed yet
hint-ledger-batch-not-signed = sign it: “{ $program } sign-batch FILE --key KEY_FILE”
error-ledger-batch-kind = this batch holds { $found ->
    [license] licenses
    [coupon] coupons
    [catalog] catalogs
   *[bulletin] bulletins
}, not { $expected ->
    [license] licenses
    [coupon] coupons
    [catalog] catalogs
   *[bulletin] bulletins
}
hint-ledger-batch-kind = use the command for its kind
error-ledger-number-taken = { $number } is in the ledger already
hint-ledger-number-taken = nothing was changed; the batch was taken before
error-ledger-not-what-follows = { $document } { $subject } does not follow from what the ledger holds now
hint-ledger-not-what-follows = nothing was changed; the ledger went on since it was prepared, or it was not prepared here: prepare it again

trust-code = code
trust-review-code = the code of this file is { $code }: the vendor’s office has the same one, and tells it another way than it sends the file
trust-review-ahead = the next root is dated { $date }, which is not yet: sites would not take it, or would take that day for today
error-cli-another-code = the code of this file is { $found }, not { $expected }
hint-cli-another-code = do not sign: this is not the file that the vendor’s office prepared last
error-ledger-root-ahead = the next root is dated { $issued }, and it is now { $now }
hint-ledger-root-ahead = prepare it anew with the right date; sites would not take this one, nor any root after it
error-ledger-root-earlier = the next root is dated { $issued }, before the root that it follows ({ $before })
hint-ledger-root-earlier = set the clock, and prepare it anew
error-ledger-not-to-reissue = { $number } is not to be signed anew: its signature is good, or it was revoked or used meanwhile
hint-ledger-not-to-reissue = nothing was changed; “{ $program } key reissue --dry-run” shows what is to be signed
