//! Which passages meet the conditions of a query: operators, phrases, patterns, fields, exactly as they are written.
//!
//! Each segment is gone through once: the postings give the passages that hold the terms, their positions decide where terms
//! alone do not tell. What comes out is a set of passages, which the engine takes as one more condition, so that totals are exact.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::filter::{all, any, conditions, term};
use super::postings;
use crate::analysis::PART_MARK;
use crate::index::schema::record;
use crate::index::{Snapshot, day_number};
use crate::query::{AnyOf, Condition, FieldName, Filters, Place, Placed};

/// Passages whose positions are read together, which bounds the memory for them.
const CHUNK: usize = 4096;

/// Places that are looked up for one query: some tenths of a second. What asks for more is looked at in part, and told; counted and
/// not timed, so that the same query finds the same each time.
const MAX_WORK: u64 = 6_000_000;

/// The passages that meet some conditions, as a query of the engine.
#[derive(Debug, Clone)]
pub(super) struct Selected {
    /// Whether there was more to look at than is looked at for one query.
    pub is_cut: bool,
    by_segment: Arc<HashMap<SegmentId, Arc<[DocId]>>>,
}

/// Finds the passages that meet all of some conditions; `None` where there are none to meet.
pub(super) fn select(snapshot: &Snapshot, all: &[Condition]) -> tantivy::Result<Option<Selected>> {
    if all.is_empty() {
        return Ok(None);
    }
    let mut by_segment = HashMap::new();
    let work = Cell::new(0);
    for segment in snapshot.searcher().segment_readers() {
        let selecting = Selecting {
            snapshot,
            segment,
            fields: snapshot.fields().texts(),
            work: &work,
            known: RefCell::default(),
            days: RefCell::default(),
        };
        let docs = selecting.all(&selecting.passages()?, all)?;
        by_segment.insert(segment.segment_id(), docs.to_vec().into());
    }
    Ok(Some(Selected { is_cut: work.get() > MAX_WORK, by_segment: Arc::new(by_segment) }))
}

/// Passages of one segment, a bit each.
#[derive(Clone)]
struct Docs(Vec<u64>);

impl Docs {
    fn none(max_doc: DocId) -> Self {
        Self(vec![0; max_doc.div_ceil(64) as usize])
    }

