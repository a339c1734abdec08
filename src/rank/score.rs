//! Second stage: how well does each candidate answer?
//!
//! - **Concepts** by BM25F (Robertson, Zaragoza & Taylor, "Simple BM25 extension to multiple weighted fields", CIKM
//!   2004): the occurrences of all variants in all fields, each by its weight and the length of its field, are put
//!   together before they saturate, so that a word in heading and text counts as one concept and not twice.
//! - **Hints** add a share of their own weight: parts of a compound of the query, so that `arbeidsbeperking` still says
//!   something where `arbeidsbeperktenregeling` was asked for, and what is related to it.
//! - **Exactness**: the form that was typed adds a little over its inflections.
//! - **Neighbours**: a word that the passage lacks and the one before or behind it in the document holds adds a little.
//! - **Nearness**: neighbouring concepts of the query that stand near one another in the text add a share of their
//!   weight, in either order (`overschot op de BUIG`).
//! - **Completeness**: what holds every concept comes before what does not. Scores above 1 belong to the former.

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, SegmentReader};

use super::RankedPassage;
use super::explain::{Rule, Share};
use super::near::nearest;
use super::statistics::{Collection, Rarity, measure, rarities};
use super::table::{BODY, FIELDS, FieldSet, Row, Table};
use super::weights::Weights;
use crate::index::Snapshot;
use crate::query::{ExpandedQuery, VariantReason};

/// Distances that count as near.
const NEAR_DISTANCES: [u32; 3] = [1, 3, 8];
/// How much the length of a field other than the body counts; headings and titles vary little and say much.
const SHORT_FIELD_B: f32 = 0.3;
/// A word that is only hinted at counts as held by this share at most.
const MOST_HINTED: f32 = 0.5;

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
        let keys = segment.fast_fields().u64("document_key")?;
        let docs = with_neighbours(segment, &keys, of_segment);
        let table = Table::read(snapshot, segment, query, &docs)?;
        let scoring = Scoring { table: &table, query, rarities: &rarities, collection: &collection, weights };
        let mut rows = scoring.rows();
        for address in of_segment {
            let place = Place::find(&docs, &keys, address.doc_id);
            let (score, complete) = scoring.score(&place, &mut rows, &mut |_, _, _| {});
            let document = keys.first(address.doc_id).unwrap_or(0);
            hits.push(Scored { address: *address, document, score, partial: !complete });
        }
    }
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    order_ties(snapshot, &mut hits)?;
    Ok(hits)
}

/// Those of some passages (ascending by address) that hold every concept.
pub(super) fn complete(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    passages: &[DocAddress],
) -> tantivy::Result<Vec<DocAddress>> {
    let mut complete = Vec::new();
    let weights = Weights::default();
    let collection = Collection { passages: 0.0, mean_lengths: [1.0; FIELDS] };
    for of_segment in passages.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let segment = snapshot.searcher().segment_reader(of_segment[0].segment_ord);
        let docs: Vec<DocId> = of_segment.iter().map(|address| address.doc_id).collect();
        let table = Table::read(snapshot, segment, query, &docs)?;
        let scoring = Scoring { table: &table, query, rarities: &[], collection: &collection, weights: &weights };
        let mut row = Row::new(&table);
        let mut is_complete = |i: usize| {
            row.go_to(i);
            (0..query.demanded().len()).all(|c| scoring.holds(&row, c))
        };
        complete.extend(of_segment.iter().enumerate().filter(|(i, _)| is_complete(*i)).map(|(_, address)| *address));
    }
    Ok(complete)
}

/// The passages of one segment that are looked at: the candidates, and what stands before and behind them in their
/// documents. The passages of a document are written in a row, and merging keeps them so.
fn with_neighbours(segment: &SegmentReader, keys: &Column<u64>, candidates: &[DocAddress]) -> Vec<DocId> {
    let mut docs = Vec::with_capacity(candidates.len() * 3);
    for address in candidates {
        let doc = address.doc_id;
        let is_neighbour = |other: &DocId| {
            *other < segment.max_doc() && !segment.is_deleted(*other) && keys.first(*other) == keys.first(doc)
        };
        docs.extend(doc.checked_sub(1).filter(is_neighbour));
        docs.push(doc);
        docs.extend(doc.checked_add(1).filter(is_neighbour));
    }
    docs.sort_unstable();
    docs.dedup();
    docs
}

/// Where a candidate and its neighbours stand in a table.
struct Place {
    itself: usize,
    neighbours: [Option<usize>; 2],
}

