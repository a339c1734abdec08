//! How good is the search? Judgements and a run in, figures out. How good is what is read of documents:
//! [`score_recognition`].
//!
//! ```text
//! qrels  V01 0 r00022 2      run  V01 Q0 r00107 1 14.2 x       {"queries": 1, "ndcg@10": 0.63, "mrr@10": 0.5, …}
//!        V01 0 r00107 0           V01 Q0 r00022 2 13.7 x  ->
//! ```
//!
//! Decided here: what the figures are and over which queries the mean is taken. Left to others: searching, files, and
//! how figures are shown. Not here: measures that correct for what was not judged (bpref, infAP), and intervals.
//!
//! - Queries without a relevant judgement are left out: no system could score on them. ir-measures counts them as 0.
//! - Queries without a result count 0, whether or not the run names them (`trec_eval -c`).
//! - Results for queries that nobody judged are not looked at.
//! - What was not judged counts as not relevant; how much that is, is `judged@10`.

mod compare;
mod error;
mod measures;
mod qrels;
mod queries;
mod recognition;
mod run;

use std::collections::BTreeMap;

use serde::Serialize;

pub use compare::{Comparison, compare};
pub use error::{EvalError, Input};
pub use measures::Measures;
pub use qrels::{Qrels, RELEVANT_FROM};
pub use queries::{Queries, Query};
pub use recognition::{
    CONFIDENT_FROM, DocumentLabel, FieldFigures, FoundValue, Labels, Miss, PassageLabel, PositionFigures,
    PositionLabel, PositionLabels, PositionMiss, Recognition, RoleFigures, RoleMiss, Share, is_quoted_in,
    score_positions, score_recognition,
};
pub use run::{RankedId, Run, RunLine};

/// The figures of one run. Serialised: the number of queries and the means, flat, under the names of
/// [`Measures::named`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Queries with at least one relevant judgement: over these the mean is taken. Where it is 0, all means are 0 and
    /// say nothing.
    pub queries: usize,
    /// Mean over the queries; that of `judged_at_10` over the `answered` ones, since where nothing was shown nothing
    /// is left unjudged.
    #[serde(flatten)]
    pub mean: Measures,
    /// Queries among these for which the run has a result. 0 where there are queries: run and judgements do not belong
    /// together.
    #[serde(skip)]
    pub answered: usize,
    /// The figures of each query, by its id.
    #[serde(skip)]
    pub per_query: BTreeMap<String, Measures>,
}

/// Scores a run against judgements.
///
/// # Example
/// ```
/// use griffie::eval::{Qrels, Run, evaluate};
///
/// let qrels = Qrels::parse("V01 0 r00022 2\nV01 0 r00107 0\n")?;
/// let run = Run::parse("V01 Q0 r00107 1 14.2 x\nV01 Q0 r00022 2 13.7 x\n")?;
/// let evaluation = evaluate(&qrels, &run);
/// assert_eq!(evaluation.queries, 1);
/// assert_eq!(evaluation.mean.mrr_at_10, 0.5);
/// # Ok::<(), griffie::eval::EvalError>(())
/// ```
pub fn evaluate(qrels: &Qrels, run: &Run) -> Evaluation {
    let per_query: BTreeMap<String, Measures> = qrels
        .topics()
        .filter(|(_, grades)| grades.values().any(|grade| *grade >= RELEVANT_FROM))
        .map(|(qid, grades)| (qid.to_owned(), Measures::of(grades, run.ranked(qid))))
        .collect();
    let answered = || per_query.iter().filter(|(qid, _)| !run.ranked(qid).is_empty()).map(|(_, measures)| measures);
    let mean_of = |figure: fn(&Measures) -> f64| mean(per_query.values().map(figure));
    let means = Measures {
        ndcg_at_10: mean_of(|query| query.ndcg_at_10),
        mrr_at_10: mean_of(|query| query.mrr_at_10),
        recall_at_10: mean_of(|query| query.recall_at_10),
        recall_at_100: mean_of(|query| query.recall_at_100),
        p_at_5: mean_of(|query| query.p_at_5),
        judged_at_10: mean(answered().map(|query| query.judged_at_10)),
    };
    Evaluation { queries: per_query.len(), mean: means, answered: answered().count(), per_query }
}

/// The arithmetic mean; 0 of nothing.
fn mean(figures: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = figures.fold((0.0, 0.0), |(sum, count), figure| (sum + figure, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

#[cfg(test)]
mod tests;
