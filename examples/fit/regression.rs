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
    pub is_position: bool,
    /// How much it counts.
    pub weight: f64,
    /// Number of its document.
    pub document: usize,
}

/// A weight for all sentences, and one for each sign.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub all: f64,
    pub weights: Vec<f64>,
}

impl Model {
    /// How likely a sentence with these signs is a position.
    pub fn likelihood(&self, signs: &[usize]) -> f64 {
        logistic(self.all + signs.iter().filter_map(|sign| self.weights.get(*sign)).sum::<f64>())
    }
}

fn logistic(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// The weights for `signs` signs. Signs of few documents are left at 0: they tell what those are about.
pub(crate) fn fit(examples: &[&Example], signs: usize, least_documents: usize) -> Model {
    let mut having: Vec<Vec<usize>> = vec![Vec::new(); signs];
    for (number, example) in examples.iter().enumerate() {
        for sign in &example.signs {
            having[*sign].push(number);
        }
    }
    let mut model = Model { all: 0.0, weights: vec![0.0; signs] };
    let mut sums = vec![0.0; examples.len()];
    let is_common = |having: &[usize]| {
        let documents: BTreeSet<usize> = having.iter().map(|number| examples[*number].document).collect();
        documents.len() >= least_documents
    };
    let common: Vec<bool> = having.iter().map(|having| is_common(having)).collect();
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
fn improve(weight: &mut f64, having: &[usize], examples: &[&Example], sums: &mut [f64], lasso: f64, ridge: f64) -> f64 {
    let mut slope = 0.0;
    let mut bend = 0.0;
    for number in having {
        let Example { is_position, weight, .. } = examples[*number];
        slope += weight * (logistic(sums[*number]) - f64::from(u8::from(*is_position)));
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

    fn example(document: usize, signs: &[usize], is_position: bool) -> Example {
        Example { signs: signs.to_vec(), is_position, weight: 1.0, document }
    }

    #[test]
    fn a_sign_that_tells_gets_a_weight_and_one_that_does_not_gets_none() {
        let all: Vec<Example> = (0..200)
            .map(|n| {
                let is_position = n % 2 == 0;
                let mut signs = vec![usize::from(!is_position)];
                if n % 4 < 2 {
                    signs.push(2);
                }
                example(n, &signs, is_position)
            })
            .collect();
        let model = fit(&all.iter().collect::<Vec<_>>(), 3, 3);
        assert!(model.weights[0] > 1.0 && model.weights[1] < -1.0, "{model:?}");
        assert!(model.weights[2].abs() < 1e-9, "{model:?}");
        assert!(model.likelihood(&[0]) > 0.9 && model.likelihood(&[1]) < 0.1, "{model:?}");
    }

    #[test]
    fn a_sign_of_one_document_is_left_out() {
        let mut all: Vec<Example> = (0..100).map(|n| example(n, &[0], n % 2 == 0)).collect();
        all.extend((0..9).map(|_| example(7, &[0, 1], true)));
        let model = fit(&all.iter().collect::<Vec<_>>(), 2, 3);
        assert_eq!(model.weights[1], 0.0);
    }

    #[test]
    fn no_sign_at_all_gives_the_share_of_positions() {
        let all: Vec<Example> = (0..100).map(|n| example(n, &[], n < 70)).collect();
        let model = fit(&all.iter().collect::<Vec<_>>(), 0, 3);
        assert!((model.likelihood(&[]) - 0.7).abs() < 0.01, "{model:?}");
    }
}
