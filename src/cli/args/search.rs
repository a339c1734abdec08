//! Options of what asks an index: `search`, and `eval`, which asks it many times.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{IndexPlace, PlainFormat};

/// Filters of `search`.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters (values of one: any; different ones: all)")]
pub struct FilterOptions {
    /// From or addressed to this municipality, or to one that went into it
    #[arg(long, visible_alias = "gemeente", value_name = "NAME")]
    pub municipality: Vec<String>,
    /// Leave out municipalities that went into the one asked for
    #[arg(long, requires = "municipality")]
    pub exact_municipality: bool,
    /// From, to or about this joint arrangement
    #[arg(long, visible_alias = "regeling", value_name = "NAME")]
    pub arrangement: Vec<String>,
    /// Written by this body: council (raad), executive (college), general-board, executive-board, committee
    #[arg(long, visible_alias = "orgaan", value_name = "BODY")]
    pub body: Vec<String>,
    /// Words that the subject holds
    #[arg(long, visible_alias = "onderwerp", value_name = "TEXT")]
    pub subject: Vec<String>,
    /// Kind of document: letter (brief), proposal (raadsvoorstel), opinion (zienswijze), …
    #[arg(long, visible_alias = "soort", value_name = "KIND")]
    pub kind: Vec<String>,
    /// About this theme: participation, income, youth (jeugd), debt (schulden), …
    #[arg(long, visible_alias = "thema", value_name = "THEME")]
    pub theme: Vec<String>,
    /// Passages that do this: decision (besluit), request (verzoek), commitment (toezegging), …
    #[arg(long, visible_alias = "rol", value_name = "ROLE")]
    pub role: Vec<String>,
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
Free words rank; passages with all of them come first. Operators, quotes, patterns and fields: griffie help query

Examples:
  griffie search \"BUIG-overschot\"
  griffie search overschotten re-integratie --gemeente Hoorn --since 2019 --until 2021
  griffie search loonkostensubsidie --explain --limit 3
  griffie search reserve --gemeente Heiloo --sort date-asc --all
  griffie search reserve --soort zienswijze --format json
  griffie search 'werkplaats (motie OR amendement) -jeugd datum:2019..2021'
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
    /// In which order; by date come only passages with all the words, undated ones last
    #[arg(long, value_enum, value_name = "ORDER", default_value_t = Sort::Relevance, help_heading = "Results")]
    pub sort: Sort,
    /// Count passages with any of the words too
    #[arg(long, help_heading = "Results")]
    pub any: bool,
    /// Refuse a query that can be read in more than one way, with the place and how to mend it
    #[arg(long)]
    pub strict: bool,
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

/// In which order results come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// What answers best first
    Relevance,
    /// The latest first
    Date,
    /// The earliest first
    DateAsc,
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

/// `griffie eval`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  griffie eval --queries queries.tsv --qrels qrels.txt --index index
  griffie eval --qrels qrels.txt --run other.run
  griffie eval --queries queries.tsv --qrels qrels.txt --compare before.run
  griffie eval --metadata labels/metadata.jsonl --misses   how well metadata is recognised
  griffie eval --positions labels/positions.jsonl          how well positions are")]
#[command(group = clap::ArgGroup::new("labels").args(["metadata", "positions"]))]
pub struct EvalArguments {
    /// Queries, `qid TAB query` a line
    #[arg(long, value_name = "FILE", required_unless_present_any = ["run", "metadata", "positions"])]
    pub queries: Option<PathBuf>,
    /// Judgments, `qid 0 id grade` a line
    #[arg(long, value_name = "FILE", required_unless_present_any = ["metadata", "positions"])]
    pub qrels: Option<PathBuf>,
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
    /// Score recognition against labels, a JSON object a line: kind, date, municipalities, …; `null` and `[]` where the
    /// text does not say
    #[arg(
        long,
        value_name = "LABELS",
        conflicts_with_all = ["queries", "qrels", "run", "compare", "by", "per_query"],
        help_heading = "Recognition"
    )]
    pub metadata: Vec<PathBuf>,
    /// Score positions against labelled sentences, a JSON object a line: `file`, `quote`, `position`, `holder`, `kind`,
    /// `direction`
    #[arg(
        long,
        value_name = "LABELS",
        conflicts_with_all = ["queries", "qrels", "run", "compare", "by", "per_query"],
        help_heading = "Recognition"
    )]
    pub positions: Vec<PathBuf>,
    /// Folder that the files of the labels are in [default: the one above the folder of the labels]
    #[arg(long, value_name = "DIR", requires = "labels", help_heading = "Recognition")]
    pub base: Option<PathBuf>,
    /// Tell each miss: what was expected, what was read, and on what that rests (also -v)
    #[arg(long, requires = "labels", help_heading = "Recognition")]
    pub misses: bool,
    /// How figures are written
    #[arg(long, value_enum, default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: IndexPlace,
}
