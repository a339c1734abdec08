//! From extracted text to blocks: which lines belong together, and what is each piece?
//!
//! Extracted text is a picture of a page: lines broken where the paper ended, words broken over line ends,
//! page numbers between two halves of a sentence. This room puts it back together. It knows nothing of
//! municipalities or dates; that is [`document`](crate::document).
//!
//! Where the format itself says what a line is, [`told`] takes its word. What is printed as the number of a page is kept beside
//! the page that it stands on ([`printed`]).
//!
//! 1. [`line`]: cleaned lines with page and place, values in columns put together ([`column`]); 2. [`running`]: headers and page numbers out;
//! 3. [`geometry`]: how is it set; 4. [`mark`]: what does each line say of itself; 5. [`chunk`]: which lines belong
//!    together; 6. [`join`]: broken words whole; 7. [`heading`]: what is a heading; 8. [`frame`]: letterhead, signature.

mod block;
mod chunk;
mod column;
mod cut;
mod frame;
mod geometry;
mod heading;
mod join;
mod line;
mod mark;
mod printed;
mod running;
mod told;

pub use block::{Block, BlockKind, Place};

use std::collections::HashSet;

use crate::extract::{ExtractedText, Markup};
use chunk::Chunk;
use geometry::Geometry;
use heading::{Candidate, heading_level};
use join::Vocabulary;
use line::Line;
use mark::{Mark, Marked};

/// A document put back together: its blocks in reading order and the number of its pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// Blocks in reading order; their byte ranges ascend and do not overlap.
    pub blocks: Vec<Block>,
    /// Number of pages; `None` where the text shows no page breaks.
    pub pages: Option<u32>,
    /// What each page is called in print, from the first on: as the format says, else as its running lines do. Pages beyond its
    /// end have no name that is known.
    pub page_labels: Vec<Option<String>>,
    /// Lines that were dropped because they repeat on pages or hold only a page number.
    pub dropped_lines: usize,
    /// The first of these lines, each once (kop- en voetregels): they tell whose paper it is (`Gemeenteraad van Hoorn Blz. 2`).
    pub running: Vec<String>,
}

impl Layout {
    /// What a page is called in print.
    pub fn page_label(&self, page: u32) -> Option<&str> {
        self.page_labels.get(usize::try_from(page).ok()?.checked_sub(1)?)?.as_deref()
    }

    /// The cleaned text: a line a block, an empty line before each heading.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            if block.kind.is_heading() && !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&block.text);
            out.push('\n');
        }
        out
    }
}

/// Longest title of a numbered section.
const MAX_SECTION_TITLE_WORDS: usize = 16;

/// Puts extracted text back together.
///
/// # Example
/// ```
/// use griffie::extract::ExtractedText;
/// use griffie::layout::normalise;
///
/// let layout = normalise(&ExtractedText::plain("de uitvoerings-\norganisatie".to_owned()));
/// assert_eq!(layout.blocks[0].text, "de uitvoeringsorganisatie");
/// ```
pub fn normalise(extracted: &ExtractedText) -> Layout {
    let markdown = extracted.markup == Markup::Markdown;
    let told = (extracted.markup == Markup::Marked).then_some(extracted.marks.as_slice());
    let (mut lines, pages) = line::read_lines(&extracted.text);
    let pages = extracted.pages.or(pages);
    if told.is_none() && !markdown {
        column::join_wrapped_values(&extracted.text, &mut lines);
    }
    let dropped = match told {
        Some(marks) => told::drop_running_lines(&mut lines, marks),
        None => running::drop_running_lines(&mut lines, pages),
    };
    let geometry = Geometry::measure(&lines);
    let mut marked: Vec<Marked> = lines.iter().map(|l| mark::mark_line(&l.text, l.indent, markdown)).collect();
    let chunks = match told {
        Some(marks) => {
            told::take_marks(&lines, &mut marked, marks);
            told::build_chunks(&lines, marks)
        }
        None => chunk::build_chunks(&lines, &marked, geometry, markdown),
    };
    let words = Vocabulary::collect(lines.iter().map(|l| l.text.as_str()));
    let sections = numbered_sections(&marked, &chunks);
    let reader = Reader {
        lines: &lines,
        marked: &marked,
        chunks: &chunks,
        geometry,
        words: &words,
        paged: pages.is_some(),
        sections,
    };
    let mut blocks = reader.blocks();
    frame::mark_frame(&mut blocks);
    let page_labels = printed::page_labels(&extracted.page_labels, &dropped, pages);
    Layout { blocks, pages, page_labels, dropped_lines: dropped.len(), running: running::different(&dropped) }
}

