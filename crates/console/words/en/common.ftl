# Words that many commands share: labels, questions, units.

label-error = error
label-warning = warning
label-hint = hint

yes = yes
no = no
yes-or-no = yes/no
answer-yes-or-no = please answer yes or no

days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}

name = name
count = count
file = file
size = size
number = number
date = date
version = version
nothing-found = nothing found

copying = copying

repair-found = { $count ->
    [one] there is { $count } mistake in the text; by the signature, this is what was meant
   *[other] there are { $count } mistakes in the text; by the signature, this is what was meant
}
repair-wrong = row { $row }, character { $character }: “{ $meant }” instead of “{ $found }”
repair-swapped = row { $row }, from character { $character }: “{ $meant }” instead of “{ $found }”
repair-omitted = row { $row }, character { $character }: “{ $meant }” is left out
repair-extra = row { $row }, character { $character }: “{ $found }” is one too many
repair-number = the number above the rows cannot be read; it is taken from the contents
repair-written = written
repair-corrected = corrected
repair-question = Use the corrected text?

passphrase = passphrase
passphrase-new = new passphrase
passphrase-again = the same once more
passphrase-wrong = this is not the passphrase, or the key file is damaged; try again
passphrase-file-is-open = others can read the passphrase file { $path }; take their access away (chmod 600)

# A trial, and one that counts the days on which it is used.
trial = trial
trial-of-use = trial, { $days ->
    [one] one day
   *[other] { $days } days
} of use
