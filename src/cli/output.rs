//! What goes to which stream, and whether it may be coloured.

use std::error::Error;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use super::args::{Arguments, Colour, LogFormat};
use super::index::now;
use super::message::{Level, Message};
use crate::show::TextStyle;
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
    log: LogFormat,
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
        Self { choice, quiet: arguments.quiet, verbose: arguments.verbose, log: arguments.log_format }
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

    /// Whether bars are drawn on standard output: for eyes, not for a file or a program.
    pub fn draws_bars(&self) -> bool {
        io::stdout().is_terminal() && !is_plain_terminal()
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
        let is_text = self.log == LogFormat::Text;
        !self.quiet && is_text && io::stderr().is_terminal() && !is_plain_terminal()
    }

    /// Says something on standard error.
    pub fn say(&self, message: &Message) {
        if self.quiet && matches!(message.level, Level::Note | Level::Progress) {
            return;
        }
        // A message that cannot be written has nowhere else to go.
        let _ = match self.log {
            LogFormat::Text => message.write_text(&mut AutoStream::new(io::stderr(), self.choice)),
            // In one piece, so that lines of two processes do not mix.
            LogFormat::Json => {
                let mut line = Vec::new();
                message.write_json(&mut line, &now()).and_then(|()| io::stderr().write_all(&line))
            }
        };
    }

    /// A failure with its causes and the way out.
    pub fn error(&self, error: &dyn Error, hint: Option<&str>) {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(source) = cause {
            message.push_str(&format!(": {source}"));
            cause = source.source();
        }
        self.say(&Message::new(Level::Error, message).with_hint(hint));
    }

    /// A remark on an input.
    pub fn warn(&self, message: &str) {
        self.say(&Message::new(Level::Warning, message));
    }

    /// A remark with its place.
    pub fn warning(&self, warning: &Warning) {
        self.say(&warning.into());
    }

    /// What is going on; left out when quiet.
    pub fn note(&self, message: &str) {
        self.say(&Message::new(Level::Note, message));
    }
}
