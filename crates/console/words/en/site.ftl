# What the site's program says in its reports and questions.

## what was typed

error-site-no-site = no site is named
hint-site-no-site = name the site’s folder with --site or KEYSLIP_SITE
error-site-no-root = no vendor’s root is named
hint-site-no-root = give --bundle DIR or --root FILE
error-site-agreement-declined = the agreement is not accepted: nothing was written
error-site-fingerprint-unconfirmed = nobody has compared the root’s fingerprint, { $fingerprint } ({ $words }): the site trusts nobody yet
hint-site-fingerprint-unconfirmed = get the fingerprint from the vendor by another way than this medium, and give it with --fingerprint, or answer at a terminal
error-site-fingerprint-declined = the root’s fingerprint is not the one that the vendor published: the site trusts nobody yet
hint-site-fingerprint-declined = do not use this medium, and tell the vendor
error-site-distribution-id = “{ $text }” is not the id of a distribution
hint-site-distribution-id = an id has lower-case letters, digits and hyphens; { $program } list shows them
error-site-digest = “{ $text }” is not a SHA-256
hint-site-digest = a SHA-256 has 64 hexadecimal digits
error-site-coupon-number = { $text } is the number of a coupon
hint-site-coupon-number = name the license that the coupon is to be redeemed on
error-site-other-document = { $path } is a { $found ->
    [root] root
    [license] license
    [coupon] coupon
    [catalog] catalog
    [bulletin] bulletin
    [receipt] receipt
   *[request] request
}, and a { $wanted ->
    [root] root
    [license] license
   *[coupon] coupon
} is needed
hint-site-other-document = { $found ->
    [root] “{ $program } trust update” takes it
    [license] “{ $program } license add” takes it
    [coupon] “{ $program } redeem” takes it
    [catalog] it is read with its whole bundle: “{ $program } list --bundle DIR”
    [bulletin] it is read with its whole bundle: “{ $program } trust update --bundle DIR”
   *[other] it is for the vendor
}
error-site-unknown-file = { $path } is neither a document of Keyslip nor a 1C file
hint-site-unknown-file = check that this is the right file

## labels

site-vendor = vendor
site-root-version = root
site-fingerprint = fingerprint
site-also-named = also named
site-environment = environment
site-in-words = in words
site-roots = Roots
site-signed = signed
site-expires = newer one due
site-trusted = trusted here
site-threshold = keys needed
site-root-keys = root keys
site-issuing-keys = Issuing keys
site-issuing-key = key
site-products = products
site-all-products = all
site-from = from
site-key-burnt = burnt since { $since } (bulletin { $bulletin })
site-purposes = for
site-license = license
site-catalog = catalog
site-bulletin = bulletin
site-holder = holder
site-revision = revision
site-coupons = coupons redeemed
site-product = product
site-infobase-id = infobase id
site-grace = grace
site-feature = feature
site-limit = limit
site-until = until
site-standing = standing
site-unlimited = unlimited
site-for-ever = for ever
site-moment = moment
site-distribution = distribution
site-fit = fits
site-right = updates
site-note = note
site-state = state
site-for = for
site-folder = folder
site-receipts = receipts
site-catalog-of = { $number }, up to date until { $until }
site-kind = kind
site-sha256 = SHA-256
site-claimed-key = claims the key
site-licenses = Licenses
site-installed-heading = Installed
site-hint = hint: { $hint }

site-standing-in-force = in force
site-standing-in-grace = in grace
site-standing-not-yet = not yet
site-standing-unread = not looked up
site-standing-revoked = revoked
site-standing-ended = ended
site-standing-never = empty
site-fit-tested = yes
site-fit-untested = untested
site-fit-no = no
site-right-free = free
site-right-covered = covered
site-right-ended = not covered
site-right-not-yet = not yet
site-right-none = no license
site-file-ok = ok
site-file-changed = changed
site-file-missing = missing

## setting up, licenses, coupons

site-started = this site now trusts the vendor ({ $site })
site-news-not-taken = the bundle’s bulletin and catalog were not taken: { $reason }
site-test-root = this is a test root: nobody has bought its licenses
site-unverified-root = UNVERIFIED: this is what the root says about itself; the site does not trust it yet
site-offered-vendor = vendor: { $name } ({ $prefix }), { $environment }
site-offered-digits = fingerprint: { $fingerprint }
site-offered-words = in words: { $words }
site-fingerprint-question = Compare it with the one that the vendor published elsewhere, not on this medium. Is it the same, to the last digit or word?
site-paste = paste the text of the { $kind } and press Ctrl-D (on Windows Ctrl-Z and Enter)
site-next-license = next: { $program } license add FILE
site-next-list = next: { $program } list --bundle DIR --configuration NAME --release RELEASE
site-license-new = license { $number } added
site-license-replaced = license { $number } replaced by its newer revision
site-license-already-there = license { $number } is there already
site-license-empty = the license is empty of products: redeem a coupon on it
site-license-no-longer-trusted = the vendor no longer vouches for the license { $number }: { $reason }
site-license-revoked = license { $number }: { $reason }
site-ask-for-another-license = every revision of the license is revoked: ask the vendor about another license
site-burnt-key = the key { $key } is burnt since { $since }: nothing that it signed counts
site-roots-same = nothing newer: root { $version } is trusted already
site-roots-updated = { $count ->
    [one] root { $version } is trusted now
   *[other] root { $version } is trusted now, { $count } roots further
}
site-fingerprint-changed = the vendor’s root keys have changed, and the fingerprint with them: it was { $before }
site-fork = there are two different documents of one number ({ $kind }, { $number }); the second was refused on { $seen } and is kept in { $evidence }
site-fork-next = send that file to the vendor: a key may be stolen; once it is cleared up: { $program } trust acknowledge { $digest }
site-fork-noted = two different documents of one number ({ $kind }, { $number }), refused on { $seen }, noted by { $who } on { $at }; kept in { $evidence }
site-names-unknown = the site learns the features' names from its first catalog
site-bundle-without-licenses = no license travels in this bundle
site-no-licenses = no licenses
site-before = Before
site-after = Now
site-was-empty = the license was empty of products
site-nothing-added = nothing has changed: the license held all that before
site-redeemed = coupon { $coupon } redeemed

