//! What did the user mean?
//!
//! typed text → [`parse`] → [`ParsedQuery`] → [`expand`] → [`ExpandedQuery`]. Filters stand apart ([`Filters`]): they are
//! options, and what they name is looked up in closed lists.
//!
//! Any text is a query ([`language`]). Its free words become concepts, which rank; what is written with operators, quotes or
//! fields becomes a [`Condition`] of every hit.

mod concept;
mod condition;
mod defined;
mod expand;
mod facet;
mod filter;
mod in_text;
pub mod language;
mod parse;
mod period;
mod placed;
mod position_filter;
mod spelling;
pub mod synonym;

pub use concept::{AnyOf, Concept, ExpandedQuery, Hint, HintReason, Variant, VariantReason};
pub use condition::Condition;
pub use defined::add_defined;
pub use expand::expand;
pub use facet::FacetField;
pub use filter::{FilterArguments, FilterError, Filters, PredecessorTerm};
pub use in_text::{InText, marks};
pub use language::{FieldName, Remark};
pub use parse::{ParsedQuery, QueryWord, parse};
pub use placed::{Place, Placed, Span};
pub use position_filter::{PositionArguments, PositionFilter};
pub use spelling::suggest_word;

use std::borrow::Cow;

use crate::analysis::Analyzer;
use crate::index::{IndexError, Snapshot};
use condition::Compiler;
use spelling::{MAX_RESPELT, Respelt, respell};
use synonym::Synonyms;

/// Readings that are told: behind a pasted text there may be many.
const MAX_DOUBTS: usize = 8;
/// As much of what was typed is repeated in a message, in characters.
const MAX_REPEATED: usize = 60;

/// What was typed, as a message repeats it: of a long one its beginning.
pub fn in_short(typed: &str) -> Cow<'_, str> {
    match typed.char_indices().nth(MAX_REPEATED) {
        Some((end, _)) => Cow::Owned(format!("{}…", &typed[..end])),
        None => Cow::Borrowed(typed),
    }
}

/// A query as it is looked for in one index.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Understood {
    /// What is looked for.
    pub query: ExpandedQuery,
    /// What was read otherwise than it may have been meant, in words for the user.
    pub doubts: Vec<String>,
    /// Other remarks for the user.
    pub notes: Vec<String>,
    /// Remarks that are worth telling where nothing is found.
    pub notes_if_empty: Vec<String>,
}

/// A query as it is looked for in one index, with remarks for the user.
///
/// # Errors
/// Where the index cannot be read.
pub fn understand(
    parsed: &ParsedQuery,
    analyzer: &Analyzer,
    synonyms: &Synonyms,
    snapshot: &Snapshot,
) -> Result<Understood, IndexError> {
    let mut expanded = expand(parsed, analyzer, synonyms);
    let mut doubts: Vec<String> = parsed.remarks.iter().map(|remark| remark.told(&parsed.text)).collect();
    add_defined(&mut expanded, snapshot)?;
    let mut respellings_left = MAX_RESPELT;
    let Respelt { told: mut notes, in_parts } = respell(&mut expanded, analyzer, snapshot, &mut respellings_left)?;
    let mut compiler = Compiler::new(analyzer, synonyms, snapshot, respellings_left);
    for node in &parsed.conditions {
        expanded.conditions.push(compiler.condition(node)?);
    }
    doubts.extend(compiler.told_left_out());
    doubts.extend(compiler.remarks);
    doubts.dedup();
    doubts.truncate(MAX_DOUBTS);
    notes.extend(compiler.notes);
    notes.dedup();
    if parsed.only_excludes() {
        notes.push("the query only excludes, so everything else is found; name what you look for beside it".to_owned());
    }
    let mut position = expanded.concepts.last().map_or(0, |last| last.position + 1);
    for concept in compiler.wished {
        if expanded.concepts.iter().all(|known| known.variants[0].words != concept.variants[0].words) {
            expanded.concepts.push(Concept { position, ..concept });
            position += 1;
        }
    }
    Ok(Understood { query: expanded, doubts, notes, notes_if_empty: in_parts })
}
