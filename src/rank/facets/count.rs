//! Going through the passages of a matching set.

use std::collections::HashMap;
use std::hash::Hash;

use tantivy::{DocAddress, DocId, SegmentReader};

use super::column::{FieldColumn, NO_ROLE, RoleColumn};
use super::{Combination, Counts, TalliedValue, Tally};
use crate::document::Listed;
use crate::passage::Role;
use crate::passage::role::ROLES;
use crate::query::FacetField;

/// Things in the order in which they were met.
struct Numbered<T> {
    things: Vec<T>,
    numbers: HashMap<T, usize>,
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn new() -> Self {
        Self { things: Vec::new(), numbers: HashMap::new() }
    }

    fn number(&mut self, thing: T) -> usize {
        *self.numbers.entry(thing).or_insert_with_key(|thing| {
            self.things.push(thing.clone());
            self.things.len() - 1
        })
    }
}

/// What was counted of the segments so far.
pub(super) struct Counting<'f> {
    fields: &'f [FacetField],
    /// Values of each field, with a passage that has it.
    terms: Vec<Numbered<Option<String>>>,
    examples: Vec<Vec<DocAddress>>,
    /// What documents have in each field; nothing in that of the role, which passages have.
    combinations: Numbered<Combination>,
    /// For each combination: passages by role.
    passages: Vec<[usize; ROLES + 1]>,
    /// For each document by its key: its combination, and the roles of its passages as bits.
    documents: HashMap<u64, (usize, u32)>,
    total: usize,
}

impl<'f> Counting<'f> {
    pub fn new(fields: &'f [FacetField]) -> Self {
        Self {
            fields,
            terms: fields.iter().map(|_| Numbered::new()).collect(),
            examples: vec![Vec::new(); fields.len()],
            combinations: Numbered::new(),
            passages: Vec::new(),
            documents: HashMap::new(),
            total: 0,
        }
    }

    /// Counts passages of a segment, which ascend.
    pub fn segment(&mut self, ordinal: u32, segment: &SegmentReader, docs: &[DocId]) -> tantivy::Result<()> {
        let keys = segment.fast_fields().u64("document_key")?;
        let mut columns: Vec<FieldColumn> =
            self.fields.iter().map(|field| FieldColumn::open(*field, segment)).collect::<tantivy::Result<_>>()?;
        let mut roles = if self.fields.contains(&FacetField::Role) { RoleColumn::open(segment)? } else { None };
        // The document at hand: its key, its combination, the roles met.
        let mut current: Option<(u64, usize, u32)> = None;
        for doc in docs {
            let key = keys.first(*doc).unwrap_or(0);
            if current.is_none_or(|(of, ..)| of != key) {
                self.end(current);
                let address = DocAddress::new(ordinal, *doc);
                let combination =
                    columns.iter_mut().enumerate().map(|(n, column)| self.values_of(n, column, address)).collect();
                let number = self.combinations.number(combination);
                self.passages.resize(self.combinations.things.len(), [0; ROLES + 1]);
                current = Some((key, number, 0));
            }
            if let Some((_, combination, met)) = &mut current {
                let role = roles.as_mut().map_or(NO_ROLE, |column| column.role(*doc));
                *met |= 1 << role;
                self.passages[*combination][role] += 1;
            }
        }
        self.end(current);
        self.total += docs.len();
        Ok(())
    }

    fn end(&mut self, document: Option<(u64, usize, u32)>) {
        if let Some((key, combination, met)) = document {
            self.documents.entry(key).or_insert((combination, 0)).1 |= met;
        }
    }

    fn values_of(&mut self, field: usize, column: &mut FieldColumn, address: DocAddress) -> Vec<usize> {
        let (terms, examples) = (&mut self.terms[field], &mut self.examples[field]);
        let mut number = |term: Option<String>| {
            let number = terms.number(term);
            if number == examples.len() {
                examples.push(address);
            }
            number
        };
        column.values(address.doc_id, &mut number)
    }

    /// What was counted.
    pub fn tally(self) -> Tally {
        let Self { fields, terms, mut examples, combinations, passages, documents, total } = self;
        let mut values: Vec<Vec<TalliedValue>> = Vec::new();
        for (terms, examples) in terms.into_iter().zip(&mut examples) {
            let with_example = terms.things.into_iter().zip(examples.drain(..));
            values.push(with_example.map(|(term, example)| TalliedValue { term, example: Some(example) }).collect());
        }
        // Roles are values like others from here on: those that occur.
        let role_field = fields.iter().position(|field| *field == FacetField::Role);
        let mut numbers = [0; ROLES + 1];
        if let Some(field) = role_field {
            for role in 0..=ROLES {
                if passages.iter().any(|by_role| by_role[role] > 0) {
                    numbers[role] = values[field].len();
                    let term = Role::NAMES.get(role).map(|(_, name, ..)| (*name).to_owned());
                    values[field].push(TalliedValue { term, example: None });
                }
            }
        }
        let with_roles = |combination: usize, is_met: &dyn Fn(usize) -> bool| {
            let mut combination = combinations.things[combination].clone();
            if let Some(field) = role_field {
                combination[field] = (0..=ROLES).filter(|role| is_met(*role)).map(|role| numbers[role]).collect();
            }
            combination
        };
        let mut of_passages = Vec::new();
        for (combination, by_role) in passages.iter().enumerate() {
            for (role, n) in by_role.iter().enumerate().filter(|(_, n)| **n > 0) {
                of_passages.push((with_roles(combination, &|other| other == role), *n));
            }
        }
        let mut by_roles: HashMap<(usize, u32), usize> = HashMap::new();
        for met in documents.values() {
            *by_roles.entry(*met).or_default() += 1;
        }
        let of_documents = by_roles
            .into_iter()
            .map(|((combination, met), n)| (with_roles(combination, &|role| met & 1 << role != 0), n))
            .collect();
        let total = Counts { passages: total, documents: documents.len() };
        Tally { total, values, passages: of_passages, documents: of_documents, ..Tally::default() }
    }
}
