# The command line: the frame of help, and what was not understood.

usage-heading = Usage
usage-commands = Commands
usage-options = Options
usage-arguments = Arguments
usage-options-placeholder = OPTIONS
usage-command-placeholder = COMMAND
usage-help-flag = Print help
usage-version-flag = Print version
usage-help-command = Print the help of a command
usage-default = default: { $value }
usage-possible-values = possible values: { $values }
usage-environment = env: { $name }

error-usage-unknown-argument = unknown option “{ $argument }”
hint-usage-unknown-argument = { $suggestion ->
    [none] see all options with `{ $command } --help`
   *[other] did you mean “{ $suggestion }”?
}
error-usage-unknown-command = unknown command “{ $argument }”
hint-usage-unknown-command = { $suggestion ->
    [none] see all commands with `{ $command } --help`
   *[other] did you mean “{ $suggestion }”?
}
error-usage-missing-command = no command is given to “{ $command }”
hint-usage-missing-command = { $values ->
    [none] see all commands with `{ $command } --help`
   *[other] possible commands: { $values }; more with `{ $command } --help`
}
error-usage-missing-argument = required, but not given: { $argument }
hint-usage-missing-argument = see all options with `{ $command } --help`
error-usage-missing-value = “{ $argument }” needs a value
hint-usage-missing-value = { $values ->
    [none] see all options with `{ $command } --help`
   *[other] possible values: { $values }
}
error-usage-unknown-value = “{ $value }” is not a value of “{ $argument }”
hint-usage-unknown-value = { $suggestion ->
    [none] possible values: { $values }
   *[other] did you mean “{ $suggestion }”? possible values: { $values }
}
error-usage-bad-value = invalid value “{ $value }” of “{ $argument }”
# the hint is the cause's
error-usage-reason = { $reason }
hint-usage-reason = see what is expected with `{ $command } --help`
error-usage-missing-equals = the value of “{ $argument }” needs an equals sign
hint-usage-missing-equals = write it as --option=value
error-usage-too-many-values = “{ $argument }” takes no value “{ $value }”
hint-usage-too-many-values = see all options with `{ $command } --help`
error-usage-wrong-number-of-values = { $wanted ->
    [one] “{ $argument }” needs { $wanted } value, { $given } given
   *[other] “{ $argument }” needs { $wanted } values, { $given } given
}
hint-usage-wrong-number-of-values = see all options with `{ $command } --help`
error-usage-repeated-argument = “{ $argument }” is given twice
hint-usage-repeated-argument = leave one of them
error-usage-conflict = “{ $argument }” cannot be used together with { $other ->
    [none] the other options
   *[other] “{ $other }”
}
hint-usage-conflict = leave one of them
error-usage-not-text = an argument is not UTF-8 text
hint-usage-not-text = check the encoding of the terminal or of the script
error-usage-other = the command line was not understood
hint-usage-other = see all options with `{ $command } --help`

# Headings of a manual page.

man-name = NAME
man-synopsis = SYNOPSIS
man-description = DESCRIPTION
man-commands = COMMANDS
man-examples = EXAMPLES
man-version = VERSION

error-console-no-such-command = there is no command “{ $command }”
hint-console-no-such-command = see all commands with `{ $program } --help`
