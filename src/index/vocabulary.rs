//! Which words does the index hold, and how often?

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;

use super::{IndexError, Snapshot};
use crate::analysis::LITERAL_MARK;

/// Words that are looked at for one that is misspelt; of a short word there are many within two letters.
const MAX_SIMILAR: usize = 10_000;

impl Snapshot {
    /// Passages with a term in their text, as it is indexed.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn passages_with(&self, term: &str) -> Result<u64, IndexError> {
        let term = Term::from_field_text(self.fields().body, term);
        self.searcher().doc_freq(&term).map_err(|source| self.engine_error(source))
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
        let mut found = std::collections::BTreeMap::new();
        let mut collect = || -> tantivy::Result<()> {
            let automaton = |()| query.automaton();
            for segment in self.searcher().segment_readers() {
                let index = segment.inverted_index(body)?;
                let mut terms = index.terms().search(automaton(())?).into_stream()?;
                while terms.advance() && found.len() < MAX_SIMILAR {
                    let term = std::str::from_utf8(terms.key()).unwrap_or_default();
                    if let Some(similar) = term.strip_prefix(LITERAL_MARK) {
                        *found.entry(similar.to_owned()).or_insert(0) += u64::from(terms.value().doc_freq);
                    }
                }
            }
            Ok(())
        };
        collect().map_err(|source| self.engine_error(source))?;
        Ok(found.into_iter().collect())
    }

    pub(super) fn engine_error(&self, source: tantivy::TantivyError) -> IndexError {
        IndexError::Engine { path: self.directory().path().to_owned(), source }
    }
}
