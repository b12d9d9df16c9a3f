# Errors by code: `error-<code>` says what happened and where, `hint-<code>` what to do next.
# Lower case at the beginning and no full stop, because sentences are chained with a colon.

## disk

error-disk-full = no space left to write { $path }
hint-disk-full = free some space or choose another disk, then run the command again
error-disk-read-only = { $path } is read-only
hint-disk-read-only = choose another folder, or remove the write protection
error-disk-denied = no permission for { $path }
hint-disk-denied = run the command as a user who may open this file or folder
error-disk-missing = { $path } does not exist
hint-disk-missing = check the path; a relative one begins in the current folder
error-disk-exists = { $path } exists already
hint-disk-exists = choose another name, or remove the old file first
error-disk-too-large = { $path } is too large: { $size } bytes where at most { $limit } are read
hint-disk-too-large = check that this is the right file
error-disk-locked = { $path } is held by { $holder ->
    [unknown] another process
   *[other] { $holder }
}
hint-disk-locked = wait for the other process to end, then run the command again; the lock file itself need not be removed
error-disk-is-a-folder = { $path } is a folder, and a file is needed
hint-disk-is-a-folder = name the file in it
error-disk-not-a-file = { $path } is not a regular file
error-disk-not-a-folder = { $path } is not a folder
error-disk-bad-name = “{ $name }” is not a file name
error-disk-io = cannot read or write { $path } ({ $reason })
hint-disk-io = check the disk or the medium and its connection, then run the command again

## console: what people type, the terminal

error-console-date = “{ $text }” is not a date
hint-console-date = write the date as 2027-12-31, or with a time as 2027-12-31T10:00:00Z
error-console-no-such-date = there is no such date: { $text }
hint-console-no-such-date = check the month, the day and the time
error-console-date-out-of-range = the date { $text } is outside of the years 1970 to 9999
error-console-span = “{ $text }” is not a number of days
hint-console-span = write days as 365d, weeks as 52w
error-console-calendar-span = “{ $text }” has no fixed number of days
hint-console-calendar-span = months and years differ in length: write days (365d) or weeks (52w), or name the end as a date
error-console-span-out-of-range = “{ $text }” is not between 1 and { $limit } days
error-console-number = “{ $text }” is not a whole number from { $least } to { $most }
hint-console-number = write the number in digits, without spaces or a fraction
error-console-no-terminal = there is nobody to ask: this is not a terminal
hint-console-no-terminal = run the command in a terminal, or answer in advance with --yes
error-console-repair-unconfirmed = the text is damaged, in row { $rows }, and nobody was asked whether to use it as corrected
hint-console-repair-unconfirmed = compare the corrections with the original; then use the option --repair
error-console-repair-declined = the corrected text is not used
hint-console-repair-declined = compare the rows with the original and correct them yourself
error-console-terminal = the terminal cannot be read: { $kind ->
    [full] no space is left
    [read-only] it is read-only
    [denied] no permission
    [missing] it is not there
    [closed] the other end has closed it
   *[other] the system refuses it
} ({ $reason })
error-console-output = the answer cannot be written to the output: { $kind ->
    [full] no space is left
    [read-only] it is read-only
    [denied] no permission
    [missing] it is not there
    [closed] the other end has closed it
   *[other] the system refuses it
} ({ $reason })
hint-console-output = check where the output is redirected to
error-console-passphrase-unreadable = the passphrase cannot be read
error-console-passphrase-empty = the passphrase is empty
hint-console-passphrase-empty = the passphrase is the first line of the file
error-console-no-passphrase-typed = no passphrase was typed
hint-console-no-passphrase-typed = type at least one character
error-console-passphrase-too-long = the passphrase is longer than { $limit } bytes
hint-console-passphrase-too-long = check that this is the right file: the passphrase is its first line
error-console-passphrase-not-text = the passphrase is not UTF-8 text
hint-console-passphrase-not-text = save the file in UTF-8
error-console-passphrases-differ = the two passphrases differ
hint-console-passphrases-differ = run the command again and type the same passphrase twice
error-console-no-descriptors = file descriptors cannot be named on this system
hint-console-no-descriptors = use --passphrase-file
error-console-no-passphrase = there is no passphrase, and nobody to ask for it: this is not a terminal
hint-console-no-passphrase = name a file with --passphrase-file or KEYSLIP_PASSPHRASE_FILE

