//! Counts by two fields, for people at a terminal.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::text::{cut, padded};
use super::{Axis, FacetPage};
use crate::document::Listed;
use crate::show::TextStyle;

/// Columns of the longest name of a row.
const MAX_ROW_NAME: usize = 28;
/// Columns of the longest name of a column.
const MAX_COLUMN_NAME: usize = 16;
/// Between two columns.
const SPACE: usize = 2;

/// A column as it is written: its head, then its numbers.
struct Column {
    head: String,
    cells: Vec<String>,
    width: usize,
}

impl Column {
    fn of(head: String, numbers: impl Iterator<Item = usize>) -> Self {
        let cells: Vec<String> = numbers.map(|n| n.to_string()).collect();
        let width = cells.iter().map(String::len).max().unwrap_or(0).max(head.width());
        Self { head, cells, width }
    }
}

/// Writes passages by two fields. Where not all columns stand beside one another, the table goes on below with the next ones.
pub(super) fn write_table(
    out: &mut dyn Write,
    page: &FacetPage,
    (rows, columns): (&Axis, &Axis),
    style: TextStyle,
) -> io::Result<()> {
    let mut names: Vec<String> =
        rows.values.iter().map(|row| cut(&row.name.in_english(rows.field), MAX_ROW_NAME)).collect();
    names.extend(others_of(rows).map(|(name, _)| name));
    names.push("all".to_owned());
    let column = |n: usize, head: String, total: usize| {
        let cells = page.cells.iter().map(|row| row.get(n).map_or(0, |counts| counts.passages));
        Column::of(head, cells.chain([total]))
    };
    let shown = columns
        .values
        .iter()
        .map(|column| (cut(&column.name.in_english(columns.field), MAX_COLUMN_NAME), column.passages));
    let mut all: Vec<Column> =
        shown.chain(others_of(columns)).enumerate().map(|(n, (head, total))| column(n, head, total)).collect();
    let of_rows = rows.values.iter().map(|row| row.passages).chain(others_of(rows).map(|(_, passages)| passages));
    all.push(Column::of("all".to_owned(), of_rows.chain([page.total.passages])));
    let corner = format!("{} \\ {}", rows.field.as_str(), columns.field.as_str());
    let name_width = names.iter().map(|name| name.width()).max().unwrap_or(0).max(corner.width());
    let dim = if style.colour { Style::new().dimmed() } else { Style::new() };
    for (n, block) in blocks(&all, style.width.saturating_sub(name_width)).into_iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        let head: String = block.iter().map(|column| right(&column.head, column.width)).collect();
        writeln!(out, "{dim}{}{head}{dim:#}", padded(&corner, name_width))?;
        for (row, name) in names.iter().enumerate() {
            let cells: String = block.iter().map(|column| right(&column.cells[row], column.width)).collect();
            writeln!(out, "{}{cells}", padded(name, name_width))?;
        }
    }
    writeln!(out, "numbers are passages; --format json tells documents too")
}

/// What was left out of an axis, with its passages.
fn others_of(axis: &Axis) -> Option<(String, usize)> {
    let which = if axis.field.is_time() { "earlier" } else { "others" };
    axis.others.map(|others| (format!("{} {which}", others.values), others.passages))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(SPACE + width.saturating_sub(text.width())))
}

/// Columns that fit beside one another, in turn; at least one each time.
fn blocks(columns: &[Column], width: usize) -> Vec<&[Column]> {
    let mut blocks = Vec::new();
    let mut rest = columns;
    while !rest.is_empty() {
        let mut taken = 0;
        let fits = |column: &&Column| {
            taken += SPACE + column.width;
            taken <= width
        };
        let (block, after) = rest.split_at(rest.iter().take_while(fits).count().max(1));
        blocks.push(block);
        rest = after;
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_do_not_fit_go_below() {
        let columns: Vec<Column> = (0..5).map(|n| Column::of(format!("201{n}"), [n].into_iter())).collect();
        let of_each = |width: usize| blocks(&columns, width).iter().map(|block| block.len()).collect::<Vec<_>>();
        assert_eq!(of_each(30), [5]);
        assert_eq!(of_each(29), [4, 1]);
        assert_eq!(of_each(1), [1; 5], "however narrow it is");
    }
}
