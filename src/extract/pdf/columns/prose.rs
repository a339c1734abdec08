//! Running text side by side that is drawn line by line: a line of the first column, one of the second, and so on.
//!
//! Drawn so, it looks like rows of a table. What tells it from one is each column read by itself: its lines go on in the
//! next one, and end where the first word of that one no longer fitted.
//!
//! What is drawn column by column, and tables drawn cell by cell, go back up the page and are none of it.

use std::ops::Range;

use super::super::line::{Line, lines};
use super::super::margin::would_fit;
use super::super::segment::Segment;
use super::MAX_LEADING;

/// Lines of a column, and words on each of them, below which it holds labels rather than text.
const MIN_LINES: usize = 4;
const MIN_WORDS: usize = 3;
/// A row with more pieces is one of a table.
const MAX_PIECES: usize = 12;
/// Width that stays free between columns, in ems.
const MIN_GUTTER: f32 = 0.5;
/// How far pieces of one row may stand above one another, in ems.
const SAME_ROW: f32 = 0.5;
/// How far the next row may stand down, in ems.
const MAX_DOWN: f32 = 3.0;
/// Difference of size at which a line below the last row is no part of its column.
const SAME_SIZE: f32 = 0.08;

/// Columns of running text.
pub(super) struct Prose {
    /// The pieces it is made of.
    pub segments: Range<usize>,
    /// The columns one after the other.
    pub lines: Vec<Line>,
}

/// Finds the running text that stands side by side.
pub(super) fn find(segments: &[Segment]) -> Vec<Prose> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < segments.len() {
        let Some(block) = Block::of(segments, index) else {
            index += 1;
            continue;
        };
        // It is text as a whole or not at all: were its parts tried too, a long table would take for ever.
        index = block.segments.end;
        if let Some(lines) = block.prose(segments) {
            found.push(Prose { segments: block.segments, lines });
        }
    }
    found
}

/// Pieces that stand in the same columns, drawn from the top down.
struct Block {
    segments: Range<usize>,
    area: Area,
}

impl Block {
    /// The block whose first row begins with a piece, where others stand beside that.
    fn of(segments: &[Segment], first: usize) -> Option<Self> {
        let pairs = segments[first..].windows(2).take(MAX_PIECES);
        let row = pairs.take_while(|pair| is_beside(&pair[0], &pair[1]));
        let gutters: Vec<Gutter> = row.map(|pair| Gutter { x0: pair[0].x1, x1: pair[1].x0 }).collect();
        if gutters.is_empty() || gutters.len() == MAX_PIECES {
            return None;
        }
        let mut area = Area { bottom: segments[first].y, gutters };
        let mut block = Self { segments: first..first + 1, area: area.clone() };
        for (index, piece) in segments.iter().enumerate().skip(first) {
            if !area.takes(piece, MAX_DOWN) {
                break;
            }
            // Whether what stands alone is part of it shows in the next row.
            if index > first && is_beside(&segments[index - 1], piece) {
                block.segments.end = index + 1;
                block.area = area.clone();
            }
        }
        block.take_rest(segments);
        Some(block)
    }

    /// Takes the lines below the last row, where one column is longer than the others.
    fn take_rest(&mut self, segments: &[Segment]) {
        for pair in segments[self.segments.end - 1..].windows(2) {
            let is_same = (pair[1].size - pair[0].size).abs() <= SAME_SIZE * pair[0].size;
            let mut area = self.area.clone();
            if !is_same || !area.takes(&pair[1], MAX_LEADING) {
                break;
            }
            self.area = area;
            self.segments.end += 1;
        }
    }

    /// The lines of its columns one after the other, where all of them are running text.
    fn prose(&self, segments: &[Segment]) -> Option<Vec<Line>> {
        let mut columns = vec![Vec::new(); self.area.gutters.len() + 1];
        for piece in &segments[self.segments.clone()] {
            let column = self.area.gutters.iter().filter(|gutter| gutter.x0 < piece.x0).count();
            columns[column].push(piece.clone());
        }
        let mut written = Vec::new();
        for pieces in columns {
            let column = lines(&pieces);
            // Lines of several pieces are a table within the column.
            if 2 * pieces.len() > 3 * column.len() || !is_prose(&column) {
                return None;
            }
            written.extend(column);
        }
        Some(written)
    }
}

/// Whether a piece stands right of the one before, on the same row.
fn is_beside(before: &Segment, piece: &Segment) -> bool {
    (piece.y - before.y).abs() <= SAME_ROW * piece.size && piece.x0 - before.x1 >= MIN_GUTTER * piece.size
}

/// Where the pieces of a block stand.
#[derive(Clone)]
struct Area {
    bottom: f32,
    /// What they leave free between columns, from the left to the right.
    gutters: Vec<Gutter>,
}

#[derive(Clone, Copy)]
struct Gutter {
    x0: f32,
    x1: f32,
}

impl Area {
    /// Adds a piece, unless it stands elsewhere or goes over all gutters.
    fn takes(&mut self, piece: &Segment, max_down: f32) -> bool {
        let down = (piece.y - self.bottom) / piece.size;
        self.bottom = self.bottom.max(piece.y);
        self.gutters.retain_mut(|gutter| {
            *gutter = gutter.beside(piece);
            gutter.x1 - gutter.x0 >= MIN_GUTTER * piece.size
        });
        (-SAME_ROW..=max_down).contains(&down) && !self.gutters.is_empty()
    }
}

