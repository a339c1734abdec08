//! Words by UAX #29, with the cuts and joins of Dutch.
//!
//! - pieces of a hyphen compound (`BUIG-overschot`, `re-integratie`) know that they belong together, whichever of the
//!   many hyphens is used. The dash of a range (`2014–2017`) is the same character as a typographer's hyphen
//!   (`BUIG–overschot`); a letter beside it tells them apart;
//! - `beleid.De` and `Onderwerp:Beleidsplan`, which UAX #29 takes for one word, are cut;
//! - `BUIGoverschot`, `Wmo2015` and `2021Begroting` are one word each, whatever their capitals; what shows in them is told
//!   by [`shape`](super::shape). What a table wrote together around an amount is cut: `scholing35.000`;
//! - an article of law behind a hyphen stays one number: `tekst-7:2`;
//! - the ending after an abbreviation or number (`Wsw-ers`, `OR-en`, `50+'ers`) is no word of its own: behind a hyphen only phrases
//!   count it, elsewhere it is dropped;
//! - an accent typed for an apostrophe (`scenario´s`) cuts no word;
//! - `B&W` is one word;
//! - a run of letters without end (text that lost its spaces) is cut at [`MAX_WORD_CHARS`], because the engine silently
//!   drops terms over 65,530 bytes.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::chunk::is_word_char;
use super::{MAX_WORD_CHARS, Segment, SegmentKind, number};

/// Fewest letters before a dot that make it the end of a sentence rather than part of an abbreviation ...
const MIN_SENTENCE_LETTERS: usize = 3;
/// ... and behind it. `m.b.t` and `drs.` stay whole.
const MIN_NEXT_LETTERS: usize = 2;
/// Fewest letters behind a dot that are a word whatever stands before: `j.jansen`.
const MIN_NAME_LETTERS: usize = 4;
/// Most letters on either side of the & of a sign (`B&W`, `PO&VO`).
const MAX_SIGN_CHARS: usize = 3;
/// Longest sign in bytes: `R&D&I`, but not a row of them without end.
const MAX_SIGN_BYTES: usize = 16;
/// What is typed for an apostrophe.
const APOSTROPHES: &[char] = &['\'', '’', '‘', '´', '`', '′'];
/// Fewest digits that make a word of letters and digits a reference: `RB2020079`, but not `G40`.
const MIN_CODE_DIGITS: usize = 3;

/// Fewest letters of a word that is cut from the digits beside it ...
const MIN_RUN_LETTERS: usize = 4;
/// ... and most pieces that there may be; hashes have more.
const MAX_RUNS: usize = 4;

/// A sign right behind a word, which decides what the next piece is to it.
#[derive(Clone, Copy, PartialEq)]
enum Glue {
    Hyphen,
    Apostrophe,
    Ampersand,
    Plus,
}

/// Cuts a range of a text into words and adds them.
pub(super) fn cut(text: &str, range: Range<usize>, found: &mut Vec<Segment>) {
    let first = found.len();
    // The sign and where it ends: what begins there is bound by it.
    let mut glue: Option<(Glue, usize)> = None;
    // Where an article of law ends, which UAX #29 would cut at its colon.
    let mut article_end = range.start;
    for (at, piece) in text[range.clone()].split_word_bound_indices() {
        let start = range.start + at;
        let end = start + piece.len();
        if start < article_end {
            continue;
        }
        let bound = glue.take().filter(|(_, glue_end)| *glue_end == start).map(|(kind, _)| kind);
        if !piece.chars().any(is_word_char) {
            let behind_word = found.len() > first && found.last().is_some_and(|last| last.range.end == start);
            glue = next_glue(text, piece, start..end, bound, behind_word).map(|kind| (kind, end));
            continue;
        }
        if let Some(end) = number::article_end(text, start, range.end) {
            article_end = end;
            let continues = bound == Some(Glue::Hyphen);
            found.push(Segment { continues, ..Segment::new(start..end, SegmentKind::Number) });
            continue;
        }
        let last = if found.len() > first { found.last_mut() } else { None };
        match (bound, last) {
            (Some(Glue::Hyphen), Some(last))
                if is_inflection(&text[last.range.clone()], piece)
                    || ends_in_digit(text, last.range.end) && matches!(piece, "er" | "ers" | "s") =>
            {
                found.push(Segment::new(start..end, SegmentKind::Ending));
            }
            (Some(Glue::Apostrophe | Glue::Plus), Some(last))
                if ends_in_digit(text, last.range.end) && matches!(piece, "er" | "ers" | "s") => {}
            (Some(Glue::Apostrophe), Some(last))
                if matches!(piece, "s" | "er" | "ers" | "en" | "tje" | "tjes")
                    && end - last.range.start <= MAX_WORD_CHARS
                    && !text[last.range.clone()].contains(APOSTROPHES) =>
            {
                last.range.end = end;
            }
            (Some(Glue::Ampersand), Some(last)) if is_sign_part(piece) && end - last.range.start <= MAX_SIGN_BYTES => {
                last.range.end = end;
                last.kind = SegmentKind::Code;
            }
            (Some(Glue::Hyphen), _) => push(text, start..end, true, found),
            _ => push(text, start..end, false, found),
        }
    }
}

