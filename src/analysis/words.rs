//! Words of a query that ask rather than describe.

use std::collections::HashSet;
use std::sync::LazyLock;

/// One word a line; lines with `#` say where they come from.
const FILLERS: &str = include_str!("words/fillers.txt");
/// One phrase a line.
const PHRASES: &str = include_str!("words/phrases.txt");

/// Whether a folded word carries no content of its own in a query: `de`, `van`, `wat`, `waarom`.
///
/// Fillers are indexed like any word (OR, NOW and MAP are words of this field) and only set aside in queries.
pub fn is_filler(folded: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| FILLERS.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect());
    WORDS.contains(folded)
}

/// How many of some folded words, from the first on, say no more than a preposition: `met betrekking tot`, `ten behoeve van`.
pub fn filler_phrase(folded: &[String]) -> usize {
    let mut phrases = PHRASES.lines().filter(|line| !line.starts_with('#'));
    let length = |phrase: &str| phrase.split(' ').count();
    phrases.find(|phrase| phrase.split(' ').eq(folded.iter().take(length(phrase)))).map_or(0, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_are_what_they_should_be() {
        for word in ["de", "van", "wat", "hoeveel", "welke"] {
            assert!(is_filler(word), "{word}");
        }
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        assert_eq!(filler_phrase(&words("met betrekking tot de jeugd")), 3);
        assert_eq!(filler_phrase(&words("betrekking tot de jeugd")), 0);
        assert_eq!(filler_phrase(&words("met betrekking")), 0);
        for word in ["raad", "or", "now", "buig", "niet-ingezetene", "#"] {
            assert!(!is_filler(word), "{word}");
        }
    }
}
