//! The way of one document, from text to passages: extract → layout → document → passage.
//!
//! Each stage knows the type before it and none after it; this is where they are put in a row, for indexing and for
//! `griffie inspect` alike.

use crate::analysis::segment::MAX_WORD_CHARS;
use crate::document::words::words_of_blocks;
use crate::document::{
    DocumentKind, Given, Known, Metadata, Origin, Part, complete, find_parts, opens_with, recognise_in,
};
use crate::extract::{ExtractedText, Markup};
use crate::layout::{BlockKind, Layout, normalise};
use crate::passage::{Passage, ReadPassage, frame_passages, split_blocks, with_roles_and_positions};
use crate::source::parse_front_matter;

/// A document, or a part of one, with its passages.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// What is known of it.
    pub metadata: Metadata,
    /// What its text says, where something was given.
    pub recognised: Option<Metadata>,
    /// Its passages, but for those that a part of it holds.
    pub passages: Vec<Passage>,
    /// Its signature and contact lines, which also stand in the margins of the passages.
    pub frames: Vec<Passage>,
    /// Pages of the file that it stands in; `None` where there are none.
    pub pages: Option<u32>,
    /// First and last line, from 1, of each page that text recognition read.
    pub ocr_lines: Vec<(usize, usize)>,
}

impl Piece {
    /// Whether a passage of it, or a part of that, was read by text recognition.
    pub fn is_read_by_ocr(&self, passage: &Passage) -> bool {
        let (first, last) = passage.lines;
        self.ocr_lines.iter().any(|(from, to)| first <= *to && *from <= last)
    }
}

/// What was read from one file or record.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDocument {
    /// The text put back together.
    pub layout: Layout,
    /// The whole.
    pub whole: Piece,
    /// The documents that follow one another in it, then those enclosed in it (attachments of a mail); empty where it is
    /// one document.
    pub parts: Vec<Piece>,
    /// All that was given with it.
    pub given: Given,
    /// What was taken and is doubtful, a sentence each.
    pub remarks: Vec<String>,
    /// What could not be taken of what was given with it, in one line.
    pub mistakes: Option<String>,
}

/// How far into a document its title is looked for, in blocks.
const OPENING_BLOCKS: usize = 12;

/// Whether a text may hold several documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Splitting {
    /// A file may: a proposal with its decision behind it, motions one after the other, a letter with its annexes.
    Allowed,
    /// A record of a JSONL file never does.
    Never,
}

