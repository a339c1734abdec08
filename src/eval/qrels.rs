//! Judgements: which passages answer a query, and how well.
//!
//! ```text
//! V01 0 r00022 2
//! V01 0 r03925 1
//! V01 0 r00107 0
//! ```
//!
//! The second column is a leftover of TREC (an iteration number) and is not looked at.

use std::collections::BTreeMap;

use super::error::{EvalError, Input, shown, telling_lines};

/// The lowest grade that counts as relevant in the measures that know only relevant and not relevant.
pub const RELEVANT_FROM: i32 = 1;

/// Graded judgements (relevantieoordelen) of a test collection, per query.
///
/// A grade of 0 says "seen, and not relevant". A negative grade says what it says in `trec_eval`: in the pool, but not
/// judged; it has no gain and does not count as judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Qrels {
    topics: BTreeMap<String, BTreeMap<String, i32>>,
}

impl Qrels {
    /// Reads judgements, one a line: `qid 0 id grade`, separated by white space.
    ///
    /// Blank lines and lines that begin with `#` are skipped. A line that says again what an earlier one said is
    /// harmless and accepted.
    ///
    /// # Errors
    /// A line with another number of columns, a grade that is no whole number, or two grades for one id under one
    /// query.
    ///
    /// # Example
    /// ```
    /// let qrels = griffie::eval::Qrels::parse("V01 0 r00022 2\nV01 0 r00107 0\n")?;
    /// assert_eq!(qrels.grade("V01", "r00022"), Some(2));
    /// assert_eq!(qrels.grade("V01", "r99999"), None);
    /// # Ok::<(), griffie::eval::EvalError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, EvalError> {
        let mut topics: BTreeMap<String, BTreeMap<String, i32>> = BTreeMap::new();
        for (line, content) in telling_lines(text) {
            let malformed = |expected, found: &str| EvalError::Malformed {
                input: Input::Qrels,
                line,
                expected,
                found: shown(found),
            };
            let columns: Vec<&str> = content.split_whitespace().collect();
            let &[qid, _, id, grade_text] = columns.as_slice() else {
                return Err(malformed("four columns `qid 0 id grade`", content));
            };
            let grade = grade_text.parse().map_err(|_| malformed("a whole number as grade", grade_text))?;
            let earlier = *topics.entry(qid.to_owned()).or_default().entry(id.to_owned()).or_insert(grade);
            if earlier != grade {
                return Err(EvalError::ConflictingGrade {
                    line,
                    qid: qid.to_owned(),
                    id: id.to_owned(),
                    grade,
                    earlier,
                });
            }
        }
        Ok(Self { topics })
    }

    /// The grade of an id under a query; `None` where nobody looked at it.
    pub fn grade(&self, qid: &str, id: &str) -> Option<i32> {
        self.topics.get(qid)?.get(id).copied()
    }

    /// The judged queries, in order of their id, each with its grades by id; also those without a relevant id.
    pub fn topics(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, i32>)> {
        self.topics.iter().map(|(qid, grades)| (qid.as_str(), grades))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        Qrels::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn columns_may_be_apart_by_any_white_space() {
        let qrels = Qrels::parse("# qid 0 id grade\n\nV01\t0\tr1  2\r\n  V01 0 r2 0\nV02 0 r1 -1").unwrap();
        assert_eq!(qrels.grade("V01", "r1"), Some(2));
        assert_eq!(qrels.grade("V01", "r2"), Some(0));
        assert_eq!(qrels.grade("V02", "r1"), Some(-1));
        assert_eq!(qrels.grade("V02", "r2"), None);
        assert_eq!(qrels.topics().map(|(qid, _)| qid).collect::<Vec<_>>(), ["V01", "V02"]);
    }

    #[test]
    fn an_id_may_hold_a_number_sign() {
        assert_eq!(Qrels::parse("V01 0 brief#a1b2 2").unwrap().grade("V01", "brief#a1b2"), Some(2));
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        assert_eq!(
            message("V01 0 r1 2\n\nV01 r2 1\n"),
            "qrels line 3: expected four columns `qid 0 id grade`, found `V01 r2 1`"
        );
        assert_eq!(
            message("V01 0 r1 2 extra"),
            "qrels line 1: expected four columns `qid 0 id grade`, found `V01 0 r1 2 extra`"
        );
        assert_eq!(message("V01 0 r1 hoog"), "qrels line 1: expected a whole number as grade, found `hoog`");
        assert_eq!(message("V01 0 r1 1.5"), "qrels line 1: expected a whole number as grade, found `1.5`");
        assert_eq!(
            message("V01 0 r1 2\nV01 0 r1 1\n"),
            "qrels line 2: expected one grade for `r1` under `V01`, found 1 after an earlier 2"
        );
    }

    #[test]
    fn a_judgement_said_twice_is_one_judgement() {
        assert_eq!(Qrels::parse("V01 0 r1 2\nV01 0 r1 2\n"), Qrels::parse("V01 0 r1 2\n"));
    }
}
