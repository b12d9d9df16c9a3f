//! The built program in empty folders: the story's command lines, what they print, and their exit codes.

#[path = "../../../installer/tests/common/mod.rs"]
mod common;

mod bulletins;
mod installing;
mod licenses;
mod looking;
mod stage;
mod trust;
