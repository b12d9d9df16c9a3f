//! Verified catalog -> verified package -> files on disk, all or nothing.