    fn all(max_doc: DocId) -> Self {
        Self(vec![u64::MAX; max_doc.div_ceil(64) as usize])
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|bits| *bits == 0)
    }

    fn retain(&mut self, keeps: impl Fn(DocId) -> bool) {
        for (n, bits) in (0..).zip(&mut self.0) {
            let mut left = *bits;
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                if !keeps(n * 64 + bit) {
                    *bits &= !(1 << bit);
                }
            }
        }
    }

    fn insert(&mut self, doc: DocId) {
        self.0[(doc / 64) as usize] |= 1 << (doc % 64);
    }

    fn holds(&self, doc: DocId) -> bool {
        self.0[(doc / 64) as usize] & 1 << (doc % 64) != 0
    }

    fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine &= theirs);
    }

    fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine |= theirs);
    }

    fn remove(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine &= !theirs);
    }

    fn to_vec(&self) -> Vec<DocId> {
        let mut docs = Vec::new();
        for (n, bits) in (0..).zip(&self.0) {
            let mut bits = *bits;
            while bits != 0 {
                docs.push(n * 64 + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
        docs
    }
}

struct Selecting<'a> {
    snapshot: &'a Snapshot,
    segment: &'a SegmentReader,
    fields: [Field; 7],
    work: &'a Cell<u64>,
    /// The passages that hold some terms: a query may ask for the same word many times.
    known: RefCell<HashMap<AnyOf, Rc<Docs>>>,
    /// First and last day of each passage, once a period was asked for.
    days: RefCell<Option<Rc<[Days]>>>,
}

/// First and last day of a passage; `None` for an undated one.
type Days = Option<(i64, i64)>;

impl Selecting<'_> {
    fn passages(&self) -> tantivy::Result<Docs> {
        self.found(&*term(self.snapshot.fields().record, record::PASSAGE))
    }

    fn found(&self, query: &dyn Query) -> tantivy::Result<Docs> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(self.snapshot.searcher()))?;
        let mut docs = Docs::none(self.segment.max_doc());
        let mut scorer = weight.scorer(self.segment, 1.0)?;
        let mut doc = scorer.doc();
        while doc != TERMINATED {
            if !self.segment.is_deleted(doc) {
                docs.insert(doc);
            }
            doc = scorer.advance();
        }
        Ok(docs)
    }

    /// Those of some passages that meet all conditions; what is cheap to tell comes first.
    fn all(&self, within: &Docs, conditions: &[Condition]) -> tantivy::Result<Docs> {
        let mut docs = within.clone();
        let (cheap, dear): (Vec<_>, Vec<_>) = different(conditions).into_iter().partition(|c| is_told_by_terms(c));
        for condition in cheap {
            if docs.is_empty() {
                return Ok(docs);
            }
            docs = self.docs(&docs, condition)?;
        }
        // What lacks a word of one of them need not be read for the others.
        for condition in &dear {
            if docs.is_empty() {
                return Ok(docs);
            }
            if let Condition::Placed(placed) = condition {
                docs.keep(&self.holding(placed)?);
            }
        }
        for condition in dear {
            if docs.is_empty() {
                break;
            }
            docs = self.docs(&docs, condition)?;
        }
        Ok(docs)
    }

    /// Those of some passages that meet a condition.
    fn docs(&self, within: &Docs, condition: &Condition) -> tantivy::Result<Docs> {
        let mut docs = match condition {
            Condition::Placed(placed) => return self.placed(within, placed),
            Condition::All(several) => return self.all(within, several),
            Condition::Any(several) => {
                let mut docs = Docs::none(self.segment.max_doc());
                for condition in different(several) {
                    let mut others = within.clone();
                    others.remove(&docs);
                    if others.is_empty() {
                        break;
                    }
                    docs.add(&self.docs(&others, condition)?);
                }
                return Ok(docs);
            }
            Condition::Not(condition) => {
                let mut docs = within.clone();
                docs.remove(&self.docs(within, condition)?);
                return Ok(docs);
            }
            Condition::Filter(filters) if filters.is_dated() && filters.without_dates().is_empty() => {
                return self.dated(within, filters);
            }
            Condition::Filter(filters) => self.found(&*all(conditions(self.snapshot.fields(), filters)))?,
            Condition::Within { field, words } => {
                let fields = self.snapshot.fields();
                let field = if *field == FieldName::Title { fields.title } else { fields.reference };
                if words.is_empty() {
                    return Ok(Docs::none(self.segment.max_doc()));
                }
                let word = |terms: &AnyOf| any(terms.iter().map(|t| term(field, t)).collect());
                self.found(&*all(words.iter().map(word).collect()))?
            }
        };
        docs.keep(within);
        Ok(docs)
    }

    /// Those of some passages that a period touches: an interval does when it begins before the end and ends after the begin.
    fn dated(&self, within: &Docs, filters: &Filters) -> tantivy::Result<Docs> {
        let days = self.days()?;
        let since = filters.since.map_or(i64::MIN, |since| day_number(since.first_day()));
        let until = filters.until.map_or(i64::MAX, |until| day_number(until.last_day()));
        let mut docs = within.clone();
        docs.retain(|doc| {
            days.get(doc as usize).copied().flatten().is_some_and(|(first, last)| last >= since && first <= until)
        });
        Ok(docs)
    }

    fn days(&self) -> tantivy::Result<Rc<[Days]>> {
        if let Some(days) = self.days.borrow().as_ref() {
            return Ok(Rc::clone(days));
        }
        let columns = self.segment.fast_fields();
        let (first, last) = (columns.i64("first_day")?, columns.i64("last_day")?);
        let days: Rc<[Days]> = (0..self.segment.max_doc()).map(|doc| first.first(doc).zip(last.first(doc))).collect();
        *self.days.borrow_mut() = Some(Rc::clone(&days));
        Ok(days)
    }

    fn placed(&self, within: &Docs, placed: &Placed) -> tantivy::Result<Docs> {
        let mut candidates = self.holding(placed)?;
        candidates.keep(within);
        if placed.is_told_by_terms() {
            return Ok(candidates);
        }
        let asked = Asked::of(placed);
        let mut docs = Docs::none(self.segment.max_doc());
        let mut standing = Standing::default();
        let mut positions = Vec::new();
        for chunk in candidates.to_vec().chunks(CHUNK) {
            for field in self.fields {
                let mut by_doc: Vec<(u64, Vec<(u32, Place<'_>)>)> = vec![(0, Vec::new()); chunk.len()];
                let index = self.segment.inverted_index(field)?;
                for (text, words) in &asked.terms {
                    let Some(info) = postings::find(&index, field, text)? else { continue };
                    if self.is_spent() {
                        return Ok(docs);
                    }
                    self.spend(chunk.len() as u64 / 8);
                    let part = Some(*text).filter(|text| text.starts_with(PART_MARK));
                    postings::read(&index, &info, chunk, true, |mut found| {
                        found.positions(&mut positions);
                        self.spend(1 + positions.len() as u64);
                        let (work, places) = &mut by_doc[found.candidate];
                        for word in words {
                            *work += positions.len() as u64 / 4;
                            places.extend(positions.iter().map(|place| (*word, (*place, part))));
                        }
                    })?;
                }
                for ((work, places), doc) in by_doc.iter_mut().zip(chunk) {
                    if places.is_empty() || docs.holds(*doc) {
                        continue;
                    }
                    if self.is_spent() {
                        return Ok(docs);
                    }
                    self.spend(*work + asked.terms.len() as u64 + placed.depth());
                    standing.put(places, asked.words.len());
                    if placed.stands_where(&|terms| Cow::Borrowed(standing.of(asked.number(terms)))) {
                        docs.insert(*doc);
                    }
                }
            }
        }
        Ok(docs)
    }

    fn is_spent(&self) -> bool {
        self.work.get() > MAX_WORK
    }

    fn spend(&self, work: u64) {
        self.work.set(self.work.get().saturating_add(work));
    }

    /// Passages that hold the terms of something, wherever these stand.
    fn holding(&self, placed: &Placed) -> tantivy::Result<Docs> {
        let words = |words: &[AnyOf]| {
            let mut docs = Docs::all(self.segment.max_doc());
            for terms in words {
                docs.keep(&*self.with_any(terms)?);
            }
            tantivy::Result::Ok(docs)
        };
        let union = |several: &mut dyn Iterator<Item = tantivy::Result<Docs>>| {
            let mut docs = Docs::none(self.segment.max_doc());
            for found in several {
                docs.add(&found?);
            }
            tantivy::Result::Ok(docs)
        };
        match placed {
            Placed::Sequence { words: of_sequence, .. } => words(of_sequence),
            Placed::Word(variants) => union(&mut variants.iter().map(|variant| words(&variant.words))),
            Placed::Any(several) => union(&mut several.iter().map(|placed| self.holding(placed))),
            Placed::Near { left, right, .. } => {
                let mut docs = self.holding(left)?;
                docs.keep(&self.holding(right)?);
                Ok(docs)
            }
        }
    }

    /// Records that hold any of some terms in a field of text, deleted ones too.
    fn with_any(&self, terms: &AnyOf) -> tantivy::Result<Rc<Docs>> {
        if let Some(known) = self.known.borrow().get(terms) {
            return Ok(Rc::clone(known));
        }
        let mut docs = Docs::none(self.segment.max_doc());
        for field in self.fields {
            let index = self.segment.inverted_index(field)?;
            for text in terms {
                let term = Term::from_field_text(field, text);
                let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else { continue };
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    docs.insert(doc);
                    doc = postings.advance();
                }
            }
        }
        let docs = Rc::new(docs);
        self.known.borrow_mut().insert(terms.clone(), Rc::clone(&docs));
        Ok(docs)
    }
}

