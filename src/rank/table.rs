//! What the passages of one segment hold of a query: the occurrences of all its terms, read once for all candidates.

use std::collections::HashMap;

use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

use super::postings;
use crate::index::Snapshot;
use crate::query::{Concept, ExpandedQuery};

/// Number of text fields.
pub(super) const FIELDS: usize = 7;
/// The field whose positions are read.
pub(super) const BODY: usize = 0;

/// Numbers of terms of which any will do.
pub(super) type AnyTerm = Vec<usize>;

/// A concept, its terms by number.
pub(super) struct NumberedConcept {
    /// For each variant: its words.
    pub variants: Vec<Vec<AnyTerm>>,
    /// For each hint: its words.
    pub hints: Vec<Vec<AnyTerm>>,
    pub exact: Option<usize>,
}

/// A term in a field of a candidate.
struct Entry {
    term: u32,
    frequency: u32,
    /// Where its positions begin, as many as it is frequent; of the body only.
    positions: usize,
    field: u8,
}

/// Occurrences of all terms of the query in all fields of the candidates of one segment.
pub(super) struct Table {
    /// For each candidate what it holds, by term and field: of a long query most hold little.
    entries: Vec<Vec<Entry>>,
    positions: Vec<u32>,
    /// Number of terms.
    terms: usize,
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
        let indexes = fields.iter().map(|field| segment.inverted_index(*field)).collect::<tantivy::Result<Vec<_>>>()?;
        let mut entries: Vec<Vec<Entry>> = Vec::new();
        entries.resize_with(docs.len(), Vec::new);
        let (mut positions, mut of_one) = (Vec::new(), Vec::new());
        for (number, term) in (0..).zip(&numbering.terms) {
            for (n, (field, index)) in (0..).zip(fields.iter().zip(&indexes)) {
                let Some(info) = postings::find(index, *field, term)? else { continue };
                let is_body = usize::from(n) == BODY;
                postings::read(index, &info, docs, is_body, |mut found| {
                    let begin = positions.len();
                    if is_body {
                        found.positions(&mut of_one);
                        positions.extend_from_slice(&of_one);
                    }
                    let frequency = found.frequency();
                    entries[found.candidate].push(Entry { term: number, frequency, positions: begin, field: n });
                })?;
            }
        }
        Ok(Self { entries, positions, terms: numbering.terms.len(), concepts, lengths })
    }

    /// Length of a field of candidate `i`, in terms.
    pub fn length(&self, i: usize, field: usize) -> u32 {
        self.lengths[field][i]
    }
}

/// Text fields, a bit each; goes through them in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct FieldSet(u8);

impl FieldSet {
    /// Of the body alone.
    pub const BODY: Self = Self(1 << BODY);
    /// Of none.
    pub const NONE: Self = Self(0);
}

impl Iterator for FieldSet {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let field = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        (field < FIELDS).then_some(field)
    }
}

/// What one candidate holds of a query, by term.
pub(super) struct Row<'t> {
    table: &'t Table,
    candidate: Option<usize>,
    /// For each term the fields that hold it, a bit each.
    fields: Vec<u8>,
    /// For each term that is held where its entries begin.
    begins: Vec<u32>,
}

impl<'t> Row<'t> {
    /// Of no candidate yet.
    pub fn new(table: &'t Table) -> Self {
        Self { table, candidate: None, fields: vec![0; table.terms], begins: vec![0; table.terms] }
    }

    /// Makes it that of candidate `i`.
    pub fn go_to(&mut self, i: usize) {
        if self.candidate == Some(i) {
            return;
        }
        for entry in self.entries() {
            self.fields[entry.term as usize] = 0;
        }
        self.candidate = Some(i);
        for (n, entry) in (0..).zip(self.entries()) {
            let held = &mut self.fields[entry.term as usize];
            if *held == 0 {
                self.begins[entry.term as usize] = n;
            }
            *held |= 1 << entry.field;
        }
    }

    fn entries(&self) -> &'t [Entry] {
        self.candidate.and_then(|i| self.table.entries.get(i)).map_or(&[], Vec::as_slice)
    }

    fn entry(&self, term: usize, field: usize) -> Option<&'t Entry> {
        if self.fields[term] & 1 << field == 0 {
            return None;
        }
        let of_term = &self.entries()[self.begins[term] as usize..];
        of_term.iter().find(|entry| usize::from(entry.field) == field)
    }

    /// Whether any field holds a term.
    pub fn holds(&self, term: usize) -> bool {
        self.fields[term] != 0
    }

    /// The fields that hold each of several words in some term.
    #[inline]
    pub fn fields_with(&self, words: &[AnyTerm]) -> FieldSet {
        let mut held = u8::MAX;
        for terms in words {
            held &= terms.iter().fold(0, |fields, term| fields | self.fields[*term]);
            if held == 0 {
                break;
            }
        }
        FieldSet(if words.is_empty() { 0 } else { held })
    }

    /// Occurrences of any of some terms in a field.
    pub fn frequency(&self, field: usize, terms: &[usize]) -> u32 {
        terms.iter().filter_map(|term| self.entry(*term, field)).map(|found| found.frequency).sum()
    }

    /// Positions of any of some terms in the body, ascending.
    pub fn positions(&self, terms: &[usize]) -> Vec<u32> {
        let of_entry = |entry: &Entry| {
            let range = entry.positions..entry.positions + entry.frequency as usize;
            self.table.positions.get(range).unwrap_or_default()
        };
        let mut found = terms.iter().filter_map(|term| self.entry(*term, BODY)).map(of_entry);
        let mut positions = found.next().map_or_else(Vec::new, <[u32]>::to_vec);
        let first = positions.len();
        for more in found {
            positions.extend_from_slice(more);
        }
        if positions.len() > first {
            positions.sort_unstable();
        }
        positions
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
