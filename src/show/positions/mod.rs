//! Who took which position on a topic, when, as every format shows it.

mod data;
mod group;
mod markdown;
mod text;

pub use data::{write_positions_csv, write_positions_json, write_positions_jsonl};
pub use group::{Group, GroupBy};
pub use markdown::write_positions_markdown;
use serde::Serialize;
pub use text::write_positions_text;

use super::in_characters;
use crate::document::Listed;
use crate::history::TopicPosition;
use crate::passage::{Direction, PositionKind};

/// The positions on a topic. Field names and order are those of the contract.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PositionsPage {
    /// The topic as typed.
    pub topic: String,
    /// Time from the topic to this page, milliseconds.
    pub took_ms: f64,
    /// Generation of the index.
    pub generation: u64,
    /// Positions that were found, shown or not.
    pub total_positions: usize,
    /// What the reader should know.
    pub warnings: Vec<String>,
    /// What they are grouped by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<GroupBy>,
    /// The groups in their order, with the ids of their positions; one can be in several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// In order of time, undated ones last.
    pub positions: Vec<ShownPosition>,
}

/// A position as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownPosition {
    /// Its id.
    pub id: String,
    /// Date, ISO, possibly partial: of the act where the sentence gives it, else of the document.
    pub date: Option<String>,
    /// Who takes it.
    pub holder: String,
    /// What is done.
    pub kind: PositionKind,
    /// For or against.
    pub direction: Direction,
    /// The sentence.
    pub sentence: String,
    /// Passage id.
    pub passage: String,
    /// Document id.
    pub document: String,
    /// Title of the document.
    pub title: Option<String>,
    /// Municipalities that the document is from or addressed to.
    pub municipalities: Vec<String>,
    /// Arrangements of the document.
    pub arrangements: Vec<String>,
    /// Path in the root, with `#id` for a record of a JSONL file.
    pub source: String,
    /// Page, from 1.
    pub page: Option<u32>,
    /// The last earlier position of the same holder on the same point.
    pub follows: Option<String>,
    /// The day of that one, for people.
    #[serde(skip)]
    pub follows_date: Option<String>,
    /// Subject of the document.
    pub subject: Option<String>,
    /// Root.
    pub root: String,
    /// What the page is called in print.
    pub page_label: Option<String>,
    /// First and last line of the passage, from 1.
    pub lines: Option<(usize, usize)>,
    /// Headings above the passage.
    pub heading: Option<String>,
    /// Kind of the document.
    pub document_kind: Option<String>,
    /// Date of the document.
    pub document_date: Option<String>,
    /// The municipality or arrangement of the holder, where that is known.
    pub holder_of: Option<String>,
    /// Whether the document reports it of somebody else than who wrote it.
    pub reported: bool,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
    /// What of the topic stands in the sentence: half-open ranges, in Unicode scalar values, ascending.
    pub highlights: Vec<(usize, usize)>,
    /// Where the document is published.
    pub url: Option<String>,
}

impl ShownPosition {
    fn of(found: &TopicPosition, all: &[TopicPosition]) -> Self {
        let TopicPosition { id, position, date, passage, document, highlights, follows, .. } = found;
        let start = position.bytes.start;
        let in_sentence: Vec<_> = highlights.iter().map(|range| range.start - start..range.end - start).collect();
        let followed = follows.as_ref().and_then(|id| all.iter().find(|other| other.id == *id));
        Self {
            id: id.clone(),
            date: date.map(|date| date.to_string()),
            holder: position.holder.name.clone(),
            kind: position.kind,
            direction: position.direction,
            sentence: found.sentence().to_owned(),
            passage: passage.id.clone(),
            document: document.id.clone(),
            title: document.title.clone(),
            municipalities: document.municipalities.iter().map(|(name, _)| name.clone()).collect(),
            arrangements: document.arrangements.clone(),
            source: document.source.clone(),
            page: passage.page,
            follows: follows.clone(),
            follows_date: followed.and_then(|followed| followed.date).map(|date| date.to_string()),
            subject: document.subject.clone(),
            root: document.root.clone(),
            page_label: passage.page_label.clone(),
            lines: passage.lines,
            heading: Some(passage.heading.clone()).filter(|heading| !heading.is_empty()),
            document_kind: document.kind.clone(),
            document_date: document.date.clone(),
            holder_of: position.holder.of.clone(),
            reported: position.is_reported,
            confidence: position.confidence,
            highlights: in_characters(found.sentence(), &in_sentence),
            url: document.url.clone(),
        }
    }

    /// What its document is called.
    fn name(&self) -> Option<&str> {
        self.title.as_deref().or(self.subject.as_deref())
    }

    /// What is done and how, in Dutch: `zienswijze, voorwaardelijk`.
    fn act(&self) -> String {
        format!("{}, {}", self.kind.dutch(), self.direction.dutch())
    }
}

impl PositionsPage {
    /// Shows the positions at `shown` of `all` that were found.
    pub fn of(topic: String, generation: u64, shown: &[TopicPosition], all: &[TopicPosition]) -> Self {
        Self {
            topic,
            took_ms: 0.0,
            generation,
            total_positions: all.len(),
            warnings: Vec::new(),
            by: None,
            groups: Vec::new(),
            positions: shown.iter().map(|found| ShownPosition::of(found, all)).collect(),
        }
    }

    /// The same, grouped.
    #[must_use]
    pub fn grouped(self, by: GroupBy) -> Self {
        Self { by: Some(by), groups: group::groups(&self.positions, by), ..self }
    }

    /// For each group its name, where it has one, and its positions; all in one without a name where nothing groups them.
    fn parts(&self) -> Vec<(Option<String>, Vec<&ShownPosition>)> {
        let Some(by) = self.by else { return vec![(None, self.positions.iter().collect())] };
        let of_group = |group: &Group| {
            let name = group.value.clone().unwrap_or_else(|| by.unknown().to_owned());
            (Some(name), self.positions.iter().filter(|position| group.positions.contains(&position.id)).collect())
        };
        self.groups.iter().map(of_group).collect()
    }
}

/// For people: the same sentence of the same holder on the same day is told once, with the number of other places where it
/// stands.
fn told_once<'p>(positions: &[&'p ShownPosition]) -> Vec<(&'p ShownPosition, usize)> {
    let mut told: Vec<(&ShownPosition, usize)> = Vec::new();
    for position in positions {
        let is_same = |other: &ShownPosition| {
            (&other.date, &other.holder, other.kind, other.direction)
                == (&position.date, &position.holder, position.kind, position.direction)
                && other.sentence.split_whitespace().eq(position.sentence.split_whitespace())
        };
        // Those of one day stand next to one another.
        let of_day = told.iter_mut().rev().take_while(|(other, _)| other.date == position.date);
        match of_day.into_iter().find(|(other, _)| is_same(other)) {
            Some((_, others)) => *others += 1,
            None => told.push((position, 0)),
        }
    }
    told
}
