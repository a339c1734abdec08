//! Which words does the index hold, and how often?

use std::collections::BTreeMap;

use memchr::memmem;
use tantivy::Term;
use tantivy::query::FuzzyTermQuery;

use super::{IndexError, Snapshot};
use crate::analysis::LITERAL_MARK;

/// Words that are looked at for one that is misspelt; of a short word there are many within two letters.
const MAX_SIMILAR: usize = 10_000;

/// The end of the terms that begin with [`LITERAL_MARK`].
const AFTER_LITERAL: char = '>';

/// Entries of the dictionaries, kept for patterns without letters at their beginning: each of these asks for all of them, and reading
/// them takes ten times as long as comparing them.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    /// The words one behind the other.
    words: String,
    /// For each where it ends, and the number of passages that hold it.
    ends: Vec<(usize, u64)>,
    is_read: bool,
}

impl Entries {
    fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        let mut from = 0;
        self.ends.iter().map(move |(end, passages)| (&self.words[std::mem::replace(&mut from, *end)..*end], *passages))
    }
}

/// The words of the texts that fit a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordsLike {
    /// Each with the number of passages that hold it.
    pub words: Vec<(String, u64)>,
    /// Entries of the dictionaries that were looked at.
    pub looked_at: usize,
    /// Whether all words were looked at.
    pub is_whole: bool,
}

/// Whether a word fits a pattern. Where a star took too little the last one takes more: linear but for its tries.
fn fits(word: &str, pattern: &[char]) -> bool {
    let word: Vec<char> = word.chars().collect();
    let (mut at, mut of_pattern) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    while at < word.len() {
        match pattern.get(of_pattern) {
            Some('*') => {
                last_star = Some((of_pattern, at));
                of_pattern += 1;
            }
            Some(c) if *c == '?' || *c == word[at] => {
                at += 1;
                of_pattern += 1;
            }
            _ => {
                let Some((star, taken)) = last_star else { return false };
                last_star = Some((star, taken + 1));
                (at, of_pattern) = (taken + 1, star + 1);
            }
        }
    }
    pattern[of_pattern..].iter().all(|c| *c == '*')
}

