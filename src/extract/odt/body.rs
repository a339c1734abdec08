//! Paragraphs, lists and tables in their order.

use super::super::LineRole;
use super::super::block::{Block, LINE_END, PAGE};
use super::super::table::{Cell, lay_out};
use super::super::xml::Node;
use super::lists::{Counts, Lists};
use super::styles::Styles;

/// Blanks that one `text:s` may stand for; more show nothing more.
const MAX_BLANKS: usize = 8;
/// Columns that one cell may stand for.
const MAX_REPEATED: usize = 64;
/// Cells of a row that are read.
const MAX_CELLS: usize = 1024;
/// Longest text of a cell, in bytes, that is written out for each; else tables in such cells would multiply.
const MAX_REPEATED_TEXT: usize = 100;

/// Reads the text of a document and of its headers.
pub(super) struct Body<'t> {
    styles: &'t Styles,
    lists: Lists,
    has_pages: bool,
    /// Notes met, to be written after the text.
    notes: Vec<Node<'t>>,
    /// The open lists: style and counts of the outermost, and how deep we are.
    list: Option<(String, Counts)>,
    depth: usize,
    /// The mark for the next paragraph, where it is the first of a point.
    mark: Option<String>,
    /// Inside of a table of contents or an index.
    in_contents: bool,
}

impl<'t> Body<'t> {
    pub(super) fn new(styles: &'t Styles, lists: Lists, has_pages: bool) -> Self {
        Self { styles, lists, has_pages, notes: Vec::new(), list: None, depth: 0, mark: None, in_contents: false }
    }

