//! Blocks of a document (paragraphs, headings, points of lists, rows) and how they become lines with their marks.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{ExtractedText, LineMark, LineRole, Markup, Properties};

/// Text that is kept of one document, in bytes; a book has two million.
const MAX_TEXT: usize = 32 << 20;
/// Longest line, in bytes; what is longer goes on in the next. No paragraph that was written comes near.
const MAX_LINE: usize = 1 << 20;
/// Lines that end before this many characters were broken on purpose: addresses, key and value, lists typed by hand.
const SHORT_LINE: usize = 60;

/// Mark in a block's text: a line was ended inside of a paragraph.
pub(super) const LINE_END: char = '\n';
/// Mark in a block's text: a page begins here.
pub(super) const PAGE: char = '\u{c}';

/// A paragraph, heading, point or row. Its text may hold [`LINE_END`] and [`PAGE`]; white space is as in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) role: LineRole,
    pub(super) text: String,
}

impl Block {
    pub(super) fn new(role: LineRole, text: impl Into<String>) -> Self {
        Self { role, text: text.into() }
    }

    /// Whether nothing of it would be seen.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || is_invisible(c))
    }
}

/// Puts blocks one below the other, a line each.
pub(super) fn into_text(blocks: Vec<Block>, properties: Properties, remarks: Vec<String>) -> ExtractedText {
    let mut lines = Lines::default();
    for block in blocks {
        lines.push(&block);
    }
    lines.into_text(properties, remarks)
}

/// Puts the blocks of pages one below the other. A page without text keeps its place.
pub(super) fn pages_into_text(pages: Vec<Vec<Block>>, properties: Properties, remarks: Vec<String>) -> ExtractedText {
    let mut lines = Lines::default();
    let count = u32::try_from(pages.len()).ok();
    for (at, blocks) in pages.into_iter().enumerate() {
        if at > 0 {
            lines.end_page();
        }
        for block in blocks {
            lines.push(&block);
        }
    }
    ExtractedText { pages: count, ..lines.into_text(properties, remarks) }
}

#[derive(Default)]
struct Lines {
    text: String,
    marks: Vec<LineMark>,
    /// A page began and no line of it has been written yet.
    page_begins: bool,
    is_full: bool,
}

impl Lines {
    fn into_text(self, properties: Properties, mut remarks: Vec<String>) -> ExtractedText {
        if self.is_full {
            remarks.push(format!("the text is longer than {} MB; the rest was left out", MAX_TEXT >> 20));
        }
        ExtractedText {
            text: self.text,
            markup: Markup::Marked,
            marks: self.marks,
            properties,
            remarks,
            ..ExtractedText::default()
        }
    }

    /// Begins the next page, also where this one has no line.
    fn end_page(&mut self) {
        if self.page_begins {
            self.text.push_str(if self.marks.is_empty() { "\u{c}" } else { "\n\u{c}" });
            self.marks.push(LineMark { role: LineRole::Text, begins: true });
        }
        self.page_begins = true;
    }

    fn push(&mut self, block: &Block) {
        let pieces: Vec<(char, String)> = pieces(&block.text).map(|(mark, piece)| (mark, clean(piece))).collect();
        // Headings and rows are one thing however they are broken.
        let may_begin = block.role == LineRole::Text;
        let mut begins = true;
        for (at, (mark, piece)) in pieces.iter().enumerate() {
            if *mark == PAGE {
                self.page_begins = true;
            }
            if piece.is_empty() {
                begins |= may_begin && *mark == LINE_END;
                continue;
            }
            self.line(block.role, begins, piece);
            // A page may end in the middle of a paragraph, after a sentence as well.
            let page_ends = pieces.get(at + 1).is_some_and(|(mark, _)| *mark == PAGE);
            let is_short = piece.chars().count() <= SHORT_LINE;
            begins = may_begin && !page_ends && (is_short || piece.ends_with(['.', ':', ';', '?', '!']));
        }
    }

    fn line(&mut self, role: LineRole, begins: bool, text: &str) {
        let mut rest = text;
        let mut begins = begins;
        while !rest.is_empty() {
            let (now, later) = cut(rest, MAX_LINE);
            if self.text.len() + now.len() > MAX_TEXT {
                self.is_full = true;
                return;
            }
            if !self.marks.is_empty() {
                self.text.push('\n');
            }
            if std::mem::take(&mut self.page_begins) {
                self.text.push(PAGE);
            }
            self.text.push_str(now);
            self.marks.push(LineMark { role, begins });
            begins = false;
            rest = later;
        }
    }
}

/// The pieces of a text between its line ends and page starts, each with the mark before it (a line end before the first).
fn pieces(text: &str) -> impl Iterator<Item = (char, &str)> {
    let mut left = Some((LINE_END, text));
    std::iter::from_fn(move || {
        let (mark, rest) = left?;
        let cut = rest.find([LINE_END, PAGE]);
        // Both marks are one byte.
        left = cut.map(|at| (if rest[at..].starts_with(PAGE) { PAGE } else { LINE_END }, &rest[at + 1..]));
        Some((mark, &rest[..cut.unwrap_or(rest.len())]))
    })
}

/// Cuts at the last blank before `most` bytes, or at a character where there is none.
fn cut(text: &str, most: usize) -> (&str, &str) {
    if text.len() <= most {
        return (text, "");
    }
    let at = text.floor_char_boundary(most);
    let at = text[..at].rfind(' ').filter(|at| *at > 0).unwrap_or(at);
    (&text[..at], text[at..].trim_start())
}