## format: bytes, fields, numbers, signed texts

error-format-too-long = it has { $bytes } bytes, at most { $max } are read
hint-format-too-long = check that this is the right file
error-format-malformed = this is not a document of Keyslip, or it is damaged: at byte { $at } { $rule ->
    [whole] the data ends early
    [one-item] something follows the end
    [shortest-head] a number is not in its shortest form
    [indefinite] a length is left open
    [reserved] a reserved length form is used
    [key-order] the fields are not in order
    [duplicate-key] a field comes twice
    [float] there is a floating-point number
    [tag] there is a tag
    [simple] there is a value that is not allowed
    [utf8] the text is not UTF-8
    [nfc] the text is not in normalisation form C
    [control] the text holds control characters
    [depth] the nesting is too deep
    [items] there are too many items
    [envelope] there is no signed document
    [protected] the header is not as specified
    [algorithm] the algorithm is not Ed25519
    [unprotected] the unsigned header is not empty
    [payload] there is no content
    [signature] the signature has a wrong length
   *[signatures] the signatures do not belong together
}
hint-format-malformed = copy the file again; if that does not help, ask the vendor for a new one
error-format-field = the document is signed, but its field “{ $field }” { $problem ->
    [missing] is missing
    [type] has a wrong type
    [range] is out of range
    [length] is too short or too long
    [count] has too few or too many members
    [order] is not in order
    [unknown-key] holds something that this version does not know
    [unsafe-name] is a file name that is not safe
   *[contradiction] contradicts another field
} (byte { $at })
hint-format-field = a newer version of { $program } may be needed; otherwise tell the vendor
error-format-number-prefix = there is no number here: one begins with four letters and a dash, a coupon's with four letters and UPD
hint-format-number-prefix = copy the whole number, like DEMO-MDQYY-YTFFD-866QE-1EFNY
error-format-number-length = a number has 20 characters after its prefix, this one has { $symbols }
hint-format-number-length = copy the whole number
error-format-number-character = the character “{ $character }” does not occur in numbers
hint-format-number-character = numbers have digits and capital letters without I, L, O and U
error-format-number-check = a character of the number is mistyped
hint-format-number-check = compare it with the original, character by character
error-format-text-empty = the text is empty
hint-format-text-empty = paste the whole text: the number and the rows below it
error-format-only-number = { $number } is only the number: a name, not a proof
hint-format-only-number = paste the whole text with the rows below the number, or use the file
error-format-row-character = row { $row }, group { $group }: the character “{ $character }” does not occur here
hint-format-row-character = compare the row with the original
error-format-group-length = row { $row }, group { $group } has { $characters } characters instead of { $expected }
hint-format-group-length = compare the group with the original
error-format-row-length = row { $row } has { $characters } characters instead of { $expected }
hint-format-row-length = compare the row with the original
error-format-row-check = { $rows ->
    [1] row { $row } does not check: a character in it is mistyped
   *[other] { $rows } rows do not check, row { $row } is the first of them
}
hint-format-row-check = compare the row with the original, character by character; rows are counted below the number
error-format-row-missing = row { $row } is missing
hint-format-row-missing = copy the text again, with all its rows
error-format-row-repeated = row { $row } is there twice
hint-format-row-repeated = remove one of the two
error-format-rows-swapped = rows { $row } and { $other } have changed places
hint-format-rows-swapped = put them into the order of the original
error-format-text-ends = the text ends after row { $row } of { $rows }
hint-format-text-ends = copy the text again, to its end
error-format-text-goes-on = the document ends with row { $rows }, but the text goes on
hint-format-text-goes-on = leave out what stands below row { $rows }
error-format-loose-end = the last row ({ $row }) does not end where it should
hint-format-loose-end = compare the last row with the original
error-format-repair-unsigned = the text is damaged, and no correction of its rows gives one that this vendor signed
hint-format-repair-unsigned = compare the text with the original, row by row; rows are counted below the number
error-format-repair-work = the text is damaged and can be corrected in more than { $max } ways
hint-format-repair-work = compare the text with the original, row by row; rows are counted below the number
error-format-release-number = “{ $text }” is not a release number
hint-format-release-number = a release number is one to eight numbers with dots between them, like 11.5.8.300

