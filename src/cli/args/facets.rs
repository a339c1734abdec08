//! Options of `facets`.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Args, Command, ValueEnum};

use super::{FilterOptions, IndexPlace};
use crate::document::Listed;
use crate::query::FacetField;

/// `griffie facets`
#[derive(Debug, Args)]
#[command(after_help = "\
Counted is the matching set of a search: passages that hold all the words. Without QUERY: all passages.
A municipality counts what is from or addressed to itself, without those that went into it: as search
--exact-municipality. What is not known is counted as unknown.

Examples:
  griffie facets --by kind
  griffie facets BUIG --by jaar --gemeente Hoorn
  griffie facets loonkostensubsidie --by gemeente,jaar --soort zienswijze
  griffie facets reserve --by thema --format csv > themas.csv
  griffie facets overschot --by jaar,regeling --plot overschot.svg")]
pub struct FacetsArguments {
    /// What to look for; without it everything is counted
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// What to count by: one field, or two with a comma between for a table; also in Dutch
    #[arg(long, value_name = "FIELD", required = true, value_delimiter = ',', value_parser = FieldNames)]
    pub by: Vec<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub filters: FilterOptions,
    /// Number of values of a field [default: in text 20, all years and months; else all]
    #[arg(long, value_name = "N", help_heading = "Results")]
    pub limit: Option<usize>,
    /// All values
    #[arg(long, conflicts_with = "limit", help_heading = "Results")]
    pub all: bool,
    /// Count passages with any of the words too
    #[arg(long, help_heading = "Results")]
    pub any: bool,
    /// Refuse a query that can be read in more than one way, with the place and how to mend it
    #[arg(long)]
    pub strict: bool,
    /// How counts are written
    #[arg(long, value_enum, default_value_t = FacetFormat::Text, help_heading = "Results")]
    pub format: FacetFormat,
    /// Also draw a picture, as SVG: of one field, or of a year or month and one other
    #[arg(long, value_name = "FILE.svg", value_hint = clap::ValueHint::FilePath, help_heading = "Results")]
    pub plot: Option<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub place: IndexPlace,
}

/// Formats of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FacetFormat {
    /// For people
    Text,
    /// One object
    Json,
    /// A value a line, of two fields a cell a line
    Jsonl,
    /// A value a row, of two fields a cell a row
    Csv,
}

/// Names of fields: help and completions show those in English, what is typed is looked up in both languages later, as values of
/// filters are.
#[derive(Debug, Clone, Copy)]
struct FieldNames;

impl TypedValueParser for FieldNames {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(FacetField::NAMES.iter().map(|(_, name, ..)| PossibleValue::new(*name))))
    }
}
