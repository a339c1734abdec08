//! Which lines belong together?
//!
//! A chunk is a run of lines that one reader would read as one piece. Two questions decide at every line end: does
//! the layout break here (empty lines, a short line, a mark), and does the sentence run on all the same?

use super::cut::{STANDARD_SECTIONS, starts_with_speaker};
use super::geometry::Geometry;
use super::line::Line;
use super::mark::{Mark, Marked, has_label_shape, is_known_label};
use crate::months::MONTHS;

/// Lines that belong together: indices into the lines of the text, ascending and adjacent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    pub lines: std::ops::Range<usize>,
    /// Whether empty lines (more than line spacing) or the end of a page stand before it.
    pub after_break: bool,
    /// Whether its first line is indented where lines of this document are not: what remains of a list whose
    /// bullets the extractor lost, or the first line of a page.
    pub indented: bool,
}

/// Dutch function words that never end a sentence: a line that ends in one runs on, whatever begins the next.
const CONNECTING: &[&str] = &[
    "aan", "als", "bij", "circa", "dan", "dat", "de", "deze", "die", "door", "een", "en", "haar", "het", "hun", "in",
    "is", "met", "naar", "of", "om", "onze", "op", "over", "per", "ruim", "te", "ten", "ter", "tot", "tussen", "uit",
    "uw", "van", "voor", "waarin", "wordt", "worden", "zijn",
];

/// A value of a label runs over fewer lines than this; what is longer is no letterhead any more.
const MAX_LABEL_LINES: usize = 14;

/// A line longer than this is text, not the rest of a label's value.
const MAX_LABEL_LINE_CHARS: usize = 200;

/// Puts lines together.
pub(super) fn build_chunks(lines: &[Line], marked: &[Marked], geometry: Geometry, markdown: bool) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let flush = lines.iter().filter(|l| l.indent == 0).count() * 10 >= lines.len() * 7;
    for i in 0..lines.len() {
        let indented = flush && lines[i].indent > 0 && lines[i].text.starts_with(|c: char| !c.is_lowercase());
        let after_break = i == 0 || geometry.is_break(&lines[i]) || lines[i].page != lines[i - 1].page || indented;
        let begins = match chunks.last() {
            None => true,
            Some(_) if indented && geometry.wrapped && may_end(&lines[i - 1], &marked[i - 1].text, geometry) => true,
            Some(chunk) => begins_new(lines, marked, geometry, markdown, chunk, i),
        };
        match chunks.last_mut() {
            Some(chunk) if !begins => chunk.lines.end = i + 1,
            _ => chunks.push(Chunk { lines: i..i + 1, after_break, indented }),
        }
    }
    chunks.retain(|chunk| marked[chunk.lines.start].mark != Mark::Rule);
    chunks
}

fn begins_new(lines: &[Line], marked: &[Marked], geometry: Geometry, markdown: bool, chunk: &Chunk, i: usize) -> bool {
    let (line, this) = (&lines[i], &marked[i]);
    let (before, prev) = (&lines[i - 1], &marked[i - 1]);
    let first = &marked[chunk.lines.start];
    match (&first.mark, &this.mark) {
        (Mark::Heading(_) | Mark::Rule | Mark::Row(_), _) | (_, Mark::Heading(_) | Mark::Rule | Mark::Row(_)) => {
            return true;
        }
        // A bullet alone on its line belongs to the text after it.
        (Mark::LoneItem, _) if chunk.lines.len() == 1 && !matches!(this.mark, Mark::Item { .. } | Mark::LoneItem) => {
            return false;
        }
        (_, Mark::LoneItem) => return true,
        _ => {}
    }
    if is_standard_section(&this.text)
        || is_standard_section(&prev.text)
        || this.bold != prev.bold && (this.bold || prev.bold)
    {
        return true;
    }
    if line.is_numbered_title || starts_with_speaker(&this.text) || is_month(&this.text) {
        return true;
    }
    let runs_on = runs_on(before, prev, this, geometry);
    if this.mark == Mark::Signs || prev.mark == Mark::Signs {
        return !(runs_on && first.mark == Mark::Text);
    }
    match &this.mark {
        Mark::Item { .. } => return true,
        // A line of prose may have the shape of a label (`Participatiewet: …`), but not in mid-sentence.
        Mark::Labels(_) => return !runs_on || geometry.is_break(line),
        _ => {}
    }
    if let Mark::Labels(labels) = &first.mark {
        // The value of a label may run on (a subject over two lines); anything after a gap is something else.
        let continues = labels.len() == 1
            && chunk.lines.len() < MAX_LABEL_LINES
            && !geometry.is_break(line)
            && !is_salutation(&this.text)
            && !has_label_shape(&this.text)
            && !this.text.split_once(':').is_some_and(|(label, _)| is_known_label(label))
            && line.width() <= MAX_LABEL_LINE_CHARS
            && (chunk.lines.len() > 1 && !ends_sentence(&prev.text)
                || geometry.is_full(before)
                || ends_connecting(&prev.text)
                || this.text.starts_with(char::is_lowercase));
        return !continues;
    }
    if line.page != before.page || geometry.is_break(line) {
        return !runs_on;
    }
    let starts_upper = !this.text.starts_with(char::is_lowercase);
    // A page whose columns came apart: below its heading stands the end of some sentence, and no second line of the subject.
    if !starts_upper && chunk.lines.len() == 1 && first.text.contains(" Onderwerp ") && holds_sentence_end(&this.text) {
        return true;
    }
    if !geometry.wrapped {
        // In markdown a line end inside a paragraph means nothing, unless two spaces make it a break.
        if !starts_upper
            && !ends_sentence(&prev.text)
            && !prev.text.ends_with([':', ';'])
            && !geometry.torn
            && !is_salutation(&this.text)
        {
            return false;
        }
        let soft = markdown && !before.hard_break && !(ends_sentence(&prev.text) && starts_upper);
        return !runs_on && !(soft && (!starts_upper || before.width() > 40));
    }
    if before.hard_break && markdown && !runs_on {
        return true;
    }
    if starts_upper && ends_sentence(&prev.text) && !geometry.is_full(before) {
        return true;
    }
    // A question above a text, nearly as long as a line.
    if starts_upper
        && prev.text.ends_with('?')
        && chunk.lines.len() == 1
        && chunk.after_break
        && before.width() < geometry.width
    {
        return true;
    }
    // A short line without an end, then a capital: a heading above its text, an address, a cell.
    let short =
        before.width() * 100 < geometry.width * if chunk.lines.len() == 1 && chunk.after_break { 78 } else { 55 };
    starts_upper && short && !ends_connecting(&prev.text) && !prev.text.ends_with(['-', ',', '/'])
}

