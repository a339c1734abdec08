//! From document to passages: what would a person quote?
//!
//! One point of a list with its explanation, one paragraph or a few short ones; never across a heading, never in the
//! middle of a sentence. The frame of a letter (head, signature, contact lines) is no passage of its own; it stands in
//! the [`margin`](Passage::margin) of the passage next to it, so that it can be found.

mod frame;
mod id;
pub mod position;
pub mod role;
pub mod sentence;
mod split;

pub use frame::frame_passages;
pub use id::{PassageId, is_of_text, passage_ids};
use serde::Serialize;

use crate::document::{Known, Metadata};
pub use position::{Direction, Holder, Position, PositionKind};
pub use role::Role;
pub(crate) use split::split_blocks;
pub use split::{MAX_WORDS, MIN_WORDS, count_words, split_into_passages};

/// Separator of the headings in a path, as people see it.
pub const HEADING_SEPARATOR: &str = " › ";

/// A piece of a document that answers on its own: one point of a list, one paragraph or a few short ones.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Passage {
    /// Place among the passages of the document, from 0.
    pub ordinal: usize,
    /// Headings above it, outermost first.
    pub heading_path: Vec<String>,
    /// Its text: blocks joined by `\n`, without headings. Never empty.
    pub text: String,
    /// Frame lines (letterhead, signature, contact) and headings without text that stand next to it and are no passage
    /// of their own: indexed with it, so that they can be found. Joined by `\n`, often empty.
    pub margin: String,
    /// Page on which it begins, from 1; `None` where the text shows no pages.
    pub page: Option<u32>,
    /// What that page is called in print (`iv`, `12`); `None` where that is not known.
    pub page_label: Option<String>,
    /// First and last line in the extracted text, from 1, inclusive.
    pub lines: (usize, usize),
    /// What it does in the document; `None` until that is asked ([`assign_roles`](role::assign_roles)).
    pub role: Option<Known<Role>>,
    /// The positions that its sentences carry, in order.
    pub positions: Vec<Position>,
}

impl Passage {
    /// The headings above it in one line; empty where there are none.
    pub fn heading(&self) -> String {
        self.heading_path.join(HEADING_SEPARATOR)
    }
}

/// A passage with what was read of its lines.
#[derive(Debug)]
pub(crate) struct ReadPassage<'a> {
    pub passage: Passage,
    /// One for each line; `None` where it is not kept.
    pub lines: Vec<Option<role::ReadLine<'a>>>,
}

/// Tells what each passage of a document does, and the positions in it.
pub(crate) fn with_roles_and_positions(passages: Vec<ReadPassage<'_>>, metadata: &Metadata) -> Vec<Passage> {
    let kind = metadata.kind.as_ref().map(|kind| kind.value);
    let mut roles = role::Roles::default();
    let mut positions = position::Positions::of(metadata, passages.iter().map(|read| &read.passage));
    let told = |ReadPassage { mut passage, lines }: ReadPassage<'_>| {
        let lines = role::all_lines(&passage.text, lines);
        let role = roles.role_of(&passage, &lines, kind);
        let found = positions.in_passage(&passage, role.value, &lines);
        drop(lines);
        passage.role = Some(role);
        passage.positions = found;
        passage
    };
    passages.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests;
