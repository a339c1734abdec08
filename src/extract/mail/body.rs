//! The text of a mail.

use unicode_normalization::UnicodeNormalization;

use super::super::block::{Block, into_text};
use super::super::html::read_page;
use super::super::{ExtractedText, LineRole, Markup, Properties};
use super::parts::Part;

/// Text that is kept, in bytes.
const MAX_TEXT: usize = 32 << 20;

/// The text of a mail: as plain text where it has one, which mail programs write with care; as a page where that alone has
/// the text, or tables.
pub(super) fn read(parts: &[Part<'_>], remarks: &mut Vec<String>) -> ExtractedText {
    let texts: Vec<&Part<'_>> = parts.iter().filter(|part| part.is_text()).collect();
    let is_page = |part: &Part<'_>| part.is("text", "html");
    // What stands for itself is read with either.
    let plain: String =
        texts.iter().filter(|part| !is_page(part)).map(|part| plain_text(part)).collect::<Vec<_>>().join("\n\n");
    if !texts.iter().any(|part| is_page(part)) {
        return as_plain(plain);
    }
    let mut read: Vec<ExtractedText> = Vec::new();
    for part in texts.iter().filter(|part| is_page(part) || !part.is_alternative) {
        if !is_page(part) {
            let lines = plain_text(part).lines().map(|line| Block::new(LineRole::Text, line)).collect();
            read.push(into_text(lines, Properties::default(), Vec::new()));
            continue;
        }
        match read_page(&part.text()) {
            Ok(page) => read.push(page),
            Err(error) => remarks.push(format!("a part of it was left out: {error}")),
        }
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let all: usize = read.iter().map(|page| letters(&page.text)).sum();
    let has_tables = read.iter().any(|page| page.marks.iter().any(|mark| mark.role == LineRole::Row));
    // A plain part that says "see the other" is no text.
    if letters(&plain) * 2 > all && !has_tables { as_plain(plain) } else { joined(read, remarks) }
}

pub(super) fn as_plain(mut text: String) -> ExtractedText {
    text.truncate(text.floor_char_boundary(MAX_TEXT));
    ExtractedText { text, markup: Markup::Plain, ..ExtractedText::default() }
}

fn joined(read: Vec<ExtractedText>, remarks: &mut Vec<String>) -> ExtractedText {
    let mut whole = ExtractedText { markup: Markup::Marked, ..ExtractedText::default() };
    for page in read {
        if page.text.is_empty() || whole.text.len() + page.text.len() > MAX_TEXT {
            continue;
        }
        if !whole.marks.is_empty() {
            whole.text.push('\n');
        }
        whole.text.push_str(&page.text);
        whole.marks.extend(page.marks);
        remarks.extend(page.remarks);
    }
    whole
}

/// Lines without what is not seen; those of a flowed text that end in a blank go on in the next.
fn plain_text(part: &Part<'_>) -> String {
    let is_flowed = part.parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
    clean_lines(&part.text(), is_flowed)
}

/// Lines without what is not seen.
pub(super) fn clean_lines(text: &str, is_flowed: bool) -> String {
    let body = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut text = String::with_capacity(body.len());
    for line in body.lines() {
        let is_seen = |c: &char| (!c.is_control() || *c == '\t') && !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}');
        let line: String = line.chars().filter(is_seen).nfc().collect();
        // The line before a signature ends in a blank and does not go on.
        if is_flowed && line.ends_with(' ') && line != "-- " {
            text.push_str(&line);
        } else {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text.drain(..text.len() - text.trim_start_matches('\n').len());
    text
}
