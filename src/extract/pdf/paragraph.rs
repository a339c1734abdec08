//! Where pieces begin: paragraphs and points of lists.

use crate::extract::LineRole;

use super::line::{Line, Page};
use super::margin::{margin, would_fit};
use super::segment::above;

/// Distance between lines against the usual one of the page beyond which a paragraph begins.
const MAX_GAP: f32 = 1.3;
/// Difference of size at which another piece begins.
const SAME_SIZE: f32 = 0.08;
/// How far a first line is set in, in ems.
const INDENT: f32 = 0.8;
/// Marks of points without a number.
const BULLETS: &str = "•▪‣●○◦■□–-—*·o→";

/// Marks where pieces begin, and the points of lists.
pub(super) fn mark(pages: &mut [Page]) {
    // The last line before, over the page break.
    let mut before: Option<Line> = None;
    for page in pages {
        let leading = usual_leading(&page.lines);
        let mut indents: Vec<f32> = Vec::new();
        for index in 0..page.lines.len() {
            let line = &page.lines[index];
            if line.role.is_some() {
                if !matches!(line.role, Some(LineRole::Running)) {
                    indents.clear();
                    before = Some(line.clone());
                }
                continue;
            }
            let margin = margin(&page.lines, index);
            let is_first = !page.lines[..index].iter().any(|line| !matches!(line.role, Some(LineRole::Running)));
            let starts = line.begins == Some(true)
                || before.as_ref().is_none_or(|before| {
                    if is_first { begins_page(before, line) } else { begins(before, line, leading, margin) }
                });
            let is_item = is_mark(first_word(&line.text)) && line.text.contains(' ') && {
                // A line that goes on may begin with what looks like a mark.
                starts || before.as_ref().is_none_or(|before| ends_piece(before, line, margin))
            };
            let role = match before.as_ref().and_then(|before| before.role) {
                _ if is_item => {
                    indents.retain(|indent| *indent < line.x0 - 0.5 * line.size);
                    indents.push(line.x0);
                    Some(LineRole::Item { depth: u8::try_from(indents.len() - 1).unwrap_or(u8::MAX) })
                }
                Some(LineRole::Item { depth }) if !starts => Some(LineRole::Item { depth }),
                _ => Some(LineRole::Text),
            };
            if role == Some(LineRole::Text) {
                indents.clear();
            }
            let line = &mut page.lines[index];
            line.role = role;
            line.begins = Some(starts || is_item);
            before = Some(line.clone());
        }
    }
}

/// Whether a word is the mark of a point: a bullet, `1.`, `2.3`, `5.a.1`, `b)`, `(iv)`.
pub(super) fn is_mark(word: &str) -> bool {
    if word.chars().count() == 1 && BULLETS.contains(word) {
        return true;
    }
    let inner = word.trim_start_matches('(').trim_end_matches(['.', ')', ':']);
    let is_closed = inner.len() < word.trim_start_matches('(').len() || inner.contains('.');
    let mut parts = inner.split('.');
    let is_part = |part: &str| {
        let is_number = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_letter = part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let is_roman = part.len() <= 4 && !part.is_empty() && part.bytes().all(|byte| b"ivxIVX".contains(&byte));
        is_number || is_letter || is_roman
    };
    is_closed && word.len() <= 9 && parts.all(is_part)
}

/// Whether a text begins with the mark of a point, or of a chapter.
pub(super) fn begins_with_mark(text: &str) -> bool {
    is_mark(first_word(text))
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

fn begins(before: &Line, line: &Line, leading: f32, margin: f32) -> bool {
    if !matches!(before.role, Some(LineRole::Text | LineRole::Item { .. })) {
        return true;
    }
    let down = line.y - before.y;
    if (line.size - before.size).abs() > SAME_SIZE * line.size.max(before.size) {
        return true;
    }
    if down < -0.5 * line.size {
        // The next column.
        return ends_sentence(&before.text);
    }
    let usual = leading.clamp(1.0, 1.7) * line.size;
    if down > MAX_GAP * usual {
        return true;
    }
    if goes_on(before, line) {
        return false;
    }
    let is_item = matches!(before.role, Some(LineRole::Item { .. }));
    let aside = line.x0 - before.x0;
    let is_set = if is_item { aside < -INDENT * line.size } else { aside > INDENT * line.size };
    would_fit(before, line, margin) || is_set && ends_sentence(&before.text)
}

/// Whether a sentence goes on from one line to the next, by its letters alone.
fn goes_on(before: &Line, line: &Line) -> bool {
    !ends_sentence(&before.text) && line.text.starts_with(char::is_lowercase) && !is_mark(first_word(&line.text))
}

/// Whether the first line of a page begins a piece.
fn begins_page(before: &Line, line: &Line) -> bool {
    let goes_on = matches!(before.role, Some(LineRole::Text | LineRole::Item { .. }))
        && (line.size - before.size).abs() <= SAME_SIZE * line.size
        && !ends_sentence(&before.text)
        && line.text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '(' || c == '€');
    !goes_on && (ends_sentence(&before.text) || !line.text.starts_with(char::is_lowercase))
}

/// Whether a point may begin below a line, which looks like one that goes on.
fn ends_piece(before: &Line, line: &Line, margin: f32) -> bool {
    let is_list = matches!(before.role, Some(LineRole::Item { .. }));
    ends_sentence(&before.text) || is_list || would_fit(before, line, margin) || line.y < before.y
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ' ']).ends_with(['.', '?', '!', ':', ';'])
}

/// The distance between two lines of a paragraph, in ems.
fn usual_leading(lines: &[Line]) -> f32 {
    let distances: Vec<f32> = lines
        .windows(2)
        .filter(|pair| pair[0].role.is_none() && pair[1].role.is_none())
        .map(|pair| (pair[1].y - pair[0].y) / pair[1].size)
        .filter(|distance| (0.8..3.0).contains(distance))
        .collect();
    if distances.is_empty() {
        return 1.3;
    }
    // Lines within paragraphs are the closer ones.
    above(distances, 1, 3)
}
