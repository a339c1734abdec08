//! From extracted text to blocks: which lines belong together, and what is each piece?
//!
//! Extracted text is a picture of a page: lines broken where the paper ended, words broken over line ends,
//! page numbers between two halves of a sentence. This room puts it back together. It knows nothing of
//! municipalities or dates; that is [`document`](crate::document).

mod block;

pub use block::{Block, BlockKind, Place};

use crate::extract::ExtractedText;

/// A document put back together: its blocks in reading order and the number of its pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// Blocks in reading order; their byte ranges ascend and do not overlap.
    pub blocks: Vec<Block>,
    /// Number of pages; `None` where the text shows no page breaks.
    pub pages: Option<u32>,
    /// Lines that were dropped because they repeat on pages or hold only a page number, for `inspect --text=raw`.
    pub dropped_lines: usize,
}

/// Puts extracted text back together.
pub fn normalise(_extracted: &ExtractedText) -> Layout {
    Layout::default()
}
