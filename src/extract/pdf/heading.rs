//! Headings, by the size and the weight of their letters.

use std::collections::HashMap;

use crate::extract::LineRole;

use super::line::{Line, Page};
use super::margin::{margin, would_fit};
use super::paragraph::begins_with_mark;
use super::segment::above;

/// Size of a heading against that of running text.
const LARGER: f32 = 1.12;
/// Thickness of bold strokes against those of running text: 1.4 to 1.7 in the usual fonts.
const BOLDER: f32 = 1.25;
/// Longest heading, in characters over all its lines, and in lines.
const MAX_CHARS: usize = 200;
const MAX_LINES: usize = 4;
/// Share of a full line below which a line of a heading is not full.
const SHORT: f32 = 0.5;
/// Outermost and innermost level.
const MAX_LEVEL: u8 = 6;
/// Distance between the lines of one heading, in ems.
const MAX_LEADING: f32 = 1.8;

/// How the running text of a document is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BodyStyle {
    pub size: f32,
    /// Thickness of its strokes, 0 where it is not known.
    pub stem: f32,
    /// Width of a full line: that which a fifth of the lines exceed.
    pub width: f32,
}

impl BodyStyle {
    /// The size that most letters have, and the weight that most of those have.
    pub fn measure(pages: &[Page]) -> Self {
        let lines =
            || pages.iter().flat_map(|page| &page.lines).filter(|line| !matches!(line.role, Some(LineRole::Running)));
        let size = commonest(lines().map(|line| (half_points(line.size), line.text.len())));
        let of_size = lines().filter(|line| half_points(line.size) == size && line.stem > 0.0);
        // Thickness in steps of five thousandths of an em.
        let stem = commonest(of_size.map(|line| ((line.stem / 5.0).round() as u32, line.text.len())));
        let widths = lines().filter(|line| half_points(line.size) == size).map(|line| line.x1 - line.x0);
        Self { size: size as f32 / 2.0, stem: stem as f32 * 5.0, width: above(widths.collect(), 4, 5) }
    }

    fn is_larger(&self, line: &Line) -> bool {
        line.size > LARGER * self.size
    }

    fn is_bold(&self, line: &Line) -> bool {
        self.is_bold_stem(line.stem)
    }

    fn is_bold_stem(&self, stem: f32) -> bool {
        self.stem > 0.0 && stem > BOLDER * self.stem
    }
}

/// How a heading looks: size in half points, and whether it is bold.
type Look = (u32, bool);

/// Marks the headings; their levels follow their looks, the largest outermost.
pub(super) fn mark(pages: &mut [Page], body: BodyStyle) {
    let mut found: Vec<(usize, usize, Look, bool)> = Vec::new();
    for (place, page) in pages.iter().enumerate() {
        let mut index = 0;
        while index < page.lines.len() {
            let length = heading_lines(&page.lines, index, body);
            if length > 0 {
                let line = &page.lines[index];
                let look = (half_points(line.size), body.is_bold(line));
                found.extend((index..index + length).map(|line| (place, line, look, line == index)));
            }
            index += length.max(1);
        }
    }
    let mut looks: Vec<Look> = found.iter().map(|(_, _, look, _)| *look).collect();
    looks.sort_unstable_by(|a, b| b.cmp(a));
    looks.dedup();
    for (page, index, look, begins) in found {
        let level = looks.iter().position(|other| *other == look).unwrap_or_default();
        let level = u8::try_from(level + 1).unwrap_or(MAX_LEVEL).min(MAX_LEVEL);
        let line = &mut pages[page].lines[index];
        line.role = Some(LineRole::Heading { level });
        line.begins = Some(begins);
    }
}

/// Whether a line below one of the same look is a heading of its own.
fn begins(lines: &[Line], index: usize, body: BodyStyle) -> bool {
    let (before, line) = (&lines[index - 1], &lines[index]);
    let is_centred = (before.x0 + before.x1 - line.x0 - line.x1).abs() < 0.5 * line.size && before.x0 != line.x0;
    // On a page of short lines, as one with signatures, none tells where a full one ends.
    let is_short = before.x1 - before.x0 < SHORT * body.width;
    let is_broken = || !line.text.starts_with(char::is_lowercase) && would_fit(before, line, margin(lines, index));
    begins_with_mark(&line.text) || !is_centred && (is_short || is_broken())
}

/// Number of lines from one on that are a heading; 0 where they are none.
fn heading_lines(lines: &[Line], index: usize, body: BodyStyle) -> usize {
    let first = &lines[index];
    if first.role.is_some() || !(body.is_larger(first) || body.is_bold(first)) || first.size < 0.9 * body.size {
        return 0;
    }
    let same_look = |line: &Line| {
        line.role.is_none()
            && (line.size - first.size).abs() < 0.06 * first.size
            // The last line of a bold heading may end in light letters: who is responsible, what it rests on.
            && (body.is_bold(line) == body.is_bold(first) || body.is_bold(first) && body.is_bold_stem(line.lead))
    };
    let goes_on = |next: &usize| {
        let (before, line) = (&lines[next - 1], &lines[*next]);
        let down = line.y - before.y;
        same_look(line) && down > 0.0 && down <= MAX_LEADING * first.size && !begins(lines, *next, body)
    };
    let length = 1 + (index + 1..lines.len()).take_while(goes_on).count();
    let heading = &lines[index..index + length];
    let chars: usize = heading.iter().map(|line| line.text.chars().count()).sum();
    let letters = first.text.chars().filter(|c| c.is_alphabetic()).count();
    let last = heading.last().map_or("", |line| line.text.trim_end());
    let is_sentence = last.ends_with(['.', ';', ',']) && !body.is_larger(first);
    usize::from(length <= MAX_LINES && chars <= MAX_CHARS && letters >= 3 && !is_sentence) * length
}

fn half_points(size: f32) -> u32 {
    (size * 2.0).round() as u32
}

/// The value with the most weight, the smaller of two.
fn commonest(values: impl Iterator<Item = (u32, usize)>) -> u32 {
    let mut weights: HashMap<u32, usize> = HashMap::new();
    for (value, weight) in values {
        *weights.entry(value).or_default() += weight;
    }
    weights.into_iter().max_by_key(|(value, weight)| (*weight, std::cmp::Reverse(*value))).map_or(0, |(value, _)| value)
}