/// One line without what is not seen: white space of all kinds is one blank, soft hyphens and marks of direction go,
/// signs of symbol fonts become what they show.
pub(super) fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{2011}' => '-',
            '\u{e000}'..='\u{f8ff}' => symbol(c),
            // Where no sign is known, and what no text holds.
            '\u{fffe}' | '\u{ffff}' => ' ',
            _ => c,
        };
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_invisible(c) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    if is_nfc(&line) { line } else { line.nfc().collect() }
}

fn is_invisible(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
        || matches!(
            c,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
        )
}

/// What a sign of the fonts Symbol and Wingdings shows, which stand at U+F020 to U+F0FF: bullets, boxes, arrows; a blank
/// for all others.
pub(super) fn symbol(c: char) -> char {
    match c {
        '\u{f0b7}' | '\u{f09f}' | '\u{f06c}' | '\u{f076}' | '\u{f0d8}' | '\u{f075}' | '\u{f0be}' => '•',
        '\u{f0a7}' | '\u{f06e}' => '▪',
        '\u{f06f}' | '\u{f0a8}' | '\u{f071}' | '\u{f072}' => '☐',
        '\u{f0fe}' | '\u{f052}' => '☑',
        '\u{f0fd}' | '\u{f078}' => '☒',
        '\u{f0fc}' | '\u{f050}' => '✓',
        '\u{f0e0}' | '\u{f0e8}' | '\u{f0ae}' => '→',
        '\u{f0a3}' => '≤',
        '\u{f0b3}' => '≥',
        '\u{f0b1}' => '±',
        '\u{f02d}' => '-',
        // Symbol and Wingdings leave digits, brackets and the like where they are.
        '\u{f020}'..='\u{f040}' => char::from_u32(u32::from(c) - 0xf000).unwrap_or(' '),
        _ => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(blocks: &[(LineRole, &str)]) -> Vec<(String, bool)> {
        let blocks = blocks.iter().map(|(role, text)| Block::new(*role, *text)).collect();
        let read = into_text(blocks, Properties::default(), Vec::new());
        assert_eq!(read.text.split('\n').count(), read.marks.len().max(1));
        read.text.split('\n').map(str::to_owned).zip(read.marks.iter().map(|mark| mark.begins)).collect()
    }

    #[test]
    fn a_block_is_a_line_without_what_is_not_seen() {
        let read = lines(&[
            (LineRole::Text, "  De  raad\u{a0}be\u{ad}sluit\t"),
            (LineRole::Text, " \u{200b}\n"),
            (LineRole::Text, "e\u{301}e\u{301}n"),
        ]);
        assert_eq!(read, [("De raad besluit".to_owned(), true), ("één".to_owned(), true)]);
    }

    #[test]
    fn lines_of_an_address_stand_alone_and_those_of_a_sentence_do_not() {
        let address = lines(&[(LineRole::Text, "Gemeente Heiloo\nPostbus 1\n1850 AA Heiloo")]);
        assert!(address.iter().all(|(_, begins)| *begins));
        let long = "De raad heeft in zijn vergadering van 1 mei kennis genomen van de nota en";
        let sentence = lines(&[(LineRole::Text, &format!("{long}\nbesluit als volgt.\nAldus vastgesteld"))]);
        assert_eq!(sentence.iter().map(|(_, begins)| *begins).collect::<Vec<_>>(), [true, false, true]);
        let heading = lines(&[(LineRole::Heading { level: 1 }, "Raadsvoorstel\nKadernota")]);
        assert!(!heading[1].1);
    }

    #[test]
    fn a_page_begins_with_a_form_feed_also_in_a_paragraph() {
        let read = lines(&[
            (LineRole::Text, "Een."),
            (LineRole::Text, "\u{c}Twee.\u{c} En verder"),
            (LineRole::Text, "\u{c}"),
            (LineRole::Text, "Drie"),
        ]);
        assert_eq!(
            read,
            [
                ("Een.".to_owned(), true),
                ("\u{c}Twee.".to_owned(), true),
                ("\u{c}En verder".to_owned(), false),
                ("\u{c}Drie".to_owned(), true)
            ]
        );
    }

    #[test]
    fn pages_without_text_keep_their_place() {
        let page = |text: &str| if text.is_empty() { Vec::new() } else { vec![Block::new(LineRole::Text, text)] };
        let read = |pages: &[&str]| {
            let read =
                pages_into_text(pages.iter().map(|text| page(text)).collect(), Properties::default(), Vec::new());
            assert_eq!(read.text.split('\n').count(), read.marks.len().max(1));
            (read.text, read.pages)
        };
        assert_eq!(read(&["Een", "", "", "Vier", ""]), ("Een\n\u{c}\n\u{c}\n\u{c}Vier".to_owned(), Some(5)));
        assert_eq!(read(&["", "Twee"]), ("\u{c}Twee".to_owned(), Some(2)));
        assert_eq!(read(&["", "", "Drie"]), ("\u{c}\n\u{c}Drie".to_owned(), Some(3)));
        assert_eq!(read(&[]), (String::new(), Some(0)));
    }

    #[test]
    fn what_is_too_long_is_cut_and_told() {
        let long = "woord ".repeat(MAX_LINE / 4);
        let read = lines(&[(LineRole::Text, &long)]);
        assert_eq!(read.iter().map(|(_, begins)| *begins).collect::<Vec<_>>(), [true, false]);
        let mut lines = Lines { text: "x".repeat(MAX_TEXT), ..Lines::default() };
        lines.push(&Block::new(LineRole::Text, "De raad"));
        assert!(lines.is_full && lines.text.len() == MAX_TEXT);
    }
}
