//! What was said earlier on a topic, by whom, when?
//!
//! The passages of the matching set that carry positions are ranked as a search ranks them. Of each passage those positions count that
//! are on the topic themselves ([`topic`]), put in order of time; one that takes up what the same holder said before names that
//! ([`follow`]).

mod follow;
mod topic;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::document::PartialDate;
use crate::index::{DocumentRecord, IndexError, PassageRecord, Snapshot};
use crate::passage::{Position, is_of_text};
use crate::query::{ExpandedQuery, Filters, PositionFilter};
use crate::rank::{self, RankedPassage};
use topic::Topic;

/// Passages that are looked at unless all are asked for: more positions than these hold nobody reads.
pub const MAX_PASSAGES: usize = 2_000;

/// A position on a topic, with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicPosition {
    /// Its id: that of the passage, `@`, and its number in it from 1.
    pub id: String,
    /// What was recognised.
    pub position: Position,
    /// The day of the act where the sentence gives it, else that of the document.
    pub date: Option<PartialDate>,
    /// The passage that it stands in.
    pub passage: PassageRecord,
    /// The document that holds the passage.
    pub document: DocumentRecord,
    /// What of the topic stands in the sentence: half-open byte ranges in the text of the passage, ascending.
    pub highlights: Vec<Range<usize>>,
    /// How well it answers, above 0; comparable within one answer only.
    pub relevance: f32,
    /// The id of the last earlier position of the same holder on the same point.
    pub follows: Option<String>,
}

impl TopicPosition {
    /// The sentence.
    pub fn sentence(&self) -> &str {
        self.position.sentence(&self.passage.text)
    }
}

/// The positions on a topic.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// In order of time, undated ones last.
    pub positions: Vec<TopicPosition>,
    /// Passages of the matching set that carry a position, on the topic or not.
    pub passages: usize,
    /// How many of them were looked at.
    pub looked_at: usize,
    /// Positions that cannot be placed in the period that was asked for.
    pub undated: usize,
    /// Whether the conditions of the query asked for more than is looked at.
    pub is_cut: bool,
}

/// Finds the positions on a topic. The period of `filters` is not looked at: that of `asked` counts, which is that of the positions.
///
/// # Errors
/// Where the index cannot be read.
pub fn positions_on(
    snapshot: &Snapshot,
    query: &ExpandedQuery,
    filters: &Filters,
    asked: &PositionFilter,
    max_passages: usize,
) -> Result<History, IndexError> {
    let filters = filters.without_dates();
    let ranking = rank::with_positions(snapshot, query, &filters, asked, max_passages)?;
    let topic = Topic::of(query);
    let mut documents = Documents { snapshot, known: HashMap::new() };
    let mut history = History {
        passages: ranking.total_passages,
        looked_at: ranking.hits.len(),
        is_cut: ranking.is_cut,
        ..History::default()
    };
    for ranked in &ranking.hits {
        let passage = written(snapshot, ranked)?;
        let document = documents.of(&passage.document)?;
        let around = [Some(&passage.heading), document.title.as_ref(), document.subject.as_ref()];
        let found = topic.found_in(&passage, &around.into_iter().flatten().map(String::as_str).collect::<Vec<_>>());
        let of_document = document.date.as_deref().and_then(|date| date.parse().ok());
        for (n, on_topic) in (1..).zip(found) {
            let Some((on_topic, position)) = on_topic.zip(passage.positions.get(n - 1)) else { continue };
            if !asked.lets_through(position) {
                continue;
            }
            let date: Option<PartialDate> = position.date.or(of_document);
            match date {
                Some(date) if !asked.is_in_period(date) => continue,
                None if asked.is_dated() => {
                    history.undated += 1;
                    continue;
                }
                _ => {}
            }
            history.positions.push(TopicPosition {
                id: format!("{}@{n}", passage.id),
                date,
                highlights: on_topic.highlights,
                // Of two that answer alike the surer.
                relevance: ranked.score * on_topic.share * position.confidence,
                follows: None,
                position: position.clone(),
                passage: passage.clone(),
                document: document.clone(),
            });
        }
    }
    history.positions.sort_by(|a, b| in_time(a).cmp(&in_time(b)));
    let passages = u64::try_from(snapshot.passages()?).unwrap_or(u64::MAX);
    follow::link(&mut history.positions, passages, |stem| snapshot.passages_with(stem))?;
    Ok(history)
}

/// Undated ones last; of one day by their place, so that the order is always the same.
fn in_time(found: &TopicPosition) -> impl Ord + use<'_> {
    let day = found.date.map(|date| (date.first_day(), date.last_day()));
    let TopicPosition { document, passage, position, .. } = found;
    (day.is_none(), day, &document.root, &document.source, &document.id, passage.ordinal, position.bytes.start)
}

/// The record of a passage, if it is as it was written.
fn written(snapshot: &Snapshot, ranked: &RankedPassage) -> Result<PassageRecord, IndexError> {
    let passage = snapshot.passage(ranked.address)?;
    if passage.id == ranked.id && is_of_text(&passage.id, &passage.text) {
        return Ok(passage);
    }
    let reason = format!("the passage {} is not as it was written", ranked.id);
    Err(IndexError::Damaged { path: snapshot.directory().path().to_owned(), reason })
}

/// Records of documents, each read once.
struct Documents<'a> {
    snapshot: &'a Snapshot,
    known: HashMap<String, DocumentRecord>,
}

impl Documents<'_> {
    fn of(&mut self, id: &str) -> Result<DocumentRecord, IndexError> {
        if let Some(known) = self.known.get(id) {
            return Ok(known.clone());
        }
        // A passage is written together with the record of its document.
        let record = self.snapshot.document(id)?.unwrap_or_default();
        self.known.insert(id.to_owned(), record.clone());
        Ok(record)
    }
}

/// Leaves the `limit` positions that answer best, in order of time as before.
pub fn keep_best(positions: &mut Vec<TopicPosition>, limit: usize) {
    if positions.len() <= limit {
        return;
    }
    let mut order: Vec<usize> = (0..positions.len()).collect();
    // Of equal ones the later, which is more to the point.
    order.sort_by(|a, b| positions[*b].relevance.total_cmp(&positions[*a].relevance).then(b.cmp(a)));
    let kept: BTreeSet<usize> = order.into_iter().take(limit).collect();
    let mut places = 0..;
    positions.retain(|_| places.next().is_some_and(|n| kept.contains(&n)));
}
