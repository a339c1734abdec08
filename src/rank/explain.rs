//! Why does a passage stand where it stands? Each rule of ranking with what it added.

use crate::query::{ExpandedQuery, HintReason, VariantReason};

/// A rule of ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// A word of the query is there, mainly in this way.
    Word(VariantReason),
    /// What hints at a word is there: its reason, its number among the hints.
    Hint(HintReason, usize),
    /// The word stands there just as typed.
    Exact,
    /// The passage lacks the word, and the one before or behind it holds it.
    Neighbour,
    /// The word stands near the one before it.
    Near,
    /// Every word is there.
    AllWords,
    /// Some words are not: the share that is, by which the sum is multiplied.
    SomeWords,
}

/// What one rule adds to a score. Scores of passages with all words are the sum of their shares; with some words a sum
/// `s` is multiplied by the last share and becomes `s / (1 + s)`.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Share {
    /// The rule, in words.
    pub rule: &'static str,
    /// The words of the query that it is about; empty where it is about all.
    pub about: String,
    /// What it adds; for "some words" the factor.
    pub share: f32,
}

impl Share {
    pub(super) fn new(query: &ExpandedQuery, rule: Rule, concept: usize, share: f32) -> Self {
        let word = || query.concepts[concept].word.clone();
        let (rule, about) = match rule {
            Rule::Word(reason) => (reason.as_str(), word()),
            Rule::Hint(reason, hint) => {
                let hint = query.concepts[concept].hints.get(hint).map_or("", |hint| hint.word.as_str());
                let rule = match reason {
                    HintReason::Part => "a part of it",
                    HintReason::Related => "related to it",
                };
                (rule, format!("{}: {hint}", word()))
            }
            Rule::Exact => ("just as typed", word()),
            Rule::Neighbour => ("in the next passage", word()),
            Rule::Near => ("near one another", format!("{} {}", query.concepts[concept - 1].word, word())),
            Rule::AllWords => ("all words", String::new()),
            Rule::SomeWords => ("some words", String::new()),
        };
        Self { rule, about, share }
    }
}
