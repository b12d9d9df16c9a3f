//! Files written whole or not at all: permissions, locks, syncs, renames.
