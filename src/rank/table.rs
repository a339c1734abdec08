//! What the passages of one segment hold of a query: the occurrences of all its terms, read once for all candidates.

use std::collections::HashMap;

use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

use super::postings::{self, Occurrences};
use crate::index::Snapshot;
use crate::query::{Concept, ExpandedQuery};

/// Number of text fields.
pub(super) const FIELDS: usize = 7;
/// The field whose positions are read.
pub(super) const BODY: usize = 0;

/// Numbers of terms of which any will do.
type AnyTerm = Vec<usize>;

/// A concept, its terms by number.
pub(super) struct NumberedConcept {
    /// For each variant: its words.
    pub variants: Vec<Vec<AnyTerm>>,
    /// For each hint: its words.
    pub hints: Vec<Vec<AnyTerm>>,
    pub exact: Option<usize>,
}

/// Occurrences of all terms of the query in all fields of the candidates of one segment.
pub(super) struct Table {
    /// By term and field: one entry for each candidate; none where the term occurs in no candidate.
    terms: Vec<[Vec<Option<Occurrences>>; FIELDS]>,
    pub concepts: Vec<NumberedConcept>,
    /// Length of each text field of each candidate.
    lengths: [Vec<u32>; FIELDS],
}

impl Table {
    /// Reads the occurrences for `docs`, which ascend.
    pub fn read(
        snapshot: &Snapshot,
        segment: &SegmentReader,
        query: &ExpandedQuery,
        docs: &[DocId],
    ) -> tantivy::Result<Self> {
        let fields: [Field; FIELDS] = snapshot.fields().texts();
        let mut lengths: [Vec<u32>; FIELDS] = Default::default();
        for (lengths, field) in lengths.iter_mut().zip(fields) {
            let norms = segment.get_fieldnorms_reader(field)?;
            *lengths = docs.iter().map(|doc| norms.fieldnorm(*doc)).collect();
        }
        let mut numbering = Numbering::default();
        let concepts = query.concepts.iter().map(|concept| numbering.concept(concept)).collect();
        let mut terms = Vec::with_capacity(numbering.terms.len());
        for term in numbering.terms {
            let mut by_field: [Vec<Option<Occurrences>>; FIELDS] = Default::default();
            for (slot, field) in by_field.iter_mut().zip(fields) {
                *slot = postings::read(segment, field, term, docs, field == fields[BODY])?;
            }
            terms.push(by_field);
        }
        Ok(Self { terms, concepts, lengths })
    }

    /// Occurrences of any of some terms in a field of candidate `i`.
    pub fn frequency(&self, i: usize, field: usize, terms: &[usize]) -> u32 {
        terms.iter().filter_map(|term| self.terms[*term][field].get(i)?.as_ref()).map(|found| found.frequency).sum()
    }

    /// Positions of any of some terms in the body of candidate `i`, ascending.
    pub fn positions(&self, i: usize, terms: &[usize]) -> Vec<u32> {
        let mut found = terms.iter().filter_map(|term| self.terms[*term][BODY].get(i)?.as_ref());
        let mut positions = found.next().map_or_else(Vec::new, |found| found.positions.clone());
        let first = positions.len();
        for more in found {
            positions.extend_from_slice(&more.positions);
        }
        if positions.len() > first {
            positions.sort_unstable();
        }
        positions
    }

    /// Length of a field of candidate `i`, in terms.
    pub fn length(&self, i: usize, field: usize) -> u32 {
        self.lengths[field][i]
    }
}

/// Gives each term a number.
#[derive(Default)]
struct Numbering<'q> {
    terms: Vec<&'q str>,
    numbers: HashMap<&'q str, usize>,
}

impl<'q> Numbering<'q> {
    fn term(&mut self, term: &'q str) -> usize {
        *self.numbers.entry(term).or_insert_with(|| {
            self.terms.push(term);
            self.terms.len() - 1
        })
    }

    fn concept(&mut self, concept: &'q Concept) -> NumberedConcept {
        let mut any = |terms: &'q Vec<String>| terms.iter().map(|term| self.term(term)).collect::<AnyTerm>();
        let variants = concept.variants.iter().map(|variant| variant.words.iter().map(&mut any).collect()).collect();
        let hints = concept.hints.iter().map(|hint| hint.words.iter().map(&mut any).collect()).collect();
        let exact = concept.exact.as_deref().map(|exact| self.term(exact));
        NumberedConcept { variants, hints, exact }
    }
}
