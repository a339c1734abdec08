//! Where does one paper end and the next begin in a file that holds several?
//!
//! Only clear borders count: the decision behind a proposal and what stands behind a decision ([`decision`]), motions one
//! after the other and the forms of a council's information system ([`motion`]), a letter behind a closed letter, its annex,
//! the answers behind questions ([`letter`]). What is no border for certain is none: a part too few only hides a label, a
//! part too many tears a paper apart.

mod decision;
mod letter;
mod motion;

use std::ops::Range;

use super::DocumentKind;
use crate::layout::{Block, Layout};

/// A paper in a file that holds several.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its blocks.
    pub blocks: Range<usize>,
    /// How sure it is that it is a paper of its own, from 0 to 1; what is read of it is no surer.
    pub confidence: f32,
}

/// A place where a paper may begin.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Border {
    at: usize,
    /// Words before it below which it is no second paper but the head of the first.
    least_words: usize,
    sure: f32,
}

/// The papers in a document, in order and without gap; empty where it is one paper.
///
/// `kind` is that of the whole: minutes quote motions in full, and a book has annexes and letters that are its own.
pub fn find_parts(layout: &Layout, kind: Option<DocumentKind>) -> Vec<Part> {
    use DocumentKind::*;
    let blocks = layout.blocks.as_slice();
    let mut borders = decision::borders(blocks);
    let is_whole = matches!(kind, Some(Minutes | Agenda | Report | Plan | Note | Budget | Accounts | Ordinance));
    if !is_whole {
        borders.extend(motion::borders(blocks));
        borders.extend(letter::borders(blocks, kind));
    }
    // Of two at one place the surer one.
    borders.sort_by(|a, b| a.at.cmp(&b.at).then(b.sure.total_cmp(&a.sure)));
    let mut starts: Vec<Border> = Vec::new();
    for border in borders {
        let since = starts.last().map_or(0, |border| border.at);
        if border.at > since && words_in(blocks, since..border.at) >= border.least_words {
            starts.push(border);
        }
    }
    let Some(first) = starts.first() else { return Vec::new() };
    let whole = Part { blocks: 0..first.at, confidence: 1.0 };
    let ends = starts.iter().skip(1).map(|next| next.at).chain(std::iter::once(blocks.len()));
    let parts = starts.iter().zip(ends).map(|(border, end)| Part { blocks: border.at..end, confidence: border.sure });
    std::iter::once(whole).chain(parts).collect()
}

fn words_in(blocks: &[Block], range: Range<usize>) -> usize {
    blocks.get(range).into_iter().flatten().map(|block| block.text.split(' ').count()).sum()
}

/// The block with which the page of a block begins, where only short lines stand between; the block itself where the text
/// shows no pages or other text stands above it.
fn top_of_page(blocks: &[Block], at: usize) -> usize {
    let page = |n: usize| blocks.get(n).and_then(|block| block.place.page);
    let mut top = at;
    while let Some(above) = top.checked_sub(1).filter(|above| page(*above).is_some() && page(*above) == page(at)) {
        let is_short = blocks.get(above).is_some_and(|block| block.text.len() < SHORT_BYTES);
        if at - above > MOST_LINES_ABOVE || !is_short {
            return at;
        }
        top = above;
    }
    top
}

/// Whether a block is the first of its page.
fn opens_page(blocks: &[Block], at: usize) -> bool {
    let page = |n: usize| blocks.get(n).and_then(|block| block.place.page);
    at > 0 && page(at).is_some() && page(at) != page(at - 1)
}

/// A line no longer than this can be a heading or a line of a letterhead.
const SHORT_BYTES: usize = 130;
/// Lines of a letterhead above the name of a paper.
const MOST_LINES_ABOVE: usize = 5;

#[cfg(test)]
mod tests;
