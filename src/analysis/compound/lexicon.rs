//! Which letters are words, how often do they occur, and in which forms do they make compounds?
//!
//! The lists beside this file are compiled into one automaton by build.rs and mapped into the program; nothing is parsed
//! at a start. `counts.tsv` comes from texts of public bodies, `list.tsv` from the word list of OpenTaal, `heads.tsv` and
//! `blocked.tsv` are ours.

use std::sync::LazyLock;

use fst::raw::{Fst, Output};

static PARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/parts.fst"));

/// The automaton, or `None` if build.rs wrote something else: then no word is a compound.
static LEXICON: LazyLock<Option<Fst<&'static [u8]>>> = LazyLock::new(|| Fst::new(PARTS).ok());

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Entry(u64);

impl Entry {
    /// May stand before another part as it is.
    pub fn is_bare(self) -> bool {
        self.0 & 0b0001 != 0
    }

    /// May stand before another part with a linking s.
    pub fn takes_s(self) -> bool {
        self.0 & 0b0010 != 0
    }

    /// May stand before another part with a linking en.
    pub fn takes_en(self) -> bool {
        self.0 & 0b0100 != 0
    }

    /// May stand at the end.
    pub fn is_last(self) -> bool {
        self.0 & 0b1000 != 0
    }

    /// Occurrences in text; 0 where only a list knows it.
    pub fn seen(self) -> u64 {
        if self.0 & 0b1_0000 == 0 { 0 } else { self.count() }
    }

    /// Occurrences, at least what a list counts for.
    pub fn count(self) -> u64 {
        self.0 >> 5
    }
}

/// Calls `found` with the end and the entry of every word that begins at `start`.
pub(super) fn words_at(word: &[u8], start: usize, mut found: impl FnMut(usize, Entry)) {
    let Some(fst) = LEXICON.as_ref() else { return };
    let mut node = fst.root();
    let mut output = Output::zero();
    for (at, byte) in word.iter().enumerate().skip(start) {
        let Some(i) = node.find_input(*byte) else { return };
        let transition = node.transition(i);
        output = output.cat(transition.out);
        node = fst.node(transition.addr);
        if node.is_final() {
            found(at + 1, Entry(output.cat(node.final_output()).value()));
        }
    }
}

/// The entry of a word.
pub(super) fn entry(word: &str) -> Option<Entry> {
    LEXICON.as_ref()?.get(word).map(|output| Entry(output.value()))
}

/// The automaton as bytes, for the version of the analysis.
pub(super) fn bytes() -> &'static [u8] {
    PARTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_words_and_their_forms() {
        let subsidie = entry("subsidie").unwrap();
        assert!(subsidie.is_bare() && subsidie.is_last() && subsidie.seen() > 100);
        let blocked = entry("heid");
        assert!(blocked.is_none_or(|entry| !entry.is_bare() && !entry.is_last()));
        assert!(entry("zoekers").is_some_and(|entry| entry.is_last()));
        assert_eq!(entry("xqzw"), None);
        let mut ends = Vec::new();
        words_at(b"raadsvoorstel", 0, |end, _| ends.push(end));
        assert!(ends.contains(&4), "{ends:?}");
    }
}
