//! What does a paragraph plainly begin to do? Passages end where that changes.

use std::ops::Range;

use memchr::memchr3;

use super::cues::{Cue, Place, Sign};
use super::lead::begins_section;
use super::weigh::{is_question, signature_words};
use super::{ReadLine, Role};
use crate::document::words::Words;

/// Bytes of a paragraph that are looked at.
const OPENING_BYTES: usize = 240;
/// Weight from which a start is plain, and from which it is a sign.
pub(super) const PLAIN: f32 = 5.0;
const SIGN: f32 = 4.0;

/// Words of a label before a question.
const LABEL_WORDS: usize = 4;

/// What a paragraph begins with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::passage) struct Opening {
    sign: Sign,
    weight: f32,
    /// It begins a section of a motion or decision (`verzoekt`, `besluit`).
    is_section: bool,
}

impl Opening {
    /// A plain question.
    pub(super) fn question() -> Self {
        Self { sign: Sign::Role(Role::Question), weight: PLAIN + 1.0, is_section: false }
    }

    /// What a cue opens.
    pub(super) fn of(cue: &Cue) -> Self {
        Self { sign: cue.sign, weight: cue.weight, is_section: false }
    }

    /// Whether it asks.
    pub fn asks(self) -> bool {
        self.sign == Sign::Role(Role::Question)
    }

    /// Whether it is something else than what came before it.
    pub fn differs_from(self, before: Option<Self>) -> bool {
        match before {
            Some(before) => {
                before.sign != self.sign && (before.weight >= PLAIN || self.weight >= PLAIN || self.is_section)
            }
            // What was not plain goes on until something is.
            None => self.is_section || self.weight >= PLAIN,
        }
    }
}

/// The opening of a paragraph; `None` where it is not plain.
pub(in crate::passage) fn opening_of(text: &str, line: &ReadLine<'_>) -> Option<Opening> {
    let words = &line.words;
    let opening = text.get(..end_of_opening(text)).unwrap_or(text);
    let count = words.before(opening.len());
    let sentence = words.sentences().find(|range| !is_mark(words, range)).filter(|range| range.start < count)?;
    let sentence = sentence.start..sentence.end.min(count);
    let last = words.bytes(sentence.clone()).end;
    // `PvdA: Klopt het dat …?`
    let is_asked = || {
        let next = words.sentences().find(|range| range.start >= sentence.end);
        is_label(text, words, &sentence) && next.is_some_and(|next| next.start < count && asks(text, words, &next))
    };
    if opening.get(last..).is_some_and(is_question) || is_asked() {
        return Some(Opening::question());
    }
    let is_section = begins_section(opening);
    let fits = |role: Role, weight: f32| match role {
        Role::Signature => count <= signature_words(weight),
        Role::Question => false,
        _ => true,
    };
    let cue = line
        .cues
        .iter()
        .filter(|f| f.cue.weight >= SIGN && sentence.contains(&f.found.words.start) && f.found.words.end <= count)
        .filter(|f| {
            f.cue.place == Place::Start && f.found.words.start == sentence.start
                || f.cue.weight >= PLAIN && f.cue.place == Place::Text
        })
        .filter(|f| matches!(f.cue.sign, Sign::Role(role) if fits(role, f.cue.weight)) || f.cue.sign == Sign::Point)
        .max_by(|a, b| a.cue.weight.total_cmp(&b.cue.weight).then(a.found.words.len().cmp(&b.found.words.len())))?;
    Some(Opening { is_section, ..Opening::of(cue.cue) })
}

/// The number of a point is a sentence of its own.
pub(super) fn is_mark(words: &Words, sentence: &Range<usize>) -> bool {
    sentence.len() == 1 && words.get(sentence.start).len() <= 2
}

/// `Vraag 2:`, `De fractie van PvdA:`
pub(super) fn is_label(text: &str, words: &Words, sentence: &Range<usize>) -> bool {
    let behind = text.get(words.bytes(sentence.clone()).end..).unwrap_or_default();
    sentence.len() <= LABEL_WORDS && (behind.starts_with(':') || behind.starts_with(" :"))
}

/// Whether a question mark stands behind a sentence.
pub(super) fn asks(text: &str, words: &Words, sentence: &Range<usize>) -> bool {
    let last = words.bytes(sentence.clone()).end;
    text.get(last..).is_some_and(is_question)
}

/// Where the opening ends: the first sentence is enough, with the mark of a point before it.
fn end_of_opening(text: &str) -> usize {
    let mut end = text.len().min(OPENING_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let opening = text.get(..end).unwrap_or_default();
    let behind_mark = opening.find(' ').unwrap_or(0) + 1;
    let stop = opening.get(behind_mark..).and_then(|rest| memchr3(b'.', b'?', b'!', rest.as_bytes()));
    let end = stop.map_or(opening.len(), |at| behind_mark + at + 2);
    if opening.is_char_boundary(end) { end } else { opening.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_that_begins_to_do_something_else() {
        for (before, after, expected) in [
            ("Overwegende dat:", "Verzoekt het college:", true),
            ("Hoeveel fietsen zijn er?", "Er zijn er twaalf.", false),
            ("Hoeveel fietsen zijn er?", "Antwoord: twaalf.", true),
            ("De fietsen staan op het plein.", "Wij verzoeken u ze te verplaatsen.", true),
            ("De fietsen staan op het plein.", "Daarom is het plein vol.", false),
            ("Wij verzoeken u ze te verplaatsen.", "Wij vragen u ook om een bord.", false),
            ("De fietsen staan op het plein.", "2. PvdA: Mag dat m.i.v. 2021 nog?", true),
        ] {
            let opening = |text: &str| opening_of(text, &ReadLine::of(None, text));
            let differs = opening(after).is_some_and(|after| after.differs_from(opening(before)));
            assert_eq!(differs, expected, "{before} {after}");
        }
    }
}
