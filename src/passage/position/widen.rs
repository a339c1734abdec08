//! Where does the sentence of a position really begin and end?

use std::ops::Range;

use super::Position;
use crate::passage::sentence::sentences;

/// Bytes of the mark of a point at most (`10.`, `2.3`).
const MARK_BYTES: usize = 6;
/// Bytes by which a sentence is widened to where it really begins.
const MOST_WIDENED: usize = 300;

/// Positions with the whole of their sentences: the words of a line are parted at each stop that may end one (`25 nov. 2025`).
pub(super) fn widened(text: &str, found: Vec<Position>) -> Vec<Position> {
    if found.is_empty() {
        return found;
    }
    let whole = sentences(text);
    let mut all: Vec<Position> = Vec::with_capacity(found.len());
    for mut position in found {
        let Range { start, end } = position.bytes;
        let at = |byte: usize| whole.partition_point(|range| range.end <= byte);
        let begin = whole.get(at(start)).map_or(start, |range| range.start);
        let close = whole.get(at(end.saturating_sub(1))).map_or(end, |range| range.end);
        let is_whole = |part: Range<usize>| {
            part.len() <= MOST_WIDENED && text.get(part).is_some_and(|part| !part.contains([';', ':', '?', '!']))
        };
        let is_mark = text.get(begin..start).is_some_and(|part| part.len() <= MARK_BYTES);
        if !is_mark && is_whole(begin..start) && all.last().is_none_or(|last| last.bytes.end <= begin) {
            position.bytes.start = begin;
        }
        if is_whole(end..close) {
            position.bytes.end = close;
        }
        let told = text.get(position.bytes.clone()).unwrap_or_default();
        position.bytes.start += told.len() - told.trim_start().len();
        position.bytes.end -= told.len() - told.trim_end().len();
        // Two that were parted in one sentence are one.
        if all.last().is_none_or(|last| last.bytes.end <= position.bytes.start) && !position.bytes.is_empty() {
            all.push(position);
        }
    }
    all
}