/// The words of something that has places, by number: looked up by their terms in each passage, these would take longer than all else.
struct Asked<'t> {
    /// Each word once.
    words: HashMap<&'t AnyOf, u32>,
    /// The words by where their terms lie.
    numbers: HashMap<*const AnyOf, u32>,
    /// Each term with the words that it is one of, in order of the terms.
    terms: BTreeMap<&'t str, Vec<u32>>,
}

impl<'t> Asked<'t> {
    fn of(placed: &'t Placed) -> Self {
        let mut asked = Self { words: HashMap::new(), numbers: HashMap::new(), terms: BTreeMap::new() };
        for terms in placed.words() {
            let next = u32::try_from(asked.words.len()).unwrap_or(u32::MAX);
            let number = *asked.words.entry(terms).or_insert_with(|| {
                for term in terms {
                    let words = asked.terms.entry(term).or_default();
                    if words.last() != Some(&next) {
                        words.push(next);
                    }
                }
                next
            });
            asked.numbers.insert(std::ptr::from_ref(terms), number);
        }
        asked
    }

    fn number(&self, terms: &AnyOf) -> u32 {
        self.numbers.get(&std::ptr::from_ref(terms)).copied().unwrap_or(u32::MAX)
    }
}

/// Where the words of something stand in one field of one passage.
#[derive(Default)]
struct Standing<'t> {
    places: Vec<Place<'t>>,
    /// Where those of each word begin, and the last end.
    begins: Vec<usize>,
}