/// Reads a document from its text.
pub fn read_document(
    extracted: &ExtractedText,
    file_name: Option<&str>,
    given: &Given,
    splitting: Splitting,
) -> ReadDocument {
    let layout = normalise(extracted);
    let words = words_of_blocks(&layout.blocks);
    let mut given = given.clone();
    let front_matter = extracted.front_matter.as_deref().map(parse_front_matter).unwrap_or_default();
    let in_front_matter = front_matter.told_mistakes().map(|told| format!("front matter, {told}"));
    given.add_checked(front_matter.metadata, Origin::Given);
    let mut recognised = recognise_in(&layout, &words, file_name, given.groups());
    recognised.title = recognised.title.or_else(|| titled_by_format(extracted, &layout));
    complete(&mut recognised, &extracted.properties, &layout);
    let (mut metadata, doubts) = recognised.clone().with_given(&given);
    let mistakes: Vec<String> = doubts.mistakes.into_iter().chain(in_front_matter).collect();
    let mistakes = (!mistakes.is_empty()).then(|| mistakes.join("; "));
    let mut remarks = doubts.remarks;
    remarks.extend(front_matter.remarks);
    remarks.extend(extracted.remarks.iter().cloned());
    remarks.extend(endless_words(&extracted.text));
    let kind = metadata.kind.as_ref().map(|kind| kind.value);
    let found = if splitting == Splitting::Allowed { find_parts(&layout, kind) } else { Vec::new() };
    let ocr_lines = ocr_lines(extracted);
    let mut parts = Vec::with_capacity(found.len());
    let mut own = Vec::new();
    let mut own_words = Vec::new();
    let mut end = 0;
    for Part { blocks: range, confidence } in found {
        own.extend_from_slice(&layout.blocks[end..range.start]);
        own_words.extend(&words[end..range.start]);
        end = range.end;
        let words = &words[range.clone()];
        let blocks = layout.blocks[range].to_vec();
        let part = Layout { blocks, pages: layout.pages, running: layout.running.clone(), ..Layout::default() };
        let mut of_part = recognise_in(&part, words, file_name, given.groups());
        // What a part is, is no surer than that it is one.
        if let Some(kind) = &mut of_part.kind {
            kind.confidence = kind.confidence.min(confidence);
        }
        if parts.is_empty() {
            take_after(&of_part, &mut metadata);
            take_after(&of_part, &mut recognised);
        }
        let (part_metadata, _) = of_part.clone().with_given(&given);
        let part_metadata = inheriting(part_metadata, &metadata);
        let passages = with_roles_and_positions(split_blocks(&part.blocks, words.iter()), &part_metadata);
        let passages = labelled(passages, &layout);
        parts.push(Piece {
            metadata: part_metadata,
            recognised: given.says_something().then_some(of_part),
            frames: labelled(frame_passages(&part.blocks, passages.len()), &layout),
            passages,
            pages: layout.pages,
            ocr_lines: ocr_lines.clone(),
        });
    }
    own.extend_from_slice(&layout.blocks[end..]);
    own_words.extend(&words[end..]);
    let mut own_passages = split_blocks(&own, own_words.into_iter());
    if own_passages.is_empty() && parts.iter().all(|part: &Piece| part.passages.is_empty()) {
        own_passages.extend(only_signs(extracted).map(|passage| ReadPassage { passage, lines: Vec::new() }));
    }
    let own_passages = labelled(with_roles_and_positions(own_passages, &metadata), &layout);
    for enclosed in &extracted.enclosed {
        let ReadDocument { whole, parts: inner, remarks: told, .. } =
            read_document(&enclosed.text, Some(&enclosed.name), &given, splitting);
        let pieces = std::iter::once(named(whole, &enclosed.name)).chain(inner);
        parts.extend(pieces.map(|piece| Piece { metadata: inheriting(piece.metadata, &metadata), ..piece }));
        remarks.extend(told.into_iter().map(|remark| format!("attachment {}: {remark}", enclosed.name)));
    }
    let frames = labelled(frame_passages(&own, own_passages.len()), &layout);
    let recognised = given.says_something().then_some(recognised);
    let whole = Piece { metadata, recognised, passages: own_passages, frames, pages: layout.pages, ocr_lines };
    ReadDocument { layout, whole, parts, given, remarks, mistakes }
}

/// First and last line of each page that text recognition read.
fn ocr_lines(extracted: &ExtractedText) -> Vec<(usize, usize)> {
    if extracted.ocr_pages.is_empty() {
        return Vec::new();
    }
    let mut last = 0;
    let lines_of_page = |page: &str| {
        // The line end before a page break stands at the end of the page.
        let first = last + 1;
        last += page.split('\n').count() - usize::from(page.ends_with('\n'));
        (first, last)
    };
    let pages = extracted.text.split('\u{c}').map(lines_of_page);
    (1..).zip(pages).filter(|(number, _)| extracted.ocr_pages.contains(number)).map(|(_, lines)| lines).collect()
}

/// Passages with what the page is called that each begins on.
fn labelled(mut passages: Vec<Passage>, layout: &Layout) -> Vec<Passage> {
    for passage in &mut passages {
        passage.page_label = passage.page.and_then(|page| layout.page_label(page)).map(str::to_owned);
    }
    passages
}

/// Tells words so long that they are cut for searching: text that lost its spaces, or data that is no text.
fn endless_words(text: &str) -> Option<String> {
    let is_endless = |word: &&str| word.len() > MAX_WORD_CHARS && word.chars().nth(MAX_WORD_CHARS).is_some();
    let endless = |line: &str| line.split(|c: char| !c.is_alphanumeric()).filter(is_endless).count();
    let mut lines = text.lines().map(endless).enumerate().filter(|(_, count)| *count > 0);
    let (first, count) = lines.next()?;
    let words = match count + lines.map(|(_, count)| count).sum::<usize>() {
        1 => "1 word".to_owned(),
        n => format!("{n} words"),
    };
    Some(format!("{words} of more than {MAX_WORD_CHARS} letters, the first in line {}, cut for searching", first + 1))
}