/// Whether the sentence at the end of one line goes on in the next.
fn runs_on(before: &Line, prev: &Marked, this: &Marked, geometry: Geometry) -> bool {
    let text = prev.text.trim_end();
    if ends_sentence(text) || text.ends_with([':', ';']) {
        return false;
    }
    if text.ends_with('-') && text.len() > 1 && this.text.starts_with(|c: char| c.is_lowercase() || c == '/') {
        return true;
    }
    // Where the pieces of pages come in no order, the next line is hardly ever the next words.
    if geometry.torn {
        return false;
    }
    let full = geometry.is_full(before);
    let list_mark = matches!(this.mark, Mark::Item { .. });
    full && !list_mark
        && (this.text.starts_with(char::is_lowercase) || ends_connecting(text))
        && !is_salutation(&this.text)
}

/// Whether a sentence ends in or at the end of a line: `is alles klaar. Daarna`.
fn holds_sentence_end(text: &str) -> bool {
    let inside = text.match_indices(". ").any(|(at, _)| {
        let before = &text[..at];
        text[at + 2..].starts_with(char::is_uppercase)
            && before.rsplit(' ').next().is_some_and(|word| word.len() > 3 && word.chars().all(char::is_lowercase))
    });
    inside || ends_sentence(text)
}

/// `Geachte raad,` and its like, also where it is written in lower case.
pub(super) fn is_salutation(text: &str) -> bool {
    let lower = text.to_lowercase();
    (lower.starts_with("geacht")
        || lower.starts_with("beste ")
        || lower.starts_with("aan de raad")
        || lower.starts_with("aan de gemeenteraad")
        || lower.starts_with("excellentie")
        || lower.starts_with("edelachtba"))
        && text.split_whitespace().count() <= 12
        && lower.trim_end().ends_with([',', ';', ':', '.', 'd', 'n'])
}

/// Whether a text ends as a sentence does, brackets and quotation marks aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | '»' | ']' | '*'));
    bare.ends_with(['.', '!', '?', '…'])
}

/// Whether a piece may end with this line: a sentence or a point of a list ends, or room was left for another word.
fn may_end(line: &Line, text: &str, geometry: Geometry) -> bool {
    let ends = ends_sentence(text) || text.ends_with([';', ':']);
    ends || !(geometry.is_full(line) || ends_connecting(text))
}

/// `juni 2022`: a date on a line of its own, which begins small as months do.
fn is_month(text: &str) -> bool {
    let mut words = text.split(' ');
    let month = words.next().is_some_and(|word| MONTHS.contains(&word));
    month && words.next().is_some_and(|year| year.len() == 4 && year.parse::<u16>().is_ok()) && words.next().is_none()
}

fn ends_connecting(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|word| CONNECTING.contains(&word))
}

/// Whether a whole line is the name of a section that council papers have by convention.
pub(super) fn is_standard_section(text: &str) -> bool {
    let bare = text.trim_end_matches([':', ' ']);
    STANDARD_SECTIONS.iter().any(|section| bare.eq_ignore_ascii_case(section))
}
