//! Lines of a page as the eye sees them.

use crate::extract::LineRole;

use super::paragraph::is_mark;
use super::segment::Segment;

/// What stands between the cells of a row.
const CELL_END: &str = " | ";
/// How far two pieces of one line may stand from its height, in ems.
const SAME_LINE: f32 = 0.3;

/// A line, and what it is once that is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    pub size: f32,
    /// Thickness of its strokes, 0 where it is not known.
    pub stem: f32,
    /// The same of its first letter.
    pub lead: f32,
    pub role: Option<LineRole>,
    pub begins: Option<bool>,
}

/// A page: its lines in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Page {
    pub number: u32,
    pub lines: Vec<Line>,
    /// Where it begins and ends, in the direction of its lines.
    pub top: f32,
    pub bottom: f32,
}

impl Line {
    /// The line of a single piece.
    pub fn of(segment: &Segment) -> Self {
        Self {
            text: segment.text.clone(),
            x0: segment.x0,
            x1: segment.x1,
            y: segment.y,
            size: segment.size,
            stem: segment.stem,
            lead: segment.lead,
            role: None,
            begins: None,
        }
    }

    /// A line of a row of a table.
    pub fn of_row(text: String, first: &Segment, begins: bool) -> Self {
        Self { text, role: Some(LineRole::Row), begins: Some(begins), ..Self::of(first) }
    }

    fn takes(&self, next: &Segment) -> bool {
        let em = self.size.min(next.size);
        (self.y - next.y).abs() < SAME_LINE * em && next.x0 >= self.x1 - 0.2 * em
    }

    fn push(&mut self, next: &Segment) {
        let (mine, its) = (self.text.len(), next.text.len());
        self.text.push(' ');
        self.text.push_str(&next.text);
        self.x1 = next.x1;
        // A number or a mark before the text says nothing of its weight.
        self.stem = match (mine, its) {
            (..=3, _) => next.stem,
            (_, ..=3) => self.stem,
            _ => self.stem.min(next.stem),
        };
        if its > mine {
            (self.y, self.size) = (next.y, next.size);
        }
    }
}

/// Puts pieces that follow one another on one line together.
pub(super) fn lines(segments: &[Segment]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for segment in segments {
        match lines.last_mut() {
            Some(line) if line.takes(segment) => line.push(segment),
            _ => lines.push(Line::of(segment)),
        }
    }
    lines
}

/// A row of cells, each the pieces of its lines, as text: cells parted by ` | `. It is one line, save that a cell broken
/// at a hyphen is broken there too, for the layout to tell whether the word goes on.
pub(super) fn row_lines(cells: &[Vec<&Segment>]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut text = String::new();
    let Some(first) = cells.iter().flatten().next() else { return lines };
    for cell in cells.iter().filter(|cell| !cell.is_empty()) {
        for (place, segment) in cell.iter().enumerate() {
            let before = place.checked_sub(1).map(|before| cell[before]);
            match before {
                None if text.is_empty() => {}
                None => text.push_str(CELL_END),
                Some(before) if is_same_line(before, segment) => {
                    // A gap where columns have no rule between them; not that behind the mark of a point.
                    text.push_str(if is_mark(&before.text) { " " } else { CELL_END });
                }
                Some(_) if is_hyphenated(&text) => {
                    lines.push(Line::of_row(std::mem::take(&mut text), first, lines.is_empty()));
                }
                Some(_) => text.push(' '),
            }
            text.push_str(&segment.text);
        }
    }
    lines.push(Line::of_row(text, first, lines.is_empty()));
    lines
}

fn is_same_line(before: &Segment, next: &Segment) -> bool {
    (before.y - next.y).abs() < SAME_LINE * before.size && next.x0 > before.x1
}

fn is_hyphenated(text: &str) -> bool {
    text.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic))
}