/// What a piece without letters is to the word it stands behind.
fn next_glue(text: &str, piece: &str, range: Range<usize>, bound: Option<Glue>, behind_word: bool) -> Option<Glue> {
    match piece {
        // `65+-ers`, `50+'ers`
        "-" | "'" | "’" if bound == Some(Glue::Plus) => Some(Glue::Plus),
        _ if !behind_word => None,
        "-" | "\u{2010}" | "\u{2011}" | "\u{ad}" | "\u{200b}" => Some(Glue::Hyphen),
        "\u{2012}" | "\u{2013}" | "\u{2212}" => {
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            let letters = [before, after].into_iter().flatten().any(char::is_alphabetic);
            letters.then_some(Glue::Hyphen)
        }
        _ if piece.starts_with(APOSTROPHES) => Some(Glue::Apostrophe),
        "&" => text[..range.start]
            .split(|c: char| !c.is_alphanumeric())
            .next_back()
            .filter(|w| is_sign_part(w))
            .map(|_| Glue::Ampersand),
        "+" => ends_in_digit(text, range.start).then_some(Glue::Plus),
        _ => None,
    }
}

fn is_sign_part(word: &str) -> bool {
    word.chars().take(MAX_SIGN_CHARS + 1).count() <= MAX_SIGN_CHARS && word.chars().all(char::is_alphabetic)
}

fn ends_in_digit(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].last().is_some_and(u8::is_ascii_digit)
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

/// Adds one UAX #29 word, cut further.
pub(super) fn push(text: &str, range: Range<usize>, continues: bool, found: &mut Vec<Segment>) {
    let piece = &text[range.clone()];
    if !piece.as_bytes().iter().any(|b| matches!(b, b'.' | b':' | b'_')) {
        return push_part(text, range, continues, found);
    }
    let mut continues = continues;
    for part in parts(piece) {
        let bare = piece[part.clone()].trim_matches(['.', ':', '_']);
        // What is left of a cut word may be signs only.
        if bare.chars().any(is_word_char) {
            let part_start = piece[part.clone()].len() - piece[part.clone()].trim_start_matches(['.', ':', '_']).len();
            let from = range.start + part.start + part_start;
            push_part(text, from..from + bare.len(), continues, found);
            continues = false;
        }
    }
}

/// Cuts at underscores (markdown, file names), colons between letters, and dots that end a sentence.
fn parts(piece: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    // Where the text since the last sign begins.
    let mut since = 0;
    for (at, sign) in piece.match_indices(['.', ':', '_']) {
        let (left, right) = (&piece[since..at], &piece[at + 1..]);
        let ends_here = match sign {
            "_" => true,
            ":" => left.ends_with(char::is_alphabetic) && right.starts_with(char::is_alphabetic),
            _ => ends_sentence(left, right, since == start),
        };
        if ends_here {
            parts.push(start..at);
            start = at + 1;
        }
        since = at + 1;
    }
    parts.push(start..piece.len());
    parts
}

