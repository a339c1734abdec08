//! `griffie completions`, `griffie man`

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Arguments;
use super::output::Terminal;
use super::{CliError, Exit};

pub(super) fn completions(shell: Shell, terminal: &Terminal) -> Result<Exit, CliError> {
    // Written to memory first: the generator panics where its output cannot be written.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "griffie", &mut script);
    write(&script, terminal)
}

/// The page of the program, then one section for each command.
pub(super) fn man(terminal: &Terminal) -> Result<Exit, CliError> {
    let mut command = Arguments::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|c| c.get_name() != "help") {
        let man = clap_mangen::Man::new(subcommand.clone());
        writeln!(page, ".SH {}", subcommand.get_name().to_uppercase())?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        man.render_extra_section(&mut page)?;
    }
    write(&page, terminal)
}

fn write(text: &[u8], terminal: &Terminal) -> Result<Exit, CliError> {
    let mut out = terminal.stdout();
    out.write_all(text)?;
    out.flush()?;
    Ok(Exit::Done)
}
