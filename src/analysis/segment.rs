//! Where does a word begin and end?
//!
//! UAX #29 word boundaries (unicode-segmentation), with what Dutch extracted text needs on top:
//!
//! - pieces of a hyphen compound (`BUIG-overschot`, `re-integratie`) know that they belong together;
//! - `beleid.De` and `Onderwerp:Beleidsplan`, which UAX #29 takes for one word, are cut;
//! - `BUIGoverschot` is cut between the abbreviation and the word, and its pieces belong together too;
//! - the ending after an abbreviation (`Wsw-ers`, `OR-en`) is no word of its own and is dropped;
//! - a run of letters without end (text that lost its spaces) is cut at [`MAX_WORD_CHARS`], because the engine
//!   silently drops terms over 65,530 bytes.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Longest word in characters; the longest Dutch compounds in council papers stay well below it.
pub const MAX_WORD_CHARS: usize = 120;
/// Fewest letters on both sides of a dot or colon that make it the end of a sentence rather than part of a word.
const MIN_CUT_LETTERS: usize = 3;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Half-open byte range, on character boundaries.
    pub range: Range<usize>,
    /// Whether it belongs to one compound with the segment before it.
    pub continues: bool,
}

/// Cuts a text into words. Ranges ascend and do not overlap; every letter and digit lies in one of them, but for the
/// endings of abbreviations.
pub fn segments(text: &str) -> Vec<Segment> {
    let mut found: Vec<Segment> = Vec::with_capacity(text.len() / 6);
    // End of a hyphen that stands right behind a word: what begins there continues that word.
    let mut after_hyphen: Option<usize> = None;
    for (start, piece) in text.split_word_bound_indices() {
        if is_hyphen(piece) {
            let behind_word = found.last().is_some_and(|last| last.range.end == start);
            after_hyphen = behind_word.then_some(start + piece.len());
            continue;
        }
        if !piece.chars().any(is_word_char) {
            after_hyphen = None;
            continue;
        }
        let continues = after_hyphen.take() == Some(start);
        let is_ending = continues && found.last().is_some_and(|last| is_inflection(&text[last.range.clone()], piece));
        if is_ending {
            continue;
        }
        for (i, cut) in cuts(piece).into_iter().enumerate() {
            let joined = if i == 0 { continues } else { cut.joined };
            found.push(Segment { range: start + cut.range.start..start + cut.range.end, continues: joined });
        }
    }
    found
}

/// Letters and digits, but no marks that stand for nothing without a letter before them, nor the apostrophe that
/// Unicode counts as a letter.
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c) && c != 'ʼ'
}

fn is_hyphen(piece: &str) -> bool {
    matches!(piece, "-" | "\u{2010}" | "\u{2011}" | "\u{ad}")
}

/// Whether `ending` only inflects the abbreviation before it: `OR-en`, `Wsw-ers`, `UWV-er`.
fn is_inflection(word: &str, ending: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    match ending {
        "er" | "ers" => capitals >= 1 && word.chars().count() <= 6,
        "en" | "s" => capitals >= 2,
        _ => false,
    }
}

struct Cut {
    range: Range<usize>,
    /// Whether it stays part of one compound with the piece before it.
    joined: bool,
}

/// Cuts one UAX #29 word further.
fn cuts(piece: &str) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut start = 0;
    for part in split_at_dots(piece) {
        let end = start + part.len();
        let bare = part.trim_matches(['.', ':']);
        if !bare.is_empty() {
            let from = start + (part.len() - part.trim_start_matches(['.', ':']).len());
            push_word(&mut cuts, piece, from..from + bare.len());
        }
        start = end;
    }
    // What is left of a cut word may be signs only (`x____…`).
    cuts.retain(|cut| piece[cut.range.clone()].chars().any(is_word_char));
    cuts
}