impl Snapshot {
    /// Passages with a term in the field of text that holds it most often, as it is indexed.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn passages_with(&self, term: &str) -> Result<u64, IndexError> {
        let mut most = 0;
        for field in self.fields().texts() {
            let of_field = self.searcher().doc_freq(&Term::from_field_text(field, term));
            most = of_field.map_err(|source| self.engine_error(source))?.max(most);
        }
        Ok(most)
    }

    /// Whether any document is of the arrangement of a name, as it is indexed.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn has_arrangement(&self, name: &str) -> Result<bool, IndexError> {
        let term = Term::from_field_text(self.fields().arrangement, name);
        Ok(self.searcher().doc_freq(&term).map_err(|source| self.engine_error(source))? > 0)
    }

    /// Folded words of the texts that differ from `word` in at most `distance` letters (1 or 2; two letters exchanged
    /// count as one), each with the number of passages that hold it.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn similar_words(&self, word: &str, distance: u8) -> Result<Vec<(String, u64)>, IndexError> {
        let body = self.fields().body;
        let query =
            FuzzyTermQuery::new(Term::from_field_text(body, &format!("{LITERAL_MARK}{word}")), distance.min(2), true);
        let mut found = BTreeMap::new();
        let mut collect = || -> tantivy::Result<()> {
            // Building it costs more than a walk with it.
            let automaton = query.automaton()?;
            for field in self.fields().texts() {
                for segment in self.searcher().segment_readers() {
                    let index = segment.inverted_index(field)?;
                    let literal = index.terms().search(&automaton).ge(LITERAL_MARK.to_string());
                    let mut terms = literal.lt(AFTER_LITERAL.to_string()).into_stream()?;
                    while terms.advance() && found.len() < MAX_SIMILAR {
                        let term = std::str::from_utf8(terms.key()).unwrap_or_default();
                        if let Some(similar) = term.strip_prefix(LITERAL_MARK) {
                            *found.entry(similar.to_owned()).or_insert(0) += u64::from(terms.value().doc_freq);
                        }
                    }
                }
            }
            Ok(())
        };
        collect().map_err(|source| self.engine_error(source))?;
        Ok(found.into_iter().collect())
    }

    /// Folded words of the texts that fit a pattern of letters, `?` for one letter and `*` for any number, each with the number of
    /// passages that hold it. Looks at so many entries of the dictionaries at most: a pattern without letters at its beginning asks
    /// for all of them, which `entries` keeps for the next such pattern. That one may not look at more.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn words_like(&self, pattern: &str, at_most: usize, entries: &mut Entries) -> Result<WordsLike, IndexError> {
        let is_sign = |c: char| c == '*' || c == '?';
        let letters = pattern.split(is_sign).next().unwrap_or_default();
        // Most words are told apart by how they end, or by the longest piece of the pattern.
        let ending = pattern.rsplit(is_sign).next().unwrap_or_default();
        let longest = pattern.split(is_sign).max_by_key(|piece| piece.len()).unwrap_or_default();
        let longest = memmem::Finder::new(longest);
        let pattern: Vec<char> = pattern.chars().collect();
        let mut found = BTreeMap::new();
        let (mut looked_at, mut is_whole) = (0, true);
        let mut look_at = |word: &str, passages: u64| {
            if looked_at == at_most {
                is_whole = false;
                return false;
            }
            looked_at += 1;
            if word.ends_with(ending) && longest.find(word.as_bytes()).is_some() && fits(word, &pattern) {
                match found.get_mut(word) {
                    Some(of_word) => *of_word += passages,
                    None => _ = found.insert(word.to_owned(), passages),
                }
            }
            true
        };
        if letters.is_empty() && entries.is_read {
            entries.iter().all(|(word, passages)| look_at(word, passages));
        } else {
            let keeps = letters.is_empty();
            self.each_word(letters, &mut |word, passages| {
                if keeps {
                    entries.words.push_str(word);
                    entries.ends.push((entries.words.len(), passages));
                }
                look_at(word, passages)
            })
            .map_err(|source| self.engine_error(source))?;
            entries.is_read |= keeps;
        }
        Ok(WordsLike { words: found.into_iter().collect(), looked_at, is_whole })
    }

    /// Goes through the folded words of the dictionaries that begin with some letters, with the number of passages that hold each,
    /// until it is told to stop.
    fn each_word(&self, letters: &str, goes_on: &mut dyn FnMut(&str, u64) -> bool) -> tantivy::Result<()> {
        let prefix = format!("{LITERAL_MARK}{letters}");
        for field in self.fields().texts() {
            for segment in self.searcher().segment_readers() {
                let index = segment.inverted_index(field)?;
                let from = index.terms().range().ge(prefix.as_bytes());
                let mut terms = from.lt(AFTER_LITERAL.to_string()).into_stream()?;
                while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                    let term = std::str::from_utf8(terms.key()).unwrap_or_default();
                    let word = term.strip_prefix(LITERAL_MARK).unwrap_or_default();
                    if !goes_on(word, u64::from(terms.value().doc_freq)) {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn engine_error(&self, source: tantivy::TantivyError) -> IndexError {
        IndexError::Engine { path: self.directory().path().to_owned(), source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slow(word: &[char], pattern: &[char]) -> bool {
        match pattern.split_first() {
            None => word.is_empty(),
            Some(('*', rest)) => (0..=word.len()).any(|n| slow(&word[n..], rest)),
            Some((c, rest)) => {
                word.split_first().is_some_and(|(first, others)| (*c == '?' || c == first) && slow(others, rest))
            }
        }
    }

    proptest! {
        #[test]
        fn patterns_fit_what_trying_all_ways_fits(word in "[ab]{0,8}", pattern in "[ab*?]{0,6}") {
            let (letters, signs): (Vec<char>, Vec<char>) = (word.chars().collect(), pattern.chars().collect());
            prop_assert_eq!(fits(&word, &signs), slow(&letters, &signs));
        }
    }
}
