//! Options of `positions`.

use clap::{Args, ValueEnum};

use super::{FilterOptions, IndexPlace};

/// `griffie positions`
#[derive(Debug, Args)]
#[command(after_help = "\
A position is a sentence in which somebody decides, gives a view, proposes, asks, promises, supports or rejects. Found are those of
passages that hold all the words, where the words stand in the sentence, the one before it, a heading or the title. The period counts
by the day of the act where the text gives it, else by that of the document.

Examples:
  griffie positions BUIG-overschot
  griffie positions \"herpositionering WNK\" --gemeente Heiloo --before 2020
  griffie positions participatiebedrijf --by holder --limit 10
  griffie positions \"jeugdzorg tekort\" --act toezegging --holder college
  griffie positions reserve --direction tegen --format md > reserve.md")]
pub struct PositionsArguments {
    /// What they are about, in the language of search
    #[arg(value_name = "TOPIC", required = true)]
    pub topic: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub filters: FilterOptions,
    /// Before this day, month or year
    #[arg(long, visible_alias = "voor", value_name = "DATE", help_heading = "Positions")]
    pub before: Option<String>,
    /// Of this holder, by words of its name: council (gemeenteraad), college, a party
    #[arg(long, visible_alias = "houder", value_name = "NAME", help_heading = "Positions")]
    pub holder: Vec<String>,
    /// What is done: besluit, zienswijze, voorstel, verzoek, toezegging, standpunt
    #[arg(long, visible_alias = "daad", value_name = "ACT", help_heading = "Positions")]
    pub act: Vec<String>,
    /// For (voor), against (tegen), conditional (voorwaardelijk), deferred (uitgesteld), neutral (neutraal)
    #[arg(long, visible_alias = "richting", value_name = "DIRECTION", help_heading = "Positions")]
    pub direction: Vec<String>,
    /// Group by municipality (gemeente), arrangement (regeling), holder (houder) or year (jaar)
    #[arg(long, value_name = "FIELD", help_heading = "Results")]
    pub by: Option<String>,
    /// Number of positions, those that answer best [default: in text 50, else all]
    #[arg(long, value_name = "N", help_heading = "Results")]
    pub limit: Option<usize>,
    /// All positions, however many passages have to be looked at
    #[arg(long, conflicts_with = "limit", help_heading = "Results")]
    pub all: bool,
    /// Refuse a topic that can be read in more than one way, with the place and how to mend it
    #[arg(long)]
    pub strict: bool,
    /// How positions are written
    #[arg(long, value_enum, default_value_t = PositionsFormat::Text, help_heading = "Results")]
    pub format: PositionsFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: IndexPlace,
}

/// Formats of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PositionsFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// A position a line
    Jsonl,
    /// A position a row
    Csv,
    /// Markdown, for a memo
    Md,
}
