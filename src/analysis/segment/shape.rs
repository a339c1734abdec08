//! Words in one word, as far as its letters and digits show them: `BUIGoverschot`, `Wmo2015`, `NoordBeveland`.
//!
//! Such a word has one position whatever its capitals, so that a phrase finds it in any of them; what shows in it are parts,
//! as those of a compound are, or tells how it may be written with spaces.

use std::ops::Range;

use super::chunk::is_word_char;
use unicode_normalization::char::is_combining_mark;

/// Fewest letters of a word that is a part beside digits: `Wmo2015`, but not `RB2020079`, `G40` and `2e`.
const MIN_PART_LETTERS: usize = 3;
/// Most pieces that are asked for apart; hashes have more.
const MAX_PIECES: usize = 4;

/// What a character is where words are told apart.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    Digit,
    Capital,
    Small,
}

/// The two parts of an abbreviation and a word (`BUIG`, `overschot`), or of a word and a number (`Wmo`, `2015`).
pub fn parts(word: &str) -> Option<[Range<usize>; 2]> {
    let at = acronym_end(word).or_else(|| number_border(word))?;
    Some([0..at, at..word.len()])
}

/// The pieces of a word that may be written with spaces: at digits, at a capital behind a small letter, behind an
/// abbreviation. Empty where there is nothing to tell.
pub fn pieces(word: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, c) in word.char_indices() {
        // `3.2` is one number.
        let is_point =
            || c == '.' && last == Some(Sort::Digit) && word[at + 1..].starts_with(|next: char| next.is_ascii_digit());
        let Some(sort) = sort(c).or_else(|| is_point().then_some(Sort::Digit)) else { return Vec::new() };
        let begins = match (last, sort) {
            (None, _) => true,
            // `10c` is the number of an article, as it is where a space stands before it.
            (Some(Sort::Digit), Sort::Small) if pieces.len() > 1 && at + c.len_utf8() == word.len() => false,
            (Some(last), _) if (last == Sort::Digit) != (sort == Sort::Digit) => true,
            // `iWmo` is one word.
            (Some(Sort::Small), Sort::Capital) => at > 1,
            _ => false,
        };
        if begins {
            if pieces.len() == MAX_PIECES {
                return Vec::new();
            }
            pieces.push(at..at);
        }
        if let Some(piece) = pieces.last_mut() {
            piece.end = at + c.len_utf8();
        }
        last = Some(sort);
    }
    if pieces.len() > 1 { pieces } else { Vec::new() }
}

fn sort(c: char) -> Option<Sort> {
    if c.is_ascii_digit() {
        Some(Sort::Digit)
    } else if !is_word_char(c) || !c.is_alphabetic() {
        None
    } else if c.is_uppercase() {
        Some(Sort::Capital)
    } else {
        Some(Sort::Small)
    }
}

/// Where the abbreviation ends in `BUIGoverschot`: two capitals or more, then at least three small letters. The last
/// capital belongs to the abbreviation unless small letters make it begin the word, which only a vocabulary could tell.
/// IJ is one letter, and no abbreviation in `IJssel`.
pub fn acronym_end(word: &str) -> Option<usize> {
    let capitals = word.chars().take_while(|c| c.is_uppercase()).count();
    if capitals < 2 || capitals == 2 && word.starts_with("IJ") {
        return None;
    }
    let at: usize = word.chars().take(capitals).map(char::len_utf8).sum();
    let rest = &word[at..];
    // `ORen` without its apostrophe and the like are no compounds.
    let is_ending = matches!(rest, "ers" | "den" | "sen");
    let letters = || rest.chars().filter(|c| !is_combining_mark(*c));
    (letters().count() >= 3 && letters().all(char::is_lowercase) && !is_ending).then_some(at)
}

/// Where a word and a number meet, of which there is one each.
fn number_border(word: &str) -> Option<usize> {
    // Nearly all words end here.
    if !word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let is_digit = |c: char| c.is_ascii_digit();
    let begins_so = word.starts_with(is_digit);
    let at = word.find(|c| is_digit(c) != begins_so)?;
    let (letters, digits) = if begins_so { (&word[at..], &word[..at]) } else { (&word[..at], &word[at..]) };
    let is_letters = letters.chars().all(|c| is_word_char(c) && c.is_alphabetic())
        && letters.chars().take(MIN_PART_LETTERS).count() == MIN_PART_LETTERS;
    // `artikel10c`.
    let digits = digits.strip_suffix(|c: char| !begins_so && c.is_ascii_lowercase()).unwrap_or(digits);
    // `1ste` is a number of its own.
    (is_letters && digits.chars().all(is_digit) && letters != "ste").then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_a_word_and_what_it_is_not() {
        for (word, expected) in [
            ("BUIGoverschot", Some(["BUIG", "overschot"])),
            ("Wmo2015", Some(["Wmo", "2015"])),
            ("2021begroting", Some(["2021", "begroting"])),
            ("artikel10c", Some(["artikel", "10c"])),
            ("artikel10cd", None),
            ("IJsselgemeenten", None),
            ("IJSSELgemeenten", Some(["IJSSEL", "gemeenten"])),
            ("WSWers", None),
            ("RB2020079", None),
            ("18uit02286", None),
            ("20ste", None),
            ("scholing35.000", None),
            ("NoordBeveland", None),
        ] {
            let found = parts(word).map(|parts| parts.map(|part| &word[part]));
            assert_eq!(found, expected, "{word}");
        }
    }

    #[test]
    fn pieces_are_what_may_stand_apart() {
        for (word, expected) in [
            ("Wmo2015", &["Wmo", "2015"][..]),
            ("art7lid2", &["art", "7", "lid", "2"]),
            ("art10c", &["art", "10c"]),
            ("D66", &["D", "66"]),
            ("10c", &["10", "c"]),
            ("ijw3.2", &["ijw", "3.2"]),
            ("iJw3.2", &["iJw", "3.2"]),
            ("iWmo", &[]),
            ("art2.3.5", &["art", "2.3.5"]),
            ("3.2", &[]),
            ("ijw.3", &[]),
            ("NoordBeveland", &["Noord", "Beveland"]),
            ("IJsselgemeenten", &[]),
            ("begroting", &[]),
            ("a1b2c3", &[]),
            ("7:2a", &[]),
        ] {
            let found: Vec<&str> = pieces(word).into_iter().map(|piece| &word[piece]).collect();
            assert_eq!(found, expected, "{word}");
        }
    }
}
