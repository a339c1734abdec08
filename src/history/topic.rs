//! Which positions of a passage are on the topic?
//!
//! That a passage holds the words of the topic does not make each of its sentences one about it. A position is on the topic where all that
//! is asked for stands in its sentence, in the headings, in the title or subject of its document, or in the sentence before it where it
//! points back to that (`De kadernota voorziet in een reserve. Daar zijn wij niet voor.`).

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
        let sentences = sentences(&passage.text);
        let on_topic = |sentence: &Range<usize>| {
            let within = |range: &Range<usize>| -> Vec<&(usize, Range<usize>)> {
                held.iter().filter(|(_, at)| range.start <= at.start && at.end <= range.end).collect()
            };
            let inside = within(sentence);
            let own: HashSet<usize> = inside.iter().map(|(n, _)| *n).collect();
            let mut all: HashSet<usize> = own.union(&above).copied().collect();
            if let Some(before) = pointed_at(&passage.text, &sentences, sentence) {
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

/// Words that point back, wherever they stand.
const POINTING: &[&str] = &[
    "dit",
    "deze",
    "daarmee",
    "daarvoor",
    "daartegen",
    "daarover",
    "daarin",
    "daaraan",
    "daarbij",
    "daarop",
    "daartoe",
    "daarvan",
    "hiermee",
    "hiervoor",
    "hiertegen",
    "hierover",
    "hierin",
    "hieraan",
    "hierbij",
    "hierop",
    "hiertoe",
    "hiervan",
    "ermee",
    "ervoor",
    "ertegen",
    "erover",
    "erin",
    "eraan",
    "erbij",
    "erop",
    "ertoe",
    "ervan",
];
/// Words that point back at the beginning of a sentence; elsewhere they mostly join its parts.
const POINTING_FIRST: &[&str] = &["dat", "die", "daar", "hier", "zulks", "hetzelfde"];
/// What a paper calls itself, or what was just told.
const CALLED: &[&str] = &["voorstel", "motie", "amendement", "besluit", "plan", "verzoek", "advies"];

/// The sentence before one that points back, in the same paragraph or point.
fn pointed_at(text: &str, sentences: &[Range<usize>], sentence: &Range<usize>) -> Option<Range<usize>> {
    let before = sentences.iter().rev().find(|before| before.end <= sentence.start)?;
    // A sentence ends with the white space behind it.
    let end = before.start + text.get(before.clone())?.trim_end().len();
    let is_next = !text.get(end..sentence.start)?.contains('\n');
    (is_next && points_back(text.get(sentence.clone())?)).then(|| before.clone())
}

fn points_back(sentence: &str) -> bool {
    let words: Vec<String> =
        sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let is_called = |pair: &[String]| matches!(&*pair[0], "het" | "de") && CALLED.contains(&&*pair[1]);
    words.first().is_some_and(|word| POINTING_FIRST.contains(&&**word))
        || words.iter().any(|word| POINTING.contains(&&**word))
        || words.windows(2).any(is_called)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::{Direction, Holder, Position, PositionKind};
    use crate::query::synonym::Synonyms;
    use crate::query::{expand, parse};

    /// The sentences of a text that are on a topic, each taken for a position; `around` stands above it.
    fn on_topic<'t>(topic: &str, text: &'t str, around: &[&str]) -> Vec<(&'t str, f32)> {
        let query = expand(&parse(topic), &Analyzer::default(), Synonyms::builtin());
        let position = |bytes| Position {
            bytes,
            holder: Holder { name: "raad".into(), body: None, of: None },
            kind: PositionKind::View,
            direction: Direction::For,
            date: None,
            is_reported: false,
            confidence: 1.0,
        };
        let passage = PassageRecord {
            id: "d#p".into(),
            document: "d".into(),
            ordinal: 0,
            heading: String::new(),
            text: text.into(),
            margin: String::new(),
            page: None,
            page_label: None,
            lines: None,
            ocr: false,
            role: None,
            positions: sentences(text).into_iter().map(|range| trimmed(text, range)).map(position).collect(),
        };
        let found = Topic::of(&query).found_in(&passage, around);
        let of_each = passage.positions.iter().zip(found);
        of_each.filter_map(|(position, found)| Some((position.sentence(text), found?.share))).collect()
    }

    fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
        range.start..range.start + text[range].trim_end().len()
    }

    #[test]
    fn a_sentence_is_on_the_topic_by_its_words_and_by_what_stands_above() {
        let text = "De raad wil een reserve voor WNK. De raad wil meer bankjes.";
        assert_eq!(on_topic("reserve WNK", text, &[]), [("De raad wil een reserve voor WNK.", 1.0)]);
        assert_eq!(
            on_topic("reserves begroting", text, &["Begroting 2020"]),
            [("De raad wil een reserve voor WNK.", 0.75)]
        );
        assert_eq!(on_topic("begroting", text, &["Begroting 2020"]).len(), 2, "the whole paper is about it");
        assert_eq!(on_topic("begroting", text, &[]), []);
    }

    #[test]
    fn a_sentence_that_points_back_is_about_what_stands_before() {
        let found = |second: &str| {
            let text = format!("De kadernota voorziet in een reserve. {second}");
            on_topic("reserve", &text, &[]).iter().any(|(sentence, _)| *sentence == second)
        };
        for back in [
            "Daar zijn wij niet voor.",
            "De raad stemt hiermee niet in.",
            "Wij verwerpen het voorstel.",
            "Dat wijst het college af.",
        ] {
            assert!(found(back), "{back}");
        }
        for other in ["De raad wil meer bankjes.", "Wij vinden dat het sporthalplan doorgaat."] {
            assert!(!found(other), "{other}");
        }
        let points = "in te stemmen met de reserve;\ndeze bankjes te plaatsen.";
        assert_eq!(on_topic("reserve", points, &[]).len(), 1, "a point is about itself");
    }

    #[test]
    fn what_a_query_forbids_and_where_it_looks_is_no_part_of_the_topic() {
        let text = "De raad wil een reserve voor WNK.";
        let around = ["De kadernota"];
        assert_eq!(on_topic("gemeente:Hoorn -jeugd", text, &around).len(), 1);
    }
}
