//! Tables: a row is one line, unless the table only places text on the page.

use super::LineRole;
use super::block::{Block, LINE_END, PAGE, clean};

/// What stands in a cell.
pub(super) type Cell = Vec<Block>;

/// A cell with more text than this, in bytes, is prose beside prose; nobody reads such a row as one.
const LONG_CELL: usize = 800;
/// The same for a cell that has its row to itself.
const LONG_LONE_CELL: usize = 150;
/// Paragraphs in a cell above which its row is no row of data.
const MANY_BLOCKS: usize = 8;

/// Writes a table: rows of data as [`LineRole::Row`], cells separated by ` | `; the blocks of cells that only stand where
/// they stand (letterheads, frames around text) as what they are.
pub(super) fn lay_out(rows: Vec<Vec<Cell>>, into: &mut Vec<Block>) {
    let used = |row: &Vec<Cell>| row.iter().filter(|cell| cell.iter().any(|block| !block.is_blank())).count();
    let is_one_column = rows.iter().all(|row| used(row) <= 1);
    let is_one_row = rows.iter().filter(|row| used(row) > 0).count() == 1;
    for row in rows {
        if used(&row) == 0 {
            // It shows nothing, but a page may begin with it.
            into.extend(row.into_iter().flatten().find(|block| block.text.contains(PAGE)));
        } else if is_one_column || is_prose(&row, is_one_row) {
            into.extend(row.into_iter().flatten());
        } else {
            into.push(row_of(&row));
        }
    }
}

/// Writes the rows of a sheet of a spreadsheet: what stands alone in its row is text, all else rows. Columns that nothing
/// stands in are left out.
pub(super) fn lay_out_sheet(rows: Vec<Vec<Cell>>, into: &mut Vec<Block>) {
    let is_used = |cell: &Cell| cell.iter().any(|block| !block.is_blank());
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut kept = vec![false; columns];
    for row in &rows {
        for (cell, kept) in row.iter().zip(&mut kept) {
            *kept |= is_used(cell);
        }
    }
    for row in rows {
        match row.iter().filter(|cell| is_used(cell)).count() {
            0 => {}
            1 => into.extend(row.into_iter().flatten().filter(|block| !block.is_blank())),
            _ => {
                let row: Vec<Cell> =
                    row.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect();
                into.push(row_of(&row));
            }
        }
    }
}

/// Whether the cells of a row are pieces of text of their own.
fn is_prose(row: &[Cell], is_one_row: bool) -> bool {
    let used: Vec<&Cell> = row.iter().filter(|cell| cell.iter().any(|block| !block.is_blank())).collect();
    let length = |cell: &Cell| cell.iter().map(|block| block.text.len()).sum::<usize>();
    let paragraphs = |cell: &Cell| {
        cell.iter()
            .filter(|block| !block.is_blank())
            .map(|block| 1 + block.text.matches(LINE_END).count())
            .sum::<usize>()
    };
    used.iter().any(|cell| {
        cell.iter().any(|block| matches!(block.role, LineRole::Heading { .. }))
            || length(cell) > LONG_CELL
            || paragraphs(cell) >= MANY_BLOCKS
            // An address beside a reference.
            || is_one_row && (paragraphs(cell) > 2 || length(cell) > LONG_LONE_CELL)
            || used.len() == 1 && (paragraphs(cell) > 2 || length(cell) > LONG_LONE_CELL)
    })
}

fn row_of(row: &[Cell]) -> Block {
    let mut text = String::new();
    if row.iter().flatten().any(|block| block.text.contains(PAGE)) {
        text.push(PAGE);
    }
    let cells: Vec<String> = row
        .iter()
        .map(|cell| {
            // A row of a table in this cell is no row of its own.
            let words = cell.iter().map(|block| match block.role {
                LineRole::Row => clean(&block.text.replace(" | ", " ")),
                _ => clean(&block.text),
            });
            words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let mut joined = String::new();
    for (at, cell) in cells.iter().enumerate() {
        // A label and its value have cells of their own only to stand below others: `Datum | : 12 mei`, `Datum: | 12 mei`.
        if at > 0 && !cell.is_empty() && joined.ends_with(':') {
            joined.push(' ');
        } else if at > 0 && !(cell.starts_with(':') && joined.ends_with(char::is_alphanumeric)) {
            joined.push_str(" | ");
        }
        joined.push_str(cell);
    }
    text.push_str(clean(&joined).trim_end_matches([' ', '|']));
    Block::new(LineRole::Row, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell {
        text.split('/').map(|text| Block::new(LineRole::Text, text)).collect()
    }

    fn written(rows: &[&[&str]]) -> Vec<(bool, String)> {
        let mut blocks = Vec::new();
        lay_out(rows.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect(), &mut blocks);
        blocks.into_iter().map(|block| (block.role == LineRole::Row, block.text)).collect()
    }

    #[test]
    fn rows_of_data_are_lines() {
        assert_eq!(
            written(&[&["Post", "2021", "2022"], &["Lasten/totaal", "", "€ 5"], &["", "", ""], &["Saldo", "1", ""]]),
            [
                (true, "Post | 2021 | 2022".to_owned()),
                (true, "Lasten totaal | | € 5".to_owned()),
                (true, "Saldo | 1".to_owned())
            ]
        );
    }

    #[test]
    fn a_label_and_its_value_are_together() {
        assert_eq!(
            written(&[&["Zaaknummer", ": 2026", "Datum", ":"], &["Domein:", "Zorg", "Kenmerk:", ""]]),
            [(true, "Zaaknummer: 2026 | Datum:".to_owned()), (true, "Domein: Zorg | Kenmerk:".to_owned())]
        );
    }

    #[test]
    fn tables_that_place_text_are_paragraphs() {
        let letterhead = written(&[&["Gemeente Heiloo/Postbus 1/1850 AA Heiloo", "Datum: 1 mei"]]);
        assert_eq!(letterhead.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [false; 4]);
        let frame = written(&[&["De raad besluit"], &["tot vaststelling"]]);
        assert!(frame.iter().all(|(row, _)| !row));
        let long = "De raad ".repeat(120);
        let mixed = written(&[&["Risico", "Maatregel"], &["Tekort", &long]]);
        assert_eq!(mixed.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn a_sheet_is_rows_but_for_what_stands_alone() {
        let mut blocks = Vec::new();
        let rows = [["Begroting", "", "", ""], ["", "", "", ""], ["Post", "", "2021", "2022"], ["Lasten", "", "", "5"]];
        lay_out_sheet(rows.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect(), &mut blocks);
        let written: Vec<_> = blocks.iter().map(|block| (block.role == LineRole::Row, block.text.as_str())).collect();
        assert_eq!(written, [(false, "Begroting"), (true, "Post | 2021 | 2022"), (true, "Lasten | | 5")]);
    }

    #[test]
    fn a_table_in_a_cell_belongs_to_its_row() {
        let mut inner = Vec::new();
        lay_out(vec![vec![cell("a"), cell("b")], vec![cell("c"), cell("d")]], &mut inner);
        let mut outer = Vec::new();
        lay_out(vec![vec![inner, cell("e")], vec![cell("f"), cell("g")]], &mut outer);
        assert_eq!(outer[0].text, "a b c d | e");
    }
}
