//! What a system found, in the form that evaluation tools exchange.
//!
//! ```text
//! V01 Q0 r00022 1 14.2 griffie
//! V01 Q0 r03925 2 13.75 griffie
//! ```
//!
//! The order of a run is decided by its scores. The rank column is written for people and not read back, as in
//! `trec_eval`.
//!
//! # Ties
//! Equal scores are put in ascending order of id, by code point. Evaluation tools differ here: `trec_eval` (read in
//! `form_res_rels.c`, `comp_sim_docno`), and nDCG, recall and precision of ir-measures with it, take the id in
//! descending order; reciprocal rank with a cut-off and the judged share of ir-measures 0.4.3 take it ascending.
//! Ascending is what "score, then id" says without a further word, and one order holds for all our measures. A run
//! whose scores differ is scored the same everywhere.

use std::collections::BTreeMap;
use std::fmt;

use super::error::{EvalError, Input, is_one_column, shown, telling_lines};

/// The last column of the lines that griffie writes: the name of the system.
const TAG: &str = "griffie";

/// One result of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedId {
    /// What was found: an id as the judgements have it; one word.
    pub id: String,
    /// Its score, finite; only the order counts, not the height.
    pub score: f64,
}

/// Results of a system: per query a list of ids, best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    topics: BTreeMap<String, Vec<RankedId>>,
}

/// Results as they are read, before they have an order: per query the score of each id.
type Unordered = BTreeMap<String, BTreeMap<String, f64>>;

impl Run {
    /// Reads a run, one result a line: `qid Q0 id rank score tag`, separated by white space, in any order.
    ///
    /// Blank lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    /// A line with another number of columns, a score that is no finite number, or an id twice under one query.
    pub fn parse(text: &str) -> Result<Self, EvalError> {
        let mut unordered = Unordered::new();
        for (line, content) in telling_lines(text) {
            let malformed =
                |expected, found: &str| EvalError::Malformed { input: Input::Run, line, expected, found: shown(found) };
            let columns: Vec<&str> = content.split_whitespace().collect();
            let &[qid, _, id, _, score_text, _] = columns.as_slice() else {
                return Err(malformed("six columns `qid Q0 id rank score tag`", content));
            };
            let score = score_text.parse().map_err(|_| malformed("a number as score", score_text))?;
            add(&mut unordered, Some(line), qid, id, score)?;
        }
        Ok(Self::in_order(unordered))
    }

    /// A run from the results of queries; they need not be in order.
    ///
    /// # Errors
    /// A query id or id that is empty, holds white space, or (query id) begins with `#`; a score that is not finite; an
    /// id twice under one query.
    pub fn from_results<'a>(results: impl IntoIterator<Item = (&'a str, &'a str, f64)>) -> Result<Self, EvalError> {
        let mut unordered = Unordered::new();
        for (qid, id, score) in results {
            add(&mut unordered, None, qid, id, score)?;
        }
        Ok(Self::in_order(unordered))
    }

    /// The results of a query, best first; empty where the system found nothing.
    pub fn ranked(&self, qid: &str) -> &[RankedId] {
        self.topics.get(qid).map_or(&[], Vec::as_slice)
    }

    /// The ids of the queries that have a result, in ascending order.
    pub fn qids(&self) -> impl Iterator<Item = &str> {
        self.topics.keys().map(String::as_str)
    }

    fn in_order(unordered: Unordered) -> Self {
        let ranked = |scores: BTreeMap<String, f64>| {
            // The map gives ids in ascending order and the sort is stable, so equal scores keep that order.
            let mut results: Vec<RankedId> = scores.into_iter().map(|(id, score)| RankedId { id, score }).collect();
            results.sort_by(|a, b| b.score.total_cmp(&a.score));
            results
        };
        Self { topics: unordered.into_iter().map(|(qid, scores)| (qid, ranked(scores))).collect() }
    }
}

/// Takes in one result, where it could also be written as a line of a run.
fn add(unordered: &mut Unordered, line: Option<usize>, qid: &str, id: &str, score: f64) -> Result<(), EvalError> {
    let unfit = |expected, found: &str| EvalError::UnfitResult { line, expected, found: shown(found) };
    // A line that begins with # is a remark, and a byte order mark belongs to the file: neither would be read back.
    if !is_one_column(qid) || qid.starts_with(['#', '\u{feff}']) {
        return Err(unfit("one word, not beginning with #, as query id", qid));
    }
    if !is_one_column(id) {
        return Err(unfit("one word as id", id));
    }
    if !score.is_finite() {
        return Err(unfit("a finite number as score", &score.to_string()));
    }
    // Adding 0 makes -0 into 0, so that the two are a tie and print alike.
    match unordered.entry(qid.to_owned()).or_default().insert(id.to_owned(), score + 0.0) {
        None => Ok(()),
        Some(_) => Err(EvalError::DuplicateResult { line, qid: qid.to_owned(), id: id.to_owned() }),
    }
}

