//! Second stage: how well does each candidate answer?
//!
//! - **Concepts** by BM25F (Robertson, Zaragoza & Taylor, "Simple BM25 extension to multiple weighted fields", CIKM
//!   2004): the occurrences of all variants in all fields, each by its weight and the length of its field, are put
//!   together before they saturate, so that a word in heading and text counts as one concept and not twice.
//! - **Parts** of a compound of the query add a share of their own weight, so that `arbeidsbeperking` still says
//!   something where `arbeidsbeperktenregeling` was asked for.
//! - **Exactness**: the form that was typed adds a little over its inflections.
//! - **Nearness**: neighbouring concepts of the query that stand near one another in the text add a share of their
//!   weight, in either order (`overschot op de BUIG`).
//! - **Completeness**: what holds every concept comes before what does not. Scores above 1 belong to the former.

use tantivy::{DocAddress, DocId, Term};

use super::RankedPassage;
use super::near::{nearest, together};
use super::table::{BODY, FIELDS, Table};
use super::weights::Weights;
use crate::index::Snapshot;
use crate::index::schema::record;
use crate::query::{Concept, ExpandedQuery, VariantReason};

/// Distances that count as near.
const NEAR_DISTANCES: [u32; 3] = [1, 3, 8];
/// How much the length of a field other than the body counts; headings and titles vary little and say much.
const SHORT_FIELD_B: f32 = 0.3;

/// What is known of the whole index.
struct Collection {
    passages: f32,
    /// Mean length of each text field, over passages.
    mean_lengths: [f32; FIELDS],
}