## crypto: keys and signatures

error-crypto-unknown-key = it is signed by the key { $key }, which is not this vendor's
hint-crypto-unknown-key = { $program ->
    [keyslip] it is from another vendor, or the key was revoked: “keyslip key list” shows the keys, “keyslip key reissue” signs anew
   *[other] it is from another vendor, its key was given up, or it needs a newer root: take the newest bundle, then ask the vendor for it again
}
error-crypto-burnt-key = the vendor no longer trusts the key that signed this ({ $key }, since { $since }, { $bulletin ->
    [0] no bulletin says so yet
   *[other] bulletin { $bulletin }
})
hint-crypto-burnt-key = { $program ->
    [keyslip] this key signs no more: “keyslip key new” makes another one, and the root keys let the root list it
   *[other] ask the vendor for the same document signed with another key
}
error-crypto-bad-signature = the signature does not hold: it was changed, damaged or is not genuine
hint-crypto-bad-signature = copy it again from the original; if that does not help, ask the vendor for a new one
error-crypto-wrong-document = this is a { $found }, not a { $expected }
hint-crypto-wrong-document = { $found ->
    [coupon] a coupon is redeemed by another command: { $program } { $program ->
        [keyslip] coupon redeem
       *[other] redeem
    }
   *[other] check that this is the right file
}
error-crypto-wrong-purpose = the key { $key } may not sign a { $document }
hint-crypto-wrong-purpose = do not use it, and tell the vendor
error-crypto-outside-key-time = the key { $key } was not valid on { $signed }, when this was signed
hint-crypto-outside-key-time = ask the vendor for a new one
error-crypto-change-by-family-key = the key { $key } is for some products only and may sign no coupon that replaces all of them
hint-crypto-change-by-family-key = ask the vendor for a coupon signed with another key
error-crypto-takes-away = this revision would take away the product { $product }, for which its key { $key } is not; nothing was changed
hint-crypto-takes-away = do not use it, and tell the vendor: a key may be stolen
error-crypto-outside-key-family = the key { $key } may not sign for the product { $product }
hint-crypto-outside-key-family = ask the vendor for a new one
error-crypto-wrong-object = the content is not the one that was signed ({ $digest })
hint-crypto-wrong-object = the medium is damaged or was changed: copy it again from the original
error-crypto-other-number = the number above the rows is { $written }, but the document below it has the number { $signed }
hint-crypto-other-number = copy the number and the rows from one and the same text
error-crypto-wrong-fingerprint = the root’s fingerprint is { $found } ({ $found-words }), not { $expected } ({ $expected-words })
hint-crypto-wrong-fingerprint = compare the first one with what the vendor published, digit by digit or word by word; if they differ, the medium is not from this vendor
error-crypto-fingerprint-digits = a fingerprint has 40 digits or 12 words; these are { $found ->
    [one] one digit
   *[other] { $found } digits
}
hint-crypto-fingerprint-digits = copy it as the vendor published it: eight groups of five digits, or twelve words
error-crypto-fingerprint-group = group { $group } of the fingerprint is above 65535
hint-crypto-fingerprint-group = a digit is wrong there: copy it as the vendor published it
error-crypto-fingerprint-words = a fingerprint has 12 words or 40 digits; these are { $found ->
    [one] one word
   *[other] { $found } words
}
hint-crypto-fingerprint-words = copy it as the vendor published it: eight groups of five digits, or twelve words
error-crypto-fingerprint-unknown-word = word { $place } of the fingerprint, “{ $word }”, is not a word of the list
hint-crypto-fingerprint-unknown-word = copy it as the vendor published it; the words are English ones, of the list of BIP-39
error-crypto-fingerprint-mistyped-word = word { $place } of the fingerprint, “{ $word }”, is not a word of the list; is it “{ $near }”?
hint-crypto-fingerprint-mistyped-word = look at what the vendor published, and correct the word only if it stands there
error-crypto-fingerprint-checksum = the twelve words do not belong together: one is another, or two have changed places
hint-crypto-fingerprint-checksum = compare each word with what the vendor published
error-crypto-test-root = this is a test root: nobody has bought its licenses
hint-crypto-test-root = to try something out, give --test; else ask the vendor for a bundle for customers
error-crypto-production-root = this is a root for customers, and --test asks for a test root
hint-crypto-production-root = leave --test out, if you mean this vendor
error-crypto-root-threshold = { $found ->
    [one] { $found } root key signed
   *[other] { $found } root keys signed
}, { $needed } are needed
hint-crypto-root-threshold = { $program ->
    [keyslip] sign with further root keys (“keyslip root sign”), then name all signed copies in one “keyslip root assemble”
   *[other] do not use this medium, and tell the vendor
}
error-crypto-root-version = root { $expected } is needed next, this is root { $found }
hint-crypto-root-version = take a bundle that holds all roots
error-crypto-root-fork = there are two different roots { $version }
hint-crypto-root-fork = a root key may be stolen: keep this medium and tell the vendor
error-crypto-root-identity = the next root is for another vendor or another environment
hint-crypto-root-identity = do not use this medium, and tell the vendor
error-crypto-root-weak-key = a key in the root is not safe
hint-crypto-root-weak-key = do not use this medium, and tell the vendor
error-crypto-not-an-issued-document = this kind of document ({ $document }) is not signed with an issuing key
error-crypto-not-a-key-file = this is not a key file
hint-crypto-not-a-key-file = a key file is an encrypted PKCS#8 PEM and begins with BEGIN ENCRYPTED PRIVATE KEY
error-crypto-key-not-encrypted = the private key in this file is not encrypted
hint-crypto-key-not-encrypted = encrypt it: openssl pkcs8 -topk8 -scrypt -in plain.pem -out key.pem
error-crypto-wrong-passphrase = the passphrase is wrong, or the key file is damaged
hint-crypto-wrong-passphrase = try again; a damaged file is restored from the backup of the folder keys
error-crypto-key-file-unsupported = the key file uses an encryption or a kind of key that is not supported
hint-crypto-key-file-unsupported = it must hold an Ed25519 key, encrypted with PBES2
error-crypto-empty-passphrase = an empty passphrase protects nothing
hint-crypto-empty-passphrase = choose a passphrase of several words
error-crypto-key-not-encoded = the key could not be written
error-crypto-another-key = the key file holds the key { $found }, where { $expected } belongs
hint-crypto-another-key = put the right key file back from the backup of the folder keys
error-crypto-wrong-signature = the signer's answer is no signature of the key { $key }: nothing was issued
hint-crypto-wrong-signature = the agent, the token or its module is broken or holds another key: try again, then use another one
error-crypto-key-held-elsewhere = this key is held by an agent or a token and cannot be written to a file
hint-crypto-key-held-elsewhere = back it up with the tools of the agent or of the token