/// `beleid.De` → `beleid.`, `De`; `m.b.t` and `vng.nl` stay whole.
fn split_at_dots(piece: &str) -> Vec<&str> {
    if !piece.contains(['.', ':']) {
        return vec![piece];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in piece.match_indices(['.', ':']) {
        let letters = |s: &str| s.chars().count() >= MIN_CUT_LETTERS && s.chars().all(char::is_alphabetic);
        let (left, right) = (&piece[start..at], piece[at + 1..].split(['.', ':']).next().unwrap_or_default());
        // A capital after the dot begins a sentence even when the word is short (`beleid.De`).
        let sentence = right.starts_with(char::is_uppercase) && left.ends_with(char::is_lowercase);
        if letters(left) && (letters(right) || sentence) && !(right.len() <= 3 && right.chars().all(char::is_lowercase))
        {
            parts.push(&piece[start..=at]);
            start = at + 1;
        }
    }
    parts.push(&piece[start..]);
    parts
}

fn push_word(cuts: &mut Vec<Cut>, piece: &str, range: Range<usize>) {
    let word = &piece[range.clone()];
    if let Some(at) = acronym_end(word).filter(|_| word.chars().count() <= MAX_WORD_CHARS) {
        cuts.push(Cut { range: range.start..range.start + at, joined: false });
        cuts.push(Cut { range: range.start + at..range.end, joined: true });
        return;
    }
    let mut start = range.start;
    let mut chars = 0;
    for (at, _) in word.char_indices() {
        if chars == MAX_WORD_CHARS {
            cuts.push(Cut { range: start..range.start + at, joined: false });
            start = range.start + at;
            chars = 0;
        }
        chars += 1;
    }
    cuts.push(Cut { range: start..range.end, joined: false });
}

/// Where the abbreviation ends in `BUIGoverschot`: two capitals or more, then at least three small letters. The last
/// capital belongs to the abbreviation unless small letters make it begin the word, which only a vocabulary could tell.
fn acronym_end(word: &str) -> Option<usize> {
    let capitals = word.chars().take_while(|c| c.is_uppercase()).count();
    let at: usize = word.chars().take(capitals).map(char::len_utf8).sum();
    let rest = &word[at..];
    (capitals >= 2 && rest.chars().count() >= 3 && rest.chars().all(char::is_lowercase) && !is_plural_like(rest))
        .then_some(at)
}

/// `OR'en` without its apostrophe and the like are no compounds.
fn is_plural_like(rest: &str) -> bool {
    matches!(rest, "ers" | "den" | "sen")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words, those that continue a compound under a `+`.
    fn words(text: &str) -> Vec<String> {
        segments(text)
            .into_iter()
            .map(|s| format!("{}{}", if s.continues { "+" } else { "" }, &text[s.range]))
            .collect()
    }

    #[test]
    fn cuts_where_dutch_words_end() {
        for (text, expected) in [
            ("BUIG-overschot", vec!["BUIG", "+overschot"]),
            ("re-integratie", vec!["re", "+integratie"]),
            ("BUIGoverschot", vec!["BUIG", "+overschot"]),
            ("werk- en inkomenstaken", vec!["werk", "en", "inkomenstaken"]),
            ("overschot - tekort", vec!["overschot", "tekort"]),
            ("beleid.De raad", vec!["beleid", "De", "raad"]),
            ("Onderwerp:Beleidsplan", vec!["Onderwerp", "Beleidsplan"]),
            ("m.b.t. vng.nl 7:2", vec!["m.b.t", "vng.nl", "7", "2"]),
            ("OR-en, Wsw-ers, UWV-er", vec!["OR", "Wsw", "UWV"]),
            ("Wsw'ers scenario’s", vec!["Wsw'ers", "scenario’s"]),
            ("€ 550.000 en 1,5", vec!["550.000", "en", "1,5"]),
            ("18uit02286 RB2020079", vec!["18uit02286", "RB2020079"]),
            ("DB/MH/DG", vec!["DB", "MH", "DG"]),
            ("\u{345} \u{61a} ʼ", vec![]),
            ("2014-2017", vec!["2014", "+2017"]),
            ("Midden-Groningen", vec!["Midden", "+Groningen"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn cuts_endless_words() {
        let text = "a".repeat(70_000);
        let segments = segments(&text);
        assert!(segments.iter().all(|s| s.range.len() <= MAX_WORD_CHARS));
        assert_eq!(segments.iter().map(|s| s.range.len()).sum::<usize>(), 70_000);
        let signs = format!("x{}", "_".repeat(500));
        assert_eq!(super::segments(&signs).len(), 1);
        assert!(super::segments(&format!("BUIG{}", "a".repeat(500))).iter().all(|s| s.range.len() <= MAX_WORD_CHARS));
    }

    proptest! {
        #[test]
        fn ranges_ascend_and_lose_no_digit(text in "(\\PC|[-.:' ]){0,80}") {
            let segments = segments(&text);
            let mut end = 0;
            let mut digits = 0;
            for segment in &segments {
                prop_assert!(segment.range.start >= end && segment.range.end > segment.range.start);
                end = segment.range.end;
                digits += text[segment.range.clone()].chars().filter(char::is_ascii_digit).count();
            }
            prop_assert_eq!(digits, text.chars().filter(char::is_ascii_digit).count());
        }
    }
}
