//! Pieces of a line: glyphs that follow one another without a wide gap, with spaces between words.

use super::device::Rule;
use super::glyph::Glyph;

/// Distance from the line, in ems, beyond which a glyph stands on another; raised and lowered figures stand nearer.
const MAX_OFF_LINE: f32 = 0.6;
/// How far a glyph may stand before the end of the one before it, in ems.
const MAX_BACK: f32 = 2.0;
/// Gap that parts two pieces, in ems: of columns, of a number and its title. Spaces of justified text are smaller.
const MIN_PART_GAP: f32 = 1.1;
/// Gap that parts two words, in ems: without a blank drawn, and with one.
const MIN_WORD_GAP: f32 = 0.18;
const MIN_BLANK_GAP: f32 = 0.06;
/// A page with more pieces than that is a drawing, and is not searched for walls.
const MAX_WALLS: usize = 2_000;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    pub size: f32,
    /// Thickness of the strokes of most letters, 0 where it is not known.
    pub stem: f32,
    /// The same of its first letter.
    pub lead: f32,
    pub text: String,
}

/// Upright rules of a page, at which pieces end.
pub(super) struct Walls(Vec<Rule>);

impl Walls {
    pub fn new(rules: &[Rule]) -> Self {
        let mut walls: Vec<Rule> = rules.iter().filter(|rule| !rule.is_level()).copied().collect();
        walls.truncate(MAX_WALLS);
        walls.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        Self(walls)
    }

    /// Whether one stands between two places of a line.
    fn part(&self, from: f32, to: f32, y: f32, size: f32) -> bool {
        let first = self.0.partition_point(|wall| wall.x0 < from - 0.1 * size);
        self.0[first..]
            .iter()
            .take_while(|wall| wall.x0 <= to)
            .any(|wall| wall.y0 < y - 0.1 * size && wall.y1 > y - 0.4 * size)
    }

    /// Number of walls left of a place, which numbers the cells of a row.
    pub fn left_of(&self, x: f32, y: f32, within: (f32, f32)) -> usize {
        let mut count = 0;
        let mut last = f32::MIN;
        for wall in self.0.iter().take_while(|wall| wall.x0 < x) {
            if wall.x0 >= within.0 && wall.x1 <= within.1 && wall.y0 < y && wall.y1 > y - 1.0 && wall.x0 - last > 3.0 {
                count += 1;
                last = wall.x0;
            }
        }
        count
    }
}

/// Puts glyphs together, in the order in which they are drawn.
pub(super) fn segments(glyphs: &[Glyph], walls: &Walls) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut open = Open::default();
    for glyph in glyphs {
        if glyph.is_blank() {
            open.blank_pending = true;
            continue;
        }
        if !open.takes(glyph, walls) {
            segments.extend(open.close());
        }
        open.push(*glyph);
    }
    segments.extend(open.close());
    segments
}

/// The piece that is being put together.
#[derive(Default)]
struct Open {
    /// Each glyph with whether a blank was drawn before it.
    glyphs: Vec<(Glyph, bool)>,
    /// Its line and em: those of its largest letters, so that raised figures do not lift it.
    y: f32,
    size: f32,
    end: f32,
    blank_pending: bool,
}

impl Open {
    fn takes(&self, glyph: &Glyph, walls: &Walls) -> bool {
        if self.glyphs.is_empty() {
            return true;
        }
        let em = self.size.max(glyph.size);
        let gap = glyph.x - self.end;
        // Small print beside large print shares its line only where it also shares its height.
        let off = (glyph.y - self.y).abs();
        off <= MAX_OFF_LINE * em.min(1.6 * self.size.min(glyph.size))
            && gap >= -MAX_BACK * em
            && gap <= MIN_PART_GAP * em
            && !(gap > 0.15 * em && walls.part(self.end, glyph.x + 0.2 * em, self.y, self.size))
    }

    fn push(&mut self, glyph: Glyph) {
        if self.glyphs.is_empty() || glyph.size > self.size {
            (self.y, self.size) = (glyph.y, glyph.size);
        }
        self.end =
            if self.glyphs.is_empty() { glyph.end() } else { glyph.end().max(self.end.min(glyph.end() + self.size)) };
        self.glyphs.push((glyph, std::mem::take(&mut self.blank_pending)));
    }

