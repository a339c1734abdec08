//! Is one run better than another, or was it chance?
//!
//! Counted per query on nDCG@10, since a mean alone may rest on two or three queries. The test is Fisher's
//! randomisation test for pairs as Smucker, Allan and Carterette describe it ("A comparison of statistical
//! significance tests for information retrieval evaluation", CIKM 2007): if the two systems were alike, each query
//! could as well have had its two figures the other way round. It needs no assumption about how differences are
//! distributed.

use serde::Serialize;

use super::Evaluation;

/// Differences up to this much are no difference: rounding, in figures whose real steps are thousands of times larger.
const SAME_WITHIN: f64 = 1e-9;

/// How often the signs are drawn. At p = 0.05 the figure is then off by some 0.002 (standard error √(p(1-p)/N)), which
/// is fine enough for collections of tens of queries. Smucker et al. 2007 draw 100,000 times.
const PERMUTATIONS: u32 = 10_000;

/// Where the draws begin. Fixed, so that the same two runs always give the same p; the value spells a name and means
/// nothing.
const SEED: u64 = 0x6772_6966_6669_6500;

/// Two runs side by side on nDCG@10, seen from the first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Comparison {
    /// Queries that both evaluations score.
    pub queries: usize,
    /// Queries on which the first is better.
    pub wins: usize,
    /// Queries on which the second is better.
    pub losses: usize,
    /// Queries on which they differ by less than rounding.
    pub ties: usize,
    /// Mean nDCG@10 of the first less that of the second; 0 without queries.
    pub difference: f64,
    /// How often chance alone gives a mean difference at least this large, either way: two-sided, above 0 and at most
    /// 1. An estimate from 10,000 draws with a fixed seed: the same for the same runs, and off by some 0.002 at 0.05.
    pub p: f64,
}

/// Compares two evaluations over the queries that both have; those of one qrels have the same queries.
///
/// # Example
/// ```
/// use griffie::eval::{Qrels, Run, compare, evaluate};
///
/// let qrels = Qrels::parse("V01 0 a 1\nV02 0 b 1\n")?;
/// let good = evaluate(&qrels, &Run::from_results([("V01", "a", 1.0), ("V02", "b", 1.0)])?);
/// let half = evaluate(&qrels, &Run::from_results([("V01", "a", 1.0), ("V02", "c", 1.0)])?);
/// let comparison = compare(&good, &half);
/// assert_eq!((comparison.wins, comparison.losses, comparison.ties), (1, 0, 1));
/// assert_eq!(comparison.difference, 0.5);
/// # Ok::<(), griffie::eval::EvalError>(())
/// ```
pub fn compare(a: &Evaluation, b: &Evaluation) -> Comparison {
    let differences: Vec<f64> = a
        .per_query
        .iter()
        .filter_map(|(qid, of_a)| b.per_query.get(qid).map(|of_b| of_a.ndcg_at_10 - of_b.ndcg_at_10))
        .collect();
    let wins = differences.iter().filter(|difference| **difference > SAME_WITHIN).count();
    let losses = differences.iter().filter(|difference| **difference < -SAME_WITHIN).count();
    Comparison {
        queries: differences.len(),
        wins,
        losses,
        ties: differences.len() - wins - losses,
        difference: super::mean(differences.iter().copied()),
        p: randomisation_p(&differences),
    }
}

