//! Which positions of a passage are on the topic?
//!
//! That a passage holds the words of the topic does not make each of its sentences one about it. A position is on the topic where all that
//! is asked for stands in its sentence, in the one before it (`De kadernota voorziet in een reserve. Daar zijn wij niet voor.`), in
//! the headings, or in the title or subject of its document.

use std::collections::HashSet;
use std::ops::Range;

use crate::analysis::Analyzer;
use crate::index::PassageRecord;
use crate::passage::sentence::sentences;
use crate::query::{Condition, ExpandedQuery, InText, Placed, marks};

/// What a position on the topic says of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OnTopic {
    /// Half-open byte ranges in the text of the passage.
    pub highlights: Vec<Range<usize>>,
    /// From a half, where its sentence holds nothing of the topic, to 1, where it holds all.
    pub share: f32,
}

/// A topic (onderwerp): things that are asked for, each in any of its ways.
pub(super) struct Topic {
    analyzer: Analyzer,
    wanted: Vec<Placed>,
}

impl Topic {
    /// That of a query. What a query forbids, and fields, hold of all its passages and are no part of it.
    pub fn of(query: &ExpandedQuery) -> Self {
        let words = query.demanded().iter().map(|concept| Placed::Word(concept.variants.clone()));
        let marked = query.conditions.iter().map(Condition::marked).filter(|marked| !marked.is_empty());
        let conditions = marked.map(|marked| Placed::Any(marked.into_iter().cloned().collect()));
        Self { analyzer: Analyzer::default(), wanted: words.chain(conditions).collect() }
    }

    /// For each position of a passage what it says of the topic; `None` where it is not on it. `around` is what stands above.
    pub fn found_in(&self, passage: &PassageRecord, around: &[&str]) -> Vec<Option<OnTopic>> {
        if passage.positions.is_empty() {
            return Vec::new();
        }
        let above: HashSet<usize> = around.iter().flat_map(|text| self.held(text)).map(|(n, _)| n).collect();
        let held = self.held(&passage.text);
        let before = sentence_before(&passage.text);
        let on_topic = |sentence: &Range<usize>| {
            let within = |range: &Range<usize>| -> Vec<&(usize, Range<usize>)> {
                held.iter().filter(|(_, at)| range.start <= at.start && at.end <= range.end).collect()
            };
            let inside = within(sentence);
            let own: HashSet<usize> = inside.iter().map(|(n, _)| *n).collect();
            let mut all: HashSet<usize> = own.union(&above).copied().collect();
            if let Some(before) = before(sentence.start) {
                all.extend(within(&before).into_iter().map(|(n, _)| *n));
            }
            let highlights = marks(&passage.text, inside.into_iter().map(|(_, range)| range.clone()).collect());
            // Fields alone ask for nothing that a sentence could hold.
            let share = if self.wanted.is_empty() { 1.0 } else { own.len() as f32 / self.wanted.len() as f32 };
            (all.len() == self.wanted.len()).then_some(OnTopic { highlights, share: 0.5 + share / 2.0 })
        };
        passage.positions.iter().map(|position| on_topic(&position.bytes)).collect()
    }

    /// Where things that are asked for stand in a text: which, and the bytes of its words.
    fn held(&self, text: &str) -> Vec<(usize, Range<usize>)> {
        let tokens = self.analyzer.tokens(text);
        let in_text = InText::of(&tokens);
        let of_each = self.wanted.iter().enumerate();
        of_each.flat_map(|(n, wanted)| in_text.ranges(wanted).into_iter().map(move |range| (n, range))).collect()
    }
}

/// The sentence that ends before a place of a text.
fn sentence_before(text: &str) -> impl Fn(usize) -> Option<Range<usize>> {
    let all = sentences(text);
    move |start| all.iter().rev().find(|sentence| sentence.end <= start).cloned()
}
