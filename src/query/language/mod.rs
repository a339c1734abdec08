//! The query language: what people type is answered, what an expert means is found.
//!
//! Any text is a query. What has no meaning as an operator is text, with a [`Remark`] on how it was read and how to write what
//! may have been meant; `--strict` refuses where there is one. The language, for users: docs/zoektaal.md.

mod lex;
mod parse;
#[cfg(test)]
mod tests;
mod tree;

use std::ops::Range;

pub use parse::{Parsed, parse_query};
pub use tree::{FieldName, Node, Typed};

/// As much of a place is told.
const MAX_PLACE_CHARS: usize = 40;

/// How a doubtful place of a query was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where, as a half-open byte range of what was typed.
    pub range: Range<usize>,
    /// How it was read.
    pub reading: String,
    /// How to write what may have been meant.
    pub mend: String,
}

impl Remark {
    /// In words for the user: the place as typed, how it was read, how to write what may have been meant.
    pub fn told(&self, query: &str) -> String {
        let place = query.get(self.range.clone()).unwrap_or_default();
        let place: String = place.chars().take(MAX_PLACE_CHARS).collect();
        format!("at `{}`: {}; {}", place.trim(), self.reading, self.mend)
    }

    fn new(range: Range<usize>, reading: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { range, reading: reading.into(), mend: mend.into() }
    }
}
