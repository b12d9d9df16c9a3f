# What a license permits, and why not: the verdict's codes in words.