    fn close(&mut self) -> Option<Segment> {
        let glyphs = std::mem::take(&mut self.glyphs);
        self.blank_pending = false;
        let x0 = glyphs.iter().map(|(glyph, _)| glyph.x).fold(f32::MAX, f32::min);
        let x1 = glyphs.iter().map(|(glyph, _)| glyph.end()).fold(f32::MIN, f32::max);
        let widened = letter_space(&glyphs);
        let mut text = String::with_capacity(glyphs.len() + 8);
        for (place, (glyph, after_blank)) in glyphs.iter().enumerate() {
            if let Some((before, _)) = place.checked_sub(1).map(|before| glyphs[before]) {
                let gap = (glyph.x - before.end()) / before.size.max(glyph.size) - widened;
                let is_space = gap > if *after_blank { MIN_BLANK_GAP } else { MIN_WORD_GAP };
                if is_space || is_note_mark(&before, glyph, &text) {
                    text.push(' ');
                }
            }
            match glyph.letter {
                // A soft hyphen shows at the end of a line only.
                '\u{ad}' if place + 1 == glyphs.len() => text.push('-'),
                '\u{ad}' => {}
                letter => text.push(letter),
            }
        }
        // The mark of a point from a font that does not tell its letters.
        if text == "\u{fffd}" || text.starts_with("\u{fffd} ") {
            text.replace_range(..'\u{fffd}'.len_utf8(), "•");
        }
        let lead = glyphs.first().map_or(0.0, |(glyph, _)| glyph.stem);
        let (stem, size) = (common_stem(&glyphs), common_size(&glyphs));
        let y = glyphs.iter().find(|(glyph, _)| glyph.size == size).map_or(self.y, |(glyph, _)| glyph.y);
        (!text.trim().is_empty()).then_some(Segment { x0, x1, y, size, stem, lead, text })
    }
}

/// Space that was set between all letters (`R A A D`), in ems; 0 in ordinary text.
fn letter_space(glyphs: &[(Glyph, bool)]) -> f32 {
    const MIN_LETTERS: usize = 5;
    let gaps: Vec<f32> = glyphs
        .windows(2)
        .filter(|pair| !pair[1].1)
        .map(|pair| (pair[1].0.x - pair[0].0.end()) / pair[0].0.size.max(pair[1].0.size))
        .collect();
    if gaps.len() < MIN_LETTERS {
        return 0.0;
    }
    let median = above(gaps, 1, 2);
    if median > 0.08 { median } else { 0.0 }
}

/// Whether a figure is raised behind a word: the mark of a note, which is no part of the word. `m²`, `CO₂` stay whole.
fn is_note_mark(before: &Glyph, glyph: &Glyph, text: &str) -> bool {
    glyph.letter.is_ascii_digit()
        && !before.letter.is_ascii_digit()
        && glyph.size < 0.8 * before.size
        && before.y - glyph.y > 0.15 * before.size
        && text.chars().rev().take_while(|c| c.is_alphabetic()).count() != 1
        && !text.ends_with("km")
        && !text.ends_with("cm")
        && !text.ends_with("dm")
        && !text.ends_with("mm")
}

/// Thickness that three quarters of the letters have or exceed: a line is bold where all of it is.
fn common_stem(glyphs: &[(Glyph, bool)]) -> f32 {
    above(glyphs.iter().map(|(glyph, _)| glyph.stem).filter(|stem| *stem > 0.0).collect(), 1, 4)
}

/// Size of most letters: a raised figure may be set in a larger one.
fn common_size(glyphs: &[(Glyph, bool)]) -> f32 {
    above(glyphs.iter().map(|(glyph, _)| glyph.size).collect(), 1, 2)
}

/// The least value above a share of all values; 0 where there are none.
pub(super) fn above(mut values: Vec<f32>, part: usize, of: usize) -> f32 {
    if values.is_empty() {
        return 0.0;
    }
    let place = values.len() * part / of;
    *values.select_nth_unstable_by(place, f32::total_cmp).1
}
