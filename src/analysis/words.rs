//! Words of a query that ask rather than describe.

use std::collections::HashSet;
use std::sync::LazyLock;

/// One word a line; lines with `#` say where they come from.
const FILLERS: &str = include_str!("words/fillers.txt");

/// Whether a folded word carries no content of its own in a query: `de`, `van`, `wat`, `waarom`.
///
/// Fillers are indexed like any word (OR, NOW and MAP are words of this field) and only set aside in queries.
pub fn is_filler(folded: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| FILLERS.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect());
    WORDS.contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fillers_are_what_they_should_be() {
        for word in ["de", "van", "wat", "hoeveel", "welke"] {
            assert!(is_filler(word), "{word}");
        }
        for word in ["raad", "or", "now", "buig", "niet-ingezetene", "#"] {
            assert!(!is_filler(word), "{word}");
        }
    }
}
