//! Lines of headers and footers of office documents, which name them beside the text.

use std::collections::HashSet;

use super::LineRole;
use super::block::{Block, PAGE, clean};

/// The lines of all headers and footers, each text once.
#[derive(Default)]
pub(super) struct Margin {
    pub(super) lines: Vec<Block>,
    seen: HashSet<String>,
}

impl Margin {
    /// Adds the blocks of a header or footer: those of a letterhead are text, all others recur.
    pub(super) fn push(&mut self, blocks: Vec<Block>, is_letterhead: bool) {
        for mut block in blocks {
            block.text.retain(|c| c != PAGE);
            if !is_letterhead {
                block.role = LineRole::Running;
            }
            if !block.is_blank() && self.seen.insert(clean(&block.text)) {
                self.lines.push(block);
            }
        }
    }
}

/// The parts in the order in which they are to be read, each with whether it is a letterhead: those that recur first, so
/// that what stands in both counts as such.
pub(super) fn recurring_first<T>(mut parts: Vec<(T, bool)>) -> Vec<(T, bool)> {
    parts.sort_by_key(|(_, is_letterhead)| *is_letterhead);
    parts
}
