//! Logistic regression with an elastic net: few weights, none larger than its examples bear out.
//!
//! The sum over examples of the logistic loss, plus [`LASSO`] times the sum of the weights' sizes, plus half of [`RIDGE`] times that
//! of their squares (Zou & Hastie, "Regularization and variable selection via the elastic net", 2005). One weight at a time is
//! set to the best of a bound on the loss that bends no less than it does (Friedman, Hastie & Tibshirani, "Regularization
//! paths for generalized linear models via coordinate descent", 2010), until none moves.

use std::collections::BTreeSet;

/// What each size of a weight costs.
const LASSO: f64 = 1.7;
/// What its square costs.
const RIDGE: f64 = 1.7;
/// Rounds over all weights at most, and the largest step of a round that counts as none.
const ROUNDS: usize = 2_000;
const STILL: f64 = 1e-4;
/// The logistic loss bends at most so.
const MOST_BEND: f64 = 0.25;

/// A sentence to learn from.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// Numbers of its signs, each once.
    pub signs: Vec<usize>,
    /// Number of its document.
    pub document: usize,
}

/// A sentence with the answer to be learnt, and how much it counts.
pub(crate) type Answered<'e> = (&'e Example, bool, f64);

/// A weight for all sentences, and one for each sign.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub all: f64,
    pub weights: Vec<f64>,
}

impl Model {
    /// The logarithm of the odds that the answer is yes for a sentence with these signs.
    pub fn sum(&self, signs: &[usize]) -> f64 {
        self.all + signs.iter().filter_map(|sign| self.weights.get(*sign)).sum::<f64>()
    }
}

/// The likelihood of such odds.
pub(crate) fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// The weights for signs, of those that may be used. Signs of few documents are left at 0: they tell what those are about.
pub(crate) fn fit(examples: &[Answered<'_>], is_used: &[bool], least_documents: usize) -> Model {
    let signs = is_used.len();
    let mut having: Vec<Vec<usize>> = vec![Vec::new(); signs];
    for (number, (example, ..)) in examples.iter().enumerate() {
        for sign in &example.signs {
            having[*sign].push(number);
        }
    }
    let mut model = Model { all: 0.0, weights: vec![0.0; signs] };
    let mut sums = vec![0.0; examples.len()];
    let is_common = |having: &[usize]| {
        let documents: BTreeSet<usize> = having.iter().map(|number| examples[*number].0.document).collect();
        documents.len() >= least_documents
    };
    let common: Vec<bool> = having.iter().zip(is_used).map(|(having, used)| *used && is_common(having)).collect();
    let everything: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..ROUNDS {
        let step = improve(&mut model.all, &everything, examples, &mut sums, 0.0, 0.0);
        let mut largest = step;
        for (sign, having) in having.iter().enumerate() {
            if common[sign] {
                let step = improve(&mut model.weights[sign], having, examples, &mut sums, LASSO, RIDGE);
                largest = largest.max(step);
            }
        }
        if largest < STILL {
            break;
        }
    }
    model
}

/// Sets one weight to its best; gives how far it moved.
fn improve(
    weight: &mut f64,
    having: &[usize],
    examples: &[Answered<'_>],
    sums: &mut [f64],
    lasso: f64,
    ridge: f64,
) -> f64 {
    let mut slope = 0.0;
    let mut bend = 0.0;
    for number in having {
        let (_, answer, weight) = examples[*number];
        slope += weight * (logistic(sums[*number]) - f64::from(u8::from(answer)));
        bend += weight * MOST_BEND;
    }
    if bend == 0.0 {
        return 0.0;
    }
    let target = bend * *weight - slope;
    let new = target.signum() * (target.abs() - lasso).max(0.0) / (bend + ridge);
    let step = new - *weight;
    if step != 0.0 {
        *weight = new;
        for number in having {
            sums[*number] += step;
        }
    }
    step.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(document: usize, signs: &[usize]) -> Example {
        Example { signs: signs.to_vec(), document }
    }

    fn fitted(examples: &[(Example, bool)], signs: usize) -> Model {
        fit(
            &examples.iter().map(|(example, answer)| (example, *answer, 1.0)).collect::<Vec<_>>(),
            &vec![true; signs],
            3,
        )
    }

    #[test]
    fn a_sign_that_tells_gets_a_weight_and_one_that_does_not_gets_none() {
        let telling = |n: usize| {
            let mut signs = vec![n % 2];
            signs.extend((n % 4 < 2).then_some(2));
            (example(n, &signs), n.is_multiple_of(2))
        };
        let model = fitted(&(0..200).map(telling).collect::<Vec<_>>(), 3);
        assert!(model.weights[0] > 1.0 && model.weights[1] < -1.0, "{model:?}");
        assert!(model.weights[2].abs() < 1e-9, "{model:?}");
        assert!(model.sum(&[0]) > 2.0 && model.sum(&[1]) < -2.0, "{model:?}");
    }

    #[test]
    fn a_sign_of_one_document_is_left_out() {
        let mut all: Vec<_> = (0..100_usize).map(|n| (example(n, &[0]), n.is_multiple_of(2))).collect();
        all.extend((0..9).map(|_| (example(7, &[0, 1]), true)));
        assert!(fitted(&all, 2).weights[1].abs() < 1e-9);
    }

    #[test]
    fn no_sign_at_all_gives_the_share_of_yes() {
        let all: Vec<_> = (0..100).map(|n| (example(n, &[]), n < 70)).collect();
        let likelihood = logistic(fitted(&all, 0).sum(&[]));
        assert!((likelihood - 0.7).abs() < 0.01, "{likelihood}");
    }
}
