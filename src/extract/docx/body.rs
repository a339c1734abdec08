//! Paragraphs and tables in their order.

use super::super::LineRole;
use super::super::block::{Block, PAGE};
use super::super::table::lay_out;
use super::super::xml::Node;
use super::inline::{Inline, chosen, is_placeholder};
use super::numbering::Numbering;
use super::styles::Styles;

/// Reads the text of a document and of its other parts; lists count on from one to the next.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    numbering: Numbering,
    inline: Inline,
    /// Inside of a table of contents.
    in_contents: bool,
    /// There were parts in formats of their own.
    pub(super) has_foreign_parts: bool,
}

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles, numbering: Numbering, has_pages: bool) -> Self {
        Self { styles, numbering, inline: Inline::new(has_pages), in_contents: false, has_foreign_parts: false }
    }

    /// The blocks of a body, a cell, a text box, a note. Recurses at most as deep as the tree is.
    pub(super) fn blocks(&mut self, parent: Node<'_>, into: &mut Vec<Block>) {
        for node in parent.children() {
            match node.name() {
                "w:p" => self.paragraph(node, into),
                "w:tbl" => {
                    let mut rows = Vec::new();
                    self.rows(node, &mut rows);
                    lay_out(rows, into);
                }
                "w:sdt" if is_placeholder(node) => {}
                "w:sdt" => {
                    let before = self.in_contents;
                    self.in_contents |= is_contents(node);
                    self.blocks(node, into);
                    self.in_contents = before;
                }
                "w:sdtContent" | "w:customXml" | "w:smartTag" | "w:ins" | "w:moveTo" => self.blocks(node, into),
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        self.blocks(chosen, into);
                    }
                }
                "w:altChunk" => self.has_foreign_parts = true,
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_>, into: &mut Vec<Block>) {
        let line = self.inline.read(node);
        let mut block = Block::new(LineRole::Text, line.text);
        // An empty paragraph has no number either.
        if !block.is_blank() {
            self.set_role(node.child("w:pPr"), &mut block);
            into.push(block);
        } else if block.text.contains(PAGE) {
            into.push(block);
        }
        for content in line.boxes {
            self.blocks(content, into);
        }
    }

    fn set_role(&mut self, own: Option<Node<'_>>, block: &mut Block) {
        let style = own.and_then(|own| own.child_val("w:pStyle")).unwrap_or_default();
        let look = self.styles.look(style);
        let outline =
            own.and_then(|own| own.child_val("w:outlineLvl")).and_then(|level| level.parse().ok()).or(look.outline);
        if look.is_contents || self.in_contents {
            block.role = LineRole::Running;
            return;
        }
        let numbers = own.and_then(|own| own.child("w:numPr"));
        let own_list = numbers.and_then(|numbers| numbers.child_val("w:numId")).map(str::to_owned);
        let own_level = numbers.and_then(|numbers| numbers.child_val("w:ilvl")).and_then(|level| level.parse().ok());
        let mut mark = None;
        let mut depth = 0;
        // List 0 takes a paragraph out of the list of its style.
        if let Some(list) = own_list.or_else(|| look.list.clone()).filter(|list| list != "0") {
            depth = own_level.or_else(|| self.numbering.level_of_style(&list, style)).or(look.list_level).unwrap_or(0);
            mark = self.numbering.next_mark(&list, depth);
        }
        block.role = match outline {
            Some(level @ 0..=8) => LineRole::Heading { level: level + 1 },
            _ if look.is_title => LineRole::Heading { level: 1 },
            _ if mark.is_some() => LineRole::Item { depth: depth.min(8) },
            _ => LineRole::Text,
        };
        if let Some(mark) = mark {
            // A page that begins with this paragraph begins before its mark.
            let at = block.text.len() - block.text.trim_start_matches([PAGE, ' ', '\n']).len();
            block.text.insert_str(at, &format!("{mark} "));
        }
    }

    fn rows(&mut self, table: Node<'_>, rows: &mut Vec<Vec<Vec<Block>>>) {
        for node in table.children() {
            match node.name() {
                "w:tr" if node.child("w:trPr").is_some_and(|look| look.child("w:del").is_some()) => {}
                "w:tr" => {
                    let mut cells = Vec::new();
                    self.cells(node, &mut cells);
                    rows.push(cells);
                }
                "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:moveTo" => self.rows(node, rows),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: Node<'_>, cells: &mut Vec<Vec<Block>>) {
        for node in row.children() {
            match node.name() {
                // A cell that goes on from the row above is empty in the file too.
                "w:tc" => {
                    let mut blocks = Vec::new();
                    self.blocks(node, &mut blocks);
                    cells.push(blocks);
                }
                "w:sdt" if is_placeholder(node) => cells.push(Vec::new()),
                "w:sdt" | "w:sdtContent" | "w:customXml" => self.cells(node, cells),
                _ => {}
            }
        }
    }
}

/// Whether a content control is a table of contents that Word keeps up.
fn is_contents(control: Node<'_>) -> bool {
    let gallery = control.child("w:sdtPr").and_then(|look| look.child("w:docPartObj"));
    gallery.and_then(|part| part.child_val("w:docPartGallery")) == Some("Table of Contents")
}
