//! Commands and options, in both languages. The doc comments are the help text.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::CliError;
use crate::index::IndexDirectory;

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

/// What griffie can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring the index up to date with folders and files
    Index(IndexArguments),
    /// Find passages, best first
    Search(Box<SearchArguments>),
    /// Show what griffie reads from files; needs no index
    Inspect(InspectArguments),
    /// Show how the Dutch analysis sees a text
    Analyze(AnalyzeArguments),
    /// Measure ranking against judged queries
    Eval(EvalArguments),
    /// Show a document or passage with its metadata and neighbours
    Show(ShowArguments),
    /// Tell what the index holds and what it could not read
    Status(StatusArguments),
    /// Write completions for a shell
    Completions(CompletionsArguments),
    /// Write the man page
    #[command(after_help = "\
Examples:
  griffie man | man -l -
  griffie man > ~/.local/share/man/man1/griffie.1")]
    Man,
}

impl Command {
    /// Where the index of this command is; `None` where it touches none.
    pub(super) fn place_mut(&mut self) -> Option<&mut IndexPlace> {
        match self {
            Self::Index(command) => Some(&mut command.place),
            Self::Search(command) => Some(&mut command.place),
            Self::Eval(command) => Some(&mut command.place),
            Self::Show(command) => Some(&mut command.place),
            Self::Status(command) => Some(&mut command.place),
            Self::Inspect(_) | Self::Analyze(_) | Self::Completions(_) | Self::Man => None,
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

/// `griffie index`
#[derive(Debug, Args)]
#[command(after_help = "\
Reads .txt, .md and .jsonl. Without PATH: all roots that the index knows, else corpus/.
Metadata may stand beside a file (brief.txt.toml) or for a folder (_folder.toml).

Examples:
  griffie index                       what changed since the last run
  griffie index ~/stukken --name stukken
  griffie index --rebuild --report run.json
  griffie index --forget stukken
  cat docs.jsonl | griffie index - --name stroom

Exit status: 0 done, 1 failed and nothing changed, 2 wrong usage, 3 done but some documents
were rejected or one of several roots was missing.")]
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
    /// Remove all that came from this root
    #[arg(long, value_name = "ROOT", conflicts_with_all = ["paths", "name", "rebuild"])]
    pub forget: Option<String>,
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

/// Filters of `search`.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters (values of one: any; different ones: all)")]
pub struct FilterOptions {
    /// From or addressed to this municipality
    #[arg(long, visible_alias = "gemeente", value_name = "NAME")]
    pub municipality: Vec<String>,
    /// From, to or about this joint arrangement
    #[arg(long, visible_alias = "regeling", value_name = "NAME")]
    pub arrangement: Vec<String>,
    /// Words that the subject holds
    #[arg(long, visible_alias = "onderwerp", value_name = "TEXT")]
    pub subject: Vec<String>,
    /// Kind of document: letter (brief), proposal (raadsvoorstel), opinion (zienswijze), …
    #[arg(long, visible_alias = "soort", value_name = "KIND")]
    pub kind: Vec<String>,
    /// From this day, month or year on (2021-08-12, 2021-08, 2021)
    #[arg(long, visible_alias = "vanaf", value_name = "DATE")]
    pub since: Option<String>,
    /// Up to and with this day, month or year
    #[arg(long, visible_alias = "tot", value_name = "DATE")]
    pub until: Option<String>,
    /// Indexed under this name
    #[arg(long, value_name = "NAME")]
    pub root: Vec<String>,
}

/// `griffie search`
#[derive(Debug, Args)]
#[command(after_help = "\
Free words rank; passages with all of them come first. =woord asks for that very form.

Examples:
  griffie search \"BUIG-overschot\"
  griffie search overschotten re-integratie --gemeente Hoorn --since 2019 --until 2021
  griffie search loonkostensubsidie --explain --limit 3
  griffie search reserve --soort zienswijze --format json
  griffie search --queries queries.tsv --format trec --limit 100 --by document")]
pub struct SearchArguments {
    /// What to look for
    #[arg(value_name = "QUERY", required_unless_present = "queries", conflicts_with = "queries")]
    pub query: Vec<String>,
    /// A batch: `qid TAB query` a line
    #[arg(long, value_name = "FILE")]
    pub queries: Option<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub filters: FilterOptions,
    /// Number of results
    #[arg(long, value_name = "N", default_value_t = 10, help_heading = "Results")]
    pub limit: usize,
    /// The whole matching set
    #[arg(long, conflicts_with = "limit", help_heading = "Results")]
    pub all: bool,
    /// Results to pass over
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = "Results")]
    pub offset: usize,
    /// Count passages with any of the words too
    #[arg(long, help_heading = "Results")]
    pub any: bool,
    /// Tell what each rule of ranking added to each score
    #[arg(long, help_heading = "Results")]
    pub explain: bool,
    /// What counts as a result; a document counts at its best passage
    #[arg(long, value_enum, default_value_t = Unit::Passage, help_heading = "Results")]
    pub by: Unit,
    /// How results are written
    #[arg(long, value_enum, default_value_t = SearchFormat::Text, help_heading = "Results")]
    pub format: SearchFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: IndexPlace,
}

/// What counts as a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Unit {
    /// Each passage
    Passage,
    /// Each document
    Document,
}

