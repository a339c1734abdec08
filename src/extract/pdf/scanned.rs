//! A page that is a picture, as text recognition read it.

use super::columns;
use super::line::Page;
use super::segment::Segment;
use crate::extract::{OcrPage, OcrPiece};

/// The lines of a page, with its columns and rows.
pub(super) fn page(read: &OcrPage) -> Page {
    let pieces: Vec<Segment> = read.pieces.iter().map(segment).collect();
    Page { number: read.number, lines: columns::lines_and_rows(&pieces), top: 0.0, bottom: read.height }
}

fn segment(piece: &OcrPiece) -> Segment {
    let OcrPiece { text, x, baseline, size, strokes: (stem, lead) } = piece;
    Segment { x0: x.0, x1: x.1, y: *baseline, size: *size, stem: *stem, lead: *lead, text: text.clone() }
}