impl Place {
    fn find(docs: &[DocId], keys: &Column<u64>, doc: DocId) -> Self {
        let place = |doc: DocId| docs.binary_search(&doc).ok();
        // The candidate is one of those that were looked at.
        let itself = place(doc).unwrap_or_default();
        let neighbour =
            |other: Option<DocId>| other.filter(|other| keys.first(*other) == keys.first(doc)).and_then(place);
        Self { itself, neighbours: [neighbour(doc.checked_sub(1)), neighbour(doc.checked_add(1))] }
    }
}

/// The shares of the score of each of some passages, in their order.
pub(super) fn explain(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    passages: &[DocAddress],
    weights: &Weights,
) -> tantivy::Result<Vec<Vec<Share>>> {
    let collection = measure(snapshot)?;
    let rarities = rarities(snapshot, query, collection.passages)?;
    let explain = |address: &DocAddress| {
        let segment = snapshot.searcher().segment_reader(address.segment_ord);
        let keys = segment.fast_fields().u64("document_key")?;
        let docs = with_neighbours(segment, &keys, &[*address]);
        let table = Table::read(snapshot, segment, query, &docs)?;
        let scoring = Scoring { table: &table, query, rarities: &rarities, collection: &collection, weights };
        let mut shares = Vec::new();
        let mut rows = scoring.rows();
        scoring.score(&Place::find(&docs, &keys, address.doc_id), &mut rows, &mut |rule, concept, share| {
            shares.push(Share::new(query, rule, concept, share))
        });
        Ok(shares)
    };
    passages.iter().map(explain).collect()
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

/// All that the score of a candidate depends on.
struct Scoring<'a> {
    table: &'a Table,
    query: &'a ExpandedQuery,
    rarities: &'a [Rarity],
    collection: &'a Collection,
    weights: &'a Weights,
}

/// What a candidate holds, and what stands before and behind it.
type Rows<'t> = [Row<'t>; 3];

impl<'a> Scoring<'a> {
    /// The score of a candidate, and whether it holds every concept. Each share of it is told to `told`: the rule, the
    /// concept by number, what it adds.
    fn score(&self, place: &Place, rows: &mut Rows<'_>, told: &mut dyn FnMut(Rule, usize, f32)) -> (f32, bool) {
        let Self { query, rarities, weights, .. } = *self;
        let [row, before, behind] = rows;
        row.go_to(place.itself);
        let normalisers: [f32; FIELDS] = std::array::from_fn(|field| self.normaliser(place.itself, field));
        let mut sum = 0.0;
        let mut complete = true;
        let (mut held, mut asked) = (0.0, 0.0);
        let mut positions: Vec<Vec<u32>> = Vec::with_capacity(query.concepts.len());
        let mut add = |rule, concept, share: f32| {
            if share > 0.0 {
                told(rule, concept, share);
            }
            sum += share;
        };
        for (c, rarity) in rarities.iter().enumerate() {
            let found = self.concept(row, &normalisers, c);
            // Where the word itself stands, its parts say nothing more.
            let hints = if found.is_held { 0.0 } else { self.hints(row, &normalisers, c, &mut add) };
            add(Rule::Word(found.mainly), c, rarity.concept * self.saturated(found.frequency));
            let is_demanded = c < query.demanded().len();
            asked += if is_demanded { rarity.concept } else { 0.0 };
            if found.is_held {
                held += if is_demanded { rarity.concept } else { 0.0 };
            } else if is_demanded {
                complete = false;
                let mut is_next = |neighbour: (&mut Row<'_>, Option<usize>)| {
                    let (row, Some(j)) = neighbour else { return false };
                    row.go_to(j);
                    self.holds(row, c)
                };
                if [&mut *before, &mut *behind].into_iter().zip(place.neighbours).any(&mut is_next) {
                    add(Rule::Neighbour, c, weights.neighbour * rarity.concept);
                }
                held += hints.min(rarity.concept * MOST_HINTED);
            }
            if self.table.concepts[c].exact.is_some_and(|exact| row.holds(exact)) {
                add(Rule::Exact, c, weights.exact * rarity.concept);
            }
            positions.push(found.places);
        }
        self.nearness(&positions, &mut add);
        if complete {
            told(Rule::AllWords, 0, 1.0);
            return (1.0 + sum, true);
        }
        let coverage = (held / asked.max(f32::MIN_POSITIVE)).powf(weights.coverage);
        told(Rule::SomeWords, 0, coverage);
        sum *= coverage;
        (sum / (1.0 + sum), false)
    }

