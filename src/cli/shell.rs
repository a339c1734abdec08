//! `griffie completions`, `griffie man`

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::{Arguments, QUERY_HELP};
use super::output::Terminal;
use super::{CliError, Exit, man};

pub(super) fn completions(shell: Shell, terminal: &Terminal) -> Result<Exit, CliError> {
    // Written to memory first: the generator panics where its output cannot be written.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "griffie", &mut script);
    write(&script, terminal)
}

/// The page on the query language.
pub(super) fn query(terminal: &Terminal) -> Result<Exit, CliError> {
    write(QUERY_HELP.as_bytes(), terminal)
}

pub(super) fn man(terminal: &Terminal) -> Result<Exit, CliError> {
    write(&man::page()?, terminal)
}

fn write(text: &[u8], terminal: &Terminal) -> Result<Exit, CliError> {
    let mut out = terminal.stdout();
    out.write_all(text)?;
    out.flush()?;
    Ok(Exit::Done)
}
