//! Second stage: how well does each candidate answer?
//!
//! - **Concepts** by BM25F (Robertson, Zaragoza & Taylor, "Simple BM25 extension to multiple weighted fields", CIKM
//!   2004): the occurrences of all variants in all fields, each by its weight and the length of its field, are put
//!   together before they saturate, so that a word in heading and text counts as one concept and not twice.
//! - **Nearness**: neighbouring concepts of the query that stand near one another in the text add a share of their
//!   weight, in either order (`overschot op de BUIG`).
//! - **Completeness**: what holds every concept comes before what does not. Scores above 1 belong to the former.

use std::collections::HashMap;

use tantivy::schema::Field;
use tantivy::{DocAddress, DocId, SegmentReader, Term};

use super::RankedPassage;
use super::postings::{self, Occurrences};
use crate::index::Snapshot;
use crate::index::schema::record;
use crate::query::ExpandedQuery;

/// The numbers of ranking. What they were measured at: docs/quality.md.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// How soon repeats of a word stop to count (BM25's k1).
    pub k1: f32,
    /// How much the length of the body counts (BM25's b).
    pub b: f32,
    /// Weight of the text fields, in the order of [`TEXT_FIELDS`](crate::index::schema::TEXT_FIELDS).
    pub fields: [f32; 7],
    /// Share of the weight of two concepts that is added when they stand within 1, 3, 8 words.
    pub near: [f32; 3],
}

impl Default for Weights {
    fn default() -> Self {
        Self { k1: 0.8, b: 0.75, fields: [1.0, 0.8, 0.6, 0.4, 1.0, 0.3, 0.2], near: [0.5, 0.3, 0.12] }
    }
}

/// Distances that count as near.
const NEAR_DISTANCES: [u32; 3] = [1, 3, 8];
/// How much the length of a field other than the body counts; headings and titles vary little and say much.
const SHORT_FIELD_B: f32 = 0.3;

/// What is known of the whole index.
struct Collection {
    passages: f32,
    /// Mean length of each text field, over passages.
    mean_lengths: [f32; 7],
}

/// A candidate with its score, not named yet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scored {
    pub address: DocAddress,
    /// Key of its document.
    pub document: u64,
    pub score: f32,
    pub partial: bool,
}

/// Scores candidates (ascending by address) and orders them, best first; equal scores by passage id.
pub(super) fn score(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    candidates: &[DocAddress],
    weights: &Weights,
) -> tantivy::Result<Vec<Scored>> {
    let collection = measure(snapshot)?;
    let rarity = rarities(snapshot, query, collection.passages)?;
    let mut hits = Vec::with_capacity(candidates.len());
    for of_segment in candidates.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let segment = snapshot.searcher().segment_reader(of_segment[0].segment_ord);
        let docs: Vec<DocId> = of_segment.iter().map(|address| address.doc_id).collect();
        let keys = segment.fast_fields().u64("document_key")?;
        let table = Table::read(snapshot, segment, query, &docs)?;
        for (i, address) in of_segment.iter().enumerate() {
            let (score, complete) = table.score(i, query, &rarity, &collection, weights);
            let document = keys.first(address.doc_id).unwrap_or(0);
            hits.push(Scored { address: *address, document, score, partial: !complete });
        }
    }
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    order_ties(snapshot, &mut hits)?;
    Ok(hits)
}

/// Orders runs of equal scores by passage id. Addresses change when segments are merged, names do not.
fn order_ties(snapshot: &Snapshot, hits: &mut [Scored]) -> tantivy::Result<()> {
    for tied in hits.chunk_by_mut(|a, b| a.score == b.score).filter(|tied| tied.len() > 1) {
        let mut named: Vec<(String, Scored)> = tied
            .iter()
            .map(|hit| Ok((name(snapshot, "passage", hit.address)?, *hit)))
            .collect::<tantivy::Result<_>>()?;
        named.sort_by(|a, b| a.0.cmp(&b.0));
        for (slot, (_, hit)) in tied.iter_mut().zip(named) {
            *slot = hit;
        }
    }
    Ok(())
}

/// Names a hit: its passage and document ids.
pub(super) fn named(snapshot: &Snapshot, hit: Scored) -> tantivy::Result<RankedPassage> {
    Ok(RankedPassage {
        address: hit.address,
        id: name(snapshot, "passage", hit.address)?,
        document: name(snapshot, "document", hit.address)?,
        score: hit.score,
        partial: hit.partial,
    })
}

/// The word of a passage in a column of words.
fn name(snapshot: &Snapshot, column: &str, address: DocAddress) -> tantivy::Result<String> {
    let segment = snapshot.searcher().segment_reader(address.segment_ord);
    let mut word = String::new();
    if let Some(column) = segment.fast_fields().str(column)?
        && let Some(ordinal) = column.term_ords(address.doc_id).next()
    {
        column.ord_to_str(ordinal, &mut word)?;
    }
    Ok(word)
}

fn measure(snapshot: &Snapshot) -> tantivy::Result<Collection> {
    let searcher = snapshot.searcher();
    let fields = snapshot.fields();
    let passages = searcher.doc_freq(&Term::from_field_text(fields.record, record::PASSAGE))? as f32;
    let mut mean_lengths = [1.0; 7];
    for (mean, field) in mean_lengths.iter_mut().zip(fields.texts()) {
        let mut tokens = 0;
        for segment in searcher.segment_readers() {
            tokens += segment.inverted_index(field)?.total_num_tokens();
        }
        *mean = (tokens as f32 / passages.max(1.0)).max(1.0);
    }
    Ok(Collection { passages, mean_lengths })
}

