//! The measures of one query, each with its formula and where that comes from.
//!
//! All work on one list of grades: for each result, best first, the grade it was judged with, `None` where it was not.
//! Sources, cited below by name and year:
//!
//! - Järvelin and Kekäläinen 2002: "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 422-446.
//! - Voorhees 1999: "The TREC-8 Question Answering Track Report", TREC-8, NIST SP 500-246.
//! - Manning, Raghavan and Schütze 2008: "Introduction to Information Retrieval", chapter 8.
//! - `trec_eval` 9 (<https://github.com/usnistgov/trec_eval>): what a cut-off means where there are fewer results.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::qrels::RELEVANT_FROM;
use super::run::RankedId;

/// The figures of one query, or their mean over queries; each from 0 to 1, 1 is best.
///
/// Serialised as a map under the names of [`Measures::named`].
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    /// Gain of the first 10 results, lower places counting less, as a share of what the best order would give.
    pub ndcg_at_10: f64,
    /// One divided by the place of the first relevant result; 0 where none of the first 10 is relevant.
    pub mrr_at_10: f64,
    /// Share of the relevant ids that the first 10 results hold.
    pub recall_at_10: f64,
    /// Share of the relevant ids that the first 100 results hold.
    pub recall_at_100: f64,
    /// Share of the first 5 places that a relevant result takes.
    pub p_at_5: f64,
    /// Share of the first 10 results that somebody judged. Not a quality of the system: where it is low, the other
    /// figures say little, since what was not judged counts as not relevant. 0 for a query without results.
    pub judged_at_10: f64,
}

impl Measures {
    /// The figures under the names by which scripts know them, in the order in which they are shown.
    pub fn named(&self) -> [(&'static str, f64); 6] {
        [
            ("ndcg@10", self.ndcg_at_10),
            ("mrr@10", self.mrr_at_10),
            ("recall@10", self.recall_at_10),
            ("recall@100", self.recall_at_100),
            ("p@5", self.p_at_5),
            ("judged@10", self.judged_at_10),
        ]
    }

    /// Scores the results of one query, best first, against its judgements by id.
    pub(super) fn of(judged: &BTreeMap<String, i32>, ranked: &[RankedId]) -> Self {
        let grades: Vec<Option<i32>> = ranked.iter().map(|result| judged.get(&result.id).copied()).collect();
        let relevant = judged.values().filter(|grade| **grade >= RELEVANT_FROM).count();
        Self {
            ndcg_at_10: ndcg(&grades, judged.values().copied(), 10),
            mrr_at_10: reciprocal_rank(&grades, 10),
            recall_at_10: recall(&grades, relevant, 10),
            recall_at_100: recall(&grades, relevant, 100),
            p_at_5: precision(&grades, 5),
            judged_at_10: judged_share(&grades, 10),
        }
    }
}

impl Serialize for Measures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.named())
    }
}

/// DCG@k = Σ gain(i) / log2(i + 1) over the places i = 1…k, with the grade itself as gain (linear).
///
/// Järvelin and Kekäläinen 2002 leave the gains to the user and discount only from place b on; the discount log2(i + 1)
/// from the first place on is that of `trec_eval` (`m_ndcg_cut.c`). Not judged and negative grades have no gain.
fn dcg(grades: impl Iterator<Item = Option<i32>>, k: usize) -> f64 {
    let places = (1_u32..).map(f64::from);
    // Added to nought: the sum of nothing is -0.0.
    0.0 + grades.take(k).zip(places).map(|(grade, place)| gain(grade) / (place + 1.0).log2()).sum::<f64>()
}

fn gain(grade: Option<i32>) -> f64 {
    f64::from(grade.unwrap_or(0).max(0))
}

/// nDCG@k = DCG@k / ideal DCG@k; the ideal puts everything that was judged in descending order of grade, found or not
/// (Järvelin and Kekäläinen 2002). 0 where nothing judged has a gain.
fn ndcg(grades: &[Option<i32>], judged: impl Iterator<Item = i32>, k: usize) -> f64 {
    let mut best: Vec<i32> = judged.collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal = dcg(best.into_iter().map(Some), k);
    if ideal > 0.0 { dcg(grades.iter().copied(), k) / ideal } else { 0.0 }
}

fn is_relevant(grade: Option<i32>) -> bool {
    grade.is_some_and(|grade| grade >= RELEVANT_FROM)
}

fn relevant_within(grades: &[Option<i32>], k: usize) -> usize {
    grades.iter().take(k).filter(|grade| is_relevant(**grade)).count()
}