impl Gutter {
    /// The wider part of it that a piece leaves.
    fn beside(self, piece: &Segment) -> Self {
        let left = Self { x1: self.x1.min(piece.x0), ..self };
        let right = Self { x0: self.x0.max(piece.x1), ..self };
        if left.x1 - left.x0 > right.x1 - right.x0 { left } else { right }
    }
}

/// Whether the lines of a column are running text.
fn is_prose(column: &[Line]) -> bool {
    let words: usize = column.iter().map(|line| line.text.split(' ').count()).sum();
    if column.len() < MIN_LINES || words < MIN_WORDS * column.len() {
        return false;
    }
    let margin = column.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    // Pairs of lines in which one goes on in the other, and in which it ends early in the midst of a sentence.
    let (mut going_on, mut broken) = (0, 0);
    for pair in column.windows(2).filter(|pair| !pair[0].text.ends_with(['.', '?', '!', ':', ';'])) {
        if would_fit(&pair[0], &pair[1], margin) {
            broken += 1;
        } else if pair[1].text.starts_with(char::is_lowercase) {
            going_on += 1;
        }
    }
    let pairs = column.len() - 1;
    // Names and figures begin lines of text too, and headings end early.
    3 * going_on > pairs && 6 * broken <= pairs
}

#[cfg(test)]
mod tests {
    use super::super::super::writer::{Sheet, Writer};
    use super::super::super::{PdfLimits, extract_pdf};
    use crate::extract::LineRole;

    const LEFT: [&str; 6] = [
        "De markt staat voortaan op vrijdag",
        "op het plein voor de kerk. Wie een",
        "kraam wil huren, meldt zich bij de",
        "marktmeester. De huur blijft dit",
        "jaar gelijk.",
        "De marktmeester is er elke dag.",
    ];
    const RIGHT: [&str; 5] = [
        "De sporthal krijgt een nieuw dak",
        "met zonnepanelen. Tijdens het werk",
        "traint de jeugd in het gebouw van",
        "de school aan de Dorpsweg, die",
        "daarvoor geen huur vraagt.",
    ];

    /// Lines in columns, drawn row by row: text, role and whether a piece begins there.
    fn read(columns: &[&[&str]]) -> Vec<(String, LineRole, bool)> {
        let mut sheet = Sheet::default().bold(18.0, 70.0, 770.0, "Nieuws uit Voorbeeldstad");
        for row in 0..columns.iter().map(|column| column.len()).max().unwrap_or_default() {
            for (place, column) in columns.iter().enumerate() {
                let text = column.get(row).copied().unwrap_or_default();
                sheet = sheet.text(9.0, 40.0 + 180.0 * place as f32, 700.0 - 12.0 * row as f32, text);
            }
        }
        let read = extract_pdf(&Writer::default().page(sheet).bytes(), PdfLimits::default(), &[]).unwrap();
        let lines = read.text.split('\n').zip(&read.marks).skip(1);
        lines.map(|(line, mark)| (line.to_owned(), mark.role, mark.begins)).collect()
    }

    fn texts(lines: &[(String, LineRole, bool)]) -> Vec<&str> {
        lines.iter().map(|(text, ..)| text.as_str()).collect()
    }

    /// The same as rows of a table.
    fn rows(columns: [&[&str]; 2]) -> Vec<String> {
        columns[0].iter().zip(columns[1]).map(|(left, right)| format!("{left} | {right}")).collect()
    }

    #[test]
    fn columns_drawn_line_by_line_are_read_one_after_the_other() {
        for (first, second) in [(&LEFT[..], &RIGHT[..]), (&RIGHT, &LEFT), (&LEFT[..5], &RIGHT)] {
            let read = read(&[first, second]);
            assert_eq!(texts(&read), [first, second].concat());
            assert!(read.iter().all(|(_, role, _)| *role == LineRole::Text), "{read:?}");
            let begins = read.iter().filter(|(.., begins)| *begins).map(|(text, ..)| text.as_str());
            let expected = |text: &&str| [LEFT[0], LEFT[5], RIGHT[0]].contains(text);
            assert_eq!(begins.collect::<Vec<_>>(), texts(&read).into_iter().filter(expected).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_table_of_words_stays_rows() {
        // Short labels; rows that begin in lower case but do not fill their column; text beside labels.
        let labels = ["brug", "zwembad", "fietspad", "markt", "sporthal"];
        let states = ["klaar voor de zomer", "nog niet", "wordt dit jaar verbouwd", "wacht op de raad", "open"];
        let plans =
            ["het dak en de gevel van de school", "de brug", "het riool", "het fietspad langs het water", "hek"];
        for columns in [[&labels[..], &states], [&plans, &states], [&labels, &RIGHT], [&RIGHT, &labels]] {
            assert_eq!(texts(&read(&columns)), rows(columns));
        }
    }

    #[test]
    fn there_may_be_more_columns_than_two() {
        let columns = [&RIGHT[..], &LEFT[..5], &RIGHT];
        assert_eq!(texts(&read(&columns)), columns.concat());
    }

    #[test]
    fn of_few_rows_none_can_tell() {
        let columns = [&LEFT[..3], &RIGHT[..3]];
        assert_eq!(texts(&read(&columns)), rows(columns));
    }

    #[test]
    fn a_line_over_both_columns_ends_them() {
        let over = "In het hele land zijn de winkels open, ook op zondag, als de raad daarmee akkoord gaat";
        let left = [&[over], &LEFT[..5], &[over], &RIGHT].concat();
        let right = [&[""], &RIGHT[..], &[""], &LEFT[..5]].concat();
        let expected = [&[over], &LEFT[..5], &RIGHT, &[over], &RIGHT, &LEFT[..5]].concat();
        assert_eq!(texts(&read(&[&left, &right])), expected);
    }
}
