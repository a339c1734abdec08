//! Where in a paragraph does a writer plainly turn to something else: from telling to asking, from asking to promising?
//!
//! On a page that was run into one line a paragraph holds what were several; only the plain acts count there, at the start of a
//! sentence. A question in mid-paragraph is mostly one that a writer asks himself, so it counts with a label (`Vraag 2:`,
//! `PvdA: …?`) or with its answer behind it.

use std::ops::Range;

use super::cues::{Cue, FoundCue, Place, Sign};
use super::opening::{Opening, PLAIN, asks, is_label, is_mark, opening_of};
use super::{ReadLine, Role};
use crate::document::words::Words;
use crate::passage::sentence::sentences;

/// Words that a piece has at least.
const LEAST_WORDS: usize = 6;
/// Openings of promises that are as often no more than a way to go on: `Wij gaan hier niet over`.
const MAY_BE_TOLD: &[&str] = &["we gaan", "wij gaan", "we zullen", "wij zullen"];

/// How people are called who speak at a meeting.
const SPEAKERS: &[&str] =
    &["voorzitter", "heer", "mevrouw", "mevr", "dhr", "wethouder", "burgemeester", "mijnheer", "meneer"];

/// Byte offsets of the sentences with which a text turns to something else, in order.
pub(in crate::passage) fn turns(text: &str, line: &ReadLine<'_>) -> Vec<usize> {
    let words = &line.words;
    if is_spoken(words) {
        return Vec::new();
    }
    let mut turns: Vec<usize> = Vec::new();
    let mut before = opening_of(text, line);
    // Marks and labels go with the sentence behind them.
    let mut first: Option<usize> = None;
    let mut last_cut = 0;
    let mut labelled = false;
    let mut rest = words.sentences().peekable();
    while let Some(sentence) = rest.next() {
        let is_label = is_label(text, words, &sentence);
        if words.get(sentence.start) == "antwoord" && sentence.len() == 1 && rest.peek().is_none() && sentence.start > 0
        {
            // It leads in what stands below.
            turns.push(words.bytes(sentence).start);
            break;
        }
        if is_label || is_mark(words, &sentence) {
            first.get_or_insert(sentence.start);
            labelled |= is_label && !names_speaker(words, &sentence);
            continue;
        }
        let first = first.take().unwrap_or(sentence.start);
        let is_labelled = std::mem::take(&mut labelled);
        if first == 0 {
            continue;
        }
        let mut is_answered = || rest.peek().is_some_and(|next| words.get(next.start) == "antwoord");
        let is_question = asks(text, words, &sentence) && (is_labelled || is_answered());
        let act = if is_question { Some(Opening::question()) } else { act_at(text, line, &sentence) };
        let Some(act) = act else { continue };
        if act.differs_from(before) && first >= last_cut + LEAST_WORDS && words.len() >= first + LEAST_WORDS {
            turns.push(words.bytes(first..first + 1).start);
            last_cut = first;
        }
        before = Some(act);
    }
    if !turns.is_empty() {
        // Behind `art.` or `mevr.` no sentence begins.
        let starts: Vec<usize> = sentences(text).into_iter().map(|range| range.start).collect();
        turns.retain(|at| starts.binary_search(at).is_ok());
    }
    turns
}