/// Formats of search results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// For people
    Text,
    /// One object (a list of them in a batch)
    Json,
    /// A hit a line
    Jsonl,
    /// A hit a row
    Csv,
    /// TREC run lines
    Trec,
}

/// `griffie inspect`
#[derive(Debug, Args)]
#[command(after_help = "\
What stands beside a file and in _folder.toml of its folders, up to the current directory, counts.

Examples:
  griffie inspect brief.txt
  griffie inspect --format json stukken/*.txt
  griffie inspect --text brief.txt            the text put back together
  pdftotext nota.pdf - | griffie inspect -")]
pub struct InspectArguments {
    /// Files; `-` reads text from standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Only the text: put back together, or as extracted
    #[arg(long, value_enum, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "clean")]
    pub text: Option<TextKind>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

/// Which text `inspect --text` shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextKind {
    /// Lines and words put back together, running lines dropped
    Clean,
    /// As extracted
    Raw,
}

/// Text or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlainFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// `griffie analyze`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  griffie analyze \"BUIG-overschotten\"
  griffie analyze --format jsonl - < words.txt")]
pub struct AnalyzeArguments {
    /// Analyse as this index does; refused where another version built it
    #[arg(long, value_name = "DIR")]
    pub index: Option<PathBuf>,
    /// Texts; `-` reads a text a line from standard input
    #[arg(value_name = "TEXT", required = true)]
    pub texts: Vec<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = AnalyzeFormat::Text)]
    pub format: AnalyzeFormat,
}

/// Formats of `analyze`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnalyzeFormat {
    /// For people
    Text,
    /// An object a text
    Jsonl,
    /// A list of objects
    Json,
}

/// `griffie eval`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  griffie eval --queries queries.tsv --qrels qrels.txt --index index
  griffie eval --qrels qrels.txt --run other.run
  griffie eval --queries queries.tsv --qrels qrels.txt --compare before.run")]
pub struct EvalArguments {
    /// Queries, `qid TAB query` a line
    #[arg(long, value_name = "FILE", required_unless_present = "run")]
    pub queries: Option<PathBuf>,
    /// Judgments, `qid 0 id grade` a line
    #[arg(long, value_name = "FILE")]
    pub qrels: PathBuf,
    /// Score this run instead of searching
    #[arg(long, value_name = "FILE", conflicts_with = "queries")]
    pub run: Option<PathBuf>,
    /// Compare with this run: wins, losses and a paired randomisation test on nDCG@10
    #[arg(long, value_name = "FILE")]
    pub compare: Option<PathBuf>,
    /// What the judgments name [default: passages where their ids hold a #, else documents]
    #[arg(long, value_enum)]
    pub by: Option<Unit>,
    /// Figures for every query as well
    #[arg(long)]
    pub per_query: bool,
    /// How figures are written
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: IndexPlace,
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