/// The run as text, a line a result, queries in order of their id. Reading it gives the same run again.
impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (qid, results) in &self.topics {
            for (at, RankedId { id, score }) in results.iter().enumerate() {
                writeln!(f, "{}", RunLine { qid, id, rank: at + 1, score: *score })?;
            }
        }
        Ok(())
    }
}

/// One line of a run, `qid Q0 id rank score griffie`, for who writes results as they come.
///
/// The score is written with as many digits as it takes to read the same number back, so that writing makes no ties.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunLine<'a> {
    /// The query; one word.
    pub qid: &'a str,
    /// What was found; one word.
    pub id: &'a str,
    /// Its place, from 1.
    pub rank: usize,
    /// Its score; should not rise with the rank.
    pub score: f64,
}

impl fmt::Display for RunLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} Q0 {} {} {} {TAG}", self.qid, self.id, self.rank, self.score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(run: &Run, qid: &str) -> Vec<String> {
        run.ranked(qid).iter().map(|result| result.id.clone()).collect()
    }

    fn message(text: &str) -> String {
        Run::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn scores_decide_the_order_and_not_ranks_or_lines() {
        let run = Run::parse("V01 Q0 a 1 0.5 x\nV01 Q0 b 2 10 x\nV01 Q0 c 3 -1e-3 x\n").unwrap();
        assert_eq!(ids(&run, "V01"), ["b", "a", "c"]);
        assert!(run.ranked("V02").is_empty());
    }

    #[test]
    fn equal_scores_are_in_ascending_order_of_id() {
        let run =
            Run::parse("V01 Q0 r2 1 1 x\nV01 Q0 r10 2 1.0 x\nV01 Q0 r1 3 1e0 x\nV01 Q0 r0 4 0 x\nV01 Q0 q 5 -0.0 x\n");
        assert_eq!(ids(&run.unwrap(), "V01"), ["r1", "r10", "r2", "q", "r0"]);
    }

    #[test]
    fn lines_are_written_in_order_with_ranks_from_one() {
        let run = Run::from_results([("V02", "a", 1.0), ("V01", "b", 13.75), ("V01", "c#1", 14.2)]).unwrap();
        assert_eq!(run.to_string(), "V01 Q0 c#1 1 14.2 griffie\nV01 Q0 b 2 13.75 griffie\nV02 Q0 a 1 1 griffie\n");
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        assert_eq!(
            message("V01 Q0 a 1 0.5 x\nV01 Q0 b 2 0.4\n"),
            "run line 2: expected six columns `qid Q0 id rank score tag`, found `V01 Q0 b 2 0.4`"
        );
        assert_eq!(message("V01 Q0 a 1 3,5 x"), "run line 1: expected a number as score, found `3,5`");
        assert_eq!(message("V01 Q0 a 1 NaN x"), "run line 1: expected a finite number as score, found `NaN`");
        assert_eq!(message("V01 Q0 a 1 1e999 x"), "run line 1: expected a finite number as score, found `inf`");
        assert_eq!(
            message("V01 Q0 a 1 2 x\nV02 Q0 a 1 2 x\nV01 Q0 a 2 1 x\n"),
            "run line 3: expected each id once under `V01`, found `a` again"
        );
    }

    #[test]
    fn results_that_no_line_can_carry_are_refused() {
        let refused = |qid, id, score| Run::from_results([(qid, id, score)]).unwrap_err().to_string();
        assert_eq!(refused("V 1", "a", 1.0), "run: expected one word, not beginning with #, as query id, found `V 1`");
        assert_eq!(refused("#1", "a", 1.0), "run: expected one word, not beginning with #, as query id, found `#1`");
        assert_eq!(refused("V01", "", 1.0), "run: expected one word as id, found nothing");
        assert_eq!(refused("V01", "a", f64::INFINITY), "run: expected a finite number as score, found `inf`");
        assert_eq!(
            Run::from_results([("V01", "a", 1.0), ("V01", "a", 2.0)]).unwrap_err().to_string(),
            "run: expected each id once under `V01`, found `a` again"
        );
    }
}
