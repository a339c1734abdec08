//! A value together with how it is known.

use serde::Serialize;

/// How a value came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Stated with the document itself, as in a JSONL record.
    Given,
    /// Stated for a folder above it.
    Inherited,
    /// Read from the text.
    Recognised,
}

/// A value, where it came from, the words that it rests on, and how sure that is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// How it came to be known.
    pub origin: Origin,
    /// The words of the document (at most a line), or the key it was given under.
    pub evidence: String,
    /// From 0 (a guess) to 1 (certain). 0.9 and more is a promise: at least 97 in 100 such values are right.
    pub confidence: f32,
}

impl<T> Known<T> {
    /// A value read from the text.
    pub fn recognised(value: T, evidence: impl Into<String>, confidence: f32) -> Self {
        Self { value, origin: Origin::Recognised, evidence: evidence.into(), confidence }
    }

    /// A value stated under `key`, with the document or for a folder above it.
    pub fn stated(value: T, key: &str, origin: Origin) -> Self {
        Self { value, origin, evidence: key.to_owned(), confidence: 1.0 }
    }
}