## signers: keys in an agent or a token

error-signers-weak-key = the public half of the key { $key } is weak
hint-signers-weak-key = make another key
error-signers-no-agent = no agent is named: SSH_AUTH_SOCK is not set
hint-signers-no-agent = start one (ssh-agent), or forward yours (ssh -A)
error-signers-agent-unreachable = no agent answers at { $address } ({ $reason })
hint-signers-agent-unreachable = start the agent; SSH_AUTH_SOCK names its socket
error-signers-agent-broke-off = the agent broke off ({ $reason })
hint-signers-agent-broke-off = check that the agent still runs, then run the command again
error-signers-agent-answer = the agent's answer is not understood
hint-signers-agent-answer = check that SSH_AUTH_SOCK names an ssh-agent
error-signers-agent-refused = the agent refused
hint-signers-agent-refused = unlock it (ssh-add -X), confirm when it asks, and see that it still holds the key (ssh-add -l)
error-signers-not-in-agent = the agent does not hold the key { $key }
hint-signers-not-in-agent = add it: ssh-add FILE
error-signers-too-long = an agent takes { $max } bytes at most, this needs { $bytes }
hint-signers-too-long = use a token or a key file for documents of this size
error-signers-no-pkcs11 = this { $program } was built without PKCS#11
hint-signers-no-pkcs11 = build it with --features pkcs11
error-signers-module-not-absolute = { $module } is not an absolute path
hint-signers-module-not-absolute = name the module from the root of the disk, for example /usr/lib/softhsm/libsofthsm2.so
error-signers-module = { $module } cannot be used as a PKCS#11 module ({ $reason })
hint-signers-module = take the PKCS#11 library of the token's manufacturer, for this system and processor
error-signers-no-token = there is no token “{ $token }”
hint-signers-no-token = plug it in and check its label: pkcs11-tool --list-slots
error-signers-token-twice = there are several tokens “{ $token }”
hint-signers-token-twice = leave one of them plugged in
error-signers-wrong-pin = the token “{ $token }” does not accept this PIN
hint-signers-wrong-pin = be careful: most tokens lock after a few wrong ones
error-signers-pin-locked = the PIN of the token “{ $token }” is locked
hint-signers-pin-locked = unlock it with the manufacturer's tools
error-signers-no-key = the token “{ $token }” holds no pair of Ed25519 keys “{ $label }”
hint-signers-no-key = both halves are needed, under one label and id: pkcs11-tool --list-objects
error-signers-key-twice = the token “{ $token }” holds several keys “{ $label }”
hint-signers-key-twice = give each key a label and an id of its own
error-signers-token = the token “{ $token }” failed ({ $reason })
hint-signers-token = check that it is plugged in and that the key may sign with CKM_EDDSA