/// A text without a word (`***`) is a document all the same, and found by its metadata.
fn only_signs(extracted: &ExtractedText) -> Option<Passage> {
    let all = format!("{} {}", extracted.text, extracted.front_matter.as_deref().unwrap_or_default());
    let text = all.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = (1, extracted.text.lines().count().max(1));
    (!text.is_empty()).then(|| Passage {
        ordinal: 0,
        heading_path: Vec::new(),
        text,
        margin: String::new(),
        page: None,
        page_label: None,
        lines,
        role: None,
        positions: Vec::new(),
    })
}

/// A title that only the format knows: the heading that the document opens with, where the format marks headings, or what it
/// says of itself. The second is often that of the template or of an earlier paper, and is taken where the text bears it out.
fn titled_by_format(extracted: &ExtractedText, layout: &Layout) -> Option<Known<String>> {
    if extracted.markup != Markup::Marked {
        return None;
    }
    let heading = layout.blocks.iter().take(OPENING_BLOCKS).find(|block| block.kind == BlockKind::Heading { level: 1 });
    let of_itself = extracted.properties.title.as_deref().map(str::trim).filter(|title| opens_with(layout, title));
    match (of_itself, heading) {
        (Some(title), _) => Some(Known::recognised(title.to_owned(), format!("document information: {title}"), 0.7)),
        (None, Some(heading)) => Some(Known::recognised(heading.text.clone(), heading.text.clone(), 0.6)),
        (None, None) => None,
    }
}

/// An attachment without a title bears the name that it has in the mail.
fn named(mut piece: Piece, name: &str) -> Piece {
    piece.metadata.title.get_or_insert_with(|| Known::recognised(name.to_owned(), "name of the attachment", 0.5));
    piece
}

/// A bundle is from and to whom its first paper is, where that is sent: what stands behind it may ask or answer others. (A
/// proposal is read with its decision, which tells whose it was.)
fn take_after(first: &Metadata, whole: &mut Metadata) {
    use DocumentKind::{Amendment, InformationLetter, Letter, Motion, Opinion, Questions};
    let kind = whole.kind.as_ref().map(|kind| kind.value);
    let is_sent = matches!(kind, Some(Letter | InformationLetter | Opinion | Motion | Amendment | Questions));
    if first.kind.as_ref().map(|kind| kind.value) != kind {
        return;
    }
    if kind == Some(DocumentKind::Decision) {
        // The labels below a decision are those of its annex.
        whole.subject.clone_from(&first.subject);
        whole.references.clone_from(&first.references);
        whole.issuer.clone_from(&first.issuer);
        whole.addressee.clone_from(&first.addressee);
    } else if is_sent {
        whole.issuer = first.issuer.clone().or(whole.issuer.take());
        whole.addressee = first.addressee.clone().or(whole.addressee.take());
    }
}

/// A part is from and about what the whole is, where it does not say so itself. Its kind and date are its own.
fn inheriting(mut part: Metadata, whole: &Metadata) -> Metadata {
    if part.municipalities.is_empty() {
        part.municipalities.clone_from(&whole.municipalities);
    }
    if part.arrangements.is_empty() {
        part.arrangements.clone_from(&whole.arrangements);
    }
    if part.references.is_empty() {
        part.references.clone_from(&whole.references);
    }
    if part.themes.is_empty() {
        part.themes.clone_from(&whole.themes);
    }
    part.subject = part.subject.or_else(|| whole.subject.clone());
    part.title = part.title.or_else(|| whole.title.clone());
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_text_recognition_read_are_told_by_their_pages() {
        let read = |text: &str, pages: &[u32]| {
            ocr_lines(&ExtractedText { text: text.into(), ocr_pages: pages.to_vec(), ..ExtractedText::default() })
        };
        assert_eq!(read("een\ntwee\n\u{c}drie\n\u{c}vier\nvijf", &[1, 3]), [(1, 2), (4, 5)]);
        assert_eq!(read("een\n\u{c}\n\u{c}drie", &[2]), [(2, 2)]);
        assert_eq!(read("een", &[]), []);
    }

    #[test]
    fn endless_words_are_told_with_their_place() {
        let long = "a".repeat(70_000);
        let told = endless_words(&format!("De raad\nkiest {long} voor {long}"));
        let expected = "2 words of more than 120 letters, the first in line 2, cut for searching";
        assert_eq!(told.as_deref(), Some(expected));
        assert_eq!(endless_words(&format!("{} {}", "_".repeat(500), "é".repeat(120))), None);
        assert_eq!(endless_words(&"woord-".repeat(500)), None);
    }
}