    pub(super) fn take_notes(&mut self) -> Vec<Node<'t>> {
        std::mem::take(&mut self.notes)
    }

    /// The blocks of a body, a cell, a text box, a note. Recurses at most as deep as the tree is.
    pub(super) fn blocks(&mut self, parent: Node<'t>, into: &mut Vec<Block>) {
        for node in parent.children() {
            match node.name() {
                "text:p" | "text:h" => self.paragraph(node, into),
                "text:list" => self.list(node, into),
                "table:table" => {
                    let mut rows = Vec::new();
                    self.apart_from_list(|this| this.rows(node, &mut rows));
                    lay_out(rows, into);
                }
                "text:section" if matches!(node.attribute("display"), Some("none")) => {}
                "text:table-of-content"
                | "text:illustration-index"
                | "text:table-index"
                | "text:alphabetical-index" => {
                    let before = std::mem::replace(&mut self.in_contents, true);
                    self.blocks(node, into);
                    self.in_contents = before;
                }
                "text:soft-page-break" => into.push(Block::new(LineRole::Text, PAGE)),
                // What was deleted, what counts, what is shown to nobody.
                "text:tracked-changes"
                | "office:annotation"
                | "text:sequence-decls"
                | "office:forms"
                | "svg:title"
                | "svg:desc"
                | "text:index-title-template"
                | "table:title"
                | "table:desc" => {}
                name if name.ends_with("-source") => {}
                _ => self.blocks(node, into),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'t>, into: &mut Vec<Block>) {
        let style = node.attribute("style-name").unwrap_or_default();
        let mut text = String::new();
        if self.has_pages && self.styles.is_page_start(style) {
            text.push(PAGE);
        }
        let mut frames = Vec::new();
        self.inline(node, &mut text, &mut frames);
        let mut block = Block::new(LineRole::Text, text);
        if !block.is_blank() {
            self.set_role(node, style, &mut block);
            into.push(block);
        } else if block.text.contains(PAGE) {
            into.push(block);
        }
        if !frames.is_empty() {
            self.apart_from_list(|this| frames.into_iter().for_each(|frame| this.blocks(frame, into)));
        }
    }

    /// Reads what stands in a table or text box: a list does not go on in it, and goes on behind it.
    fn apart_from_list(&mut self, read: impl FnOnce(&mut Self)) {
        let (list, depth) = (self.list.take(), std::mem::take(&mut self.depth));
        read(self);
        (self.list, self.depth) = (list, depth);
    }

    fn set_role(&mut self, node: Node<'t>, style: &str, block: &mut Block) {
        if self.in_contents || self.styles.is_contents(style) {
            block.role = LineRole::Running;
            return;
        }
        let own = node.attribute("outline-level").and_then(|level| level.parse().ok());
        let level =
            if node.name() == "text:h" { Some(own.unwrap_or(1).clamp(1, 10)) } else { self.styles.heading(style) };
        let mut mark = self.mark.take();
        block.role = match level {
            Some(level) => {
                if mark.is_none() && node.name() == "text:h" && node.attribute("is-list-header") != Some("true") {
                    let given = node.attribute("start-value").and_then(|value| value.parse().ok());
                    mark = self.lists.outline_mark(level, given);
                }
                LineRole::Heading { level }
            }
            // A second paragraph of a point belongs to it but is no point.
            None if mark.is_some() => LineRole::Item { depth: (self.depth.saturating_sub(1)).min(9) as u8 },
            None => LineRole::Text,
        };
        if let Some(mark) = mark {
            let at = block.text.len() - block.text.trim_start_matches([PAGE, ' ', '\n']).len();
            block.text.insert_str(at, &format!("{mark} "));
        }
    }

    fn inline(&mut self, node: Node<'t>, text: &mut String, frames: &mut Vec<Node<'t>>) {
        for child in node.children() {
            if let Some(letters) = child.own_text() {
                text.extend(letters.chars().map(|c| if c == LINE_END { ' ' } else { c }));
                continue;
            }
            match child.name() {
                "text:s" => {
                    let blanks = child.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    text.extend(std::iter::repeat_n(' ', MAX_BLANKS.min(blanks)));
                }
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push(LINE_END),
                "text:soft-page-break" => text.push(PAGE),
                "text:note" => self.notes.extend(child.child("text:note-body")),
                "text:ruby" => {
                    if let Some(base) = child.child("text:ruby-base") {
                        self.inline(base, text, frames);
                    }
                }
                "office:annotation"
                | "office:annotation-end"
                | "text:hidden-text"
                | "text:hidden-paragraph"
                | "text:script"
                | "svg:title"
                | "svg:desc" => {}
                name if name.starts_with("draw:") && name != "draw:a" => frames.push(child),
                _ => self.inline(child, text, frames),
            }
        }
    }

    fn list(&mut self, node: Node<'t>, into: &mut Vec<Block>) {
        let is_outermost = self.list.is_none();
        if is_outermost {
            self.depth = 0;
            let style = node.attribute("style-name").map(str::to_owned);
            // Else the list is that of the style of its first paragraph.
            let style = style.or_else(|| {
                let first = node.descendants().find(|node| matches!(node.name(), "text:p" | "text:h"))?;
                self.styles.list(first.attribute("style-name")?).map(str::to_owned)
            });
            let style = style.unwrap_or_default();
            let goes_on = node.attribute("continue-numbering") == Some("true");
            let counts = self.lists.begin(&style, node.attribute("continue-list"), goes_on);
            self.list = Some((style, counts));
        }
        self.depth += 1;
        for item in node.children() {
            if item.name() == "text:list-item" {
                self.mark = None;
                // A point that holds nothing but points has no mark of its own.
                let is_point = item.children().any(|child| matches!(child.name(), "text:p" | "text:h"));
                if is_point && has_text(item) {
                    let given = item.attribute("start-value").and_then(|value| value.parse().ok());
                    let depth = self.depth - 1;
                    self.mark = self
                        .list
                        .as_mut()
                        .and_then(|(style, counts)| self.lists.next_mark(style, depth, given, counts));
                }
            }
            if matches!(item.name(), "text:list-item" | "text:list-header") {
                self.blocks(item, into);
            }
        }
        self.mark = None;
        self.depth -= 1;
        if is_outermost && let Some((style, counts)) = self.list.take() {
            self.lists.end(&style, node.attribute("id"), counts);
        }
    }

    /// The rows of a sheet, as many as are left; whether these were all. A row that stands for many is one.
    pub(super) fn sheet_rows(&mut self, sheet: Node<'t>, left: &mut usize, rows: &mut Vec<Vec<Cell>>) -> bool {
        for node in sheet.children() {
            match node.name() {
                "table:table-row" if matches!(node.attribute("visibility"), Some("collapse" | "filter")) => {}
                "table:table-row" => {
                    if *left == 0 {
                        return false;
                    }
                    let cells = self.cells(node);
                    if cells.iter().flatten().any(|block| !block.is_blank()) {
                        *left -= 1;
                        rows.push(cells);
                    }
                }
                "table:table-header-rows" | "table:table-rows" | "table:table-row-group"
                    if !self.sheet_rows(node, left, rows) =>
                {
                    return false;
                }
                _ => {}
            }
        }
        true
    }

    fn rows(&mut self, table: Node<'t>, rows: &mut Vec<Vec<Cell>>) {
        for node in table.children() {
            match node.name() {
                "table:table-row" => {
                    let cells = self.cells(node);
                    rows.push(cells);
                }
                "table:table-header-rows" | "table:table-rows" | "table:table-row-group" => self.rows(node, rows),
                "text:soft-page-break" => rows.push(vec![vec![Block::new(LineRole::Text, PAGE)]]),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: Node<'t>) -> Vec<Cell> {
        let mut cells = Vec::new();
        // Columns that the cell before reaches over.
        let mut spanned = 0;
        for node in row.children() {
            if cells.len() >= MAX_CELLS {
                break;
            }
            let number = |key: &str| node.attribute(key).and_then(|value| value.parse::<usize>().ok()).unwrap_or(1);
            let repeated = number("number-columns-repeated").clamp(1, MAX_REPEATED);
            match node.name() {
                "table:table-cell" => {
                    let mut blocks = Vec::new();
                    self.blocks(node, &mut blocks);
                    spanned = number("number-columns-spanned").saturating_sub(1);
                    if blocks.iter().map(|block| block.text.len()).sum::<usize>() <= MAX_REPEATED_TEXT {
                        cells.extend(std::iter::repeat_n(blocks.clone(), repeated - 1));
                    }
                    cells.push(blocks);
                }
                // Covered from the left it is part of that cell, covered from above it is empty.
                "table:covered-table-cell" => {
                    let left = repeated.min(spanned);
                    spanned -= left;
                    cells.extend(std::iter::repeat_n(Vec::new(), repeated - left));
                }
                _ => {}
            }
        }
        cells
    }
}

/// Whether the first paragraphs of a point show anything.
fn has_text(item: Node<'_>) -> bool {
    let paragraphs = item.children().filter(|child| matches!(child.name(), "text:p" | "text:h"));
    paragraphs.flat_map(Node::descendants).filter_map(Node::own_text).any(|text| !text.trim().is_empty())
}