    /// A row for a candidate, and for each of its neighbours.
    fn rows(&self) -> Rows<'a> {
        std::array::from_fn(|_| Row::new(self.table))
    }

    /// Whether a candidate answers concept `c`; what [`concept`](Self::concept) tells, without counting.
    fn holds(&self, row: &Row<'_>, c: usize) -> bool {
        let mut variants = self.query.concepts[c].variants.iter().zip(&self.table.concepts[c].variants);
        variants.any(|(variant, words)| match row.fields_with(words) {
            FieldSet::NONE => false,
            FieldSet::BODY if words.len() > 1 => {
                let positions: Vec<_> = words.iter().map(|any| row.positions(any)).collect();
                !variant.places(&positions).is_empty()
            }
            _ => true,
        })
    }

    /// How often a candidate holds concept `c`, over all variants and fields by their weights, and where in the body.
    fn concept(&self, row: &Row<'_>, normalisers: &[f32; FIELDS], c: usize) -> Found {
        let mut found = Found { frequency: 0.0, is_held: false, places: Vec::new(), mainly: VariantReason::Stem };
        let mut most = 0.0;
        for (variant, words) in self.query.concepts[c].variants.iter().zip(&self.table.concepts[c].variants) {
            let weight = self.weights.variant(variant.reason);
            let mut of_variant = 0.0;
            for field in row.fields_with(words) {
                // Of several words the rarest tells how often all can stand there together.
                let least = words.iter().map(|any| row.frequency(field, any)).min().unwrap_or(0);
                if least == 0 {
                    continue;
                }
                let mut count = least as f32;
                let mut is_held = true;
                if field == BODY {
                    if let [word] = words.as_slice() {
                        found.places.extend(row.positions(word));
                    } else {
                        let positions: Vec<_> = words.iter().map(|any| row.positions(any)).collect();
                        let together = variant.places(&positions);
                        is_held = !together.is_empty();
                        count = match together.len() {
                            // Letters and digits say nothing but side by side.
                            0 if variant.reason == VariantReason::Spaced => 0.0,
                            0 => self.weights.scattered,
                            times => times as f32,
                        };
                        found.places.extend(together);
                    }
                }
                found.is_held |= is_held;
                of_variant += weight * self.weights.fields[field] * count / normalisers[field];
            }
            if of_variant > most {
                most = of_variant;
                found.mainly = variant.reason;
            }
            found.frequency += of_variant;
        }
        found.places.sort_unstable();
        found
    }

    /// What the hints at concept `c` add, together.
    fn hints(
        &self,
        row: &Row<'_>,
        normalisers: &[f32; FIELDS],
        c: usize,
        add: &mut dyn FnMut(Rule, usize, f32),
    ) -> f32 {
        let numbered = self.table.concepts[c].hints.iter().zip(&self.rarities[c].hints);
        let hints = self.query.concepts[c].hints.iter().zip(numbered).enumerate();
        let mut sum = 0.0;
        for (h, (hint, (words, rarity))) in hints {
            let fields = row.fields_with(words).map(|field| {
                let least = words.iter().map(|any| row.frequency(field, any)).min().unwrap_or(0);
                self.weights.fields[field] * least as f32 / normalisers[field]
            });
            let share = self.weights.hint(hint.reason) * rarity * self.saturated(fields.sum());
            add(Rule::Hint(hint.reason, h), c, share);
            sum += share;
        }
        sum
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
    fn nearness(&self, positions: &[Vec<u32>], add: &mut dyn FnMut(Rule, usize, f32)) {
        let concepts = &self.query.concepts;
        for c in 1..concepts.len() {
            // Words apart in the query may be as far apart in the text.
            let between = (concepts[c].position - concepts[c - 1].position).saturating_sub(1) as u32;
            let distance = nearest(&positions[c - 1], &positions[c]).map(|d| d.saturating_sub(between.min(3)));
            let share = distance
                .and_then(|d| NEAR_DISTANCES.iter().position(|near| d <= *near))
                .map_or(0.0, |n| self.weights.near[n]);
            add(Rule::Near, c, share * (self.rarities[c - 1].concept + self.rarities[c].concept) / 2.0);
        }
    }
}

/// What a candidate holds of a concept.
struct Found {
    /// Occurrences in all variants and fields, by their weights.
    frequency: f32,
    /// Whether it answers the concept: scattered parts of a compound only hint at it.
    is_held: bool,
    /// Where in the body.
    places: Vec<u32>,
    /// The variant that says most.
    mainly: VariantReason,
}