/// Two-sided p of the mean of paired differences, by drawing the sign of each at random.
///
/// The order as it was found counts as one of the draws, (count + 1) / (N + 1): a p of exactly 0 would claim more than
/// draws can show (Phipson and Smyth 2010, "Permutation P-values should never be zero").
fn randomisation_p(differences: &[f64]) -> f64 {
    // Sums instead of means: the number of queries is the same in all.
    let found = differences.iter().sum::<f64>().abs();
    let mut random = SplitMix64 { state: SEED };
    let mut at_least = 0_u32;
    for _ in 0..PERMUTATIONS {
        let mut sum = 0.0;
        for difference in differences {
            sum += if random.next_is_heads() { *difference } else { -difference };
        }
        if sum.abs() >= found - SAME_WITHIN {
            at_least += 1;
        }
    }
    f64::from(at_least + 1) / f64::from(PERMUTATIONS + 1)
}

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): small, well
/// tested, and the same on every machine and in every version, without a dependency for one coin.
struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A fair coin: the highest bit.
    fn next_is_heads(&mut self) -> bool {
        self.next() >> 63 == 1
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::eval::Measures;

    fn evaluation(ndcg: &[(&str, f64)]) -> Evaluation {
        let per_query: BTreeMap<String, Measures> = ndcg
            .iter()
            .map(|(qid, value)| ((*qid).to_owned(), Measures { ndcg_at_10: *value, ..Measures::default() }))
            .collect();
        Evaluation { queries: per_query.len(), answered: per_query.len(), per_query, mean: Measures::default() }
    }

    #[test]
    fn numbers_are_those_of_the_published_generator() {
        // First outputs for the seed 1234567, as in the reference list of Rosetta Code, "Pseudo-random
        // numbers/Splitmix64".
        let mut random = SplitMix64 { state: 1_234_567 };
        assert_eq!(
            [random.next(), random.next(), random.next()],
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn wins_and_losses_are_seen_from_the_first() {
        let a = evaluation(&[("1", 0.9), ("2", 0.5), ("3", 0.2), ("4", 0.7)]);
        let b = evaluation(&[("1", 0.4), ("2", 0.5 + 1e-12), ("3", 0.3), ("4", 0.6)]);
        let comparison = compare(&a, &b);
        assert_eq!((comparison.queries, comparison.wins, comparison.losses, comparison.ties), (4, 2, 1, 1));
        // (0.5 + 0 - 0.1 + 0.1) / 4
        assert!((comparison.difference - 0.125).abs() < 1e-9);
        let back = compare(&b, &a);
        assert_eq!((back.wins, back.losses, back.ties), (1, 2, 1));
        assert_eq!(back.difference, -comparison.difference);
        assert_eq!(back.p, comparison.p);
    }

    #[test]
    fn a_run_does_not_differ_from_itself() {
        let a = evaluation(&[("1", 0.9), ("2", 0.5)]);
        assert_eq!(compare(&a, &a), Comparison { queries: 2, wins: 0, losses: 0, ties: 2, difference: 0.0, p: 1.0 });
    }

    #[test]
    fn without_common_queries_nothing_is_claimed() {
        let comparison = compare(&evaluation(&[("1", 0.9)]), &evaluation(&[("2", 0.5)]));
        assert_eq!(comparison, Comparison { queries: 0, wins: 0, losses: 0, ties: 0, difference: 0.0, p: 1.0 });
    }

    #[test]
    fn p_comes_near_the_exact_one() {
        // Five differences of one sign: only 2 of the 2^5 = 32 choices of signs reach the same sum, so p = 0.0625.
        let p = randomisation_p(&[0.1, 0.2, 0.3, 0.4, 0.5]);
        assert!((p - 0.0625).abs() < 0.01, "{p}");
        // 1, 1, -1: sums of 3, 1, -1, -3; all 8 choices reach 1, so p = 1.
        assert_eq!(randomisation_p(&[1.0, 1.0, -1.0]), 1.0);
        // 3, 1, 1, -1 add up to 4. With the 3 positive, the others must add up to 1 or more: 4 of 8; and the same
        // mirrored: 8 of 16, p = 0.5.
        let p = randomisation_p(&[3.0, 1.0, 1.0, -1.0]);
        assert!((p - 0.5).abs() < 0.02, "{p}");
    }

    #[test]
    fn p_is_small_but_never_nought_where_one_run_always_wins() {
        let p = randomisation_p(&[0.1; 40]);
        assert!(p > 0.0 && p < 0.001, "{p}");
    }
}