/// RR@k = 1 / place of the first relevant result, 0 where it is not among the first k; its mean over queries is MRR
/// (Voorhees 1999, who looks at 5 answers; the cut-off is ours to choose).
fn reciprocal_rank(grades: &[Option<i32>], k: usize) -> f64 {
    grades.iter().take(k).position(|grade| is_relevant(*grade)).map_or(0.0, |at| share(1, at + 1))
}

/// Recall@k = relevant results among the first k / all relevant ids (Manning, Raghavan and Schütze 2008, section 8.3).
/// With more than k relevant ids it cannot reach 1. `relevant` counts the judged ones: those nobody saw are not known.
fn recall(grades: &[Option<i32>], relevant: usize, k: usize) -> f64 {
    share(relevant_within(grades, k), relevant)
}

/// P@k = relevant results among the first k / k (Manning, Raghavan and Schütze 2008, section 8.4). Divided by k also
/// where there are fewer results, as in `trec_eval` (`m_P.c`): a short list is not rewarded.
fn precision(grades: &[Option<i32>], k: usize) -> f64 {
    share(relevant_within(grades, k), k)
}

/// Judged@k = judged results among the first k / number of those results; 0 without results. Divided by what was
/// shown and not by k, since a place that is empty is not one that a judge missed. As in ir-measures (`Judged@k`),
/// but for negative grades, which are `trec_eval`'s mark for "in the pool, not judged".
fn judged_share(grades: &[Option<i32>], k: usize) -> f64 {
    let shown = &grades[..grades.len().min(k)];
    share(shown.iter().filter(|grade| grade.is_some_and(|grade| grade >= 0)).count(), shown.len())
}

/// `part / whole`, and 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of results are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNJUDGED: Option<i32> = None;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6, "found {found}, expected {expected}");
    }

    #[test]
    fn ndcg_by_hand() {
        // Results 0, 2, -, 1 of the judged 2, 2, 1, 0.
        // DCG   = 0/log2(2) + 2/log2(3) + 0/log2(4) + 1/log2(5) = 0 + 1.2618595 + 0 + 0.4306766 = 1.6925361
        // ideal = 2/log2(2) + 2/log2(3) + 1/log2(4) + 0/log2(5) = 2 + 1.2618595 + 0.5           = 3.7618595
        // nDCG  = 0.4499200
        let grades = [Some(0), Some(2), UNJUDGED, Some(1)];
        close(dcg(grades.into_iter(), 10), 1.692_536_1);
        close(ndcg(&grades, [2, 2, 1, 0].into_iter(), 10), 0.449_920_0);
        // Cut after two: 1.2618595 / 3.2618595 = 0.3868528.
        close(ndcg(&grades, [2, 2, 1, 0].into_iter(), 2), 0.386_852_8);
    }

    #[test]
    fn ndcg_of_the_best_order_is_one_and_of_nothing_nought() {
        close(ndcg(&[Some(3), Some(1), Some(0)], [1, 0, 3].into_iter(), 10), 1.0);
        close(ndcg(&[], [1, 0, 3].into_iter(), 10), 0.0);
        close(ndcg(&[Some(0), Some(-1)], [0, -1].into_iter(), 10), 0.0);
    }

    #[test]
    fn the_ideal_looks_beyond_what_was_found() {
        // One result of grade 1, while a 2 exists: 1 / (2 + 1/log2(3)) = 1 / 2.6309298 = 0.3800938.
        close(ndcg(&[Some(1)], [1, 2].into_iter(), 10), 0.380_093_8);
    }

    #[test]
    fn reciprocal_rank_by_hand() {
        close(reciprocal_rank(&[Some(0), UNJUDGED, Some(1), Some(2)], 10), 1.0 / 3.0);
        close(reciprocal_rank(&[Some(0), UNJUDGED, Some(1), Some(2)], 2), 0.0);
        close(reciprocal_rank(&[], 10), 0.0);
    }

    #[test]
    fn recall_and_precision_by_hand() {
        // Two of four relevant ids among the first three places, one of them in the first two.
        let grades = [Some(2), UNJUDGED, Some(1), Some(0)];
        close(recall(&grades, 4, 3), 0.5);
        close(recall(&grades, 4, 2), 0.25);
        close(precision(&grades, 2), 0.5);
        // A list of four is still divided by five.
        close(precision(&grades, 5), 0.4);
    }

    #[test]
    fn judged_share_by_hand() {
        // Three results, of which one was not judged and one only pooled.
        close(judged_share(&[Some(0), UNJUDGED, Some(-1)], 10), 1.0 / 3.0);
        close(judged_share(&[Some(0), UNJUDGED, Some(-1)], 1), 1.0);
        close(judged_share(&[], 10), 0.0);
    }
}
