//! Tables of a page.

use super::super::block::Block;
use super::super::table::{Cell, lay_out};
use super::page::Index;
use super::walk::Walk;

impl Walk<'_> {
    pub(super) fn table(&mut self, index: Index) {
        self.flush();
        let outer = std::mem::take(&mut self.blocks);
        let (heading, lists, mark) = (self.heading.take(), std::mem::take(&mut self.lists), self.mark.take());
        let mut rows = Vec::new();
        let mut caption = Vec::new();
        self.rows(index, &mut rows, &mut caption);
        self.blocks = outer;
        (self.heading, self.lists, self.mark) = (heading, lists, mark);
        self.blocks.extend(caption);
        let from = self.blocks.len();
        lay_out(rows, &mut self.blocks);
        // A point may hold nothing but a table that places its text.
        if let Some(block) = self.blocks.get_mut(from)
            && let Some(mark) = self.mark.take()
        {
            block.text.insert_str(0, &format!("{mark} "));
        }
    }

    fn rows(&mut self, parent: Index, rows: &mut Vec<Vec<Cell>>, caption: &mut Vec<Block>) {
        let page = self.page;
        for child in page.children(parent).filter(|child| !self.left_out[*child as usize]).collect::<Vec<_>>() {
            match page.name(child) {
                "tr" => {
                    let mut cells = Vec::new();
                    for cell in page.children(child).collect::<Vec<_>>() {
                        if self.left_out[cell as usize] {
                            continue;
                        }
                        self.content_or_text(cell);
                        self.flush();
                        let blocks = std::mem::take(&mut self.blocks);
                        // What stands between cells is white space, as a rule.
                        if matches!(page.name(cell), "td" | "th") || !blocks.is_empty() {
                            cells.push(blocks);
                        }
                    }
                    rows.push(cells);
                }
                "tbody" | "thead" | "tfoot" | "form" => self.rows(child, rows, caption),
                "colgroup" | "col" => {}
                // Captions, and text that is in no cell.
                _ => {
                    self.node(child);
                    self.flush();
                    caption.append(&mut self.blocks);
                }
            }
        }
    }

    fn content_or_text(&mut self, index: Index) {
        if self.page.text(index).is_some() { self.node(index) } else { self.content(index) }
    }
}
