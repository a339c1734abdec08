//! Options of what shows how a text is read: `inspect` and `analyze`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::PlainFormat;

/// `griffie inspect`
#[derive(Debug, Args)]
#[command(after_help = "\
What stands beside a file and in _folder.toml of its folders, up to the current directory, counts.

Examples:
  griffie inspect brief.pdf
  griffie inspect --format json stukken/*.docx
  griffie inspect --text nota.pdf             the text put back together
  curl -s URL | griffie inspect -             a file of any format")]
pub struct InspectArguments {
    /// Files; `-` reads one from standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Only the text: put back together, or as extracted
    #[arg(long, value_enum, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "clean")]
    pub text: Option<TextKind>,
    /// Leave pages that are pictures unread, also where text recognition is there
    #[arg(long)]
    pub no_ocr: bool,
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
