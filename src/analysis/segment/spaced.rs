//! Letter-spacing: `b e s l u i t`, `B E S L U I T`, as headings are set.
//!
//! Single letters, at least four, with one space between them; a wider gap ends the word. Lists of letters look the same
//! (`lid a b c d`), so what has no vowel, few different letters, mixed case or alphabetical order is none.

use std::ops::Range;

use super::chunk::{self, Chunk};

/// Fewest letters of a word set with spaces; below it they are letters of a list, or initials.
const MIN_LETTERS: usize = 4;
/// Fewest different letters: rows of a table of marks (`x o x x o`) have fewer.
const MIN_DIFFERENT: usize = 3;
/// Most letters: what is longer lost all its word boundaries.
const MAX_LETTERS: usize = 40;

/// Finds runs; remembers how far the last one went that was none, so that no letter is looked at again and again.
#[derive(Default)]
pub(super) struct Finder {
    refused_until: usize,
}

impl Finder {
    /// The run that begins with this chunk: its range and its letters.
    pub(super) fn run(&mut self, text: &str, first: &Chunk) -> Option<(Range<usize>, Box<str>)> {
        if first.range.start < self.refused_until || first.core.len() > 2 {
            return None;
        }
        let mut letters = vec![single_letter(text, first)?];
        let mut last = first.clone();
        while last.range.end == last.core.end
            && let Some(next) = chunk::next(text, last.range.end)
            && matches!(&text[last.range.end..next.range.start], " " | "\u{a0}")
            && next.core.start == next.range.start
            && let Some(letter) = single_letter(text, &next)
        {
            letters.push(letter);
            last = next;
        }
        if is_word(&letters) {
            return Some((first.core.start..last.core.end, letters.into_iter().collect()));
        }
        self.refused_until = last.range.end;
        None
    }
}

fn single_letter(text: &str, chunk: &Chunk) -> Option<char> {
    let mut chars = text[chunk.core.clone()].chars();
    chars.next().filter(|c| c.is_alphabetic() && chars.next().is_none())
}

fn is_word(letters: &[char]) -> bool {
    let lower: Vec<char> = letters.iter().flat_map(|c| c.to_lowercase()).collect();
    let mut different = lower.clone();
    different.sort_unstable();
    different.dedup();
    let is_vowel = |c: &char| "aeiouyàáâäèéêëìíîïòóôöùúûüĳ".contains(*c);
    let one_case = letters[1..].iter().all(|c| c.is_lowercase()) || letters.iter().all(|c| c.is_uppercase());
    (MIN_LETTERS..=MAX_LETTERS).contains(&letters.len())
        && different.len() >= MIN_DIFFERENT
        && one_case
        // Every word has a vowel besides y; `J X L Y` is noise.
        && lower.iter().any(|c| is_vowel(c) && *c != 'y')
        && !lower.iter().all(is_vowel)
        && !lower.is_sorted()
}

#[cfg(test)]
mod tests {
    use super::super::segments;

    fn forms(text: &str) -> Vec<&str> {
        let joined: Vec<_> = segments(text).into_iter().filter(|s| s.form.is_some()).collect();
        joined.into_iter().map(|s| &text[s.range]).collect()
    }

    #[test]
    fn joins_words_set_with_spaces() {
        for (text, expected, form) in [
            ("b e s l u i t:", "b e s l u i t", "besluit"),
            ("1. B E S L U I T  V A N", "B E S L U I T", "BESLUIT"),
            ("(V o o r s t e l)", "V o o r s t e l", "Voorstel"),
            ("r e ï n t e g r a t i e", "r e ï n t e g r a t i e", "reïntegratie"),
        ] {
            assert_eq!(forms(text), [expected]);
            let found = segments(text).into_iter().find_map(|s| s.form);
            assert_eq!(found.as_deref(), Some(form));
        }
    }

    #[test]
    fn leaves_lists_of_letters_alone() {
        for text in
            ["lid a b c d e f", "a b c", "x o x x o", "J N N J J", "b. e. s. l.", "a, e, s, t, o", "B E S", "a e B r t"]
        {
            assert_eq!(forms(text), [""; 0], "{text}");
        }
    }
}
