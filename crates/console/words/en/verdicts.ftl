# What a license permits, and why not: the verdict's codes in words.
# `policy-<code>` is a finding: what is permitted, established or doubtful, or the rule by which something fits.
# `error-policy-<code>` is a refusal or the reason against a release; `hint-policy-<code>` says what to do next.

policy-permitted = permitted
policy-permitted-in-grace = ended { $ended }, and permitted until { $until } by the vendor’s days of grace
policy-empty = genuine, but empty: it holds no product yet

policy-signed = revision { $revision } is signed by the vendor ({ $issued })
policy-coupons-counted = { $count ->
    [one] { $count } redeemed coupon is counted in
   *[other] { $count } redeemed coupons are counted in
}
policy-not-revoked = not revoked by bulletin { $bulletin } ({ $issued })
policy-bound-here = bound to this { $binding ->
    [site] site
   *[infobase] infobase
} ({ $id })
policy-not-bound = bound to no site and no infobase
policy-granted-until = granted until { $until }
policy-granted-for-ever = granted for ever

policy-doubt-no-bulletin = no bulletin was seen, so whether the license is revoked is not known: “{ $program } trust update --bundle DIR” takes it from the vendor’s bundle
policy-doubt-bulletin-stale = a newer bulletin than { $bulletin } was expected by { $expired }: ask the vendor for a newer bundle
policy-doubt-state-is-new = this site remembers nothing yet that the clock could be held against
policy-doubt-clock-behind-floor = the clock shows { $clock }, but something here was signed { $floor }: that moment counts
policy-doubt-clock-went-back = the clock shows { $clock }, but it has shown { $last-seen } here before
policy-doubt-moment-supposed = the answer is as of { $now }, as asked, not for today
policy-doubt-test-root = the vendor’s root is a test one
policy-doubt-left-out-time = the dates were not checked, as asked
policy-doubt-left-out-binding = the binding was not checked, as asked
policy-doubt-left-out-revocation = whether it is revoked was not checked, as asked
policy-doubt-left-out-days-of-use = the days of use of trials were not counted, as asked

policy-fit-bound-to-nothing = fits any configuration
policy-fit-explicit-build = the vendor names release { $found } as fitting
policy-fit-tested-range = tested with { $first } to { $last }
policy-fit-within-bounds = within the bounds that the vendor gives

error-policy-untested-outside-tested-range = untested with release { $found }
hint-policy-untested-outside-tested-range = --untested shows and allows it; try it on a copy of the infobase first
error-policy-untested-release-unknown = untested, because the release here is unknown
hint-policy-untested-release-unknown = name the release with --release; --untested shows and allows it as it is
error-policy-untested-platform-unknown = untested, because the platform is unknown
hint-policy-untested-platform-unknown = name the release of the platform with --platform
error-policy-no-target = made for nothing that is known
error-policy-no-other-kind = made for something of another kind ({ $wanted }, not { $found })
error-policy-no-other-name = made for { $wanted }
hint-policy-no-other-name = check --configuration: it is the technical name, letter by letter
error-policy-no-excluded-build = the vendor excludes release { $found }
error-policy-no-release-unknown = the release here is unknown
hint-policy-no-release-unknown = name the release with --release
error-policy-no-release-too-old = release { $found } is too old: at least { $bound } is needed
error-policy-no-release-too-old-exclusive = release { $found } is too old: one above { $bound } is needed
error-policy-no-release-too-new = release { $found } is too new: at most { $bound } is supported
error-policy-no-release-too-new-exclusive = release { $found } is too new: one below { $bound } is supported
error-policy-no-platform-too-old = platform { $found } is too old: at least { $bound } is needed
error-policy-no-platform-too-old-exclusive = platform { $found } is too old: one above { $bound } is needed
error-policy-no-platform-too-new = platform { $found } is too new: at most { $bound } is supported
error-policy-no-platform-too-new-exclusive = platform { $found } is too new: one below { $bound } is supported

