//! The matching set in order of time.

use std::collections::{HashMap, HashSet};

use tantivy::DocAddress;

use super::filter::Narrowing;
use super::{By, Partial, Ranking, Wanted, Weights, candidates, score, select};
use crate::index::{IndexError, Snapshot};
use crate::query::{ExpandedQuery, Filters};

/// In which direction time goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// The latest first.
    LatestFirst,
    /// The earliest first.
    EarliestFirst,
}

/// Place in time, as it is ordered: what has no date comes last, a year before its months and a month before its days; the latest
/// first turns that around.
type Place = (bool, i64, i64);

/// A passage of the matching set.
struct Placed {
    place: Place,
    document: u64,
    address: DocAddress,
}

/// Passages of the matching set in order of time; those of the same date as [`search`](super::search) ranks them. What lacks some
/// of the words is among them only where it is counted.
///
/// # Errors
/// Where the index cannot be read.
pub fn search_in_time(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    filters: &Filters,
    wanted: Wanted,
    time: Time,
    weights: &Weights,
) -> Result<Ranking, IndexError> {
    let engine = |source| IndexError::Engine { path: snapshot.directory().path().to_owned(), source };
    if query.is_empty() {
        return Ok(Ranking::default());
    }
    let selected = select::select(snapshot, &query.conditions).map_err(engine)?;
    let narrowing = Narrowing { filters, selected, positions: None };
    let mut placed = placed(snapshot, query, &narrowing, wanted.partial, time).map_err(engine)?;
    placed.sort_unstable_by_key(|passage| (passage.place, passage.document, passage.address));
    let total_documents = placed.iter().map(|passage| passage.document).collect::<HashSet<_>>().len();
    let shown = up_to(&placed, wanted.offset.saturating_add(wanted.limit), wanted.by);
    let mut addresses: Vec<DocAddress> = placed[..shown].iter().map(|passage| passage.address).collect();
    addresses.sort_unstable();
    // In order of their scores; sorting by time leaves those of one date in that order.
    let mut hits = score::score(snapshot, query, &addresses, weights).map_err(engine)?;
    let places: HashMap<DocAddress, Place> =
        placed[..shown].iter().map(|passage| (passage.address, passage.place)).collect();
    hits.sort_by_key(|hit| places.get(&hit.address).copied());
    if wanted.by == By::Document {
        let mut seen = HashSet::new();
        hits.retain(|hit| seen.insert(hit.document));
    }
    let page = hits.into_iter().skip(wanted.offset).take(wanted.limit);
    let hits = page.map(|hit| score::named(snapshot, hit)).collect::<tantivy::Result<_>>().map_err(engine)?;
    let undated = if filters.is_dated() {
        candidates::count_undated(snapshot, query, &narrowing, wanted.partial).map_err(engine)?
    } else {
        0
    };
    let is_cut = narrowing.selected.as_ref().is_some_and(|selected| selected.is_cut);
    Ok(Ranking { hits, total_passages: placed.len(), total_documents, undated, is_cut })
}

/// The matching set with its places in time.
fn placed(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    narrowing: &Narrowing<'_>,
    partial: Partial,
    time: Time,
) -> tantivy::Result<Vec<Placed>> {
    let matching = candidates::matching_set(snapshot, query, narrowing, partial)?;
    let mut placed = Vec::with_capacity(matching.iter().map(Vec::len).sum());
    for (ordinal, (segment, docs)) in (0..).zip(snapshot.searcher().segment_readers().iter().zip(matching)) {
        let columns = segment.fast_fields();
        let (keys, first, last) = (columns.u64("document_key")?, columns.i64("first_day")?, columns.i64("last_day")?);
        placed.extend(docs.into_iter().map(|doc| Placed {
            place: place(first.first(doc).zip(last.first(doc)), time),
            document: keys.first(doc).unwrap_or(0),
            address: DocAddress::new(ordinal, doc),
        }));
    }
    Ok(placed)
}

fn place(days: Option<(i64, i64)>, time: Time) -> Place {
    match (days, time) {
        (None, _) => (true, 0, 0),
        (Some((first, last)), Time::EarliestFirst) => (false, first, -last),
        (Some((first, last)), Time::LatestFirst) => (false, -first, last),
    }
}

/// How many of the passages in order hold as many results as are wanted, with all that are of the date of the last.
fn up_to(placed: &[Placed], wanted: usize, by: By) -> usize {
    let enough = match by {
        By::Passage => (wanted < placed.len()).then_some(wanted),
        By::Document => {
            let mut seen = HashSet::new();
            placed.iter().position(|passage| seen.insert(passage.document) && seen.len() > wanted)
        }
    };
    let Some(enough) = enough else { return placed.len() };
    let Some(last) = enough.checked_sub(1).map(|last| placed[last].place) else { return 0 };
    enough + placed[enough..].iter().take_while(|passage| passage.place == last).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_stands_before_its_months_and_what_has_no_date_last() {
        let days = [
            Some((20200101, 20201231)),
            Some((20200101, 20200131)),
            Some((20200101, 20200101)),
            Some((20191231, 20191231)),
            None,
        ];
        let ordered = |time: Time| {
            let mut order: Vec<usize> = (0..days.len()).collect();
            order.sort_by_key(|n| place(days[*n], time));
            order
        };
        assert_eq!(ordered(Time::EarliestFirst), [3, 0, 1, 2, 4]);
        assert_eq!(ordered(Time::LatestFirst), [2, 1, 0, 3, 4]);
    }

    #[test]
    fn all_of_the_date_of_the_last_result_are_looked_at() {
        let passage = |day: i64, document: u64, doc: u32| Placed {
            place: place(Some((day, day)), Time::EarliestFirst),
            document,
            address: DocAddress::new(0, doc),
        };
        let placed = [passage(1, 1, 0), passage(1, 1, 1), passage(2, 2, 2), passage(2, 3, 3), passage(3, 4, 4)];
        let of_passages: Vec<usize> = (0..=6).map(|n| up_to(&placed, n, By::Passage)).collect();
        assert_eq!(of_passages, [0, 2, 2, 4, 4, 5, 5]);
        let of_documents: Vec<usize> = (0..=5).map(|n| up_to(&placed, n, By::Document)).collect();
        assert_eq!(of_documents, [0, 2, 4, 4, 5, 5]);
    }
}