/// What is needed to turn chunks into blocks.
struct Reader<'a> {
    lines: &'a [Line],
    marked: &'a [Marked],
    chunks: &'a [Chunk],
    geometry: Geometry,
    words: &'a Vocabulary,
    paged: bool,
    /// Chunks whose numbers count sections, not points.
    sections: HashSet<usize>,
}

/// Finds numbers that count sections: `1. Verslag` text `2. Begroting` text. In a list the points follow one another.
fn numbered_sections(marked: &[Marked], chunks: &[Chunk]) -> HashSet<usize> {
    let number = |c: &Chunk| -> Option<u32> {
        let line = &marked[c.lines.start];
        let (number, rest) = line.text.split_once(". ")?;
        let title = c.lines.len() <= 2 && !chunk::ends_sentence(&marked[c.lines.end - 1].text) || rest.ends_with('?');
        let short = rest.split_whitespace().count() <= MAX_SECTION_TITLE_WORDS && rest.starts_with(char::is_uppercase);
        (matches!(line.mark, Mark::Item { depth: 0 }) && title && short && !rest.ends_with([';', ',']))
            .then(|| number.parse().ok())?
    };
    let mut sections = HashSet::new();
    let mut run: Vec<(usize, u32)> = Vec::new();
    let mut close = |run: &mut Vec<(usize, u32)>| {
        let over_text = run
            .iter()
            .filter(|(at, _)| chunks.get(at + 1).is_some_and(|next| marked[next.lines.start].mark == Mark::Text));
        // Most of them stand above running text.
        if run.len() >= 2 && over_text.count() * 2 > run.len() {
            sections.extend(run.iter().map(|(at, _)| *at));
        }
        run.clear();
    };
    for (i, chunk) in chunks.iter().enumerate() {
        let Some(n) = number(chunk) else { continue };
        if run.last().is_some_and(|(_, last)| n != last + 1) {
            close(&mut run);
        }
        if n == 1 || !run.is_empty() {
            run.push((i, n));
        }
    }
    close(&mut run);
    sections
}