## requests to the vendor

error-site-asked = “{ $text }” is not a technical name with a release
hint-site-asked = write the configuration’s technical name, and behind @ its release if you know it: УправлениеТорговлей@11.5.20
request-written = the request is written to { $file }: carry it to the vendor
request-self-signed = signed by the site key that it carries
request-key-is-known = that is the site key that you named
request-key-is-not-known = whose key that is, is not established: compare its fingerprint with the site’s and name it with --site-key
request-root-is-another = the site does not trust your newest root
request-license-is-unknown = you have not issued the license { $license }
request-site-key = site key
request-site-id = site id
request-moment = written
request-last-receipt = last receipt
request-files = files installed
request-wanted = wanted
request-all-that-fit = all that fit
request-contact = contact
request-comment = comment
request-release = release

## the list

site-list-heading = { $configuration } { $release }, catalog { $number }
site-catalog-stale = the catalog was valid until { $expires }: ask the vendor for a newer bundle
site-list-nothing = the catalog has nothing tested for this configuration and release
site-row-installed = installed
site-row-recommended = recommended
site-near-miss = the catalog has “{ $name }”, which only looks like the name you typed: retype it or copy it
site-no-such-configuration = the catalog has no configuration “{ $name }”; it has: { $names }
site-odd-letter = letter { $place } of the name, “{ $letter }”, is of another alphabet than those beside it
site-untested-hidden = { $count ->
    [one] { $count } untested release fits: show it with --untested
   *[other] { $count } untested releases fit: show them with --untested
}
site-rows-hidden = { $count ->
    [one] { $count } more release is hidden: --why tells the reason
   *[other] { $count } more releases are hidden: --why tells the reasons
}
site-next-install = next: { $program } install { $distribution } with the same options and --to DIR

## installing, saving, verifying

site-agreement-digest = SHA-256 of the agreement: { $digest }
site-no-agreement = there is no agreement to be accepted
site-agreement-question = Do you accept the agreement?
site-installed = { $name } { $version } is installed in { $folder }
site-saved = { $name } { $version } is saved in { $folder }
site-asks-no-safe-mode = the vendor asks to run this extension without safe mode; 1C leaves it on until you switch it off
site-asks-no-action-protection = the vendor asks to run this extension without protection from dangerous actions; 1C leaves it on until you switch it off
site-was-untested = { $reason }
site-resumed-completed = the installation of { $distribution } { $version } into { $folder } had been cut off and was completed
site-resumed-abandoned = the installation of { $distribution } { $version } into { $folder } had been cut off and was given up; nothing there was changed
site-resumed-stuck = the installation of { $distribution } { $version } into { $folder } was cut off and cannot be completed: install it there again
site-pending = the installation of { $distribution } into { $folder } was cut off; the next install ends it
site-nothing-installed = nothing is installed
site-verified = { $count ->
    [one] { $count } file is what was signed
   *[other] all { $count } files are what was signed
}
site-drifted = { $count ->
    [one] { $count } file is not what was signed
   *[other] { $count } files are not what was signed
}
site-lost = { $count ->
    [one] { $count } file is missing
   *[other] { $count } files are missing
}
site-next-reinstall = next: install the release again from a bundle
site-bulletin-of = { $number } of { $issued }
site-bulletin-is-stale = a newer bulletin was expected: ask the vendor for a newer bundle
site-installed-is-withdrawn = { $distribution } { $version } in { $folder } is withdrawn by the vendor: install another version
site-catalog-is-stale = the newest catalog seen has expired: ask the vendor for a newer bundle

## verdicts

site-check-permitted = { $file }: { $verdict }
site-check-doubtful = { $file }: { $verdict }
site-check-refused = { $file }: refused: { $verdict }
site-established = + { $fact }
site-doubt = ? { $doubt }
site-set-aside = coupon { $coupon } does not count: { $reason }

## looking into files

site-unverified = UNVERIFIED: what follows is what the file says about itself
site-kind-root = root
site-kind-license = license
site-kind-coupon = coupon
site-kind-catalog = catalog
site-kind-bulletin = bulletin
site-kind-receipt = receipt
site-kind-request = request
site-kind-document = signed document
site-kind-extension = 1C extension
site-kind-external-processor = 1C external data processor
site-kind-external-report = 1C external report
site-kind-configuration = 1C configuration

site-receipts-exported = { $count ->
    [one] One receipt is
   *[other] { $count } receipts are
} in { $file }: it is for the vendor.
