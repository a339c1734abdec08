//! Commands and options, in both languages. The doc comments are the help text.

mod facets;
mod positions;
mod reading;
mod search;

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::CliError;
use crate::index::IndexDirectory;
pub use facets::{FacetFormat, FacetsArguments};
pub use positions::{PositionsArguments, PositionsFormat};
pub use reading::{AnalyzeArguments, AnalyzeFormat, InspectArguments, TextKind};
pub use search::{EvalArguments, FilterOptions, SearchArguments, SearchFormat, Sort, Unit};

/// Heading of what every command understands.
const GENERAL: &str = "General options";

/// Search Dutch policy documents of the social domain: ranked passages with where they stand.
#[derive(Debug, Parser)]
#[command(
    name = "griffie",
    version,
    about,
    max_term_width = 100,
    after_help = "\
Examples:
  griffie search \"BUIG-overschot\"              the passages that matter, best first
  griffie search overschot --gemeente Hoorn    only from or to Hoorn
  griffie index ~/stukken                      index a folder of your own
  griffie inspect brief.txt                    what griffie reads from a file"
)]
pub struct Arguments {
    /// When to use colour: auto (on a terminal, unless NO_COLOR is set), always or never
    #[arg(
        long,
        value_enum,
        default_value_t = Colour::Auto,
        global = true,
        value_name = "WHEN",
        hide_possible_values = true,
        help_heading = GENERAL
    )]
    pub color: Colour,
    /// How messages on standard error are written: text, or json, a line each
    #[arg(
        long,
        value_enum,
        default_value_t = LogFormat::Text,
        global = true,
        value_name = "FORMAT",
        hide_possible_values = true,
        help_heading = GENERAL
    )]
    pub log_format: LogFormat,
    /// Results, warnings and errors only: no progress, no summary
    #[arg(short, long, global = true, help_heading = GENERAL)]
    pub quiet: bool,
    /// Also what was left out and why, how long it took, from which state
    #[arg(short, long, global = true, conflicts_with = "quiet", help_heading = GENERAL)]
    pub verbose: bool,
    /// Configuration file [default: griffie.toml here, else in the user's configuration directory]
    ///
    /// Also GRIFFIE_CONFIG. `griffie status --config` tells which file counts and what it sets.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        num_args = 0..=1,
        default_missing_value = "",
        value_hint = clap::ValueHint::FilePath,
        help_heading = GENERAL
    )]
    pub config: Option<OsString>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How messages on standard error are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs that collect logs: a line of JSON each.
    Json,
}

/// What griffie can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring the index up to date with folders and files
    Index(IndexArguments),
    /// Find passages, best first
    Search(Box<SearchArguments>),
    /// Tell who took which position on a topic, in order of time
    Positions(Box<PositionsArguments>),
    /// Count passages and documents by municipality, kind, year and more
    Facets(Box<FacetsArguments>),
    /// Show what griffie reads from files; needs no index
    Inspect(InspectArguments),
    /// Show how the Dutch analysis sees a text
    Analyze(AnalyzeArguments),
    /// Measure ranking against judged queries
    Eval(EvalArguments),
    /// Show a document or passage with its metadata and neighbours
    Show(ShowArguments),
    /// Find passages that say much the same as a passage or document
    Similar(SimilarArguments),
    /// Tell what the index holds and what it could not read
    Status(StatusArguments),
    /// Write completions for a shell
    Completions(CompletionsArguments),
    /// What can be typed into a search
    #[command(hide = true, override_help = QUERY_HELP)]
    Query,
    /// Write the man page
    #[command(after_help = "\
Examples:
  griffie man | man -l -
  griffie man > ~/.local/share/man/man1/griffie.1")]
    Man,
}

/// The page on the query language.
pub(super) const QUERY_HELP: &str = include_str!("../../query/language/help.txt");

impl Command {
    /// Where the index of this command is; `None` where it touches none.
    pub(super) fn place_mut(&mut self) -> Option<&mut IndexPlace> {
        match self {
            Self::Index(command) => Some(&mut command.place),
            Self::Search(command) => Some(&mut command.place),
            Self::Positions(command) => Some(&mut command.place),
            Self::Facets(command) => Some(&mut command.place),
            Self::Eval(command) => Some(&mut command.place),
            Self::Show(command) => Some(&mut command.place),
            Self::Similar(command) => Some(&mut command.place),
            Self::Status(command) => Some(&mut command.place),
            Self::Inspect(_) | Self::Analyze(_) | Self::Completions(_) | Self::Query | Self::Man => None,
        }
    }
}

/// Where the index is.
#[derive(Debug, Clone, Args)]
pub struct IndexPlace {
    /// Directory of the index [default: index]
    #[arg(long, value_name = "DIR", env = "GRIFFIE_INDEX", hide_env_values = true, help_heading = GENERAL)]
    pub index: Option<PathBuf>,
}

impl IndexPlace {
    /// The directory.
    pub fn path(&self) -> PathBuf {
        self.index.clone().unwrap_or_else(|| PathBuf::from("index"))
    }

