//! What goes to which stream, and whether it may be coloured.

use std::error::Error;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::args::{Arguments, Colour};
use crate::show::{TextStyle, printable};
use crate::warning::Warning;

/// Widest text for people; longer lines are hard to read.
const MAX_WIDTH: usize = 110;
const MIN_WIDTH: usize = 40;
/// Width where the output is no terminal.
const PIPED_WIDTH: usize = 100;

/// Whether the terminal says that it can only print lines. anstream believes it too, but not where `CI` is set.
pub fn is_plain_terminal() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// The two streams and how to write to them.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    choice: ColorChoice,
    quiet: bool,
    verbose: bool,
}

impl Terminal {
    /// As the arguments ask.
    pub fn new(arguments: &Arguments) -> Self {
        let choice = match arguments.color {
            Colour::Auto if is_plain_terminal() => ColorChoice::Never,
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        Self { choice, quiet: arguments.quiet, verbose: arguments.verbose }
    }

    /// Standard output, buffered. Colour is taken out where it does not belong.
    pub fn stdout(&self) -> impl Write + use<> {
        io::BufWriter::new(AutoStream::new(io::stdout(), self.choice))
    }

    /// Width and colour of text on standard output.
    pub fn text_style(&self) -> TextStyle {
        let stdout = io::stdout();
        let colour = match self.choice {
            ColorChoice::Auto => AutoStream::choice(&stdout) != ColorChoice::Never,
            ColorChoice::Never => false,
            _ => true,
        };
        let width = terminal_size::terminal_size_of(&stdout).map_or(PIPED_WIDTH, |(width, _)| usize::from(width.0));
        TextStyle { width: width.clamp(MIN_WIDTH, MAX_WIDTH), colour }
    }

    /// Whether summaries are left out.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether more is to be said.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Whether progress may be redrawn in place.
    pub fn is_interactive(&self) -> bool {
        !self.quiet && io::stderr().is_terminal() && !is_plain_terminal()
    }

    fn stderr(&self) -> impl Write + use<> {
        AutoStream::new(io::stderr(), self.choice)
    }

    // A message that cannot be written has nowhere else to go.

    /// A failure with its causes and the way out.
    pub fn error(&self, error: &dyn Error, hint: Option<&str>) {
        let red = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(source) = cause {
            message.push_str(&format!(": {source}"));
            cause = source.source();
        }
        let _ = writeln!(self.stderr(), "{red}error{red:#}: {}", printable(&message));
        if let Some(hint) = hint {
            self.hint(hint);
        }
    }

    fn hint(&self, hint: &str) {
        let cyan = Style::new().bold().fg_color(Some(AnsiColor::Cyan.into()));
        let _ = writeln!(self.stderr(), "{cyan}hint{cyan:#}: {}", printable(hint));
    }

    /// A remark on an input.
    pub fn warn(&self, message: &str) {
        let yellow = Style::new().bold().fg_color(Some(AnsiColor::Yellow.into()));
        let _ = writeln!(self.stderr(), "{yellow}warning{yellow:#}: {}", printable(message));
    }

    /// A remark with its place.
    pub fn warning(&self, warning: &Warning) {
        self.warn(&warning.to_string());
    }

    /// What is going on; left out when quiet.
    pub fn note(&self, message: &str) {
        if !self.quiet {
            let _ = writeln!(self.stderr(), "{}", printable(message));
        }
    }
}
