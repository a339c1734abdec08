//! How likely is a sentence a position, of which kind and direction? Sums of the weights of its signs.
//!
//! The weights are those of logistic regressions on labelled sentences (`examples/fit`, which writes the lists): rules say what is
//! done, by whom and how surely, and the weights say how far that is to be believed in such a paper, in such a place, among
//! such words. A sentence of which no rule knows a word may be one by all the rest.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Direction, PositionKind};
use crate::document::{Listed, rows};

/// The group of words.
pub(super) const WORD: &str = "word";
/// Groups of signs of who is named, and of what rules made of a sentence: those that cost most to find.
const DEAR: [&str; 10] = [
    "agent",
    "subject",
    "named",
    "told of the writer",
    "told of others",
    "without rule",
    "rule",
    "would be",
    "score",
    "enough",
];
/// What all sentences have.
const ALL: &str = "all";
const KINDS: usize = PositionKind::NAMES.len();
const DIRECTIONS: usize = Direction::NAMES.len();

static POSITION: LazyLock<Weights<1>> = LazyLock::new(|| Weights::read(include_str!("weights.tsv")));
static KIND: LazyLock<Weights<KINDS>> = LazyLock::new(|| Weights::read(include_str!("kinds.tsv")));
static DIRECTION: LazyLock<Weights<DIRECTIONS>> = LazyLock::new(|| Weights::read(include_str!("directions.tsv")));
/// What signs that were not yet looked for may add to a position at most.
static MOST_OF_DEAR: LazyLock<f32> = LazyLock::new(|| {
    let values = DEAR.iter().filter_map(|group| POSITION.groups.get(group)).flat_map(HashMap::values);
    values.map(|[weight]| weight.max(0.0)).sum()
});

/// Weights of signs, by group and value, for each of `N` answers.
struct Weights<const N: usize> {
    all: [f32; N],
    groups: HashMap<&'static str, HashMap<&'static str, [f32; N]>>,
}

impl<const N: usize> Weights<N> {
    fn read(list: &'static str) -> Self {
        let mut weights = Self { all: [0.0; N], groups: HashMap::new() };
        for row in rows(list) {
            // What is no number weighs nothing; a test reads every cell.
            let of_row = std::array::from_fn(|n| row.text(n + 2).parse().unwrap_or_default());
            match row.text(0) {
                ALL => weights.all = of_row,
                group => {
                    weights.groups.entry(group).or_default().insert(row.text(1), of_row);
                }
            }
        }
        weights
    }

    fn sums<'s>(&self, signs: impl Iterator<Item = (&'s str, &'s str)>) -> [f32; N] {
        let mut sums = self.all;
        for (group, value) in signs {
            if let Some(of_sign) = self.groups.get(group).and_then(|values| values.get(value)) {
                sums.iter_mut().zip(of_sign).for_each(|(sum, weight)| *sum += weight);
            }
        }
        sums
    }
}

/// How likely a sentence with these signs is a position, from 0 to 1.
pub(super) fn likelihood<'s>(signs: impl Iterator<Item = (&'s str, &'s str)>) -> f32 {
    let [sum] = POSITION.sums(signs);
    1.0 / (1.0 + (-sum).exp())
}

/// Whether a sentence with the signs that cost little may be a position from this likelihood on, whoever is named and whatever
/// rules say.
pub(super) fn may_reach<'s>(least: f32, signs: impl Iterator<Item = (&'s str, &'s str)>) -> bool {
    let [sum] = POSITION.sums(signs);
    sum + *MOST_OF_DEAR >= (least / (1.0 - least)).ln()
}

/// The kind that the signs of a position speak for most.
pub(super) fn kind<'s>(signs: impl Iterator<Item = (&'s str, &'s str)>) -> PositionKind {
    most(KIND.sums(signs), PositionKind::NAMES.iter().map(|(kind, ..)| *kind), PositionKind::View)
}

/// The direction that they speak for most.
pub(super) fn direction<'s>(signs: impl Iterator<Item = (&'s str, &'s str)>) -> Direction {
    most(DIRECTION.sums(signs), Direction::NAMES.iter().map(|(direction, ..)| *direction), Direction::Neutral)
}

fn most<T, const N: usize>(sums: [f32; N], values: impl Iterator<Item = T>, none: T) -> T {
    sums.into_iter().zip(values).max_by(|(one, _), (other, _)| one.total_cmp(other)).map_or(none, |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_of_the_lists_is_a_weight() {
        for (list, answers) in [
            (include_str!("weights.tsv"), 1),
            (include_str!("kinds.tsv"), KINDS),
            (include_str!("directions.tsv"), DIRECTIONS),
        ] {
            let lines: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(lines.len() > 50, "{}", lines.len());
            for line in lines {
                let cells: Vec<&str> = line.split('\t').collect();
                assert_eq!(cells.len(), 2 + answers, "{line}");
                assert!(cells[2..].iter().all(|cell| cell.parse::<f32>().is_ok_and(f32::is_finite)), "{line}");
            }
        }
    }

    #[test]
    fn signs_that_were_not_looked_for_can_only_be_as_good_as_the_best() {
        let of_group = |group: &&'static str| {
            let values = POSITION.groups.get(group).into_iter().flatten();
            values.map(|(value, [weight])| (*group, *value, *weight)).collect::<Vec<_>>()
        };
        let good = DEAR.iter().flat_map(of_group).filter(|(.., weight)| *weight > 0.0);
        let good = good.map(|(group, value, _)| (group, value));
        let best = likelihood(good);
        assert!(may_reach(best - 0.001, std::iter::empty()) && !may_reach(best + 0.001, std::iter::empty()), "{best}");
    }

    #[test]
    fn the_answer_that_most_speaks_for_is_taken() {
        assert_eq!(most([0.1, 2.0, -1.0], ["a", "b", "c"].into_iter(), "none"), "b");
    }
}