/// How rare the concepts of a query are, and their parts: inverse document frequencies.
struct Rarity {
    concept: f32,
    parts: Vec<f32>,
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
    let rarities = rarities(snapshot, query, collection.passages)?;
    let mut hits = Vec::with_capacity(candidates.len());
    for of_segment in candidates.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let segment = snapshot.searcher().segment_reader(of_segment[0].segment_ord);
        let docs: Vec<DocId> = of_segment.iter().map(|address| address.doc_id).collect();
        let keys = segment.fast_fields().u64("document_key")?;
        let table = Table::read(snapshot, segment, query, &docs)?;
        let scoring = Scoring { table: &table, query, rarities: &rarities, collection: &collection, weights };
        for (i, address) in of_segment.iter().enumerate() {
            let (score, complete) = scoring.score(i);
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
    let mut mean_lengths = [1.0; FIELDS];
    for (mean, field) in mean_lengths.iter_mut().zip(fields.texts()) {
        let mut tokens = 0;
        for segment in searcher.segment_readers() {
            tokens += segment.inverted_index(field)?.total_num_tokens();
        }
        *mean = (tokens as f32 / passages.max(1.0)).max(1.0);
    }
    Ok(Collection { passages, mean_lengths })
}

fn rarities(snapshot: &Snapshot, query: &ExpandedQuery, passages: f32) -> tantivy::Result<Vec<Rarity>> {
    query
        .concepts
        .iter()
        .map(|concept| {
            let parts =
                concept.parts.iter().map(|part| most_frequent(snapshot, &part.terms)).collect::<Result<Vec<_>, _>>()?;
            Ok(Rarity {
                concept: rarity(concept_frequency(snapshot, concept)?, passages),
                parts: parts.into_iter().map(|frequency| rarity(frequency, passages)).collect(),
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
        let mut frequency = u64::MAX;
        for word in &variant.words {
            frequency = frequency.min(most_frequent(snapshot, word)?);
        }
        let most = if is_itself(variant.reason) { &mut itself } else { &mut otherwise };
        *most = frequency.max(*most);
    }
    Ok(if itself > 0 { itself } else { otherwise })
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

/// All that the score of a candidate depends on.
struct Scoring<'a> {
    table: &'a Table,
    query: &'a ExpandedQuery,
    rarities: &'a [Rarity],
    collection: &'a Collection,
    weights: &'a Weights,
}

impl Scoring<'_> {
    /// The score of candidate `i`, and whether it holds every concept.
    fn score(&self, i: usize) -> (f32, bool) {
        let Self { query, rarities, weights, .. } = *self;
        let mut sum = 0.0;
        let mut complete = true;
        let (mut held, mut asked) = (0.0, 0.0);
        let mut positions: Vec<Vec<u32>> = Vec::with_capacity(query.concepts.len());
        for (c, rarity) in rarities.iter().enumerate() {
            let (frequency, places) = self.concept(i, c);
            let share = self.saturated(frequency);
            let parts = self.parts(i, c);
            sum += rarity.concept * share + parts;
            asked += rarity.concept;
            if frequency > 0.0 {
                held += rarity.concept;
            } else {
                complete = false;
                held += parts.min(rarity.concept * 0.5);
            }
            if self.table.concepts[c].exact.is_some_and(|exact| self.table.frequency(i, BODY, &[exact]) > 0) {
                sum += weights.exact * rarity.concept;
            }
            positions.push(places);
        }
        sum += self.nearness(&positions);
        if complete {
            return (1.0 + sum, true);
        }
        sum *= (held / asked.max(f32::MIN_POSITIVE)).powf(weights.coverage);
        (sum / (1.0 + sum), false)
    }

    /// How often candidate `i` holds concept `c`, over all variants and fields by their weights, and where in the body.
    fn concept(&self, i: usize, c: usize) -> (f32, Vec<u32>) {
        let mut frequency = 0.0;
        let mut places = Vec::new();
        for (variant, words) in self.query.concepts[c].variants.iter().zip(&self.table.concepts[c].variants) {
            let weight = self.weights.variant(variant.reason);
            for field in 0..FIELDS {
                // Of several words the rarest tells how often all can stand there together.
                let least = words.iter().map(|any| self.table.frequency(i, field, any)).min().unwrap_or(0);
                if least == 0 {
                    continue;
                }
                let mut count = least as f32;
                if field == BODY {
                    if let [word] = words.as_slice() {
                        places.extend(self.table.positions(i, word));
                    } else {
                        let found = together(&words.iter().map(|any| self.table.positions(i, any)).collect::<Vec<_>>());
                        count = if found.is_empty() { self.weights.scattered } else { found.len() as f32 };
                        places.extend(found);
                    }
                }
                frequency += weight * self.weights.fields[field] * count / self.normaliser(i, field);
            }
        }
        places.sort_unstable();
        (frequency, places)
    }

    /// What the parts of concept `c` add.
    fn parts(&self, i: usize, c: usize) -> f32 {
        let parts = self.table.concepts[c].parts.iter().zip(&self.rarities[c].parts);
        let share = parts.map(|(terms, rarity)| {
            let fields = (0..FIELDS).map(|field| {
                let count = self.table.frequency(i, field, terms) as f32;
                self.weights.fields[field] * count / self.normaliser(i, field)
            });
            rarity * self.saturated(fields.sum())
        });
        self.weights.part * share.sum::<f32>()
    }

    fn saturated(&self, frequency: f32) -> f32 {
        frequency * (self.weights.k1 + 1.0) / (frequency + self.weights.k1)
    }

    /// By how much a field longer than the mean lessens what one occurrence says.
    fn normaliser(&self, i: usize, field: usize) -> f32 {
        let length = self.table.length(i, field) as f32 / self.collection.mean_lengths[field];
        let b = if field == BODY { self.weights.b } else { SHORT_FIELD_B };
        1.0 - b + b * length
    }

    /// What concepts that neighbour one another in the query add by standing near one another in the text.
    fn nearness(&self, positions: &[Vec<u32>]) -> f32 {
        let concepts = &self.query.concepts;
        let pairs = (1..concepts.len()).map(|c| {
            // Words apart in the query may be as far apart in the text.
            let between = (concepts[c].position - concepts[c - 1].position).saturating_sub(1) as u32;
            let distance = nearest(&positions[c - 1], &positions[c]).map(|d| d.saturating_sub(between.min(3)));
            let share = distance
                .and_then(|d| NEAR_DISTANCES.iter().position(|near| d <= *near))
                .map_or(0.0, |n| self.weights.near[n]);
            share * (self.rarities[c - 1].concept + self.rarities[c].concept) / 2.0
        });
        pairs.sum()
    }
}
