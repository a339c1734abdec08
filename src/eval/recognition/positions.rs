//! Are positions recognised: which sentences carry one, whose it is, of which kind, for or against?
//!
//! ```text
//! {"file": "brief.txt", "quote": "De raad stemt in met", "position": true, "holder": "gemeenteraad Hoorn", "kind": "besluit", …}
//! {"file": "brief.txt", "quote": "De begroting telt 80 bladzijden.", "position": false}
//! ```
//!
//! A label quotes a sentence, or its beginning. It is found where a position's sentence and the quote hold one another, letters and
//! digits only, as extraction breaks lines anew. Holders are compared by body and name, as senders are.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::same::same_party;
use super::share;
use crate::analysis::fold::fold;
use crate::document::Listed;
use crate::eval::error::{EvalError, Input, shown, telling_lines};
use crate::passage::Position;
use crate::pipeline::ReadDocument;

/// Letters and digits that a sentence and a quote have to share: some five words.
const SHARED_CHARS: usize = 24;

/// What readers say of sentences, in the order of their lines.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PositionLabels {
    /// The labels.
    pub sentences: Vec<PositionLabel>,
}

/// What a reader says of one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PositionLabel {
    /// Path of the file.
    pub file: String,
    /// The sentence, or its beginning.
    pub quote: String,
    /// Whether it carries a position.
    pub position: bool,
    /// Whose it is.
    #[serde(default)]
    pub holder: Option<String>,
    /// Its kind, by its name in the interface.
    #[serde(default)]
    pub kind: Option<String>,
    /// Its direction, by its name in the interface.
    #[serde(default)]
    pub direction: Option<String>,
    /// Kinds that are right too.
    #[serde(default)]
    pub kind_also: Vec<String>,
    /// Fields that are not to be scored.
    #[serde(default)]
    pub unsure: Vec<String>,
}

impl PositionLabels {
    /// Reads labels, a JSON object a line. Blank lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    /// A line that is no object with `file`, `quote` and `position`.
    ///
    /// # Example
    /// ```
    /// let line = r#"{"file": "a.txt", "quote": "De raad stemt in", "position": true, "kind": "besluit"}"#;
    /// let labels = griffie::eval::PositionLabels::parse(line)?;
    /// assert!(labels.sentences[0].position);
    /// assert_eq!(labels.sentences[0].holder, None);
    /// # Ok::<(), griffie::eval::EvalError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, EvalError> {
        let label = |(line, content): (usize, &str)| {
            serde_json::from_str(content).map_err(|_| EvalError::Malformed {
                input: Input::Labels,
                line,
                expected: "a JSON object with `file`, `quote` and `position`",
                found: shown(content),
            })
        };
        Ok(Self { sentences: telling_lines(text).map(label).collect::<Result<_, _>>()? })
    }

    /// Adds those of another file.
    pub fn extend(&mut self, others: Self) {
        self.sentences.extend(others.sentences);
    }

    /// Each labelled file once, in order of its path.
    pub fn files(&self) -> BTreeSet<&str> {
        self.sentences.iter().map(|label| label.file.as_str()).collect()
    }
}

/// The figures on positions. A share of nothing is `None`.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct PositionFigures {
    /// Labelled sentences.
    pub sentences: usize,
    /// Of these, those that carry a position.
    pub positions: usize,
    /// Of these, those that were found.
    pub found: usize,
    /// Sentences without a position in which one was found.
    pub wrong: usize,
    /// Share of what was found in labelled sentences that is a position.
    pub precision: Option<f64>,
    /// Share of the positions that were found.
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
    /// Whether the kind is right, or one that is right too.
    pub kind: Share,
    /// Whether the holder is the same body with the same name.
    pub holder: Share,
    /// Whether the direction is right.
    pub direction: Share,
    /// Where it went wrong.
    pub misses: Vec<PositionMiss>,
}

/// How often a field of a position is right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Default)]
pub struct Share {
    /// Positions that were found, and of which the field is labelled.
    pub scored: usize,
    /// Of these, those that are right.
    pub right: usize,
    /// Share of the right ones among those that were found.
    pub of_found: Option<f64>,
    /// Among all; what was not found is wrong.
    pub of_all: Option<f64>,
}

/// A sentence of which something is not as the label says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PositionMiss {
    /// The file, as the label names it.
    pub file: String,
    /// The sentence, or its beginning.
    pub quote: String,
    /// Holder, kind and direction that are expected; empty where no position is.
    pub expected: String,
    /// Those that were recognised; empty where none was.
    pub got: String,
}

/// Scores the positions in each labelled file; `read` gives `None` where a file cannot be read.
///
/// Each file is asked for once.
pub fn score_positions(labels: &PositionLabels, mut read: impl FnMut(&str) -> Option<ReadDocument>) -> PositionFigures {
    let mut tally = Tally::default();
    for file in labels.files() {
        let document = read(file);
        let found = document.iter().flat_map(positions_of).collect::<Vec<_>>();
        for label in labels.sentences.iter().filter(|label| label.file == file) {
            tally.add(label, &found);
        }
    }
    tally.figures()
}