## pictures: QR codes

error-pictures-too-long-for-qr = { $symbols } characters do not fit into a QR code
hint-pictures-too-long-for-qr = send the file or the text instead
error-pictures-format = { $format } pictures are not read
hint-pictures-format = save it as PNG or JPEG, or take a photograph of it
error-pictures-too-large = the picture has { $bytes } bytes; pictures are read up to { $limit }
hint-pictures-too-large = make it smaller or cut the QR code out
error-pictures-too-many-pixels = the picture has { $width } by { $height } pixels; no more than { $limit } in all are read
hint-pictures-too-many-pixels = make it smaller or cut the QR code out
error-pictures-damaged = the { $format } picture is damaged
hint-pictures-damaged = copy it again from the original
error-pictures-takes-too-long = no QR code was found in the picture in { $seconds } seconds, and looking was given up
hint-pictures-takes-too-long = cut the QR code out and hand in that part alone
error-pictures-no-code = no QR code was found in the picture
hint-pictures-no-code = the whole code with its white border must be in it, sharp and evenly lit
error-pictures-unreadable = there is a QR code in the picture, but it cannot be read
hint-pictures-unreadable = photograph it from nearer by, straight from above and without glare; or ask for the file or the text
error-pictures-not-ours = { $codes ->
    [one] the QR code in the picture is no license and no coupon
   *[other] none of the { $codes } QR codes in the picture is a license or a coupon
}
hint-pictures-not-ours = look for the code below the vendor's number
error-pictures-several = there are { $count } licenses or coupons in the picture: { $numbers }
hint-pictures-several = cut out the one that is meant

## onec: what is wrong with a 1C file

