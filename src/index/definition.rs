//! Abbreviations that the documents define themselves, as terms of the index.
//!
//! `Wet sociale werkvoorziening (Wsw)` is two terms of [`Fields::definition`](super::Fields::definition), one for each way
//! in which it is asked for: `wsw`, a mark, the stems of the full name; and the stems, another mark, `wsw`. What a name
//! stands for is then a walk over the terms that begin with it, and what no passage defines any more is gone by itself.

use tantivy::schema::Field;

use super::{IndexError, Snapshot};
use crate::analysis::fold::fold;
use crate::analysis::{Analyzer, is_filler};
use crate::document::definition::definitions;

/// Between an abbreviation and its full name.
const STANDS_FOR: char = '\u{1}';
/// Between a full name and its abbreviation.
const IS_CALLED: char = '\u{2}';
/// Most definitions of one name that are looked at.
const MAX_DEFINITIONS: usize = 50;

/// The terms of the definitions of a text.
pub(super) fn terms(text: &str, analyzer: &Analyzer) -> Vec<String> {
    let mut terms = Vec::new();
    for definition in definitions(text) {
        let (short, full) = (key(&definition.abbreviation), content_stems(&definition.full, analyzer).join(" "));
        if !short.is_empty() && !full.is_empty() {
            terms.push(format!("{short}{STANDS_FOR}{full}"));
            terms.push(format!("{full}{IS_CALLED}{short}"));
        }
    }
    terms
}

/// Letters and digits of an abbreviation, folded: what its spellings share.
fn key(abbreviation: &str) -> String {
    fold(abbreviation).chars().filter(|c| c.is_alphanumeric() || *c == '&').collect()
}

/// Stems of the words of a name but for its fillers, as queries leave these out.
fn content_stems(name: &str, analyzer: &Analyzer) -> Vec<String> {
    let words = analyzer.words(name).into_iter();
    words.filter(|(range, _)| !is_filler(&fold(&name[range.clone()]))).map(|(_, stem)| stem).collect()
}

impl Snapshot {
    /// The full names, as stems, that the documents give for an abbreviation, with the number of passages that do.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn full_names(&self, abbreviation: &str) -> Result<Vec<(Vec<String>, u64)>, IndexError> {
        let found = self.defined(&format!("{}{STANDS_FOR}", key(abbreviation)))?;
        Ok(found.into_iter().map(|(name, n)| (name.split(' ').map(str::to_owned).collect(), n)).collect())
    }

    /// The abbreviations, folded, that the documents give for a full name, with the number of passages that do.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn abbreviations_of(&self, stems: &[String]) -> Result<Vec<(String, u64)>, IndexError> {
        self.defined(&format!("{}{IS_CALLED}", stems.join(" ")))
    }

    fn defined(&self, prefix: &str) -> Result<Vec<(String, u64)>, IndexError> {
        self.terms_after(self.fields().definition, prefix, MAX_DEFINITIONS)
    }

    /// What follows `prefix` in the terms of a field that begin with it, with the number of passages that hold them.
    fn terms_after(&self, field: Field, prefix: &str, limit: usize) -> Result<Vec<(String, u64)>, IndexError> {
        let mut found = std::collections::BTreeMap::new();
        let mut collect = || -> tantivy::Result<()> {
            for segment in self.searcher().segment_readers() {
                let index = segment.inverted_index(field)?;
                let mut terms = index.terms().range().ge(prefix).into_stream()?;
                while terms.advance() && found.len() < limit {
                    let Some(rest) = std::str::from_utf8(terms.key()).ok().and_then(|term| term.strip_prefix(prefix))
                    else {
                        break;
                    };
                    *found.entry(rest.to_owned()).or_insert(0) += u64::from(terms.value().doc_freq);
                }
            }
            Ok(())
        };
        collect().map_err(|source| self.engine_error(source))?;
        Ok(found.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_terms_both_ways() {
        let terms = terms("De Wet sociale werkvoorziening (Wsw) geldt.", &Analyzer::default());
        assert_eq!(terms, ["wsw\u{1}wet social werkvoorziening", "wet social werkvoorziening\u{2}wsw"]);
        assert!(super::terms("Er is niets.", &Analyzer::default()).is_empty());
    }
}