    /// The index there.
    ///
    /// # Errors
    /// Where a file lies in the place of the directory.
    pub(super) fn directory(&self) -> Result<IndexDirectory, CliError> {
        let path = self.path();
        if path.is_file() {
            let message = format!("{} is a file; an index is a directory", path.display());
            return Err(CliError::failed(message, Some("name its directory with --index DIR")));
        }
        Ok(IndexDirectory::new(path))
    }

    /// Whether nobody named a place.
    pub fn is_default(&self) -> bool {
        self.index.is_none()
    }
}

/// How long to wait for another run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Until it has ended.
    Forever,
    /// At most this long.
    For(Duration),
}

impl FromStr for Patience {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "forever" {
            return Ok(Self::Forever);
        }
        let seconds =
            text.parse::<u32>().map_err(|_| "give a whole number of seconds, or none to wait until it ends")?;
        Ok(Self::For(Duration::from_secs(seconds.into())))
    }
}

/// `griffie index`
#[derive(Debug, Args)]
#[command(after_help = "\
Reads .txt, .md, .pdf, .docx, .xlsx, .pptx, .odt, .ods, .odp, .rtf, .html, .eml, .msg and .jsonl, and with LibreOffice
.doc, .xls and .ppt, by what they hold rather than by
their names. Without PATH: all roots that the index knows, else corpus/.
Metadata may stand beside a file (brief.txt.toml) or for a folder (_folder.toml).

Examples:
  griffie index                       what changed since the last run
  griffie index ~/stukken --name stukken
  griffie index --rebuild --report run.json
  griffie index --forget stukken
  griffie index --rollback            the state before the last run
  cat docs.jsonl | griffie index - --name stroom

Exit status: 0 done, 1 failed and nothing changed, 2 wrong usage, 3 done but some documents
were rejected or one of several roots was missing, 130 and 143 stopped by a signal.")]
pub struct IndexArguments {
    /// Folders, files or JSONL files; `-` reads JSONL from standard input (needs --name)
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Name of the root [default: last component of its path]
    #[arg(long)]
    pub name: Option<String>,
    /// Read everything again, beside the present index
    #[arg(long)]
    pub rebuild: bool,
    /// Go back to the state before the last run; done twice it leads back
    #[arg(long, conflicts_with_all = ["paths", "name", "rebuild", "forget", "allow_shrink", "no_ocr", "jobs"])]
    pub rollback: bool,
    /// Also where more of a root is gone than can be meant: over half of its documents [griffie.toml: max_shrink]
    #[arg(long)]
    pub allow_shrink: bool,
    /// Wait for another run to end, for ever or so many seconds, instead of leaving at once
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true, default_missing_value = "forever")]
    pub wait: Option<Patience>,
    /// Remove all that came from this root (repeatable)
    #[arg(long, value_name = "ROOT", conflicts_with_all = ["paths", "name", "rebuild"])]
    pub forget: Vec<String>,
    /// Leave pages that are pictures unread, also where text recognition (tesseract, pdftoppm) is there
    #[arg(long)]
    pub no_ocr: bool,
    /// Threads [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Write what became of every file, as JSON
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: IndexPlace,
}

/// `griffie show`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  griffie show ID            a document, or a passage (document#mark) with its neighbours
  griffie show ID --context 0 --format json")]
pub struct ShowArguments {
    /// Id of a document or passage, as results give it
    #[arg(value_name = "ID")]
    pub id: String,
    /// Passages shown before and after a passage
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub context: usize,
    /// How it is written
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: IndexPlace,
}

/// `griffie similar`
#[derive(Debug, Args)]
#[command(after_help = "\
The score is from 0 to 1: how much the words of two passages agree, rare ones most.

Examples:
  griffie similar 2021-08-werksaam-brief-beleidsplan-2eb87d8704
  griffie similar 'passage#id' --limit 5 --format json")]
pub struct SimilarArguments {
    /// Id of a passage or document, as results tell it
    #[arg(value_name = "ID")]
    pub id: String,
    /// Number of results
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = SimilarFormat::Text)]
    pub format: SimilarFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: IndexPlace,
}

/// Formats of `similar`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SimilarFormat {
    /// For people.
    Text,
    /// One object.
    Json,
    /// A hit a line.
    Jsonl,
    /// RFC 4180.
    Csv,
}

/// `griffie status`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  griffie status
  griffie status --verify                                 after a crash, or from a nightly job
  griffie status --config                                 which griffie.toml counts, and what it sets
  griffie status --format json | jq '.rejected[].source'  what could not be read")]
pub struct StatusArguments {
    /// Check every file of the index against its checksum
    #[arg(long)]
    pub verify: bool,
    /// How it is written
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: IndexPlace,
}

/// `griffie completions`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  griffie completions bash > ~/.local/share/bash-completion/completions/griffie
  griffie completions fish > ~/.config/fish/completions/griffie.fish")]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Text or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlainFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn arguments_make_sense() {
        Arguments::command().debug_assert();
    }
}
