//! What recurs at the top and the foot of pages: running headers and footers, page numbers.

use std::collections::HashMap;

use crate::extract::LineRole;

use super::line::{Line, Page};

/// Shares of a page at its top and foot in which running lines stand.
const TOP_ZONE: f32 = 0.14;
const FOOT_ZONE: f32 = 0.12;
/// Pages on which a line recurs before it is running; fewer where they are half of all.
const MIN_PAGES: usize = 3;
/// What recurs stands at the same height, to this many points; in a short document at the very edge of the page.
const SHORT_ZONE: f32 = 0.09;
const SAME_HEIGHT: f32 = 3.0;
/// No running line is longer, in characters.
const MAX_CHARS: usize = 160;

/// Marks the running lines of all pages.
pub(super) fn mark(pages: &mut [Page]) {
    let places = Places::of(pages);
    let total = pages.len();
    for page in pages.iter_mut() {
        let is_running = |line: &Line| {
            may_run(page, line)
                && (is_page_number(&line.text) || is_own_number(page, line, total) || places.recurs(page, line, total))
                || line.role.is_none() && places.is_furniture(page, line, total)
        };
        let running: Vec<bool> = page.lines.iter().map(is_running).collect();
        for (line, is_running) in page.lines.iter_mut().zip(running) {
            if is_running {
                line.role = Some(LineRole::Running);
                line.begins = Some(true);
            }
        }
    }
}

/// Where lines stand, by their words with figures masked.
#[derive(Default)]
struct Places {
    shapes: HashMap<String, usize>,
    /// Pages with a shape at a height, in steps of [`SAME_HEIGHT`].
    heights: HashMap<(usize, i32), Vec<u32>>,
    /// The same at a spot, in steps of two points: the last page, and their number.
    spots: HashMap<(usize, i32, i32), (u32, usize)>,
}

impl Places {
    fn of(pages: &[Page]) -> Self {
        let mut places = Self::default();
        for page in pages {
            for line in page.lines.iter().filter(|line| line.text.len() <= MAX_CHARS) {
                let next = places.shapes.len();
                let shape = *places.shapes.entry(shape(&line.text)).or_insert(next);
                let on = places.heights.entry((shape, step(line.y, SAME_HEIGHT))).or_default();
                if on.last() != Some(&page.number) {
                    on.push(page.number);
                }
                let spot = places.spots.entry((shape, step(line.x0, 2.0), step(line.y, 2.0))).or_insert((0, 0));
                if spot.0 != page.number {
                    *spot = (page.number, spot.1 + 1);
                }
            }
        }
        places
    }

    fn recurs(&self, page: &Page, line: &Line, total: usize) -> bool {
        let Some(shape) = self.shapes.get(&shape(&line.text)) else { return false };
        let height = step(line.y, SAME_HEIGHT);
        let at_height = || (height - 1..=height + 1).filter_map(|height| self.heights.get(&(*shape, height)));
        let count: usize = at_height().map(Vec::len).sum();
        // A heading that opens several chapters recurs too, but not from page to page, or from left page to left page.
        let near = [1, 2].into_iter().flat_map(|away| [page.number.wrapping_sub(away), page.number + away]);
        let is_near = || near.clone().any(|number| at_height().any(|pages| pages.binary_search(&number).is_ok()));
        if count >= MIN_PAGES {
            return is_near();
        }
        // Two pages of two or three: the same words at the edge of the paper.
        count >= 2 && count * 2 >= total && from_edge(page, line) <= SHORT_ZONE
    }

    /// Whether a line stands at one and the same spot of most pages, wherever that is: an address in the margin.
    fn is_furniture(&self, page: &Page, line: &Line, total: usize) -> bool {
        let Some(shape) = self.shapes.get(&shape(&line.text)) else { return false };
        let spot = self.spots.get(&(*shape, step(line.x0, 2.0), step(line.y, 2.0)));
        // The first page has it of its own: an address, a date.
        spot.is_some_and(|(_, count)| *count >= MIN_PAGES && *count * 2 > total && page.number > 1)
    }
}

fn step(place: f32, length: f32) -> i32 {
    (place / length).round() as i32
}

fn may_run(page: &Page, line: &Line) -> bool {
    line.text.len() <= MAX_CHARS && from_edge(page, line) <= if is_top(page, line) { TOP_ZONE } else { FOOT_ZONE }
}

fn is_top(page: &Page, line: &Line) -> bool {
    line.y < f32::midpoint(page.top, page.bottom)
}

/// Distance to the nearer edge of the page, as share of its height.
fn from_edge(page: &Page, line: &Line) -> f32 {
    let distance = if is_top(page, line) { line.y - 0.7 * line.size - page.top } else { page.bottom - line.y };
    distance / (page.bottom - page.top).max(1.0)
}

/// The line with its figures masked, so that page numbers are one.
fn shape(text: &str) -> String {
    let mut shape = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_digit() {
            if !shape.ends_with('#') {
                shape.push('#');
            }
        } else if !c.is_whitespace() {
            shape.extend(c.to_lowercase());
        }
    }
    shape
}

/// `Pagina 1 van 2`, `blz. 3`, `- 4 -`, `2/7`.
fn is_page_number(text: &str) -> bool {
    const LABELS: [&str; 6] = ["pagina", "bladzijde", "blz", "pag", "page", "p."];
    const BETWEEN: [&str; 3] = ["van", "of", "/"];
    let text = text.trim().to_lowercase();
    let (label, rest) = match LABELS.iter().find_map(|label| text.strip_prefix(label)) {
        Some(rest) => (true, rest.trim_start_matches(['.', ':', ' '])),
        None => (false, text.as_str()),
    };
    let dashed = rest.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '|') || c.is_whitespace());
    let is_dashed = dashed.len() < rest.trim().len();
    let is_number = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(dashed) {
        return label || is_dashed;
    }
    BETWEEN.iter().any(|between| {
        dashed.split_once(between).is_some_and(|(page, of)| is_number(page.trim()) && is_number(of.trim()))
    })
}

/// A bare number that is that of the page, give or take a cover.
fn is_own_number(page: &Page, line: &Line, total: usize) -> bool {
    const MAX_COVERS: u32 = 4;
    total > 1
        && line.text.len() <= 4
        && line.text.parse::<u32>().is_ok_and(|number| number.abs_diff(page.number) <= MAX_COVERS.min(page.number))
        && from_edge(page, line) <= SHORT_ZONE
}
