//! What is the matching set made of?
//!
//! Its passages are gone through once, in the order in which they lie, and only columns are read. The passages of a document lie in
//! a row and share all but their role, so what a document is counted under is looked up once for it. What is kept is how many
//! passages and documents there are of each *combination* of values that occurs: from it any values can be counted together
//! without counting a passage twice.

mod column;
mod count;

use tantivy::DocAddress;

use super::filter::Narrowing;
use super::{Partial, candidates, select};
use crate::index::{IndexError, Snapshot};
use crate::query::{ExpandedQuery, FacetField, Filters};
use count::Counting;

/// Passages, and the documents that they are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Passages.
    pub passages: usize,
    /// Documents.
    pub documents: usize,
}

/// A value that occurs in a matching set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalliedValue {
    /// As the index knows it: a name of the contract, a code, a folded name, `2020`, `2020-07`; `None` where it is unknown.
    /// Among months `2020` is one that is known to the year only.
    pub term: Option<String>,
    /// A passage that has it; `None` for a role, which needs none.
    pub example: Option<DocAddress>,
}

/// For each field the values of a passage, or of all passages of a document, by their numbers; never empty.
type Combination = Vec<Vec<usize>>;

/// A matching set, counted by some fields.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    /// All of it.
    pub total: Counts,
    /// Passages that fall outside a date filter because their document has no date.
    pub undated: usize,
    /// Whether the conditions of the query asked for more than is looked at.
    pub is_cut: bool,
    /// For each field the values that occur, in the order in which they were met.
    pub values: Vec<Vec<TalliedValue>>,
    /// How many passages have which values.
    passages: Vec<(Combination, usize)>,
    /// How many documents have which values in any of their passages.
    documents: Vec<(Combination, usize)>,
}

impl Tally {
    /// Counts groups of values, one [`Groups`] a field. What has several values of one group counts once in it. Given are the
    /// counts of every choice of one group a field, those of the last field next to one another.
    pub fn grouped(&self, groups: &[Groups]) -> Vec<Counts> {
        let mut counts = vec![Counts::default(); groups.iter().map(|of_field| of_field.size).product()];
        let cells = |combination: &Combination| {
            let mut cells = vec![0];
            for (values, groups) in combination.iter().zip(groups) {
                let mut met: Vec<usize> = values.iter().filter_map(|value| groups.of_value[*value]).collect();
                met.sort_unstable();
                met.dedup();
                cells = cells.iter().flat_map(|cell| met.iter().map(move |group| cell * groups.size + group)).collect();
            }
            cells
        };
        for (combination, n) in &self.passages {
            for cell in cells(combination) {
                counts[cell].passages += n;
            }
        }
        for (combination, n) in &self.documents {
            for cell in cells(combination) {
                counts[cell].documents += n;
            }
        }
        counts
    }

    /// Counts groups of the values of one field, whatever there is in the others.
    pub fn grouped_by(&self, field: usize, groups: &Groups) -> Vec<Counts> {
        let all = self.values.iter().enumerate().map(|(n, values)| {
            if n == field { groups.clone() } else { Groups { of_value: vec![Some(0); values.len()], size: 1 } }
        });
        self.grouped(&all.collect::<Vec<_>>())
    }

    /// Counts each value of a field.
    pub fn of_each(&self, field: usize) -> Vec<Counts> {
        let size = self.values[field].len();
        self.grouped_by(field, &Groups { of_value: (0..size).map(Some).collect(), size })
    }
}

/// Values of one field, put together in groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// For each value of the field the number of its group; `None` for values that are left out.
    pub of_value: Vec<Option<usize>>,
    /// Number of groups; one may have no value.
    pub size: usize,
}

/// Counts the matching set of a query, or without one all passages that the filters let through. Its totals are those of
/// [`search`](super::search).
///
/// # Errors
/// Where the index cannot be read.
pub fn tally(
    snapshot: &Snapshot,
    query: Option<&ExpandedQuery>,
    filters: &Filters,
    partial: Partial,
    fields: &[FacetField],
) -> Result<Tally, IndexError> {
    let engine = |source| IndexError::Engine { path: snapshot.directory().path().to_owned(), source };
    if query.is_some_and(ExpandedQuery::is_empty) {
        // As a search for nothing finds nothing.
        return Ok(Tally { values: vec![Vec::new(); fields.len()], ..Tally::default() });
    }
    let everything = ExpandedQuery::default();
    let query = query.unwrap_or(&everything);
    let selected = select::select(snapshot, &query.conditions).map_err(engine)?;
    let narrowing = Narrowing { filters, selected, positions: None };
    let matching = candidates::matching_set(snapshot, query, &narrowing, partial).map_err(engine)?;
    let undated = if filters.is_dated() {
        candidates::count_undated(snapshot, query, &narrowing, partial).map_err(engine)?
    } else {
        0
    };
    let mut counting = Counting::new(fields);
    for (ordinal, (segment, docs)) in (0..).zip(snapshot.searcher().segment_readers().iter().zip(&matching)) {
        counting.segment(ordinal, segment, docs).map_err(engine)?;
    }
    let is_cut = narrowing.selected.as_ref().is_some_and(|selected| selected.is_cut);
    Ok(Tally { undated, is_cut, ..counting.tally() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A tally of passages, each with its values of two fields of three values.
    fn tallied(passages: &[[Vec<usize>; 2]]) -> Tally {
        let value = TalliedValue { term: None, example: None };
        Tally {
            total: Counts { passages: passages.len(), documents: 0 },
            values: vec![vec![value; 3]; 2],
            passages: passages.iter().map(|values| (values.to_vec(), 1)).collect(),
            ..Tally::default()
        }
    }

    fn values() -> impl Strategy<Value = Vec<usize>> {
        prop::collection::btree_set(0usize..3, 1..4).prop_map(|set| set.into_iter().collect())
    }

    proptest! {
        /// A group counts what has any of its values, once.
        #[test]
        fn groups_count_what_has_any_of_their_values(
            passages in prop::collection::vec((values(), values()).prop_map(|(a, b)| [a, b]), 0..12),
            groups in prop::collection::vec(prop::collection::vec(prop::option::of(0usize..2), 3), 2),
        ) {
            let with_size = |of_value: &Vec<Option<usize>>| Groups { of_value: of_value.clone(), size: 2 };
            let counts = tallied(&passages).grouped(&groups.iter().map(with_size).collect::<Vec<_>>());
            for a in 0..2 {
                for b in 0..2 {
                    let has = |values: &[usize], n: usize, group| values.iter().any(|value| groups[n][*value] == Some(group));
                    let slow = passages.iter().filter(|[x, y]| has(x, 0, a) && has(y, 1, b)).count();
                    prop_assert_eq!(counts[a * 2 + b].passages, slow);
                }
            }
        }
    }
}
