//! How likely is a sentence a position? The sum of the weights of its signs.
//!
//! The weights are those of a logistic regression on labelled sentences (`examples/fit`, which writes `weights.tsv`): rules say what
//! is done, by whom and how surely, and the weights say how far that is to be believed in such a paper, in such a place, among
//! such words. A sentence of which no rule knows a word may be one by all the rest.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::document::rows;
use crate::document::words::Words;

/// Groups of signs of who is named: one of each of the first, any number of the last.
const OF_WHO: [&str; 3] = ["agent", "subject", "named"];
/// Groups of signs of what rules made of a sentence.
const OF_RULES: [&str; 4] = ["rule", "would be", "score", "enough"];
/// The group of words, and the name of what all sentences have.
const WORD: &str = "word";
const ALL: &str = "all";

const LIST: &str = include_str!("weights.tsv");

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(LIST));

struct Weights {
    all: f32,
    groups: HashMap<&'static str, HashMap<&'static str, f32>>,
    /// What those who are named, and what rules, may add at most.
    most_of_who: f32,
    most_of_rules: f32,
}

impl Weights {
    fn read(list: &'static str) -> Self {
        let mut weights = Self { all: 0.0, groups: HashMap::new(), most_of_who: 0.0, most_of_rules: 0.0 };
        for row in rows(list) {
            let Ok(weight) = row.text(2).parse::<f32>() else { continue };
            match (row.text(0), row.text(1)) {
                (ALL, _) => weights.all = weight,
                (group, value) => {
                    weights.groups.entry(group).or_default().insert(value, weight);
                }
            }
        }
        weights.most_of_who = weights.most_of(&OF_WHO);
        weights.most_of_rules = weights.most_of(&OF_RULES);
        weights
    }

    /// What groups may add at most: every sign of theirs that adds.
    fn most_of(&self, groups: &[&str]) -> f32 {
        groups.iter().filter_map(|group| self.groups.get(group)).flat_map(HashMap::values).map(|w| w.max(0.0)).sum()
    }
}

/// The weights of the signs that were taken so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum(f32);

impl Sum {
    /// That of a sentence's words.
    pub fn of_words(words: &Words, sentence: &Range<usize>) -> Self {
        let mut sum = Self(WEIGHTS.all);
        let Some(known) = WEIGHTS.groups.get(WORD) else { return sum };
        // A word counts once, however often it stands there.
        let mut seen: Vec<&str> = Vec::new();
        for at in sentence.clone() {
            if let Some((word, weight)) = known.get_key_value(words.get(at))
                && !seen.contains(word)
            {
                seen.push(word);
                sum.0 += weight;
            }
        }
        sum
    }

    /// Adds a sign.
    pub fn add(&mut self, group: &str, value: &str) {
        self.0 += WEIGHTS.groups.get(group).and_then(|values| values.get(value)).copied().unwrap_or_default();
    }

    /// Whether it may still become a position, whoever is named and whatever rules say.
    pub fn may_suffice(self) -> bool {
        self.0 + WEIGHTS.most_of_who + WEIGHTS.most_of_rules > 0.0
    }

    /// How likely it is a position, from 0 to 1.
    pub fn likelihood(self) -> f32 {
        1.0 / (1.0 + (-self.0).exp())
    }
}
