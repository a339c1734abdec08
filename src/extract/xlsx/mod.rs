//! Spreadsheets since Excel 2007 (`.xlsx`): an archive of XML parts, one for each sheet.

mod shown;
mod strings;
mod styles;
#[cfg(test)]
mod tests;

use self::shown::Look;
use self::styles::Styles;
use super::block::{Block, into_text};
use super::package::{self, Relations};
use super::sheet::{MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, heading_of_sheet, hidden_remark, too_many_rows};
use super::table::{Cell, lay_out_sheet};
use super::xml::{Node, Tree};
use super::{ExtractError, ExtractedText, LineRole};

/// Columns that a sheet can have; what is further out is damaged.
const LAST_COLUMN: usize = 16_384;

/// Reads a spreadsheet: sheet by sheet, its name a heading, its rows as they are shown as far as that is known.
///
/// # Errors
/// Where it is no spreadsheet, damaged, protected by a password or larger than the limits.
pub fn extract_xlsx(bytes: &[u8]) -> Result<ExtractedText, ExtractError> {
    let mut remarks = Vec::new();
    let (mut archive, package, main) = package::open(bytes, "spreadsheet", "xl/workbook.xml", &mut remarks)?;
    let missing = || {
        let is_binary = main.ends_with(".bin");
        let why = if is_binary {
            "it is a binary spreadsheet (.xlsb); save it as .xlsx".to_owned()
        } else {
            format!("it is no spreadsheet: {main} is missing")
        };
        ExtractError::Broken(why)
    };
    let workbook = archive.tree(&main)?.filter(|_| !main.ends_with(".bin")).ok_or_else(missing)?;
    if workbook.root().name() != "workbook" {
        return Err(ExtractError::Broken(format!("it is no spreadsheet: {main} is something else")));
    }
    let relations = Relations::read(&mut archive, &main, &mut remarks);
    let strings = match relations.by_kind("/sharedStrings").map(|part| archive.read(part)).transpose()?.flatten() {
        Some(part) => strings::read(&Tree::parse_beginning(&part, "sharedStrings.xml")?),
        None => Vec::new(),
    };
    let styles = match relations.by_kind("/styles") {
        Some(part) => Styles::read(archive.optional_tree(part, &mut remarks).root()),
        None => Styles::default(),
    };
    let since_1904 = workbook.root().child("workbookPr").and_then(|node| node.attribute("date1904"));
    let book = Book { strings, styles, since_1904: matches!(since_1904, Some("1" | "true")) };

    let mut blocks = Vec::new();
    let (mut hidden, mut left, mut is_full) = (0, MAX_ROWS, false);
    let list = workbook.root().child("sheets");
    for sheet in list.into_iter().flat_map(|list| list.children_named("sheet")).take(MAX_SHEETS) {
        if matches!(sheet.attribute("state"), Some("hidden" | "veryHidden")) {
            hidden += 1;
            continue;
        }
        let Some(part) = sheet.attributes("id").find_map(|id| relations.by_id(id)) else { continue };
        let Some(bytes) = archive.read(part)? else { continue };
        let tree = Tree::parse_beginning(&bytes, part)?;
        is_full |= left == 0 || tree.is_cut;
        let mut lines = Vec::new();
        lay_out_sheet(book.rows(tree.root(), &mut left, &mut is_full), &mut lines);
        if !lines.is_empty() {
            blocks.extend(heading_of_sheet(sheet.attribute("name").unwrap_or_default()));
            blocks.append(&mut lines);
        }
    }
    remarks.extend(hidden_remark(hidden, "sheet"));
    remarks.extend(is_full.then(too_many_rows));
    let properties = package::properties(&mut archive, &package, &mut remarks);
    Ok(into_text(blocks, properties, remarks))
}

/// What the cells of all sheets share.
struct Book {
    strings: Vec<String>,
    styles: Styles,
    since_1904: bool,
}

impl Book {
    /// The rows that show anything, as many as are left.
    fn rows(&self, sheet: Node<'_>, left: &mut usize, is_full: &mut bool) -> Vec<Vec<Cell>> {
        let hidden = hidden_columns(sheet);
        let data = sheet.child("sheetData");
        let mut rows = Vec::new();
        for row in data.into_iter().flat_map(|data| data.children_named("row")) {
            if is_set(row.attribute("hidden")) {
                continue;
            }
            let cells = self.cells(row, &hidden);
            if cells.iter().flatten().all(Block::is_blank) {
                continue;
            }
            if *left == 0 {
                *is_full = true;
                break;
            }
            *left -= 1;
            rows.push(cells);
        }
        rows
    }

    fn cells(&self, row: Node<'_>, hidden: &[(usize, usize)]) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut next = 0;
        for node in row.children_named("c") {
            // A cell that does not say where it is stands behind the one before.
            let column = node.attribute("r").and_then(column).unwrap_or(next);
            next = column + 1;
            if column >= MAX_COLUMNS || hidden.iter().any(|(from, to)| (*from..=*to).contains(&column)) {
                continue;
            }
            let text = self.shown(node);
            if !text.is_empty() {
                cells.resize(cells.len().max(next), Vec::new());
                cells[column] = vec![Block::new(LineRole::Text, text)];
            }
        }
        cells
    }

    /// What a cell shows.
    fn shown(&self, cell: Node<'_>) -> String {
        let value = || cell.child("v").map(Node::all_text).unwrap_or_default();
        match cell.attribute("t") {
            Some("s") => {
                value().trim().parse().ok().and_then(|at: usize| self.strings.get(at).cloned()).unwrap_or_default()
            }
            Some("inlineStr") => cell.child("is").map(strings::text).unwrap_or_default(),
            Some("str") => value(),
            Some("b") => if value().trim() == "1" { "WAAR" } else { "ONWAAR" }.to_owned(),
            // What went wrong in a formula says nothing.
            Some("e") => String::new(),
            Some("d") => value().split('T').next().unwrap_or_default().to_owned(),
            _ => {
                let value = value();
                let look = cell.attribute("s").and_then(|style| style.parse().ok()).map(|at| self.styles.look(at));
                let number = value.trim().parse().ok().filter(|number: &f64| number.is_finite());
                number.map_or(value, |number| look.unwrap_or(&Look::General).show(number, self.since_1904))
            }
        }
    }
}

/// First and last of the columns that are not shown, from 0.
fn hidden_columns(sheet: Node<'_>) -> Vec<(usize, usize)> {
    let columns = sheet.children_named("cols").flat_map(|list| list.children_named("col"));
    let number = |node: Node<'_>, key: &str| node.attribute(key)?.parse::<usize>().ok()?.checked_sub(1);
    let hidden = columns.filter(|node| is_set(node.attribute("hidden")));
    hidden.filter_map(|node| Some((number(node, "min")?, number(node, "max")?))).take(MAX_COLUMNS).collect()
}

fn is_set(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true"))
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    // Three letters are the most that a sheet has.
    let number =
        letters.take(4).fold(0, |number, byte| number * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1).filter(|column| *column < LAST_COLUMN)
}
