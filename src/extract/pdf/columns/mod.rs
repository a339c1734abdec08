//! Tables without rules: pieces side by side whose columns recur over several rows, and are not [running text](prose).

mod prose;

use super::line::{Line, lines, row_lines};
use super::paragraph::is_mark;
use super::segment::Segment;

/// A cell with more lines holds running text.
const MAX_CELL_LINES: usize = 12;
/// How far cells of a column may stand apart, in ems.
const ALIGNED: f32 = 0.6;
/// Rows side by side that make a table: of two columns, and of more.
const MIN_ROWS: usize = 3;
const MIN_WIDE_ROWS: usize = 2;
/// Distance between lines of one cell, in ems.
const MAX_LEADING: f32 = 1.7;

/// Puts pieces in lines, and those of tables in rows.
pub(super) fn lines_and_rows(segments: &[Segment]) -> Vec<Line> {
    let mut written = Vec::new();
    let mut open = 0;
    for text in prose::find(segments) {
        written.extend(around_text(&segments[open..text.segments.start]));
        written.extend(text.lines);
        open = text.segments.end;
    }
    written.extend(around_text(&segments[open..]));
    written
}

/// The same where no running text stands side by side.
fn around_text(segments: &[Segment]) -> Vec<Line> {
    let groups = groups(segments);
    let mut written = Vec::new();
    // Where the pieces begin that are not yet written.
    let mut open = 0;
    let mut index = 0;
    while index < groups.len() {
        let length = table_length(segments, &groups[index..]);
        if length == 0 {
            index += 1;
            continue;
        }
        for group in &groups[index..index + length] {
            written.extend(lines(&segments[open..group.start]));
            let cells: Vec<Vec<&Segment>> =
                group.cells.iter().map(|cell| segments[cell.from..cell.to].iter().collect()).collect();
            written.extend(row_lines(&cells));
            open = group.end();
        }
        index += length;
    }
    written.extend(lines(&segments[open..]));
    written
}

/// A cell: pieces from one place to another, and its extent.
#[derive(Debug, Clone, Copy)]
struct Cell {
    from: usize,
    to: usize,
    x0: f32,
    x1: f32,
    bottom: f32,
}

/// Cells side by side.
#[derive(Debug)]
struct Group {
    start: usize,
    cells: Vec<Cell>,
}

impl Group {
    fn end(&self) -> usize {
        self.cells.last().map_or(self.start, |cell| cell.to)
    }

    /// Whether it can be a row of a table: neither a point of a list nor a label before its value.
    fn is_row(&self, segments: &[Segment]) -> bool {
        // Text recognition takes rules for letters.
        let is_drawn = |cell: &&Cell| cell.to - cell.from > 1 || !segments[cell.from].text.chars().all(|c| c == '|');
        let cells: Vec<&Cell> = self.cells.iter().filter(is_drawn).collect();
        if cells.len() < 2 || cells.iter().any(|cell| cell.to - cell.from > MAX_CELL_LINES) {
            return false;
        }
        let first = &segments[cells[0].from].text;
        !(cells.len() == 2
            && cells[0].to - cells[0].from == 1
            && (first.ends_with(':') || is_mark(first) || is_number(first)))
    }

    /// Number of columns that it shares with the row before, the first not counted.
    fn shared_columns(&self, before: &Self, em: f32) -> usize {
        let near = |a: f32, b: f32| (a - b).abs() < ALIGNED * em;
        let shares = |cell: &Cell| {
            before.cells[1..].iter().any(|other| {
                near(cell.x0, other.x0) || near(cell.x1, other.x1) || near(cell.x0 + cell.x1, other.x0 + other.x1)
            })
        };
        self.cells[1..].iter().filter(|cell| shares(cell)).count()
    }
}

/// A number of three figures at most, which numbers what stands beside it.
fn is_number(text: &str) -> bool {
    text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Number of groups from the first on that are rows of one table; 0 where they are none.
fn table_length(segments: &[Segment], groups: &[Group]) -> usize {
    let mut length = 0;
    let mut widest = 0;
    for (place, group) in groups.iter().enumerate() {
        if !group.is_row(segments) {
            break;
        }
        let em = segments[group.start].size;
        if place > 0 {
            let before = &groups[place - 1];
            // Between rows stands nothing else, save a line that goes over the whole width.
            if group.start - before.end() > 1 || group.shared_columns(before, em) == 0 {
                break;
            }
        }
        widest = widest.max(group.cells.len());
        length += 1;
    }
    let enough = if widest > 2 { MIN_WIDE_ROWS } else { MIN_ROWS };
    if length >= enough { length } else { 0 }
}

/// Finds pieces side by side.
fn groups(segments: &[Segment]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut open: Option<Group> = None;
    for (index, segment) in segments.iter().enumerate() {
        let single = Cell { from: index, to: index + 1, x0: segment.x0, x1: segment.x1, bottom: segment.y };
        if let Some(group) = &mut open {
            let top = segments[group.start].y;
            let has_several = group.cells.len() > 1;
            let before_last = group.cells.len().checked_sub(2).map_or(f32::MIN, |at| group.cells[at].x1);
            if let Some(cell) = group.cells.last_mut() {
                // Text over the whole width right above a row belongs to none of its cells, nor does such text right below it.
                let last = &segments[cell.to - 1];
                let is_of_last = !has_several && (segment.y - last.y).abs() <= 0.4 * segment.size;
                let reach = if is_of_last { last.x1 } else { cell.x1 };
                let is_right = segment.x0 >= reach + 0.3 * segment.size;
                let overlaps = segment.x0 < cell.x1 && segment.x1 > cell.x0 && segment.x0 >= before_last && !is_right;
                let is_below = segment.y > cell.bottom - 0.3 * segment.size;
                if overlaps && is_below && segment.y - cell.bottom <= MAX_LEADING * segment.size {
                    cell.to = index + 1;
                    cell.x0 = cell.x0.min(segment.x0);
                    cell.x1 = cell.x1.max(segment.x1);
                    cell.bottom = segment.y;
                    continue;
                }
                let is_beside = segment.y <= cell.bottom + 0.4 * segment.size && segment.y >= top - 0.5 * segment.size;
                if is_right && is_beside {
                    if !has_several {
                        // What stands higher in the first column belongs to rows before.
                        let above = (cell.from..cell.to)
                            .rev()
                            .find(|piece| segments[*piece].y < segment.y - 0.5 * segment.size);
                        if let Some(above) = above {
                            *cell = extent(segments, above + 1, cell.to);
                            group.start = above + 1;
                        }
                    }
                    group.cells.push(single);
                    continue;
                }
            }
        }
        groups.extend(open.replace(Group { start: index, cells: vec![single] }).filter(|group| group.cells.len() > 1));
    }
    groups.extend(open.filter(|group| group.cells.len() > 1));
    groups
}

fn extent(segments: &[Segment], from: usize, to: usize) -> Cell {
    let pieces = &segments[from..to];
    Cell {
        from,
        to,
        x0: pieces.iter().map(|piece| piece.x0).fold(f32::MAX, f32::min),
        x1: pieces.iter().map(|piece| piece.x1).fold(f32::MIN, f32::max),
        bottom: pieces.last().map_or(0.0, |piece| piece.y),
    }
}
