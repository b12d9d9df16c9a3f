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
checking = checking

passphrase = passphrase
passphrase-new = new passphrase
passphrase-again = the same once more
passphrase-file-is-open = others can read the passphrase file { $path }; take their access away (chmod 600)
