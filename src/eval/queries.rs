//! The questions of a test collection, as people typed them.
//!
//! ```text
//! V01<tab>loonkostensubsidie
//! V02<tab>kostendelersnorm
//! ```
//!
//! The same form is what `griffie search --queries` reads.

use std::collections::HashMap;

use super::error::{EvalError, Input, is_one_column, shown, telling_lines};

/// One question with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What judgements and runs call it: one word.
    pub qid: String,
    /// What was typed, without the white space around it; never empty.
    pub text: String,
}

/// Questions in the order of their file; each id once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queries {
    list: Vec<Query>,
}

impl Queries {
    /// Reads questions, one a line: `qid TAB query`. Blank lines and lines that begin with `#` are skipped.
    ///
    /// A second tab is refused: a file with categories or narratives beside the queries would otherwise be searched
    /// for with those words in the query, and quietly score badly.
    ///
    /// # Errors
    /// A line without a tab or with more than one, a query id that is empty or more than one word, an empty query, or
    /// a query id that an earlier line has.
    pub fn parse(text: &str) -> Result<Self, EvalError> {
        let mut list = Vec::new();
        let mut first_lines: HashMap<&str, usize> = HashMap::new();
        for (line, content) in telling_lines(text) {
            let malformed = |expected, found: &str| EvalError::Malformed {
                input: Input::Queries,
                line,
                expected,
                found: shown(found),
            };
            let columns: Vec<&str> = content.split('\t').map(str::trim).collect();
            let &[qid, query] = columns.as_slice() else {
                return Err(malformed("a query id, one tab and the query", content));
            };
            if !is_one_column(qid) {
                return Err(malformed("one word as query id before the tab", qid));
            }
            if query.is_empty() {
                return Err(malformed("a query after the tab", query));
            }
            if let Some(first_line) = first_lines.insert(qid, line) {
                return Err(EvalError::DuplicateQuery { line, first_line, qid: qid.to_owned() });
            }
            list.push(Query { qid: qid.to_owned(), text: query.to_owned() });
        }
        Ok(Self { list })
    }

    /// The questions in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Query> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether the file asked nothing.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl<'a> IntoIterator for &'a Queries {
    type Item = &'a Query;
    type IntoIter = std::slice::Iter<'a, Query>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        Queries::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn questions_keep_their_order_and_their_words() {
        let queries = Queries::parse("# vragen\nV02\tBUIG-overschot\n\nV01\t \"wie betaalt\" dat ? \r\n").unwrap();
        let pairs: Vec<_> = queries.iter().map(|query| (query.qid.as_str(), query.text.as_str())).collect();
        assert_eq!(pairs, [("V02", "BUIG-overschot"), ("V01", "\"wie betaalt\" dat ?")]);
        assert_eq!(queries.len(), 2);
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        assert_eq!(
            message("V01\teen\nV02 twee"),
            "queries line 2: expected a query id, one tab and the query, found `V02 twee`"
        );
        assert_eq!(
            message("V01\ttopic\teen\tverhaal"),
            "queries line 1: expected a query id, one tab and the query, found `V01\u{fffd}topic\u{fffd}een\u{fffd}verhaal`"
        );
        assert_eq!(message("V 1\teen"), "queries line 1: expected one word as query id before the tab, found `V 1`");
        assert_eq!(message("\teen"), "queries line 1: expected one word as query id before the tab, found nothing");
        assert_eq!(message("V01\t  "), "queries line 1: expected a query after the tab, found nothing");
        assert_eq!(
            message("V01\teen\n\nV01\ttwee\n"),
            "queries line 3: expected a new query id, found `V01`, which line 1 has already"
        );
    }
}
