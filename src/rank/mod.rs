//! Which passages answer best?
//!
//! Two stages (docs/architecture.md, "rank"). The engine picks candidates: all passages with every concept, as long as
//! there are not too many, then the best of those with some. Ours scores them: each concept by BM25F over the fields of
//! the passage, then nearness of the words; what holds every concept comes before what does not.

mod candidates;
mod dated;
mod explain;
mod facets;
mod filter;
mod flat;
pub(crate) mod near;
mod postings;
mod score;
mod select;
mod similar;
mod statistics;
mod table;
mod weights;

use tantivy::DocAddress;

use crate::index::{IndexError, Snapshot};
use crate::query::{ExpandedQuery, Filters, PositionFilter};
pub use dated::{Time, search_in_time};
pub use explain::Share;
pub use facets::{Counts, Groups, TalliedValue, Tally, tally};
use filter::Narrowing;
pub use similar::{Similar, similar};
pub use weights::Weights;

/// What is wanted of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// First result, from 0.
    pub offset: usize,
    /// Number of results; `usize::MAX` for the whole matching set.
    pub limit: usize,
    /// What counts as one result.
    pub by: By,
    /// Whether passages with only some of the words follow.
    pub partial: Partial,
}

/// What counts as one result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// Each passage.
    #[default]
    Passage,
    /// Each document, at its best passage.
    Document,
}

/// What becomes of passages with only some of the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Partial {
    /// They follow below the matching set, marked and not counted.
    #[default]
    Below,
    /// They are counted as well.
    Counted,
    /// They are left out.
    LeftOut,
}

/// A passage with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedPassage {
    /// Where its record is.
    pub address: DocAddress,
    /// Its id.
    pub id: String,
    /// Its document's id.
    pub document: String,
    /// Above 1 in the matching set, below it elsewhere; falls with the rank.
    pub score: f32,
    /// Whether it lacks some of the words.
    pub partial: bool,
}

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ranking {
    /// Results in order, from the offset on.
    pub hits: Vec<RankedPassage>,
    /// Passages of the matching set.
    pub total_passages: usize,
    /// Documents of the matching set.
    pub total_documents: usize,
    /// Passages of the matching set that fall outside a date filter because their document has no date.
    pub undated: usize,
    /// Whether the conditions of the query asked for more than is looked at, so that some passages may be missing.
    pub is_cut: bool,
}

/// Ranks the passages of a snapshot.
///
/// The same snapshot gives the same order: equal scores are ordered by passage id.
///
/// # Errors
/// Where the index cannot be read.
pub fn search(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    filters: &Filters,
    wanted: Wanted,
    weights: &Weights,
) -> Result<Ranking, IndexError> {
    search_among(snapshot, query, filters, None, wanted, weights)
}

/// Ranks the passages of the matching set that may carry a position that `positions` lets through: of its kind, and of the period.
/// Holders and directions are not looked at.
///
/// # Errors
/// Where the index cannot be read.
pub fn with_positions(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    filters: &Filters,
    positions: &PositionFilter,
    limit: usize,
) -> Result<Ranking, IndexError> {
    let wanted = Wanted { offset: 0, limit, by: By::Passage, partial: Partial::LeftOut };
    search_among(snapshot, query, filters, Some(positions), wanted, &Weights::default())
}

fn search_among(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    filters: &Filters,
    positions: Option<&PositionFilter>,
    wanted: Wanted,
    weights: &Weights,
) -> Result<Ranking, IndexError> {
    let engine = |source| IndexError::Engine { path: snapshot.directory().path().to_owned(), source };
    if query.is_empty() {
        return Ok(Ranking::default());
    }
    let selected = select::select(snapshot, &query.conditions).map_err(engine)?;
    let filters = &Narrowing { filters, selected, positions };
    let totals = candidates::totals(snapshot, query, filters, wanted.partial).map_err(engine)?;
    // What `--any` counts says nothing of how many hold all the words, which come first.
    let full = match wanted.partial {
        Partial::Counted => candidates::totals(snapshot, query, filters, Partial::Below).map_err(engine)?,
        _ => totals,
    };
    let undated = if filters.filters.is_dated() {
        candidates::count_undated(snapshot, query, filters, wanted.partial).map_err(engine)?
    } else {
        0
    };
    let addresses = candidates::pick(snapshot, query, filters, wanted, full, weights).map_err(engine)?;
    let mut hits = score::score(snapshot, query, &addresses, weights).map_err(engine)?;
    if wanted.partial == Partial::LeftOut {
        hits.retain(|hit| !hit.partial);
    }
    if wanted.by == By::Document {
        let mut seen = std::collections::HashSet::new();
        hits.retain(|hit| seen.insert(hit.document));
    }
    let page = hits.into_iter().skip(wanted.offset).take(wanted.limit);
    let hits = page.map(|hit| score::named(snapshot, hit)).collect::<tantivy::Result<_>>().map_err(engine)?;
    let is_cut = filters.selected.as_ref().is_some_and(|selected| selected.is_cut);
    Ok(Ranking { hits, total_passages: totals.passages, total_documents: totals.documents, undated, is_cut })
}

/// Why each hit of a ranking stands where it stands, in their order.
///
/// # Errors
/// Where the index cannot be read.
pub fn explain(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    ranking: &Ranking,
    weights: &Weights,
) -> Result<Vec<Vec<Share>>, IndexError> {
    let addresses: Vec<DocAddress> = ranking.hits.iter().map(|hit| hit.address).collect();
    score::explain(snapshot, query, &addresses, weights)
        .map_err(|source| IndexError::Engine { path: snapshot.directory().path().to_owned(), source })
}
