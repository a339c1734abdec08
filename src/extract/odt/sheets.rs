//! The sheets of a spreadsheet. What a cell shows stands in it as text, numbers and dates too.

use super::super::block::Block;
use super::super::sheet::{MAX_ROWS, heading_of_sheet, hidden_remark, too_many_rows};
use super::super::table::lay_out_sheet;
use super::super::xml::Node;
use super::body::Body;
use super::hiding_styles;

/// All sheets one below the other.
pub(super) fn read<'t>(
    book: Node<'t>,
    content: Node<'t>,
    body: &mut Body<'t>,
    remarks: &mut Vec<String>,
) -> Vec<Block> {
    let hiding = hiding_styles(content, "table", "display", "false");
    let mut blocks = Vec::new();
    let (mut hidden, mut left, mut is_full) = (0, MAX_ROWS, false);
    for sheet in book.children_named("table:table") {
        if sheet.attribute("style-name").is_some_and(|style| hiding.contains(&style)) {
            hidden += 1;
            continue;
        }
        let mut rows = Vec::new();
        is_full |= !body.sheet_rows(sheet, &mut left, &mut rows);
        let mut lines = Vec::new();
        lay_out_sheet(rows, &mut lines);
        if !lines.is_empty() {
            blocks.extend(heading_of_sheet(sheet.attribute("name").unwrap_or_default()));
            blocks.append(&mut lines);
        }
        // What is drawn over the sheet.
        for shapes in sheet.children_named("table:shapes") {
            body.blocks(shapes, &mut blocks);
        }
    }
    remarks.extend(hidden_remark(hidden, "sheet"));
    remarks.extend(is_full.then(too_many_rows));
    blocks
}