error-onec-not-a-container = this is not a 1C file: no container begins at byte { $at }
hint-onec-not-a-container = an extension is saved from 1C as a .cfe file
error-onec-truncated = the 1C file is cut off: it ends at byte { $end }, inside what begins at byte { $at }
hint-onec-truncated = copy or save the file again
error-onec-outside-file = the 1C file is damaged: the address { $address } lies outside its { $end } bytes
error-onec-page-header = the 1C file is damaged: no page begins at byte { $at }
error-onec-looping-chain = the 1C file is damaged or made to do harm: its pages come back to byte { $at }
hint-onec-looping-chain = do not load it into 1C; save the extension again where it comes from
error-onec-short-chain = the 1C file is damaged: the pages from byte { $at } hold { $found } bytes instead of { $expected }
error-onec-contents-table = the 1C file is damaged: its table of contents breaks off at entry { $entry } (byte { $at })
error-onec-element-header = the 1C file is damaged: entry { $entry } has no name (container at byte { $at })
error-onec-repeated-element = the 1C file is damaged: its element “{ $element }” is there twice
error-onec-too-large = the 1C file asks for more than is read: over { $max } { $limit ->
    [file-bytes] bytes of a file
    [elements] elements
    [pages] pages
    [stored-bytes] stored bytes
    [inflated-element] bytes of one unpacked element
    [inflated-total] unpacked bytes
    [depth] levels of nesting
   *[values] values
} ({ $place })
error-onec-deflate = the 1C file is damaged: its element “{ $element }” does not unpack (byte { $at })
error-onec-not-text = the 1C file is damaged: its element “{ $element }” is not text (byte { $at })
error-onec-braces = the 1C file is damaged: the braces of its element “{ $element }” do not match (byte { $at })
error-onec-missing-field = the 1C file has no { $field } in its element “{ $element }”
error-onec-missing-element = the 1C file is damaged: its element “{ $element }” is missing
error-onec-unlisted-element = the 1C file was changed: its element “{ $element }” is not in the file's own list
error-onec-element-digest = the 1C file was changed or damaged: its element “{ $element }” differs from the file's own list
error-onec-unknown-contents = this 1C file holds neither an extension nor anything else that is known (byte { $at })
error-onec-unknown-kind = this 1C file holds something unknown: “{ $element }” of class { $class }
error-onec-not-an-extension = “{ $element }” is { $kind ->
    [external-processor] an external data processor
    [external-report] an external report
    [configuration] a configuration
   *[extension] another kind of file
}, not an extension
hint-onec-not-an-extension = an extension is a .cfe file

## keyslip: what was handed in

error-keyslip-not-a-document = this is neither a signed document nor text
hint-keyslip-not-a-document = check that this is the right file
error-keyslip-other-kind = by its number this is a { $found }, not a { $expected }
hint-keyslip-other-kind = { $found ->
    [coupon] a coupon is redeemed by another command: { $program } { $program ->
        [keyslip] coupon redeem
       *[other] redeem
    }
   *[other] check that this is the right one
}

## installer: bundle, state of a site, installing

