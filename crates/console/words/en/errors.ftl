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
error-disk-not-a-file = { $path } is not a regular file
error-disk-not-a-folder = { $path } is not a folder
error-disk-bad-name = “{ $name }” is not a file name
error-disk-io = cannot read or write { $path }: { $reason }
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
error-console-no-terminal = there is nobody to ask: this is not a terminal
hint-console-no-terminal = run the command in a terminal, or answer in advance with its options
error-console-terminal = the terminal cannot be read: { $reason }
error-console-output = the answer cannot be written to the output: { $reason }
hint-console-output = check where the output is redirected to
error-console-passphrase-unreadable = the passphrase cannot be read
error-console-passphrase-empty = the passphrase is empty
hint-console-passphrase-empty = the passphrase is the first line of the file
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