error-policy-withdrawn = withdrawn by the vendor: { $why }
hint-policy-withdrawn = choose another version
error-policy-pre-release = a pre-release, not for production
hint-policy-pre-release = to try it out, name it with --version
error-policy-subscription-ended = updates are covered up to { $on }, this was released { $released }
hint-policy-subscription-ended = releases dated up to that day stay available; ask the vendor to renew the subscription
error-policy-subscription-not-yet = updates are covered from { $from } on
error-policy-license-not-looked-up = the license that covers it was not looked up in bulletin { $bulletin }, so it may be revoked
hint-policy-license-not-looked-up = read the bundle that brought the bulletin: “{ $program } trust update --bundle DIR”
error-policy-license-revoked = the license that covers it is revoked by bulletin { $bulletin } ({ $issued })
hint-policy-license-revoked = ask the vendor for the newest revision of the license, and add it
error-policy-no-license = no license here covers it
hint-policy-no-license = add the license with: { $program } license add FILE

error-policy-expired = as of { $now } it has ended ({ $ended })
hint-policy-expired = ask the vendor to renew it, then add the new revision or redeem the coupon
error-policy-not-yet-valid = as of { $now } it has not begun: it begins { $from }
hint-policy-not-yet-valid = check the clock of this machine, or wait until then
error-policy-not-granted = feature { $feature } is not granted
hint-policy-not-granted = ask the vendor for a coupon with this feature
error-policy-product-not-granted = product { $product } is not granted
hint-policy-product-not-granted = ask the vendor for a coupon with this product
error-policy-days-of-use-over = the trial of product { $product } was for { $days ->
    [one] one day
   *[other] { $days } days
} of use, and this is day { $used }
hint-policy-days-of-use-over = ask the vendor for a coupon that adds the product or extends the trial
error-policy-days-of-use-unknown = the trial of product { $product } is for { $days ->
    [one] one day
   *[other] { $days } days
} of use, and nobody said on how many days it was used
hint-policy-days-of-use-unknown = the program that is licensed counts the days; to ask in its place, say how many: --days-used
error-policy-no-products = the license is empty of products
hint-policy-no-products = redeem a coupon on it
error-policy-not-looked-up = not looked up in bulletin { $bulletin }, so it may be revoked
hint-policy-not-looked-up = read the bundle that brought the bulletin: “{ $program } trust update --bundle DIR”
error-policy-revoked = revoked by bulletin { $bulletin } ({ $issued })
hint-policy-revoked = ask the vendor for the newest revision of the license, and add it
error-policy-bound-elsewhere = bound to the { $binding ->
    [site] site
   *[infobase] infobase
} { $wanted }, this is { $found }
hint-policy-bound-elsewhere = ask the vendor to bind the license to this place
error-policy-binding-unknown = bound to the { $binding ->
    [site] site
   *[infobase] infobase
} { $wanted }, and none was named
hint-policy-binding-unknown = name it with { $binding ->
    [site] --site-id
   *[infobase] --infobase
}

error-policy-coupon-other-license = the coupon is for another license
hint-policy-coupon-other-license = redeem it on the license that it was made for
error-policy-coupon-other-customer = the coupon is for another customer
hint-policy-coupon-other-customer = check that it is yours, then ask the vendor
error-policy-coupon-revoked = the coupon is revoked by bulletin { $bulletin } ({ $issued })
hint-policy-coupon-revoked = ask the vendor for a new coupon
error-policy-coupon-too-late = as of { $at } it is too late for the coupon: it could be redeemed until { $redeem-before }
hint-policy-coupon-too-late = { $program ->
    [keyslip] generate a new coupon: keyslip coupon generate
   *[other] ask the vendor for a new coupon
}
error-policy-coupon-ended = as of { $at } what the coupon adds has ended ({ $ended })
hint-policy-coupon-ended = { $program ->
    [keyslip] generate a new coupon: keyslip coupon generate
   *[other] ask the vendor for a new coupon
}
error-policy-coupon-already-redeemed = the coupon has been redeemed on this license already
hint-policy-coupon-already-redeemed = nothing needs to be done: what it adds is in the license
error-policy-coupon-state-changed = the coupon builds on another state of the license
hint-policy-coupon-state-changed = redeem the coupons that came before it first, or ask the vendor for the newest revision
error-policy-coupon-before-change = the coupon was signed { $signed }, before the license was changed { $changed }
hint-policy-coupon-before-change = { $program ->
    [keyslip] generate a new coupon: keyslip coupon generate
   *[other] ask the vendor for a new coupon
}
error-policy-coupon-nothing-to-extend = the license has no trial of product { $product } to be extended
hint-policy-coupon-nothing-to-extend = check that it is the right license
error-policy-coupon-unknown-kind = the coupon does something that this version of { $program } does not know
hint-policy-coupon-unknown-kind = install a newer version of { $program }
