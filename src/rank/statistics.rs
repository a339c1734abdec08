//! What the whole index says of a query: how long its texts are and how rare what is asked for is.

use tantivy::Term;

use super::table::FIELDS;
use crate::index::Snapshot;
use crate::index::schema::record;
use crate::query::{AnyOf, Concept, ExpandedQuery, VariantReason};

/// Mean length of a field at least, in terms: four words. Where few passages have headings the mean over all says nothing
/// of how long a heading is.
const LEAST_MEAN_LENGTH: f32 = 12.0;

/// What is known of the whole index.
pub(super) struct Collection {
    /// Number of passages.
    pub passages: f32,
    /// Mean length of each text field, over passages.
    pub mean_lengths: [f32; FIELDS],
}

/// How rare the concepts of a query are, and what hints at them: inverse document frequencies.
pub(super) struct Rarity {
    pub concept: f32,
    pub hints: Vec<f32>,
}

pub(super) fn measure(snapshot: &Snapshot) -> tantivy::Result<Collection> {
    let searcher = snapshot.searcher();
    let fields = snapshot.fields();
    let passages = searcher.doc_freq(&Term::from_field_text(fields.record, record::PASSAGE))? as f32;
    let mut mean_lengths = [1.0; FIELDS];
    for (mean, field) in mean_lengths.iter_mut().zip(fields.texts()) {
        let mut tokens = 0;
        for segment in searcher.segment_readers() {
            tokens += segment.inverted_index(field)?.total_num_tokens();
        }
        *mean = (tokens as f32 / passages.max(1.0)).max(LEAST_MEAN_LENGTH);
    }
    Ok(Collection { passages, mean_lengths })
}

pub(super) fn rarities(snapshot: &Snapshot, query: &ExpandedQuery, passages: f32) -> tantivy::Result<Vec<Rarity>> {
    query
        .concepts
        .iter()
        .map(|concept| {
            let hints: Vec<u64> =
                concept.hints.iter().map(|hint| rarest(snapshot, &hint.words)).collect::<tantivy::Result<_>>()?;
            Ok(Rarity {
                concept: rarity(concept_frequency(snapshot, concept)?, passages),
                hints: hints.into_iter().map(|frequency| rarity(frequency, passages)).collect(),
            })
        })
        .collect()
}

/// Passages with a concept, by its most frequent spelling: a rare spelling of a common word is not rare. Its other
/// variants count where no text has the word itself.
fn concept_frequency(snapshot: &Snapshot, concept: &Concept) -> tantivy::Result<u64> {
    let is_itself = |reason| matches!(reason, VariantReason::Stem | VariantReason::Literal | VariantReason::Joined);
    let mut itself = 0;
    let mut otherwise = 0;
    for variant in &concept.variants {
        let frequency = rarest(snapshot, &variant.words)?;
        let most = if is_itself(variant.reason) { &mut itself } else { &mut otherwise };
        *most = frequency.max(*most);
    }
    Ok(if itself > 0 { itself } else { otherwise })
}

/// Passages with the rarest of several words: at most as many have all.
fn rarest(snapshot: &Snapshot, words: &[AnyOf]) -> tantivy::Result<u64> {
    words.iter().try_fold(u64::MAX, |least, word| Ok(least.min(most_frequent(snapshot, word)?)))
}

/// Passages with the most frequent of some terms.
fn most_frequent(snapshot: &Snapshot, terms: &[String]) -> tantivy::Result<u64> {
    let fields = snapshot.fields();
    let mut most = 0;
    for term in terms {
        for field in [fields.body, fields.reference] {
            most = most.max(snapshot.searcher().doc_freq(&Term::from_field_text(field, term))?);
        }
    }
    Ok(most)
}

/// Robertson & Spärck Jones, with 1 added so that it stays positive (as Lucene does).
fn rarity(frequency: u64, passages: f32) -> f32 {
    let frequency = frequency as f32;
    (1.0 + (passages - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln()
}
