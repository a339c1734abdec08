//! A text as it comes out: paragraphs and tables of the document, or of a note or header.

use super::super::LineRole;
use super::super::block::{Block, clean};
use super::super::table::{Cell, lay_out};

/// Cells in one row.
const MAX_CELLS: usize = 1000;

/// One text while it is read.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// Of the paragraph that is being read.
    pub(super) line: String,
    /// The mark of the paragraph, where it is a point.
    pub(super) mark: String,
    /// Boxes whose anchor is in the paragraph.
    pub(super) boxes: Vec<Block>,
    blocks: Vec<Block>,
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    cell: Cell,
}

impl Flow {
    /// Ends a paragraph. `depth` is that of a point.
    pub(super) fn end_paragraph(&mut self, role: LineRole, depth: u8, in_table: bool) {
        let mut block = Block::new(role, std::mem::take(&mut self.line));
        let mark = clean(&std::mem::take(&mut self.mark));
        if !in_table {
            self.end_table();
        }
        if !block.is_blank() {
            if !mark.is_empty() {
                let is_bullet = !mark.chars().any(char::is_alphanumeric) || mark == "o";
                block.text.insert_str(0, &format!("{} ", if is_bullet { "-" } else { &mark }));
                if block.role == LineRole::Text {
                    block.role = LineRole::Item { depth };
                }
            }
            self.place(block, in_table);
        }
        for block in std::mem::take(&mut self.boxes) {
            self.place(block, in_table);
        }
    }

    fn place(&mut self, block: Block, in_table: bool) {
        if in_table {
            self.cell.push(block);
        } else {
            self.blocks.push(block);
        }
    }

    pub(super) fn end_cell(&mut self) {
        if self.row.len() < MAX_CELLS {
            self.row.push(std::mem::take(&mut self.cell));
        }
    }

    pub(super) fn end_row(&mut self) {
        if !self.row.is_empty() {
            self.rows.push(std::mem::take(&mut self.row));
        }
    }

    fn end_table(&mut self) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        self.end_row();
        if !self.rows.is_empty() {
            lay_out(std::mem::take(&mut self.rows), &mut self.blocks);
        }
    }

    /// All blocks, the last paragraph ended.
    pub(super) fn finish(mut self, role: LineRole, in_table: bool) -> Vec<Block> {
        self.end_paragraph(role, 0, in_table);
        self.end_table();
        self.blocks
    }
}