impl Reader<'_> {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut expected_number = 1;
        let mut i = 0;
        while i < self.chunks.len() {
            if let Some(end) = self.torn_table(i) {
                self.push_torn_rows(i..end, &mut blocks);
                i = end;
                continue;
            }
            let chunk = &self.chunks[i];
            if let Some((title, whole)) = self.number_above_title(i, expected_number) {
                self.push(&mut blocks, BlockKind::Heading { level: heading::level::NUMBERED }, title, &whole);
                expected_number += 1;
                i += 2;
                continue;
            }
            let text = self.text(chunk);
            match &self.marked[chunk.lines.start].mark {
                Mark::Heading(level) => self.push(&mut blocks, BlockKind::Heading { level: *level }, text, chunk),
                Mark::Labels(labels) if labels.len() > 1 => {
                    for label in labels {
                        self.push(&mut blocks, BlockKind::Letterhead, label.clone(), chunk);
                    }
                }
                Mark::Labels(_) => self.push(&mut blocks, BlockKind::Letterhead, text, chunk),
                Mark::Row(_) | Mark::Signs => self.push(&mut blocks, BlockKind::TableRow, text, chunk),
                mark => {
                    let kind = match heading_level(self.candidate(i, &text)) {
                        Some(level) => BlockKind::Heading { level },
                        None => match mark {
                            Mark::Item { depth } => BlockKind::ListItem { depth: *depth },
                            Mark::LoneItem => BlockKind::ListItem { depth: 0 },
                            _ if self.is_unmarked_item(i) => BlockKind::ListItem { depth: 0 },
                            _ => BlockKind::Paragraph,
                        },
                    };
                    self.push(&mut blocks, kind, text, chunk);
                }
            }
            i += 1;
        }
        spread_shared_places(&mut blocks);
        heading::sink_repeated_sections(&mut blocks);
        heading::join_article_titles(&mut blocks);
        blocks
    }

    /// A number alone on its line that counts on, with a title below it: the text of both, and where they stand.
    fn number_above_title(&self, i: usize, expected: u32) -> Option<(String, Chunk)> {
        let number = &self.chunks[i];
        let title = self.chunks.get(i + 1)?;
        let (first, second) = (self.text(number), self.text(title));
        let counts_on = first.trim_end_matches('.').parse() == Ok(expected);
        let is_title = self.marked[title.lines.start].mark == Mark::Text
            && second.starts_with(char::is_uppercase)
            && second.split_whitespace().count() <= MAX_SECTION_TITLE_WORDS
            && !chunk::ends_sentence(&second)
            && !second.ends_with([':', ';', ',']);
        let whole = Chunk { lines: number.lines.start..title.lines.end, after_break: true, indented: false };
        (counts_on && is_title).then(|| (format!("{first} {second}"), whole))
    }

    fn text(&self, chunk: &Chunk) -> String {
        join::join_lines(self.marked[chunk.lines.clone()].iter().map(|m| m.text.as_str()), self.words)
    }

    fn push(&self, blocks: &mut Vec<Block>, kind: BlockKind, text: String, chunk: &Chunk) {
        // Pieces of a block may each bring a space where they meet.
        let text = if text.contains("  ") {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            text.trim().to_owned()
        };
        if !text.is_empty() {
            blocks.push(Block { kind, text, place: self.place(chunk) });
        }
    }

    fn place(&self, chunk: &Chunk) -> Place {
        let lines = &self.lines[chunk.lines.clone()];
        // A chunk has at least one line, so first and last exist.
        let (first, last) = (&lines[0], &lines[lines.len() - 1]);
        Place {
            bytes: first.bytes.start..last.bytes.end,
            lines: (first.number, last.number),
            page: self.paged.then_some(first.page),
        }
    }

    fn candidate<'t>(&self, i: usize, text: &'t str) -> Candidate<'t> {
        let chunk = &self.chunks[i];
        let is_item = |chunk: &Chunk| matches!(self.marked[chunk.lines.start].mark, Mark::Item { .. } | Mark::LoneItem);
        let next = self.chunks.get(i + 1);
        let longest = self.lines[chunk.lines.clone()].iter().map(Line::width).max().unwrap_or(0);
        let percent = if text.ends_with('?') { 96 } else { 82 };
        let short = if self.geometry.wrapped { longest * 100 < self.geometry.width * percent } else { longest <= 80 };
        let leads_text = next.is_some_and(|next| {
            let mark = &self.marked[next.lines.start].mark;
            let prose = next.lines.len() > 1 || self.geometry.is_full(&self.lines[next.lines.start]);
            let sentence = chunk::ends_sentence(&self.marked[next.lines.end - 1].text);
            match mark {
                Mark::Heading(_) | Mark::Labels(_) | Mark::Rule => false,
                Mark::Row(_) | Mark::Signs | Mark::Item { .. } | Mark::LoneItem => true,
                Mark::Text => prose || sentence || heading::is_section_name(&self.text(next)),
            }
        });
        let leads_list = next.is_some_and(is_item) || self.is_unmarked_item(i + 1);
        let in_list =
            is_item(chunk) && (next.is_some_and(is_item) || i.checked_sub(1).is_some_and(|p| is_item(&self.chunks[p])));
        Candidate {
            text,
            bold: self.marked[chunk.lines.clone()].iter().all(|m| m.bold),
            is_item: is_item(chunk) || self.is_unmarked_item(i),
            after_item: i.checked_sub(1).is_some_and(|p| is_item(&self.chunks[p])),
            after_break: chunk.after_break
                || i == 0
                || matches!(self.marked[self.chunks[i - 1].lines.start].mark, Mark::Heading(_)),
            short,
            leads_text,
            in_list,
            numbers_section: self.sections.contains(&i),
            numbered_title: self.lines[chunk.lines.start].is_numbered_title,
            leads_list,
        }
    }

    /// Whether a chunk is a point of a list whose bullets the extractor lost: indented, next to others that are.
    fn is_unmarked_item(&self, i: usize) -> bool {
        let at = |c: Option<usize>| c.and_then(|c| self.chunks.get(c));
        let indented = |c: Option<usize>| at(c).is_some_and(|chunk| chunk.indented);
        // The last one is told from a heading at the top of a page, which stands right above its text.
        let ends_list = || {
            let last = &self.marked[self.chunks[i].lines.end - 1].text;
            chunk::ends_sentence(last) || at(Some(i + 1)).is_none_or(|next| next.after_break)
        };
        indented(Some(i)) && (indented(Some(i + 1)) || (indented(i.checked_sub(1)) && ends_list()))
    }

    /// The end of the torn table that begins at chunk `i`: cells on lines of their own, with rows of bare signs
    /// (`+ +/- -`, `12 30 45`) among them. `None` where none begins.
    fn torn_table(&self, i: usize) -> Option<usize> {
        let text = |c: usize| self.text(&self.chunks[c]);
        let is_cell = |c: usize| {
            let chunk = &self.chunks[c];
            let narrow = self.lines[chunk.lines.clone()].iter().all(|l| l.width() * 2 < self.geometry.width);
            narrow && self.marked[chunk.lines.start].mark == Mark::Text && !chunk::ends_sentence(&text(c))
        };
        let is_signs = |c: usize| self.marked[self.chunks[c].lines.start].mark == Mark::Signs;
        if !self.geometry.wrapped || !is_cell(i) || is_signs(i) {
            return None;
        }
        let mut end = i;
        let mut rows = 0;
        while end < self.chunks.len() && (is_cell(end) || is_signs(end)) {
            rows += usize::from(is_signs(end));
            end += 1;
        }
        // What follows the last row of signs is text again.
        while end > i && !is_signs(end - 1) {
            end -= 1;
        }
        (rows >= 2).then_some(end)
    }

    fn push_torn_rows(&self, range: std::ops::Range<usize>, blocks: &mut Vec<Block>) {
        let is_label = |text: &str| text.chars().any(char::is_alphabetic);
        let mut row: Option<(Vec<usize>, String)> = None;
        let flush = |row: Option<(Vec<usize>, String)>, blocks: &mut Vec<Block>| {
            if let Some((members, text)) = row
                && let (Some(first), Some(last)) = (members.first(), members.last())
            {
                let lines = self.chunks[*first].lines.start..self.chunks[*last].lines.end;
                self.push(blocks, BlockKind::TableRow, text, &Chunk { lines, after_break: true, indented: false });
            }
        };
        for c in range {
            let lines = &self.marked[self.chunks[c].lines.clone()];
            let text = join::join_torn(lines.iter().map(|m| m.text.as_str()), self.words);
            let label = lines.iter().any(|m| is_label(&m.text));
            match &mut row {
                Some((members, row_text)) if !label => {
                    members.push(c);
                    row_text.push_str(" | ");
                    row_text.push_str(&text);
                    flush(row.take(), blocks);
                }
                // Cells of the head row come one after another without signs.
                Some((members, row_text)) if !self.chunks[c].after_break => {
                    members.push(c);
                    *row_text = join::join_torn([row_text.as_str(), &text].into_iter(), self.words);
                }
                _ => {
                    flush(row.take(), blocks);
                    row = Some((vec![c], text));
                }
            }
        }
        flush(row, blocks);
    }
}

/// Labels of one line share its place; ranges must not overlap, so the first keeps it and the others stand at its end.
fn spread_shared_places(blocks: &mut [Block]) {
    for i in 1..blocks.len() {
        let end = blocks[i - 1].place.bytes.end;
        let range = &mut blocks[i].place.bytes;
        range.start = range.start.max(end);
        range.end = range.end.max(range.start);
    }
}

#[cfg(test)]
mod tests;
