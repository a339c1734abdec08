//! How well is it recognised who wrote what, when, about what? Labels and readings in, figures out.
//!
//! ```text
//! {"file": "brief.txt", "kind": "letter", "date": "2021-08", "municipalities": ["Hoorn"], "subject": null, …}
//! {"file": "brief.txt", "quote": "Wij verzoeken u om een reactie", "role": "request", "also": ["planning"]}
//! ```
//!
//! Decided here: what counts as the same value ([`same`]), and what as a miss. Left to others: reading the files, and how
//! figures are shown. Positions have labels of their own ([`score_positions`]).
//! Not here: borders of parts and of passages.
//!
//! - `null` and `[]` mean that the text does not say: a value there is wrong.
//! - A key that a line lacks is not scored, nor one that its `unsure` names.
//! - What `KEY_also` names is right where something is expected, and neither right nor wrong where nothing is; it is never
//!   required.
//! - A file that cannot be read has no values: what is expected of it is missed.

mod field;
mod labels;
mod positions;
mod roles;
mod same;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::pipeline::ReadDocument;
pub use field::FoundValue;
use field::Values;
use field::{FIELDS, Field};
pub use labels::{DocumentLabel, Labels, PassageLabel};
pub use positions::{
    PositionFigures, PositionLabel, PositionLabels, PositionMiss, Share, is_quoted_in, score_positions,
};
pub use roles::{RoleFigures, RoleMiss};

/// From this confidence on a value is a promise: 97 in 100 of them are right.
pub const CONFIDENT_FROM: f32 = 0.9;

/// The figures of all fields, in the order of the interface.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recognition {
    /// Labelled documents.
    pub documents: usize,
    /// Figures by field.
    pub fields: Vec<FieldFigures>,
    /// Figures on the roles of passages; `None` where no passage is labelled.
    pub roles: Option<RoleFigures>,
}

/// The figures of one field. A share of nothing is `None`.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct FieldFigures {
    /// Name in the interface.
    pub field: &'static str,
    /// Documents in which it is scored.
    pub scored: usize,
    /// Values that are expected.
    pub expected: usize,
    /// Of these, those that were found.
    pub right: usize,
    /// Values that were found and are neither expected nor allowed.
    pub wrong: usize,
    /// Share of the found values that are right.
    pub precision: Option<f64>,
    /// Share of the expected values that were found.
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
    /// Share of the documents without a miss; only of fields with one value.
    pub accuracy: Option<f64>,
    /// Found values with a confidence of 0.9 or more that are right or wrong.
    pub confident: usize,
    /// Share of these that are right.
    pub confident_precision: Option<f64>,
    /// Where it went wrong.
    pub misses: Vec<Miss>,
}

/// A document in which a field is not as the label says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Miss {
    /// The file, as the label names it.
    pub file: String,
    /// Expected values.
    pub expected: Vec<String>,
    /// All found values, each with what it rests on.
    pub got: Vec<FoundValue>,
}

/// Scores what is read of each labelled file; `None` where a file cannot be read.
///
/// Each file is asked for once.
pub fn score_recognition(labels: &Labels, mut read: impl FnMut(&str) -> Option<ReadDocument>) -> Recognition {
    let mut tallies: Vec<Tally> = FIELDS.iter().map(Tally::of).collect();
    let mut roles = roles::Tally::default();
    for file in labels.files() {
        let document = read(file);
        for label in labels.documents.iter().filter(|label| label.file == file) {
            for tally in &mut tallies {
                tally.add(label, document.as_ref());
            }
        }
        for label in labels.passages.iter().filter(|label| label.file == file) {
            roles.add(label, document.as_ref());
        }
    }
    Recognition {
        documents: labels.documents.len(),
        fields: tallies.into_iter().map(Tally::figures).collect(),
        roles: roles.figures(),
    }
}

/// What adds up to the figures of a field.
struct Tally {
    field: &'static Field,
    figures: FieldFigures,
    without_miss: usize,
    confident_right: usize,
}

impl Tally {
    fn of(field: &'static Field) -> Self {
        let figures = FieldFigures { field: field.name, ..FieldFigures::default() };
        Self { field, figures, without_miss: 0, confident_right: 0 }
    }

    fn add(&mut self, label: &DocumentLabel, document: Option<&ReadDocument>) {
        let Some(expected) = label.values(self.field.name) else { return };
        let also = label.also(self.field.name);
        let found = document.map(self.field.found).unwrap_or_default();
        let mut is_found = vec![false; expected.len()];
        let mut wrong = 0;
        for value in &found {
            let same = |label: &&str| (self.field.same)(label, &value.value);
            let confident = value.confidence >= CONFIDENT_FROM;
            let wanted = expected.iter().zip(&mut is_found).filter(|(label, _)| same(label));
            let counted = match wanted.map(|(_, found)| found).min() {
                // Said twice, or under two names: once is right, and the second time does no harm.
                Some(found) => !std::mem::replace(found, true),
                None if also.iter().any(same) => match self.field.values {
                    Values::One => is_found.first_mut().is_some_and(|found| !std::mem::replace(found, true)),
                    Values::Many => false,
                },
                None => {
                    wrong += 1;
                    self.figures.confident += usize::from(confident);
                    false
                }
            };
            self.figures.confident += usize::from(counted && confident);
            self.confident_right += usize::from(counted && confident);
        }
        let right = is_found.iter().filter(|found| **found).count();
        self.figures.scored += 1;
        self.figures.expected += expected.len();
        self.figures.right += right;
        self.figures.wrong += wrong;
        if right == expected.len() && wrong == 0 {
            self.without_miss += 1;
        } else {
            let expected = expected.into_iter().map(str::to_owned).collect();
            self.figures.misses.push(Miss { file: label.file.clone(), expected, got: found });
        }
    }

    fn figures(self) -> FieldFigures {
        let FieldFigures { scored, expected, right, wrong, confident, .. } = self.figures;
        FieldFigures {
            precision: share(right, right + wrong),
            recall: share(right, expected),
            f1: share(2 * right, right + wrong + expected),
            accuracy: share(self.without_miss, scored).filter(|_| self.field.values == Values::One),
            confident_precision: share(self.confident_right, confident),
            ..self.figures
        }
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of labels are far below 2^52")]
    (whole > 0).then(|| part as f64 / whole as f64)
}
