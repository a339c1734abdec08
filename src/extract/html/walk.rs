//! From the tree of a page to its blocks.

use super::super::LineRole;
use super::super::block::{Block, LINE_END};
use super::super::numeral::Numeral;
use super::page::{Index, Page, is_group};

/// Longest description that stands behind its term in one line, in bytes.
const SHORT_DESCRIPTION: usize = 120;

/// Whether the text of an element does not stand in a line with what surrounds it.
fn is_block(name: &str) -> bool {
    is_group(name)
        || matches!(name, "body" | "caption" | "dd" | "dt" | "html" | "legend" | "li" | "summary" | "td" | "th" | "tr")
}

/// The blocks of a page without what is left out.
pub(super) fn blocks(page: &Page, left_out: &[bool]) -> Vec<Block> {
    let mut walk = Walk {
        page,
        left_out,
        blocks: Vec::new(),
        line: String::new(),
        heading: None,
        lists: Vec::new(),
        mark: None,
        in_pre: false,
    };
    walk.content(Page::ROOT);
    walk.flush();
    walk.blocks
}

pub(super) struct Walk<'p> {
    pub(super) page: &'p Page,
    pub(super) left_out: &'p [bool],
    pub(super) blocks: Vec<Block>,
    /// Text of the block that is being read.
    line: String,
    pub(super) heading: Option<u8>,
    /// The open lists.
    pub(super) lists: Vec<List>,
    /// The mark for the next block, where it is the first of a point.
    pub(super) mark: Option<String>,
    in_pre: bool,
}

pub(super) struct List {
    /// `None` for bullets.
    numeral: Option<Numeral>,
    next: u32,
}