/// Inverse document frequency of each concept, by its most frequent variant: a rare spelling of a common word is not rare.
fn rarities(snapshot: &Snapshot, query: &ExpandedQuery, passages: f32) -> tantivy::Result<Vec<f32>> {
    let fields = snapshot.fields();
    query
        .concepts
        .iter()
        .map(|concept| {
            let mut frequency = 0;
            for variant in &concept.variants {
                for field in [fields.body, fields.reference] {
                    frequency =
                        frequency.max(snapshot.searcher().doc_freq(&Term::from_field_text(field, &variant.term))?);
                }
            }
            let frequency = frequency as f32;
            // Robertson & Spärck Jones, with 1 added so that it stays positive (as Lucene does).
            Ok((1.0 + (passages - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln())
        })
        .collect()
}

/// Occurrences of all terms of the query in all fields of the candidates of one segment.
struct Table {
    /// By term and field: one entry for each candidate.
    terms: Vec<[Vec<Option<Occurrences>>; 7]>,
    /// For each concept the terms of its variants; neighbouring concepts share their joined variant.
    variants: Vec<Vec<usize>>,
    /// Length of each text field of each candidate.
    lengths: [Vec<u32>; 7],
}

impl Table {
    fn read(
        snapshot: &Snapshot,
        segment: &SegmentReader,
        query: &ExpandedQuery,
        docs: &[DocId],
    ) -> tantivy::Result<Self> {
        let fields: [Field; 7] = snapshot.fields().texts();
        let mut lengths: [Vec<u32>; 7] = Default::default();
        for (lengths, field) in lengths.iter_mut().zip(fields) {
            let norms = segment.get_fieldnorms_reader(field)?;
            *lengths = docs.iter().map(|doc| norms.fieldnorm(*doc)).collect();
        }
        let mut terms = Vec::new();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut variants = Vec::with_capacity(query.concepts.len());
        for concept in &query.concepts {
            let mut of_concept = Vec::with_capacity(concept.variants.len());
            for variant in &concept.variants {
                if !numbers.contains_key(variant.term.as_str()) {
                    let mut by_field: [Vec<Option<Occurrences>>; 7] = Default::default();
                    for (slot, field) in by_field.iter_mut().zip(fields) {
                        *slot = postings::read(segment, field, &variant.term, docs, field == fields[0])?;
                    }
                    numbers.insert(&variant.term, terms.len());
                    terms.push(by_field);
                }
                of_concept.push(numbers[variant.term.as_str()]);
            }
            variants.push(of_concept);
        }
        Ok(Self { terms, variants, lengths })
    }

    /// The score of candidate `i`, and whether it holds every concept.
    fn score(
        &self,
        i: usize,
        query: &ExpandedQuery,
        rarity: &[f32],
        collection: &Collection,
        weights: &Weights,
    ) -> (f32, bool) {
        let mut sum = 0.0;
        let mut complete = true;
        let mut positions: Vec<Vec<u32>> = Vec::with_capacity(query.concepts.len());
        for (c, concept) in query.concepts.iter().enumerate() {
            let mut frequency = 0.0;
            let mut places = Vec::new();
            for (variant, term) in concept.variants.iter().zip(&self.variants[c]) {
                for (f, of_field) in self.terms[*term].iter().enumerate() {
                    let Some(Some(found)) = of_field.get(i) else { continue };
                    let length = self.lengths[f][i] as f32 / collection.mean_lengths[f];
                    let b = if f == 0 { weights.b } else { SHORT_FIELD_B };
                    frequency += variant.weight * weights.fields[f] * found.frequency as f32 / (1.0 - b + b * length);
                    places.extend_from_slice(&found.positions);
                }
            }
            complete &= frequency > 0.0;
            sum += rarity[c] * frequency * (weights.k1 + 1.0) / (frequency + weights.k1);
            places.sort_unstable();
            positions.push(places);
        }
        for c in 1..query.concepts.len() {
            // Words apart in the query may be as far apart in the text.
            let between = (query.concepts[c].position - query.concepts[c - 1].position).saturating_sub(1) as u32;
            let distance = nearest(&positions[c - 1], &positions[c]).map(|d| d.saturating_sub(between.min(3)));
            let share = distance
                .and_then(|d| NEAR_DISTANCES.iter().position(|near| d <= *near))
                .map_or(0.0, |n| weights.near[n]);
            sum += share * (rarity[c - 1] + rarity[c]) / 2.0;
        }
        (if complete { 1.0 + sum } else { sum / (1.0 + sum) }, complete)
    }
}

/// The smallest distance between a position of one list and one of the other; both ascend.
fn nearest(left: &[u32], right: &[u32]) -> Option<u32> {
    let mut best: Option<u32> = None;
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        let distance = left[i].abs_diff(right[j]);
        best = Some(best.map_or(distance, |b| b.min(distance)));
        if left[i] < right[j] { i += 1 } else { j += 1 }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nearest_is_the_smallest_of_all_pairs(mut left in prop::collection::vec(0u32..60, 0..8), mut right in prop::collection::vec(0u32..60, 0..8)) {
            left.sort_unstable();
            right.sort_unstable();
            let slow = left.iter().flat_map(|l| right.iter().map(move |r| l.abs_diff(*r))).min();
            prop_assert_eq!(nearest(&left, &right), slow);
        }
    }
}
