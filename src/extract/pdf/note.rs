//! Footnotes: small print at the foot of a page that begins with a figure.

use crate::extract::LineRole;

use super::heading::BodyStyle;
use super::line::{Line, Page};

/// Size of a note against that of running text.
const SMALLER: f32 = 0.93;
/// Share of the page above which no notes stand.
const FROM: f32 = 0.45;

/// Marks the notes of all pages.
pub(super) fn mark(pages: &mut [Page], body: BodyStyle) {
    for page in pages {
        let half = page.top + FROM * (page.bottom - page.top);
        let is_text = |line: &Line| !matches!(line.role, Some(LineRole::Running)) && line.size >= SMALLER * body.size;
        // Below all running text, wherever in the order of drawing that is.
        let text_ends = page.lines.iter().filter(|line| is_text(line)).map(|line| line.y).fold(half, f32::max);
        let mut is_noted = false;
        for line in &mut page.lines {
            if line.role.is_some() || line.y <= text_ends {
                is_noted = false;
                continue;
            }
            let begins = mark_length(&line.text) > 0;
            // What stands before the first figure is small print of another sort.
            is_noted |= begins;
            if is_noted {
                line.role = Some(LineRole::Note);
                line.begins = Some(begins);
            }
        }
    }
}

/// Length of the figure (or star) with which a note begins, 0 where it does not.
fn mark_length(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].trim_start();
    match digits {
        0 if text.starts_with('*') => 1,
        1..=3 if rest.starts_with(|c: char| c.is_alphabetic() || "‘’“\"'(".contains(c)) => digits,
        _ => 0,
    }
}