/// All positions of a document, each with the letters of its sentence.
fn positions_of(document: &ReadDocument) -> Vec<(String, &Position)> {
    let pieces = std::iter::once(&document.whole).chain(&document.parts);
    let mut passages: Vec<_> = pieces.flat_map(|piece| &piece.passages).collect();
    // In the order of the file: the first place of a quote is meant.
    passages.sort_by_key(|passage| passage.lines);
    let of = |position, text: &str| (letters(Position::sentence(position, text)), position);
    passages
        .into_iter()
        .flat_map(|passage| passage.positions.iter().map(|position| of(position, &passage.text)))
        .collect()
}

#[derive(Default)]
struct Tally {
    figures: PositionFigures,
    kinds: Field,
    holders: Field,
    directions: Field,
}

#[derive(Default)]
struct Field {
    labelled: usize,
    scored: usize,
    right: usize,
}

impl Field {
    fn add(&mut self, is_right: Option<bool>) {
        self.labelled += 1;
        self.scored += usize::from(is_right.is_some());
        self.right += usize::from(is_right == Some(true));
    }

    fn share(&self) -> Share {
        let Self { labelled, scored, right } = *self;
        Share { scored, right, of_found: share(right, scored), of_all: share(right, labelled) }
    }
}

impl Tally {
    fn add(&mut self, label: &PositionLabel, found: &[(String, &Position)]) {
        let quote = letters(&label.quote);
        // A sentence that holds the quote comes before one that begins alike.
        let holding = found.iter().find(|(sentence, _)| sentence.contains(&quote));
        let got = holding.or_else(|| found.iter().find(|(sentence, _)| overlap(sentence, &quote)));
        let got = got.map(|(_, position)| *position);
        self.figures.sentences += 1;
        self.figures.positions += usize::from(label.position);
        self.figures.found += usize::from(label.position && got.is_some());
        self.figures.wrong += usize::from(!label.position && got.is_some());
        let mut is_right = label.position == got.is_some();
        if label.position {
            let mut score = |name: &str, label_of: Option<&String>, same: &dyn Fn(&str, &Position) -> bool| {
                let expected = label_of.filter(|_| !label.unsure.iter().any(|unsure| unsure == name))?;
                let same = got.map(|got| same(expected, got));
                is_right &= same.unwrap_or(true);
                Some(same)
            };
            let kind = score("kind", label.kind.as_ref(), &|kind, got| {
                kind == got.kind.as_str() || label.kind_also.iter().any(|also| also == got.kind.as_str())
            });
            let holder = score("holder", label.holder.as_ref(), &|holder, got| same_party(holder, &got.holder.name));
            let direction =
                score("direction", label.direction.as_ref(), &|direction, got| direction == got.direction.as_str());
            for (field, same) in
                [(&mut self.kinds, kind), (&mut self.holders, holder), (&mut self.directions, direction)]
            {
                if let Some(same) = same {
                    field.add(same);
                }
            }
        }
        if !is_right {
            let parts = [&label.holder, &label.kind, &label.direction];
            let expected = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
            let told =
                |got: &Position| format!("{}, {}, {}", got.holder.name, got.kind.as_str(), got.direction.as_str());
            self.figures.misses.push(PositionMiss {
                file: label.file.clone(),
                quote: label.quote.clone(),
                expected,
                got: got.map(told).unwrap_or_default(),
            });
        }
    }

    fn figures(self) -> PositionFigures {
        let PositionFigures { positions, found, wrong, .. } = self.figures;
        PositionFigures {
            precision: share(found, found + wrong),
            recall: share(found, positions),
            f1: share(2 * found, found + wrong + positions),
            kind: self.kinds.share(),
            holder: self.holders.share(),
            direction: self.directions.share(),
            ..self.figures
        }
    }
}

/// Whether a quote is of this sentence: they hold one another, letters and digits only, or one begins within the other.
pub fn is_quoted_in(sentence: &str, quote: &str) -> bool {
    overlap(&letters(sentence), &letters(quote))
}

/// Whether a sentence and a quote hold one another, or one begins within the other.
fn overlap(sentence: &str, quote: &str) -> bool {
    if sentence.is_empty() || quote.is_empty() {
        return false;
    }
    let beginning = |text: &str| text.chars().take(SHARED_CHARS).collect::<String>();
    sentence.contains(quote)
        || sentence.len() >= SHARED_CHARS / 2 && quote.contains(sentence)
        || sentence.contains(&beginning(quote))
        || quote.contains(&beginning(sentence))
}

fn letters(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).map(fold).collect()
}
