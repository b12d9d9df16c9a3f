use clap::CommandFactory;

use crate::arguments::Arguments;

#[test]
fn the_command_line_holds_together() {
    Arguments::command().debug_assert();
}

#[test]
fn every_command_and_argument_has_russian_help() {
    assert_eq!(console::missing_help(&Arguments::command()), Vec::<String>::new());
}
