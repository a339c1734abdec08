//! The program: arguments in, one function per command, an exit code out.

mod analyze;
mod args;
mod asking;
mod config;
mod dead;
mod emptied;
mod eval;
mod exit;
mod facets;
mod file_reader;
mod guard;
mod index;
mod inspect;
mod man;
mod message;
mod output;
mod output_file;
mod positions;
mod progress;
mod recognition;
mod report_file;
mod search;
mod shell;
mod show;
mod signals;
mod similar;
mod status;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::config::{Config, ConfigError};
use crate::extract::{TOOL_ARGUMENT, WORKER_ARGUMENT, become_tool, work};
use crate::index::{IndexDirectory, IndexError};
use crate::source::RootError;
pub use args::{Arguments, Command};
pub use exit::Exit;
use message::Message;
use output::Terminal;

/// A failure as it is told to a person.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// Wrong usage: exit status 2.
    #[error("{message}")]
    Usage {
        /// What was found where what was expected.
        message: String,
        /// The way out.
        hint: Option<String>,
    },
    /// It failed, nothing was changed: exit status 1.
    #[error("{message}")]
    Failed {
        /// What failed.
        message: String,
        /// The way out.
        hint: Option<String>,
        /// Its cause.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// The index failed.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The configuration is of no use.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A run over the index failed.
    #[error(transparent)]
    Update(#[from] crate::update::UpdateError),
    /// A signal asked it to stop.
    #[error("stopped by {}", signals::name(*.0))]
    Stopped(u8),
    /// What we write to is gone or full.
    #[error("cannot write the output")]
    Output(#[from] std::io::Error),
}

impl CliError {
    fn usage(message: impl Into<String>, hint: Option<String>) -> Self {
        Self::Usage { message: message.into(), hint }
    }

    fn failed(message: impl Into<String>, hint: Option<&str>) -> Self {
        Self::Failed { message: message.into(), hint: hint.map(str::to_owned), source: None }
    }

    /// A file that the user named cannot be read.
    fn unreadable(path: &std::path::Path, source: std::io::Error) -> Self {
        let message = format!("cannot read {}", path.display());
        Self::Failed { message, hint: None, source: Some(Box::new(source)) }
    }

    fn hint(&self) -> Option<String> {
        use crate::update::UpdateError;
        match self {
            Self::Usage { hint, .. } | Self::Failed { hint, .. } => hint.clone(),
            Self::Index(error) | Self::Update(UpdateError::Index(error)) => Some(error.hint()),
            Self::Config(ConfigError::Wrong { .. }) => {
                Some("mend the file, or use another with --config FILE; nothing was done".into())
            }
            Self::Config(ConfigError::Unreadable { .. }) => {
                Some("name a file that can be read with --config FILE".into())
            }
            Self::Update(UpdateError::NameTaken { .. }) => Some("give one of them another name with --name".into()),
            Self::Update(UpdateError::PlaceTaken { present, .. }) => Some(format!(
                "leave --name out, or give the old name up first: griffie index --forget {present}; nothing was changed"
            )),
            Self::Update(UpdateError::Lost { roots, .. }) => {
                let forget: Vec<String> = roots.iter().map(|root| format!(" --forget {}", root.name)).collect();
                Some(format!("bring them back, or give them up: griffie index{}; nothing was changed", forget.concat()))
            }
            Self::Update(UpdateError::UnknownRoot { known, .. }) => Some(format!("its roots are {}", known.join(", "))),
            Self::Update(UpdateError::Root(RootError::Nameless(_))) => Some("give it one with --name NAME".into()),
            Self::Update(UpdateError::Root(RootError::BadName(_))) => {
                Some("choose another one with --name NAME".into())
            }
            Self::Update(UpdateError::Root(_)) => Some("check the path; nothing was changed".into()),
            Self::Update(UpdateError::Shrunk(_)) => Some(
                "look whether all of it is there (is a drive not mounted?); if it is meant, griffie index --allow-shrink; \
                 nothing was changed"
                    .into(),
            ),
            Self::Stopped(_) => Some(IndexError::Stopped.hint()),
            Self::Output(_) => None,
        }
    }

    fn exit(&self) -> Exit {
        use crate::update::UpdateError;
        match self {
            Self::Usage { .. }
            | Self::Config(ConfigError::Wrong { .. })
            | Self::Update(
                UpdateError::NameTaken { .. }
                | UpdateError::PlaceTaken { .. }
                | UpdateError::UnknownRoot { .. }
                | UpdateError::Root(RootError::BadName(_) | RootError::Nameless(_)),
            ) => Exit::Usage,
            // The reader of a pipe has seen enough (`griffie search … | head`): no failure.
            Self::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Stopped(signal) => Exit::Stopped(*signal),
            _ => Exit::Failed,
        }
    }
}

/// Parses the arguments of the process, runs the command, tells what went wrong.
pub fn main() -> ExitCode {
    if std::env::args_os().skip(1).eq([WORKER_ARGUMENT]) {
        // The other side speaks of what went wrong, if it is still there.
        return match work(std::io::stdin().lock(), std::io::stdout().lock()) {
            Ok(()) => Exit::Done.into(),
            Err(_) => Exit::Failed.into(),
        };
    }
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == TOOL_ARGUMENT) {
        // Whoever asked for it reads why that program did not start.
        let failed = become_tool(arguments);
        let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{failed}\n"));
        return Exit::Failed.into();
    }
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let colour = match asked::<clap::ColorChoice>("--color", &words).unwrap_or_default() {
        clap::ColorChoice::Auto if output::is_plain_terminal() => clap::ColorChoice::Never,
        asked => asked,
    };
    let command = Arguments::command().color(colour);
    let matches = command.try_get_matches_from(with_queries_apart(std::env::args_os()));
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => {
            // clap's own codes: 0 for --help and --version, 2 for wrong usage.
            if !error.use_stderr() {
                let _ = error.print();
                return Exit::Done.into();
            }
            match asked::<String>("--log-format", &words).as_deref() {
                Some("json") => {
                    let _ = Message::of_usage(&error).write_json(&mut std::io::stderr(), &index::now());
                }
                _ => drop(error.print()),
            }
            return Exit::Usage.into();
        }
    };
    let terminal = Terminal::new(&arguments);
    match run(arguments, &terminal) {
        Ok(exit) => exit.into(),
        Err(error) => {
            let exit = error.exit();
            if exit != Exit::Done {
                terminal.error(&error, error.hint().as_deref());
            }
            exit.into()
        }
    }
}

