//! Tables with rules around their cells: each cell whole, row by row.

use super::device::Rule;
use super::line::{Line, row_lines};
use super::segment::{Segment, Walls};

/// Distance within which two rules touch, in points.
const TOUCH: f32 = 3.0;
/// A rule over this share of the page frames it.
const FRAME_SHARE: f32 = 0.85;
/// Share of a table's width that the rules below a row cover; those within a joined cell cover less.
const MIN_ROW_RULE: f32 = 0.3;
/// A row with more lines in a cell, or a longer text, is read cell by cell: text that was set side by side.
const MAX_CELL_LINES: usize = 30;
const MAX_ROW_CHARS: usize = 3_000;
/// The same where there are hardly any rows, as in a frame around columns.
const MAX_FRAMED_LINES: usize = 12;
const MIN_ROWS: usize = 3;

/// Part of a page: pieces as they are drawn, or rows of a table.
pub(super) enum Part {
    Pieces(Vec<Segment>),
    Rows(Vec<Line>),
}

/// Takes the ruled tables out of the pieces of a page, in reading order.
pub(super) fn part(segments: Vec<Segment>, rules: &[Rule], walls: &Walls, page: (f32, f32)) -> Vec<Part> {
    let mut inside: Vec<Option<usize>> = vec![None; segments.len()];
    let mut tables = Vec::new();
    for region in regions(rules, page) {
        let members: Vec<usize> =
            (0..segments.len()).filter(|index| inside[*index].is_none() && region.holds(&segments[*index])).collect();
        if let Some(lines) = region.rows(&segments, &members, walls) {
            for member in members {
                inside[member] = Some(tables.len());
            }
            tables.push(Some(lines));
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    for (segment, table) in segments.into_iter().zip(inside) {
        match (table, parts.last_mut()) {
            // Its rows stand where its first piece is drawn.
            (Some(table), _) => parts.extend(tables[table].take().map(Part::Rows)),
            (None, Some(Part::Pieces(pieces))) => pieces.push(segment),
            (None, _) => parts.push(Part::Pieces(vec![segment])),
        }
    }
    parts
}

/// An area with rules that touch.
struct Region {
    x0: f32,
    x1: f32,
    /// Heights of the rules that part its rows.
    levels: Vec<f32>,
}

/// The areas of a page that may be tables.
fn regions(rules: &[Rule], page: (f32, f32)) -> Vec<Region> {
    let is_frame = |rule: &Rule| !rule.is_level() && rule.y1 - rule.y0 > FRAME_SHARE * page.1;
    let mut rules: Vec<Rule> = rules.iter().filter(|rule| !is_frame(rule)).copied().collect();
    rules.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let mut regions = Vec::new();
    let mut group: Vec<Rule> = Vec::new();
    let mut bottom = f32::MIN;
    for rule in rules {
        if rule.y0 > bottom + TOUCH {
            regions.extend(Region::of(&group));
            group.clear();
            bottom = f32::MIN;
        }
        bottom = bottom.max(rule.y1);
        group.push(rule);
    }
    regions.extend(Region::of(&group));
    regions
}

impl Region {
    /// `rules` from the top down.
    fn of(rules: &[Rule]) -> Option<Self> {
        if !rules.iter().any(|rule| !rule.is_level()) {
            return None;
        }
        let x0 = rules.iter().map(|rule| rule.x0).fold(f32::MAX, f32::min);
        let x1 = rules.iter().map(|rule| rule.x1).fold(f32::MIN, f32::max);
        let mut levels: Vec<(f32, f32)> = Vec::new();
        for rule in rules.iter().filter(|rule| rule.is_level()) {
            let length = rule.x1 - rule.x0;
            match levels.last_mut() {
                Some((y, sum)) if rule.y0 - *y <= TOUCH => *sum += length,
                _ => levels.push((rule.y0, length)),
            }
        }
        let levels: Vec<f32> =
            levels.into_iter().filter(|(_, sum)| *sum >= MIN_ROW_RULE * (x1 - x0)).map(|(y, _)| y).collect();
        (levels.len() >= 2).then_some(Self { x0, x1, levels })
    }

    fn holds(&self, segment: &Segment) -> bool {
        let (x, y) = (f32::midpoint(segment.x0, segment.x1), segment.y - 0.3 * segment.size);
        let (Some(top), Some(bottom)) = (self.levels.first(), self.levels.last()) else { return false };
        x > self.x0 - TOUCH && x < self.x1 + TOUCH && y > *top && y < *bottom
    }

    /// The rows, or nothing where it is no table.
    fn rows(&self, segments: &[Segment], members: &[usize], walls: &Walls) -> Option<Vec<Line>> {
        let mut bands: Vec<Vec<(usize, &Segment)>> = vec![Vec::new(); self.levels.len()];
        for member in members {
            let segment = &segments[*member];
            let y = segment.y - 0.3 * segment.size;
            let middle = f32::midpoint(segment.x0, segment.x1);
            let cell = walls.left_of(middle, y, (self.x0 - TOUCH, self.x1 + TOUCH));
            bands[self.levels.partition_point(|level| *level < y) - 1].push((cell, segment));
        }
        let rows: Vec<Row<'_>> = bands.iter().flat_map(|band| rows_of(band)).collect();
        let filled = |row: &Row<'_>| row.iter().filter(|cell| !cell.is_empty()).count();
        let count = rows.iter().filter(|row| filled(row) >= 2).count();
        if count < 2 {
            return None;
        }
        let max_lines = if count < MIN_ROWS { MAX_FRAMED_LINES } else { MAX_CELL_LINES };
        let mut lines = Vec::new();
        for row in &rows {
            let chars: usize = row.iter().flatten().map(|segment| segment.text.len()).sum();
            let is_long = chars > MAX_ROW_CHARS || row.iter().any(|cell| cell_lines(cell) > max_lines);
            if filled(row) >= 2 && !is_long {
                lines.extend(row_lines(row));
                continue;
            }
            // A heading over the whole width, or text side by side.
            for cell in row {
                let pieces: Vec<Segment> = cell.iter().map(|piece| (*piece).clone()).collect();
                lines.extend(super::line::lines(&pieces));
            }
        }
        Some(lines)
    }
}

/// The cells of a row, by their number, each with its pieces.
type Row<'a> = Vec<Vec<&'a Segment>>;

/// The rows between two rules: a new one begins where what is drawn goes back to a column before, and down.
fn rows_of<'a>(band: &[(usize, &'a Segment)]) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    let (mut before, mut bottom) = (usize::MAX, f32::MIN);
    for (cell, segment) in band {
        let is_new = rows.is_empty() || *cell < before && segment.y > bottom + 0.5 * segment.size;
        before = *cell;
        bottom = if is_new { segment.y } else { bottom.max(segment.y) };
        if is_new {
            rows.push(Row::new());
        }
        if let Some(row) = rows.last_mut() {
            if row.len() <= *cell {
                row.resize(cell + 1, Vec::new());
            }
            row[*cell].push(segment);
        }
    }
    rows
}

fn cell_lines(cell: &[&Segment]) -> usize {
    cell.chunk_by(|a, b| (a.y - b.y).abs() < 0.3 * a.size).count()
}