impl Walk<'_> {
    pub(super) fn content(&mut self, parent: Index) {
        let page = self.page;
        for child in page.children(parent) {
            self.node(child);
        }
    }

    /// Recurses at most as deep as the tree is.
    pub(super) fn node(&mut self, index: Index) {
        if self.left_out[index as usize] {
            return;
        }
        if let Some(text) = self.page.text(index) {
            let in_pre = self.in_pre;
            self.line.extend(text.chars().map(|c| match c {
                '\n' if in_pre => LINE_END,
                '\n' | '\r' | '\t' | '\u{c}' => ' ',
                c => c,
            }));
            return;
        }
        match self.page.name(index) {
            "br" => self.line.push(LINE_END),
            "h1" => self.heading(index, 1),
            "h2" => self.heading(index, 2),
            "h3" => self.heading(index, 3),
            "h4" => self.heading(index, 4),
            "h5" => self.heading(index, 5),
            "h6" => self.heading(index, 6),
            "ul" | "ol" | "menu" | "dir" => self.list(index),
            "li" => self.point(index),
            "dl" => self.definitions(index),
            "table" => self.table(index),
            "pre" | "listing" | "xmp" => {
                self.flush();
                let before = std::mem::replace(&mut self.in_pre, true);
                self.content(index);
                self.flush();
                self.in_pre = before;
            }
            "sup" if is_note_mark(self.page, index) => {}
            "label" | "option" => {
                self.line.push(' ');
                self.content(index);
                self.line.push(' ');
            }
            // A heading stays one, whatever stands in it.
            name if is_block(name) && self.heading.is_none() => {
                self.flush();
                self.content(index);
                self.flush();
            }
            name if is_block(name) => {
                self.line.push(' ');
                self.content(index);
                self.line.push(' ');
            }
            _ => self.content(index),
        }
    }

    /// Ends the block that is being read.
    pub(super) fn flush(&mut self) {
        let mut block = Block::new(LineRole::Text, std::mem::take(&mut self.line));
        if block.is_blank() {
            return;
        }
        if let Some(level) = self.heading {
            block.role = LineRole::Heading { level };
            // A point that begins with a heading gives it its number.
            if let Some(mark) = self.mark.take().filter(|mark| mark != "-") {
                block.text.insert_str(0, &format!("{mark} "));
            }
        } else if let Some(mark) = self.mark.take() {
            block.role = LineRole::Item { depth: self.lists.len().saturating_sub(1).min(9) as u8 };
            block.text.insert_str(0, &format!("{mark} "));
        }
        self.blocks.push(block);
    }

    fn heading(&mut self, index: Index, level: u8) {
        self.flush();
        let number = self.take_number();
        let before = self.heading.replace(level);
        let at = self.blocks.len();
        self.content(index);
        self.flush();
        self.heading = before;
        match (self.blocks.get_mut(at), number) {
            (Some(block), Some(number)) => block.text.insert_str(0, &format!("{number} ")),
            (None, Some(number)) => self.blocks.push(Block::new(LineRole::Text, number)),
            _ => {}
        }
    }

    /// The number of an item on an agenda, which stands in a box of its own before its heading.
    fn take_number(&mut self) -> Option<String> {
        let last = self.blocks.last().filter(|block| matches!(block.role, LineRole::Item { .. }))?;
        let number = last.text.strip_prefix("- ")?.trim();
        let is_number = number.len() <= 6
            && number.starts_with(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
        let number = is_number.then(|| number.to_owned())?;
        self.blocks.pop();
        Some(number)
    }

    fn list(&mut self, index: Index) {
        self.flush();
        let numeral = (self.page.name(index) == "ol").then(|| match self.page.attribute(index, "type") {
            Some("a") => Numeral::LowerLetter,
            Some("A") => Numeral::UpperLetter,
            Some("i") => Numeral::LowerRoman,
            Some("I") => Numeral::UpperRoman,
            _ => Numeral::Decimal,
        });
        let next = self.page.attribute(index, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        self.lists.push(List { numeral, next });
        self.content(index);
        self.flush();
        self.lists.pop();
    }

    fn point(&mut self, index: Index) {
        self.flush();
        let given = self.page.attribute(index, "value").and_then(|value| value.trim().parse().ok());
        self.mark = Some(match self.lists.last_mut() {
            Some(List { numeral: Some(numeral), next }) => {
                let number = given.unwrap_or(*next);
                *next = number.saturating_add(1);
                format!("{}.", numeral.write(number))
            }
            _ => "-".to_owned(),
        });
        let before = self.blocks.len();
        self.content(index);
        self.flush();
        self.mark = None;
        if let Some(block) = self.blocks.get_mut(before) {
            drop_doubled_mark(block);
        }
    }

    /// Term and description in one line where the description is short: what one writes `Datum: 12 mei` otherwise.
    fn definitions(&mut self, index: Index) {
        self.flush();
        let outer = std::mem::take(&mut self.blocks);
        let mut lines: Vec<Block> = Vec::new();
        let mut term_at = None;
        let mut left: Vec<Index> = self.page.children(index).collect();
        left.reverse();
        while let Some(child) = left.pop() {
            // Terms may stand in groups.
            if self.page.name(child) == "div" {
                let at = left.len();
                left.extend(self.page.children(child));
                left[at..].reverse();
                continue;
            }
            self.node(child);
            self.flush();
            let read = std::mem::take(&mut self.blocks);
            match (self.page.name(child), term_at, read.as_slice()) {
                ("dd", Some(at), [only]) if only.role == LineRole::Text && only.text.len() <= SHORT_DESCRIPTION => {
                    let term: &mut Block = &mut lines[at];
                    let colon = if term.text.trim_end().ends_with([':', '?', '.']) { " " } else { ": " };
                    term.text.truncate(term.text.trim_end().len());
                    term.text.push_str(colon);
                    term.text.push_str(only.text.trim_start());
                    term_at = None;
                }
                ("dt", _, [only]) if only.role == LineRole::Text => {
                    term_at = Some(lines.len());
                    lines.extend(read);
                }
                (_, _, []) => {}
                _ => {
                    term_at = None;
                    lines.extend(read);
                }
            }
        }
        self.blocks = outer;
        self.blocks.extend(lines);
    }
}

/// Pages type a mark and let the list make one too: `- - punt`, `1. 1. punt`, `- a. punt`.
fn drop_doubled_mark(block: &mut Block) {
    // More than a few are a line that is drawn.
    for _ in 0..3 {
        let Some((mark, rest)) = block.text.split_once(' ') else { return };
        let rest = rest.trim_start();
        let typed = rest.split_whitespace().next().unwrap_or_default();
        // A bullet before a mark of its own says nothing.
        if typed.len() == rest.len() || !(typed == mark || mark == "-" && is_mark(typed)) {
            return;
        }
        block.text = rest.to_owned();
    }
}

/// Whether a word is the mark of a point: `–`, `a.`, `12)`, `3°`.
fn is_mark(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphanumeric());
    matches!(word, "-" | "–" | "•" | "·" | "o")
        || word.ends_with(['.', ')', '°'])
            && (1..=3).contains(&letters().count())
            && (letters().all(|c| c.is_ascii_digit()) || letters().count() == 1)
}

/// Whether a raised piece is a number that leads to a note; glued to its word it would make another.
fn is_note_mark(page: &Page, index: Index) -> bool {
    let Some(text) = page.short_text(index, 20) else { return false };
    let is_linked =
        page.children(index).any(|child| page.name(child) == "a") || page.name(page.parent(index).unwrap_or(0)) == "a";
    is_linked && text.trim().trim_matches(['[', ']', '(', ')']).chars().all(|c| c.is_ascii_digit() || c == '*')
}
