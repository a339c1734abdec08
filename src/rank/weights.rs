//! The numbers of ranking. How they were found: docs/quality.md.

use crate::query::{HintReason, VariantReason};

/// What each rule of ranking counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// How soon repeats of a word stop to count (BM25's k1).
    pub k1: f32,
    /// How much the length of the body counts (BM25's b).
    pub b: f32,
    /// Weight of the text fields, in the order of [`TEXT_FIELDS`](crate::index::schema::TEXT_FIELDS).
    pub fields: [f32; 7],
    /// Weight of an occurrence by how the word stands there, in the order of [`VariantReason::ALL`].
    pub variants: [f32; VariantReason::ALL.len()],
    /// Weight of the parts of a compound apart where they are not near one another.
    pub scattered: f32,
    /// Share of its own weight that a part of a compound of the query adds.
    pub part: f32,
    /// Share of its own weight that something related adds.
    pub related: f32,
    /// Share of the weight of a word that is added where it stands just as typed.
    pub exact: f32,
    /// Share of the weight of a word that is added where only a neighbouring passage holds it.
    pub neighbour: f32,
    /// Share of the weight of two concepts that is added when they stand within 1, 3, 8 words.
    pub near: [f32; 3],
    /// How much a passage without some of the words loses by it: the power of the share that it holds.
    pub coverage: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            k1: 0.8,
            b: 0.75,
            fields: [1.0, 1.3, 0.6, 0.4, 1.0, 0.3, 0.2],
            variants: [1.0, 1.0, 1.0, 0.5, 0.4, 1.0, 0.5, 0.8, 0.8, 0.4],
            scattered: 0.3,
            part: 0.25,
            related: 0.1,
            exact: 0.15,
            neighbour: 0.1,
            near: [0.5, 0.3, 0.12],
            coverage: 1.0,
        }
    }
}

impl Weights {
    /// Weight of an occurrence of a variant.
    pub fn variant(&self, reason: VariantReason) -> f32 {
        // The order of `ALL` is that of the declaration.
        self.variants[reason as usize]
    }

    /// Share of its own weight that a hint adds.
    pub fn hint(&self, reason: HintReason) -> f32 {
        match reason {
            HintReason::Part => self.part,
            HintReason::Related => self.related,
        }
    }
}
