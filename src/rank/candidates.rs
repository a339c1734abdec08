//! First stage: which passages are worth a closer look, and how many match at all?
//!
//! The engine prunes well only over a flat sum of terms, and counting switches the pruning off; so candidates and
//! totals are separate queries.

use std::collections::{BTreeMap, HashSet};

use tantivy::collector::{Collector, Count, DocSetCollector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, Term};

use super::filter::{Narrowing, all, any, term};
use super::flat::{Among, FlatSum};
use super::weights::Weights;
use super::{By, Partial, Wanted, score};
use crate::index::schema::UNDATED;
use crate::index::{Fields, Snapshot};
use crate::query::{AnyOf, Concept, ExpandedQuery, Variant};

/// Candidates that the second stage looks at, at least.
const MIN_CANDIDATES: usize = 1_000;
/// Passages of the matching set up to which all of them are candidates.
const MAX_FULL_SET: usize = 2_000;

/// Words of a query that always take part in picking candidates, the rarest first ...
const MIN_PICKING: usize = 4;
/// ... and passages that all that take part stand in together, one counted for each word: some tenths of a second. A pasted page
/// asks for dozens of words that are everywhere, which say little of where to look.
const MAX_PICKING: u64 = 1_500_000;

/// Size of the matching set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub passages: usize,
    pub documents: usize,
    /// Passages that are in it or may be.
    pub looked_at: usize,
}

/// Weight of a field when candidates are picked; the second stage weighs anew.
fn candidate_fields(fields: &Fields) -> [(tantivy::schema::Field, Score); 7] {
    let weights = [1.0, 0.8, 0.6, 0.5, 1.0, 0.3, 0.2];
    let mut pairs = [(fields.body, 0.0); 7];
    for (pair, (field, weight)) in pairs.iter_mut().zip(fields.texts().into_iter().zip(weights)) {
        *pair = (field, weight);
    }
    pairs
}

/// Which variants count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Those of one term.
    Strict,
    /// Also those of several, wherever in the passage these stand. Whether they stand together only their positions tell.
    Loose,
}

/// Passages that hold a concept in some variant, in any field.
fn holds(fields: &Fields, concept: &Concept, reading: Reading) -> Box<dyn Query> {
    let word = |terms: &AnyOf| any(terms.iter().flat_map(|t| fields.texts().map(|field| term(field, t))).collect());
    let (single, several): (Vec<&Variant>, Vec<&Variant>) = concept.variants.iter().partition(|v| v.words.len() == 1);
    let single = single.into_iter().flat_map(|v| &v.words[0]);
    let mut ways: Vec<Box<dyn Query>> = single.flat_map(|t| fields.texts().map(|field| term(field, t))).collect();
    if reading == Reading::Loose {
        ways.extend(several.into_iter().map(|variant| all(variant.words.iter().map(word).collect())));
    }
    any(ways)
}

/// The matching set: passages that meet `conditions` and hold every concept, or with [`Partial::Counted`] any.
fn matching(
    fields: &Fields,
    query: &ExpandedQuery,
    conditions: &[Box<dyn Query>],
    partial: Partial,
    reading: Reading,
) -> Box<dyn Query> {
    let concepts: Vec<_> = query.demanded().iter().map(|concept| holds(fields, concept, reading)).collect();
    let mut must: Vec<Box<dyn Query>> = conditions.iter().map(|condition| condition.box_clone()).collect();
    if !concepts.is_empty() {
        must.push(if partial == Partial::Counted { any(concepts) } else { all(concepts) });
    }
    all(must)
}

/// Passages that may be in the matching set by a variant of several words.
fn doubtful(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    conditions: &[Box<dyn Query>],
    partial: Partial,
) -> tantivy::Result<Vec<DocAddress>> {
    // With any word the parts count too, so nothing is in doubt.
    if partial == Partial::Counted || query.demanded().iter().flat_map(|c| &c.variants).all(|v| v.words.len() == 1) {
        return Ok(Vec::new());
    }
    let of = |reading| matching(snapshot.fields(), query, conditions, partial, reading);
    let only_loose = BooleanQuery::new(vec![(Occur::Must, of(Reading::Loose)), (Occur::MustNot, of(Reading::Strict))]);
    let mut addresses: Vec<DocAddress> =
        snapshot.searcher().search(&only_loose, &DocSetCollector)?.into_iter().collect();
    addresses.sort_unstable();
    Ok(addresses)
}

pub(super) fn totals(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    filters: &Narrowing<'_>,
    partial: Partial,
) -> tantivy::Result<Totals> {
    count(snapshot, query, &filters.conditions(snapshot.fields()), partial)
}