/// Arguments of `search`, `facets` and `positions` that begin with one hyphen and are no option are what is looked for: `-jeugd`, a
/// pasted `- eerste punt`. A space before them tells the parser of arguments so.
fn with_queries_apart(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.collect();
    let command = arguments.iter().skip(1).find(|argument| !argument.to_string_lossy().starts_with('-'));
    if command.is_none_or(|command| command != "search" && command != "facets" && command != "positions") {
        return arguments;
    }
    for argument in arguments.iter_mut().skip(1).take_while(|argument| *argument != "--") {
        let text = argument.to_string_lossy();
        let is_query = text.strip_prefix('-').is_some_and(|rest| {
            !rest.is_empty() && !rest.starts_with('-') && !rest.chars().all(|c| "qvhV".contains(c))
        });
        if is_query {
            *argument = format!(" {text}").into();
        }
    }
    arguments
}

/// What an option says, for messages on arguments that cannot be parsed.
fn asked<T: std::str::FromStr>(option: &str, arguments: &[String]) -> Option<T> {
    let mut before = "";
    let mut asked = None;
    for argument in arguments.iter().take_while(|argument| *argument != "--") {
        let value = argument.strip_prefix(option).and_then(|rest| rest.strip_prefix('='));
        let value = value.or_else(|| (before == option).then_some(argument.as_str()));
        asked = value.and_then(|value| value.parse().ok()).or(asked);
        before = argument;
    }
    asked
}

fn run(mut arguments: Arguments, terminal: &Terminal) -> Result<Exit, CliError> {
    let config = config::apply(&mut arguments, terminal)?;
    let directory = arguments.command.place_mut().map(|place| IndexDirectory::new(place.path()));
    guard::guarded(directory.as_ref(), || run_command(arguments, &config, terminal))
}

fn run_command(arguments: Arguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    match arguments.command {
        Command::Index(command) => index::run(&command, config, terminal),
        Command::Search(command) => search::run(&command, config, terminal),
        Command::Positions(command) => positions::run(&command, config, terminal),
        Command::Facets(command) => facets::run(&command, config, terminal),
        Command::Inspect(command) => inspect::run(&command, config, terminal),
        Command::Analyze(command) => analyze::run(&command, terminal),
        Command::Eval(command) => eval::run(&command, config, terminal),
        Command::Show(command) => show::run(&command, terminal),
        Command::Similar(command) => similar::run(&command, terminal),
        Command::Status(command) if arguments.config.is_some() && !command.verify => {
            config::show(config, &command, terminal)
        }
        Command::Status(command) => status::run(&command, terminal),
        Command::Completions(command) => shell::completions(command.shell, terminal),
        Command::Query => shell::query(terminal),
        Command::Man => shell::man(terminal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_known_before_the_arguments_are() {
        let asked = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            asked::<clap::ColorChoice>("--color", &words)
        };
        assert_eq!(asked("search --color never --sinds x"), Some(clap::ColorChoice::Never));
        assert_eq!(asked("--color=always search"), Some(clap::ColorChoice::Always));
        assert_eq!(asked("search -- --color never"), None);
        assert_eq!(asked("--color soms search"), None);
    }
}
