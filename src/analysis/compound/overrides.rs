//! Words whose split is known.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One word a line: the split with `+`, and the reason.
const OVERRIDES: &str = include_str!("overrides.tsv");

/// Where the parts of a word begin, but for the first; empty for a word that is never split. `None`: nothing is known.
pub(super) fn known_split(word: &str) -> Option<&'static [usize]> {
    static KNOWN: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
        let lines = OVERRIDES.lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| line.split('\t').next())
            .map(|split| {
                let mut cuts = Vec::new();
                let mut word = String::with_capacity(split.len());
                for part in split.split('+') {
                    if !word.is_empty() {
                        cuts.push(word.len());
                    }
                    word.push_str(part);
                }
                (word, cuts)
            })
            .collect()
    });
    KNOWN.get(word).map(Vec::as_slice)
}

/// The list itself, for the version of the analysis.
pub(super) fn text() -> &'static str {
    OVERRIDES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_reason_and_is_folded() {
        for line in OVERRIDES.lines().filter(|line| !line.starts_with('#')) {
            let (split, reason) = line.split_once('\t').unwrap();
            assert!(!reason.is_empty() && split.bytes().all(|b| b.is_ascii_lowercase() || b == b'+'), "{line}");
        }
        assert_eq!(known_split("taakstelling"), Some(&[4][..]));
        assert_eq!(known_split("leeftijd"), Some(&[][..]));
        assert_eq!(known_split("raad"), None);
    }
}