/// The plain act that a sentence begins with.
fn act_at(text: &str, line: &ReadLine<'_>, sentence: &Range<usize>) -> Option<Opening> {
    let is_act = |cue: &Cue| match cue.sign {
        Sign::Role(Role::Decision | Role::Request | Role::Commitment | Role::Proposal | Role::Communication) => {
            cue.weight >= PLAIN && !MAY_BE_TOLD.contains(&cue.phrase)
        }
        Sign::Role(Role::Answer) => cue.phrase.contains("antwoord"),
        _ => false,
    };
    // `Besluit:` and `Antwoord` say what follows; other words alone (`Aangenomen voorstellen worden …`) do not say enough.
    let says_enough = |found: &FoundCue| {
        let behind = text.get(line.words.bytes(found.found.words.clone()).end..).unwrap_or_default();
        found.found.words.len() > 1 || behind.starts_with(':') || found.cue.phrase == "antwoord"
    };
    let from = line.cues.partition_point(|found| found.found.words.start < sentence.start);
    let cues = line.cues.get(from..)?.iter().take_while(|found| found.found.words.start == sentence.start);
    // `Naar aanleiding daarvan zegt de wethouder toe …`
    let is_promise = |found: &&FoundCue| {
        found.cue.sign == Sign::Role(Role::Commitment)
            && found.cue.phrase.starts_with("zegt ")
            && found.found.words.end <= sentence.end
    };
    if let Some(found) =
        line.cues.get(from..)?.iter().take_while(|f| f.found.words.start < sentence.end).find(is_promise)
    {
        return Some(Opening::of(found.cue));
    }
    cues.filter(|found| found.cue.place == Place::Start && is_act(found.cue) && says_enough(found))
        .max_by(|a, b| a.found.words.len().cmp(&b.found.words.len()).then(a.cue.weight.total_cmp(&b.cue.weight)))
        .map(|found| Opening::of(found.cue))
}

/// `De voorzitter: Dank u wel`: who speaks says yes, thanks and promises, and goes on.
fn is_spoken(words: &Words) -> bool {
    let first = words.sentences().next().map_or(0, |first| first.len());
    first <= 8 && names_speaker(words, &(0..first))
}

fn names_speaker(words: &Words, sentence: &Range<usize>) -> bool {
    let title = sentence.start + usize::from(words.get(sentence.start) == "de");
    SPEAKERS.contains(&words.get(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_ends_where_a_writer_turns_to_an_act() {
        let table: [(&str, &[&str]); 9] = [
            (
                "De nota is vorig jaar gemaakt en besproken. Wij verzoeken u voor 1 mei een reactie te sturen aan ons.",
                &["Wij verzoeken u"],
            ),
            (
                "4. Fietsnota. Raadsvoorstel 12. Er is lang gesproken over de paden. Wethouder Jansen zegt toe dat hij de raad een kaart stuurt.",
                &["Wethouder Jansen"],
            ),
            (
                "De fractie dient de motie fietsen in bij de raad. De motie wordt aangenomen. Voor: 21 stemmen, tegen: 11.",
                &["De motie wordt"],
            ),
            (
                "De kosten zijn gelijk gebleven in dit jaar. 5. PvdA: Kunnen de paden breder worden gemaakt? Antwoord:",
                &["5. PvdA", "Antwoord:"],
            ),
            // A writer asks himself, or says how he goes on.
            (
                "Dat is lang geleden begonnen in de stad. Hoe zijn wij hier gekomen? Door samen te werken met velen.",
                &[],
            ),
            ("Het plan is klaar en ligt op de tafel. Wij gaan niet over het geld dat de provincie geeft.", &[]),
            // What is said at a meeting.
            ("De voorzitter: Dank u wel voor uw bijdrage. Wij verzoeken u om de microfoon aan te zetten.", &[]),
            // No sentence begins behind an abbreviation, and no piece is shorter than a few words.
            ("Dit besprak zij vorige week met het bestuur en met mevr. Wij verzoeken u te komen.", &[]),
            ("Ten slotte. Wij verzoeken u voor 1 mei een reactie te sturen.", &[]),
        ];
        for (text, expected) in table {
            let starts: Vec<&str> = turns(text, &ReadLine::of(None, text)).into_iter().map(|at| &text[at..]).collect();
            assert_eq!(starts.len(), expected.len(), "{text}: {starts:?}");
            for (start, begin) in starts.iter().zip(expected) {
                assert!(start.starts_with(begin), "{text}: {start}");
            }
        }
    }
}
