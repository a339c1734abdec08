//! From document to passages: what would a person quote?

use serde::Serialize;

use crate::layout::Layout;

/// A piece of a document that answers on its own: one point of a list, one paragraph or a few short ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Place among the passages of the document, from 0.
    pub ordinal: usize,
    /// Headings above it, outermost first.
    pub heading_path: Vec<String>,
    /// Its text: blocks joined by `\n`, without headings. Never empty.
    pub text: String,
    /// Frame lines (letterhead, signature, contact) that stand next to it and are no passage of their own:
    /// indexed with it, so that they can be found; shown only when they matched. Joined by `\n`, often empty.
    pub margin: String,
    /// Page on which it begins, from 1; `None` where the text shows no pages.
    pub page: Option<u32>,
    /// First and last line in the extracted text, from 1, inclusive.
    pub lines: (usize, usize),
}

/// Splits a document into passages.
pub fn split_into_passages(_layout: &Layout) -> Vec<Passage> {
    Vec::new()
}