impl<'t> Standing<'t> {
    fn put(&mut self, found: &mut Vec<(u32, Place<'t>)>, words: usize) {
        found.sort_unstable();
        found.dedup();
        self.places.clear();
        self.places.extend(found.iter().map(|(_, place)| *place));
        self.begins.clear();
        let mut at = 0;
        for word in 0..=u32::try_from(words).unwrap_or(u32::MAX) {
            at += found[at..].iter().take_while(|(of, _)| *of < word).count();
            self.begins.push(at);
        }
    }

    /// The places of a word, ascending.
    fn of(&self, word: u32) -> &[Place<'t>] {
        let begins = self.begins.get(word as usize..).unwrap_or_default();
        match begins {
            [begin, end, ..] => &self.places[*begin..*end],
            _ => &[],
        }
    }
}

/// Each condition once, in their order.
fn different(conditions: &[Condition]) -> Vec<&Condition> {
    let mut kept: Vec<&Condition> = Vec::with_capacity(conditions.len());
    for condition in conditions {
        if !kept.contains(&condition) {
            kept.push(condition);
        }
    }
    kept
}

/// Whether no positions have to be read.
fn is_told_by_terms(condition: &Condition) -> bool {
    match condition {
        Condition::Placed(placed) => placed.is_told_by_terms(),
        Condition::Filter(_) | Condition::Within { .. } => true,
        Condition::All(several) | Condition::Any(several) => several.iter().all(is_told_by_terms),
        Condition::Not(condition) => is_told_by_terms(condition),
    }
}

/// Passages one after the other.
struct Ascending {
    docs: Arc<[DocId]>,
    at: usize,
}

impl DocSet for Ascending {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.docs.get(self.at..).unwrap_or_default();
        // What is looked for is mostly near: ever longer steps, then the middle of the last one.
        let mut step = 1;
        while rest.get(step).is_some_and(|doc| *doc < target) {
            step *= 2;
        }
        let last = rest.get(..rest.len().min(step + 1)).unwrap_or_default();
        self.at += last.partition_point(|doc| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len()).unwrap_or(u32::MAX)
    }
}

impl Query for Selected {
    fn weight(&self, _enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Selected {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.by_segment.get(&segment.segment_id()).cloned().unwrap_or_default();
        Ok(Box::new(ConstScorer::new(Ascending { docs, at: 0 }, boost)))
    }

    fn explain(&self, _segment: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("meets the conditions of the query", 0.0))
    }
}
