//! What did the user mean?
//!
//! typed text → [`parse`] → [`ParsedQuery`] → [`expand`] → [`ExpandedQuery`]. Filters stand apart ([`Filters`]): they are
//! options, and what they name is looked up in closed lists.
//!
//! Until the query language comes, every query is free words: signs at the edge of a word are dropped, nothing is an
//! error, and `=woord` asks for that very word.

mod concept;
mod defined;
mod expand;
mod filter;
mod parse;
mod spelling;
pub mod synonym;

pub use concept::{AnyOf, Concept, ExpandedQuery, Hint, HintReason, Variant, VariantReason};
pub use defined::add_defined;
pub use expand::expand;
pub use filter::{FilterArguments, FilterError, Filters, PredecessorTerm};
pub use parse::{ParsedQuery, QueryWord, parse};
pub use spelling::{respell, suggest_word};

use crate::analysis::Analyzer;
use crate::index::{IndexError, Snapshot};
use synonym::Synonyms;

/// A query as it is looked for in one index, with remarks for the user.
///
/// # Errors
/// Where the index cannot be read.
pub fn understand(
    parsed: &ParsedQuery,
    analyzer: &Analyzer,
    synonyms: &Synonyms,
    snapshot: &Snapshot,
) -> Result<(ExpandedQuery, Vec<String>), IndexError> {
    let mut expanded = expand(parsed, analyzer, synonyms);
    let mut remarks = parsed.warnings.clone();
    add_defined(&mut expanded, snapshot)?;
    remarks.extend(respell(&mut expanded, analyzer, snapshot)?);
    Ok((expanded, remarks))
}