/// The size of the matching set under some conditions.
fn count(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    conditions: &[Box<dyn Query>],
    partial: Partial,
) -> tantivy::Result<Totals> {
    if is_surely_empty(snapshot, query, conditions, partial)? {
        return Ok(Totals::default());
    }
    let reading = if partial == Partial::Counted { Reading::Loose } else { Reading::Strict };
    let sure = matching(snapshot.fields(), query, conditions, partial, reading);
    let (sure, mut documents) = snapshot.searcher().search(&sure, &(Count, DistinctDocuments))?;
    let doubtful = doubtful(snapshot, query, conditions, partial)?;
    let proved = score::complete(snapshot, query, &doubtful)?;
    for of_segment in proved.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let segment = snapshot.searcher().segment_reader(of_segment[0].segment_ord);
        let keys = segment.fast_fields().u64("document_key")?;
        documents.extend(of_segment.iter().filter_map(|address| keys.first(address.doc_id)));
    }
    Ok(Totals { passages: sure + proved.len(), documents: documents.len(), looked_at: sure + doubtful.len() })
}

/// The passages that [`totals`] counts, by segment, ascending. A query that asks for nothing has all that meet the filters.
pub(super) fn matching_set(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    filters: &Narrowing<'_>,
    partial: Partial,
) -> tantivy::Result<Vec<Vec<DocId>>> {
    let conditions = filters.conditions(snapshot.fields());
    if is_surely_empty(snapshot, query, &conditions, partial)? {
        return Ok(vec![Vec::new(); snapshot.searcher().segment_readers().len()]);
    }
    let reading = if partial == Partial::Counted { Reading::Loose } else { Reading::Strict };
    let sure = matching(snapshot.fields(), query, &conditions, partial, reading);
    let mut by_segment = vec![Vec::new(); snapshot.searcher().segment_readers().len()];
    for (segment, docs) in snapshot.searcher().search(&sure, &Passages)? {
        by_segment[segment as usize] = docs;
    }
    // None of these is among those that are sure.
    let proved = score::complete(snapshot, query, &doubtful(snapshot, query, &conditions, partial)?)?;
    for of_segment in proved.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
        let docs = &mut by_segment[of_segment[0].segment_ord as usize];
        docs.extend(of_segment.iter().map(|address| address.doc_id));
        docs.sort_unstable();
    }
    Ok(by_segment)
}

/// Passages of the matching set that a date filter leaves out for want of a date.
pub(super) fn count_undated(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    filters: &Narrowing<'_>,
    partial: Partial,
) -> tantivy::Result<usize> {
    let fields = snapshot.fields();
    let mut undated = filters.undated_conditions(fields);
    undated.push(term(fields.dating, UNDATED));
    Ok(count(snapshot, query, &undated, partial)?.passages)
}

/// Picks the candidates, ascending by address.
pub(super) fn pick(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    filters: &Narrowing<'_>,
    wanted: Wanted,
    full: Totals,
    weights: &Weights,
) -> tantivy::Result<Vec<DocAddress>> {
    let fields = snapshot.fields();
    let total = full.looked_at;
    let last = wanted.offset.saturating_add(wanted.limit);
    let enough = if wanted.by == By::Document { full.documents >= last } else { full.passages >= last };
    // Documents hold several passages each, so more passages are looked at where documents are wanted.
    let needed = if wanted.by == By::Document { last.saturating_mul(8) } else { last };
    // Pages fit together where they are cut from one set: the best thousand, or beyond it all.
    let wide = if needed <= MIN_CANDIDATES { MIN_CANDIDATES } else { usize::MAX };
    let most = usize::try_from(snapshot.searcher().num_docs()).unwrap_or(usize::MAX);
    let mut found: HashSet<DocAddress> = HashSet::new();
    if total > 0 {
        let count = if total <= MAX_FULL_SET { total } else { wide.min(total) }.min(most).max(1);
        let full = matching(fields, query, &filters.conditions(fields), Partial::Below, Reading::Loose);
        if count < total {
            // Too many to look at all of them: the best by the sum of their terms.
            found.extend(flat_sum(snapshot, query, weights)?.best(Among::All(full), count)?);
        } else {
            found.extend(snapshot.searcher().search(&full, &DocSetCollector)?);
        }
    }
    let demanded = query.demanded();
    let may_be_partial = demanded.len() > 1 || demanded.iter().any(|concept| !concept.hints.is_empty());
    if wanted.partial != Partial::LeftOut && may_be_partial && !enough {
        let count = wide.min(most).max(1);
        // Only passages have these fields, so that without filters the sum stands alone.
        let among = if filters.is_empty() { Among::WithAny } else { Among::WithAnyOf(all(filters.conditions(fields))) };
        found.extend(flat_sum(snapshot, query, weights)?.best(among, count)?);
    }
    let mut addresses: Vec<DocAddress> = found.into_iter().collect();
    addresses.sort_unstable();
    Ok(addresses)
}