/// Whether a dot between `left` (one word, the first since the last cut or not) and `right` ends a sentence whose
/// space got lost: `beleid.De`, `incl.btw`, `e.d.De`; but not `m.b.t`, `B.V`, `d.d`.
fn ends_sentence(left: &str, right: &str, is_first: bool) -> bool {
    let mut next = right.chars();
    // `beleid.De`, `J.Jansen`: a capital and a small letter begin a sentence or a name, however short what stands before.
    if next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase) {
        return left.ends_with(char::is_alphabetic);
    }
    // Letters and the marks on them, up to the next sign.
    let letters = |word: &str, fewest: usize| {
        let word = word.split(['.', ':', '_']).next().unwrap_or_default();
        let count =
            word.chars().filter(|c| !is_combining_mark(*c)).take_while(|c| c.is_alphabetic()).take(fewest).count();
        count == fewest
    };
    // `j.jansen`, `m.b.t.jeugd`: no piece of an abbreviation is so long.
    let is_behind_letter = left.chars().rev().find(|c| !is_combining_mark(*c)).is_some_and(char::is_alphabetic);
    if is_behind_letter && letters(right, MIN_NAME_LETTERS) {
        return true;
    }
    is_first
        && left.chars().all(|c| c.is_alphabetic() || is_combining_mark(c))
        && letters(left, MIN_SENTENCE_LETTERS)
        && letters(right, MIN_NEXT_LETTERS)
}

/// Adds a word without dots to cut at.
fn push_part(text: &str, range: Range<usize>, continues: bool, found: &mut Vec<Segment>) {
    let word = &text[range.clone()];
    let is_long = word.len() > MAX_WORD_CHARS && word.chars().count() > MAX_WORD_CHARS;
    let kind = kind_of(word);
    let mut push = |range: Range<usize>, continues| {
        // A cut may leave marks without their letter.
        if text[range.clone()].chars().any(is_word_char) {
            found.push(Segment { continues, ..Segment::new(range, kind) });
        }
    };
    if is_long {
        let mut start = range.start;
        let mut continues = continues;
        for (chars, (at, _)) in word.char_indices().enumerate() {
            if chars > 0 && chars % MAX_WORD_CHARS == 0 {
                push(start..range.start + at, continues);
                start = range.start + at;
                continues = false;
            }
        }
        push(start..range.end, continues);
    } else if let Some(runs) = kind_runs(word) {
        for run in runs {
            let continues = continues && run.start == 0;
            let run = range.start + run.start..range.start + run.end;
            found.push(Segment { continues, ..Segment::new(run.clone(), kind_of(&text[run])) });
        }
    } else {
        push(range, continues);
    }
}

/// Words and amounts whose spaces were lost: digits with a sign among them are an amount, and letters beside it a word. `18uit02286`, `RB2020079`, `covid19` and `2021Begroting` stay whole, as no capital may tell how many words
/// a phrase finds.
fn kind_runs(word: &str) -> Option<Vec<Range<usize>>> {
    // Nearly all words end here.
    if !word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut was_digit = None;
    for (at, c) in word.char_indices() {
        let is_digit = c.is_ascii_digit() || matches!(c, '.' | ',');
        if was_digit != Some(is_digit) {
            if runs.len() == MAX_RUNS {
                return None;
            }
            runs.push(at..at);
        }
        if let Some(run) = runs.last_mut() {
            run.end = at + c.len_utf8();
        }
        was_digit = Some(is_digit);
    }
    let is_run = |(i, run): (usize, &Range<usize>)| {
        let written = &word[run.clone()];
        if written.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')) {
            let is_number = written.starts_with(|c: char| c.is_ascii_digit()) && !written.ends_with(['.', ',']);
            return is_number && (i == 0 || written.contains(['.', ',']));
        }
        written.chars().all(|c| is_word_char(c) && c.is_alphabetic()) && written.chars().count() >= MIN_RUN_LETTERS
    };
    let has_amount = runs.iter().any(|run| word[run.clone()].contains(['.', ',']));
    (has_amount && runs.len() > 1 && runs.iter().enumerate().all(is_run)).then_some(runs)
}

/// Tells numbers and references by their digits.
fn kind_of(word: &str) -> SegmentKind {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        SegmentKind::Word
    } else if !word.contains(char::is_alphabetic) {
        SegmentKind::Number
    } else if digits >= MIN_CODE_DIGITS {
        SegmentKind::Code
    } else {
        SegmentKind::Word
    }
}
