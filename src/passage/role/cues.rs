//! The words of the data file.

use std::sync::LazyLock;

use super::Role;
use crate::document::phrases::{FoundPhrase, Phrases};
use crate::document::words::Words;
use crate::document::{Listed, rows};

/// Where a phrase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a heading above the passage.
    Heading,
    /// In the line that leads a list in.
    Lead,
    /// At the start of a sentence.
    Start,
    /// Anywhere.
    Text,
}

/// What a phrase is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::passage) enum Sign {
    Role(Role),
    /// A point to be decided on (beslispunt).
    Point,
}

/// A phrase with what it is a sign of.
#[derive(Debug)]
pub(super) struct Cue {
    pub sign: Sign,
    pub place: Place,
    pub weight: f32,
    pub phrase: &'static str,
}

/// A cue that stands in a text.
#[derive(Debug, Clone)]
pub(super) struct FoundCue {
    pub cue: &'static Cue,
    pub found: FoundPhrase,
}

const LIST: &str = include_str!("cues.tsv");

static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    let cue = |row: crate::document::Row| {
        let sign = if row.text(0) == "point" { Sign::Point } else { Sign::Role(Role::named(row.text(0))?) };
        let place = match row.text(1) {
            "heading" => Place::Heading,
            "lead" => Place::Lead,
            "start" => Place::Start,
            _ => Place::Text,
        };
        Some(Cue { sign, place, weight: row.text(2).parse().ok()?, phrase: row.text(3) })
    };
    rows(LIST).filter_map(cue).collect()
});

/// The cues of each place, in the order of [`Place`].
static PHRASES: LazyLock<[(Vec<usize>, Phrases); 4]> = LazyLock::new(|| {
    let of = |place: Place| {
        let numbers: Vec<usize> =
            CUES.iter().enumerate().filter(|(_, cue)| cue.place == place).map(|(at, _)| at).collect();
        let phrases = Phrases::new(numbers.iter().filter_map(|at| CUES.get(*at)).map(|cue| cue.phrase));
        (numbers, phrases)
    };
    [of(Place::Heading), of(Place::Lead), of(Place::Start), of(Place::Text)]
});

/// The cues for headings in a text; of two of which one holds the other the longer.
pub(super) fn in_heading(words: &Words) -> Vec<FoundCue> {
    let [headings, ..] = &*PHRASES;
    longest(found(headings, headings.1.find(words)))
}

/// The cues for the line above a list.
pub(super) fn in_lead(words: &Words) -> Vec<FoundCue> {
    let [_, leads, ..] = &*PHRASES;
    longest(found(leads, leads.1.find(words)))
}

/// The cues for sentences, by place.
pub(super) fn in_sentences(words: &Words) -> Vec<FoundCue> {
    let [_, _, starts, texts] = &*PHRASES;
    let mut at_starts = Vec::new();
    for sentence in words.sentences() {
        starts.1.find_at(words, sentence.start, &mut at_starts);
        // Behind the letter of a point.
        if words.get(sentence.start).len() == 1 {
            starts.1.find_at(words, sentence.start + 1, &mut at_starts);
        }
    }
    let mut all = longest(found(starts, at_starts));
    all.extend(longest(found(texts, texts.1.find(words))));
    all.sort_by_key(|cue| cue.found.words.start);
    all
}

fn found((numbers, _): &(Vec<usize>, Phrases), phrases: Vec<FoundPhrase>) -> Vec<FoundCue> {
    let cue = |found: FoundPhrase| Some(FoundCue { cue: CUES.get(*numbers.get(found.phrase)?)?, found });
    phrases.into_iter().filter_map(cue).collect()
}

/// Without those that stand within a longer one. They come in the order of their first word.
fn longest(all: Vec<FoundCue>) -> Vec<FoundCue> {
    if all.len() < 2 {
        return all;
    }
    let holds = |outer: &FoundCue, inner: &FoundCue| {
        let (o, i) = (&outer.found.words, &inner.found.words);
        o.start <= i.start && o.end >= i.end && o.len() > i.len()
    };
    let near = |one: &FoundCue, other: &FoundCue| one.found.words.start.abs_diff(other.found.words.start) <= MOST_WORDS;
    let is_held = |at: usize, inner: &FoundCue| {
        let before = all[..at].iter().rev().take_while(|outer| near(outer, inner));
        let after = all[at..].iter().take_while(|outer| outer.found.words.start == inner.found.words.start);
        before.chain(after).any(|outer| holds(outer, inner))
    };
    let kept: Vec<bool> = all.iter().enumerate().map(|(at, inner)| !is_held(at, inner)).collect();
    all.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(cue, _)| cue).collect()
}

/// Words over which a phrase with its gaps can reach.
const MOST_WORDS: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_a_cue() {
        let lines = LIST.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(CUES.len(), lines);
        for cue in CUES.iter() {
            let first = cue.phrase.split(' ').next().unwrap();
            assert!(!first.contains('*') || first.len() > 4, "{} is too open", cue.phrase);
            assert!(cue.phrase.split(' ').all(|word| word == "…" || !word.is_empty()), "{}", cue.phrase);
            assert_eq!(cue.phrase, cue.phrase.to_lowercase());
        }
    }

    #[test]
    fn the_list_is_sorted_by_role_and_says_nothing_twice() {
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.starts_with('#')).collect();
        let roles: Vec<&str> = lines.iter().filter_map(|line| line.split('\t').next()).collect();
        assert!(roles.is_sorted());
        let places = |line: &str| {
            line.split('\t').enumerate().filter(|(at, _)| *at != 2).map(|(_, cell)| cell.to_owned()).collect::<Vec<_>>()
        };
        let mut unique: Vec<_> = lines.iter().map(|line| places(line)).collect();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), lines.len());
    }
}