/// All terms in all fields, flat, each with its weight.
fn flat_sum<'a>(snapshot: &'a Snapshot, query: &ExpandedQuery, weights: &Weights) -> tantivy::Result<FlatSum<'a>> {
    let mut by_term: BTreeMap<&str, Score> = BTreeMap::new();
    let mut weigh = |term, weight: Score| {
        let most = by_term.entry(term).or_insert(0.0);
        *most = most.max(weight);
    };
    for concept in picking(snapshot, query)? {
        for variant in &concept.variants {
            // A word of several says the less the more there are.
            let weight = weights.variant(variant.reason) / variant.words.len() as Score;
            variant.terms().for_each(|term| weigh(term, weight));
        }
        for hint in &concept.hints {
            let weight = weights.hint(hint.reason) / hint.words.len() as Score;
            hint.words.iter().flatten().for_each(|term| weigh(term, weight));
        }
    }
    let mut sum = FlatSum::new(snapshot);
    for (term, weight) in by_term {
        for (field, of_field) in candidate_fields(snapshot.fields()) {
            sum.add(field, term, of_field * weight)?;
        }
    }
    Ok(sum)
}

/// The concepts by which candidates are picked: all of them, unless there are many that are everywhere.
fn picking<'a>(snapshot: &Snapshot, query: &'a ExpandedQuery) -> tantivy::Result<Vec<&'a Concept>> {
    if query.concepts.len() <= MIN_PICKING {
        return Ok(query.concepts.iter().collect());
    }
    let by_passages = by_rarity(snapshot, &query.concepts)?;
    let mut sum = 0;
    let fits = |(n, (passages, _)): &(usize, (u64, &Concept))| {
        sum += *passages;
        *n < MIN_PICKING || sum <= MAX_PICKING
    };
    Ok(by_passages.into_iter().enumerate().take_while(fits).map(|(_, (_, concept))| concept).collect())
}

/// Concepts with the passages that hold them, one counted for each word, the rarest first.
fn by_rarity<'a>(snapshot: &Snapshot, concepts: &'a [Concept]) -> tantivy::Result<Vec<(u64, &'a Concept)>> {
    let mut by_passages = Vec::with_capacity(concepts.len());
    for concept in concepts {
        let mut passages = 0;
        for term in concept.variants.iter().flat_map(Variant::terms) {
            passages += snapshot.searcher().doc_freq(&Term::from_field_text(snapshot.fields().body, term))?;
        }
        by_passages.push((passages, concept));
    }
    by_passages.sort_by_key(|(passages, _)| *passages);
    Ok(by_passages)
}

/// Whether no passage holds even the rarest words of a long query: that of all its words then need not be asked, which would take
/// longer than all else.
fn is_surely_empty(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    conditions: &[Box<dyn Query>],
    partial: Partial,
) -> tantivy::Result<bool> {
    if partial == Partial::Counted || query.demanded().len() <= 2 * MIN_PICKING {
        return Ok(false);
    }
    let rarest = by_rarity(snapshot, query.demanded())?.into_iter().take(MIN_PICKING);
    let mut must: Vec<Box<dyn Query>> =
        rarest.map(|(_, concept)| holds(snapshot.fields(), concept, Reading::Loose)).collect();
    must.extend(conditions.iter().map(|condition| condition.box_clone()));
    Ok(snapshot.searcher().search(&all(must), &Count)? == 0)
}

/// Collects the keys of the documents that hits belong to.
struct DistinctDocuments;

struct SegmentDocuments {
    column: Column<u64>,
    keys: HashSet<u64>,
}

impl Collector for DistinctDocuments {
    type Fruit = HashSet<u64>;
    type Child = SegmentDocuments;

    fn for_segment(&self, _ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentDocuments> {
        Ok(SegmentDocuments { column: segment.fast_fields().u64("document_key")?, keys: HashSet::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<HashSet<u64>>) -> tantivy::Result<HashSet<u64>> {
        Ok(fruits.into_iter().flatten().collect())
    }
}

impl SegmentCollector for SegmentDocuments {
    type Fruit = HashSet<u64>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        self.keys.extend(self.column.first(doc));
    }

    fn harvest(self) -> HashSet<u64> {
        self.keys
    }
}

/// Collects hits, ascending in each segment.
struct Passages;

struct SegmentPassages {
    segment: SegmentOrdinal,
    docs: Vec<DocId>,
}

impl Collector for Passages {
    type Fruit = Vec<(SegmentOrdinal, Vec<DocId>)>;
    type Child = SegmentPassages;

    fn for_segment(&self, segment: SegmentOrdinal, _reader: &SegmentReader) -> tantivy::Result<SegmentPassages> {
        Ok(SegmentPassages { segment, docs: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<(SegmentOrdinal, Vec<DocId>)>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }
}

impl SegmentCollector for SegmentPassages {
    type Fruit = (SegmentOrdinal, Vec<DocId>);

    fn collect(&mut self, doc: DocId, _score: Score) {
        self.docs.push(doc);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.docs.extend_from_slice(docs);
    }

    fn harvest(self) -> Self::Fruit {
        (self.segment, self.docs)
    }
}