error-installer-not-a-bundle = { $path } is not a bundle: it has no catalog
hint-installer-not-a-bundle = name the folder that holds catalog.kscatalog
error-installer-no-roots = the bundle { $path } has no roots
hint-installer-no-roots = copy the whole bundle, with its folder roots
error-installer-link = { $path } is a link, and links are not followed here
hint-installer-link = replace it with the file or folder itself
error-installer-object-missing = the bundle lacks the object { $digest }
hint-installer-object-missing = the bundle was not copied completely: copy it again
error-installer-already-a-site = { $path } is a site already
hint-installer-already-a-site = go on with it, or name another folder with --site
error-installer-not-a-site = { $path } is not a site
hint-installer-not-a-site = name the site’s folder with --site or KEYSLIP_SITE, or set one up: { $program } init
error-installer-state-damaged = the site’s state is damaged: { $path }, { $damage ->
    [journal] the receipts do not check from byte { $at } on
    [missing] the file is gone
    [changed] the content is not the one in the receipts
   *[key] the key is not the one in the receipts
}
hint-installer-state-damaged = restore the site’s folder from a backup; without one, move it aside and keep it for the vendor, set the site up anew with { $program } init and add the licenses again
error-installer-catalog-older = catalog { $found } is older than catalog { $known }, which this site has seen
hint-installer-catalog-older = use the newer bundle
error-installer-catalog-forked = there are two different catalogs { $number }; the second one is kept in { $evidence }
hint-installer-catalog-forked = do not install from this bundle; send the kept file to the vendor
error-installer-root-forked = there are two different roots { $version }; the second one is kept in { $evidence }
hint-installer-root-forked = do not use this bundle; send the kept file to the vendor
error-installer-root-older = root { $found } is older than root { $known }, which this site trusts
hint-installer-root-older = there is no way back to an older root: take the newest bundle
error-installer-unknown-fork = this site has refused no document { $digest } as the second of one number
hint-installer-unknown-fork = “{ $program } trust show” prints the SHA-256 of each
error-installer-signed-ahead = signed on { $signed }, more than ninety days ahead: it is { $now } by the clock and all that this site has seen ({ $document ->
    [root] root
    [license] license
    [coupon] coupon
    [catalog] catalog
   *[bulletin] bulletin
})
hint-installer-signed-ahead = set the clock right; if it is right, ask the vendor, since licenses here would end early for ever; --accept-future-date takes it all the same
error-installer-bulletin-older = bulletin { $found } is older than bulletin { $known }, which this site has seen
hint-installer-bulletin-older = use the newer bundle
error-installer-bulletin-forked = there are two different bulletins { $number }; the second one is kept in { $evidence }
hint-installer-bulletin-forked = do not install from this bundle; send the kept file to the vendor
error-installer-catalog-too-low = catalog { $found } is too old: bulletin { $bulletin } allows none below { $lowest }
hint-installer-catalog-too-low = ask the vendor for a newer bundle
error-installer-catalog-expired = catalog { $number } was valid until { $expired }; as of { $now } it has expired
hint-installer-catalog-expired = ask the vendor for a newer bundle; if there is none, add --allow-stale-catalog
error-installer-revision-older = revision { $found } of the license is older than revision { $known }, which this site has
hint-installer-revision-older = nothing needs to be done: the newer one stays
error-installer-revision-forked = there are two different revisions { $revision } of the license
hint-installer-revision-forked = ask the vendor which one counts
error-installer-revoked-key = signed by the key { $key }, which the vendor revoked on { $since }
hint-installer-revoked-key = { $document ->
    [license] ask the vendor for the same license, signed anew
    [coupon] ask the vendor for the same coupon, signed anew
   *[other] ask the vendor for a newer bundle
}
error-installer-coupon-spent = the coupon has been redeemed on another license of this site, and may be redeemed on one only
hint-installer-coupon-spent = ask the vendor for a coupon of its own for this license
error-installer-unknown-license = this site does not have that license
hint-installer-unknown-license = see which ones it has: { $program } license list
error-installer-no-license = this site has no license
hint-installer-no-license = add it with: { $program } license add FILE
error-installer-which-license = this site has { $count } licenses, and none was named
hint-installer-which-license = name one with --license; see them with: { $program } license list
error-installer-unknown-distribution = the catalog has no distribution { $distribution } for this configuration
hint-installer-unknown-distribution = see what there is: { $program } list --why
error-installer-unknown-version = { $distribution } has no version { $version } for this configuration
hint-installer-unknown-version = see which versions there are: { $program } list --why
error-installer-not-available = { $distribution } { $version } is not available here
hint-installer-not-available = see what is: { $program } list --why
error-installer-only-untested = { $distribution } { $version } fits, but nobody has tested it with this release
hint-installer-only-untested = add --untested to take it all the same
error-installer-agreement-not-accepted = the agreement of { $distribution } has not been accepted
hint-installer-agreement-not-accepted = read it with --show-eula, then accept it with --accept-eula
error-installer-other-agreement = the agreement of { $distribution } is { $digest }, not { $given }
hint-installer-other-agreement = the text has changed: read it with --show-eula, then accept it anew
error-installer-agreement-unreadable = the agreement { $digest } is not a text in UTF-8
hint-installer-agreement-unreadable = report it to the vendor
error-installer-facts-disagree = { $file } says “{ $found }” for its { $field }, but “{ $signed }” is signed
hint-installer-facts-disagree = report it to the vendor: the release was published with a wrong file
error-installer-package-unreadable = { $file } cannot be read as a 1C extension
error-installer-own-folder = { $path } is the site's own folder
hint-installer-own-folder = choose another folder for extensions
error-installer-folder-name = the path { $path } cannot be written into a receipt
hint-installer-folder-name = choose a folder whose path is plain text, without control characters
error-installer-file-of-another = { $name } in this folder belongs to { $distribution }
hint-installer-file-of-another = choose another folder
error-installer-half-installed = the installation of { $distribution } into { $folder } was cut off and is not complete
hint-installer-half-installed = install it into that folder again first
error-installer-requires = { $distribution } needs { $required }, which is not installed
hint-installer-requires = install { $required } first
error-installer-conflicts = { $distribution } cannot be installed beside { $other }
error-installer-from-version = { $distribution } { $version } cannot be installed over { $installed }
hint-installer-from-version = install a version in between first; see them with: { $program } list
