//! What both programs share: languages, errors in words, exit codes, tables.
