//! Where full lines end, which tells lines that end early from those that the margin ended.

use super::line::Line;

/// Lines before and after that share a margin.
const NEAR: usize = 60;
/// What a line may lack and still be full, in ems: words are not stretched where the right side is ragged.
const TOLERANCE: f32 = 0.8;

/// Where the lines about one end at most, in its column.
pub(super) fn margin(lines: &[Line], index: usize) -> f32 {
    let line = &lines[index];
    let near = &lines[index.saturating_sub(NEAR)..lines.len().min(index + NEAR + 1)];
    let in_column =
        |other: &&Line| other.x0 < line.x1 && other.x1 > line.x0 && (other.x0 - line.x0).abs() < 6.0 * line.size;
    near.iter().filter(in_column).map(|other| other.x1).fold(line.x1, f32::max)
}

/// Whether the first word of a line would have fitted on the one before, so that a person broke it there.
pub(super) fn would_fit(before: &Line, line: &Line, margin: f32) -> bool {
    let chars = line.text.chars().count().max(1) as f32;
    let word = line.text.split(' ').next().unwrap_or_default().chars().count() as f32 + 1.0;
    let width = (line.x1 - line.x0) / chars * word;
    before.x1 + width + TOLERANCE * line.size < margin
}
