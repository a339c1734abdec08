//! Lines of a format that says itself what they are (PDF, Word, a web page): where pieces begin, what is a heading, a point,
//! a row, what runs along the margin of pages.
//!
//! What it says is taken, and nothing more: a paragraph may still be the line of a letterhead, or a heading that nobody
//! marked as one, and is looked at as in plain text.

use super::chunk::Chunk;
use super::line::Line;
use super::mark::{Mark, Marked};
use super::running::keep;
use crate::extract::{LineMark, LineRole};

/// Deepest level of a heading in markup; typographic ones lie below.
const MAX_LEVEL: u8 = 6;

fn mark_of(line: &Line, marks: &[LineMark]) -> LineMark {
    marks.get(line.number - 1).copied().unwrap_or_default()
}

/// Takes running lines out and gives their number and the first different ones of them.
pub(super) fn drop_running_lines(lines: &mut Vec<Line>, marks: &[LineMark]) -> (usize, Vec<String>) {
    let before = lines.len();
    let mut kept = Vec::new();
    lines.retain(|line| {
        let is_running = mark_of(line, marks).role == LineRole::Running;
        if is_running {
            keep(&mut kept, &line.text);
        }
        !is_running
    });
    (before - lines.len(), kept)
}

/// Puts what the format says of lines in the place of what they look like.
pub(super) fn take_marks(lines: &[Line], marked: &mut [Marked], marks: &[LineMark]) {
    for (line, marked) in lines.iter().zip(marked) {
        let mark = match mark_of(line, marks).role {
            LineRole::Heading { level } => Mark::Heading(level.clamp(1, MAX_LEVEL)),
            LineRole::Item { depth } => Mark::Item { depth },
            LineRole::Row => Mark::Row(Vec::new()),
            LineRole::Note => Mark::Text,
            // A format that has headings and rows marks them; what merely looks like one is text.
            LineRole::Text | LineRole::Running => match marked.mark {
                Mark::Heading(_) | Mark::Rule | Mark::Row(_) => Mark::Text,
                _ => continue,
            },
        };
        *marked = Marked { mark, text: line.text.replace('\t', " "), bold: false };
    }
}

/// Puts lines together where the format says so.
pub(super) fn build_chunks(lines: &[Line], marks: &[LineMark]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut last_number = 0;
    for (i, line) in lines.iter().enumerate() {
        // A line that was cut for its length goes on.
        let begins = mark_of(line, marks).begins && line.number != last_number;
        last_number = line.number;
        match chunks.last_mut() {
            Some(chunk) if !begins => chunk.lines.end = i + 1,
            _ => chunks.push(Chunk { lines: i..i + 1, after_break: true, indented: false }),
        }
    }
    chunks
}

#[cfg(test)]
mod tests {
    use crate::extract::{ExtractedText, LineMark, LineRole, Markup};
    use crate::layout::{Block, BlockKind, normalise};

    fn blocks(lines: &[(&str, LineRole, bool)]) -> Vec<(BlockKind, String, Option<u32>)> {
        let text: Vec<&str> = lines.iter().map(|(text, ..)| *text).collect();
        let marks = lines.iter().map(|(_, role, begins)| LineMark { role: *role, begins: *begins }).collect();
        let extracted =
            ExtractedText { text: text.join("\n"), markup: Markup::Marked, marks, ..ExtractedText::default() };
        let read = |block: Block| (block.kind, block.text, block.place.page);
        normalise(&extracted).blocks.into_iter().map(read).collect()
    }

    #[test]
    fn what_the_format_says_is_taken() {
        use LineRole::{Heading, Item, Note, Row, Running, Text};
        let found = blocks(&[
            ("Gemeente Hoorn", Running, true),
            ("Financiële", Heading { level: 2 }, true),
            ("gevolgen", Heading { level: 2 }, false),
            ("De kosten van de uitvoerings-", Text, true),
            ("pagina 1", Running, true),
            ("\u{c}organisatie stijgen.", Text, false),
            ("1. het tekort", Item { depth: 0 }, true),
            ("2021 | 3,5 | 4", Row, true),
            ("## 3 | geen kop", Text, true),
            ("1 Zie de bijlage.", Note, true),
        ]);
        assert_eq!(
            found,
            [
                (BlockKind::Heading { level: 2 }, "Financiële gevolgen".to_owned(), Some(1)),
                (BlockKind::Paragraph, "De kosten van de uitvoeringsorganisatie stijgen.".to_owned(), Some(1)),
                (BlockKind::ListItem { depth: 0 }, "1. het tekort".to_owned(), Some(2)),
                (BlockKind::TableRow, "2021 | 3,5 | 4".to_owned(), Some(2)),
                (BlockKind::Paragraph, "## 3 | geen kop".to_owned(), Some(2)),
                (BlockKind::Paragraph, "1 Zie de bijlage.".to_owned(), Some(2)),
            ]
        );
    }

    #[test]
    fn a_letterhead_is_seen_all_the_same() {
        let found = blocks(&[("Onderwerp:", LineRole::Text, true), ("begroting 2022", LineRole::Text, false)]);
        assert_eq!(found, [(BlockKind::Letterhead, "Onderwerp: begroting 2022".to_owned(), None)]);
    }
}
