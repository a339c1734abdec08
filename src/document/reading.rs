//! Where in a paper does something stand: in its head, its foot, or what it says?
//!
//! The head reaches to the salutation, and where there is none over the first [`HEAD_BYTES`]. The foot is the signature
//! and the last [`TAIL_BYTES`]. All recognisers read a document through this view, so that labels and names are looked
//! for once.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::fields::{Field, find_fields};
use super::names::{Found, find_names_in};
use super::pattern;
use super::words::{Words, words_of};
use crate::layout::{Block, BlockKind, Layout};

/// Bytes of a head without salutation: about the upper half of a page.
const HEAD_BYTES: usize = 1_200;
/// Bytes at the end that can be a signature without being marked as one.
const TAIL_BYTES: usize = 700;
/// Bytes from the start in which dates and senders of the document itself can stand; what comes later is annex.
const REACH_BYTES: usize = 60_000;

/// Bytes from which a paper is no letter any more: some twelve pages.
const BOOK_BYTES: usize = 40_000;

/// A line of the head.
pub(super) struct HeadLine<'a> {
    /// Its first 400 characters.
    pub text: &'a str,
    /// Whether it is a heading or a line of the letterhead.
    pub is_frame: bool,
}

/// A document as the recognisers look at it.
pub(super) struct Reading<'a> {
    pub blocks: &'a [Block],
    /// Running lines of its pages, each once.
    pub running: &'a [String],
    pub fields: Vec<Field>,
    /// Names per block, in the order of `blocks`.
    pub names: Vec<Vec<Found>>,
    /// Words per block, as far as they are kept.
    words: &'a [Words],
    starts: Vec<usize>,
    total: usize,
    head_end: usize,
    salutation: Option<(usize, std::ops::Range<usize>)>,
}

static SALUTATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:^|[^\p{L}]|\p{Ll})(?P<words>(?:Geachte?|GEACHTE?|geachte?|Beste|beste) ",
        r"(?:leden|bestuur|raad|college|heer|mevrouw|voorzitter|raadsleden|dames|directie|collega|\p{L})",
        r"[\p{L} ./&'’-]*(?:,|$)|L\.S\.,|Excellenties?,|Edelachtba\p{L}+ [\p{L} ]+,|Mevrouw, Mijnheer,|Mijne heren,)"
    ))
});

/// How a report or plan begins, whose annexes may be letters.
static BOOK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:eind|onderzoeks|advies|evaluatie)?(?:rapport|rapportage|beleidsplan|beleidsnota|nota|notitie|jaarverslag|jaarstukken|begroting|programmabegroting|evaluatie|onderzoek naar)\b",
    )
});

static NUMBERED_HEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^Raads(?:voorstel|besluit) \d+ "));

impl<'a> Reading<'a> {
    /// Looks for labels, names, head and salutation of a document; `words` are those of its blocks, as far as they are kept.
    pub fn new(layout: &'a Layout, words: &'a [Words]) -> Self {
        let blocks = layout.blocks.as_slice();
        let names = |(at, block): (usize, &Block)| find_names_in(&block.text, &words_of(words.get(at), &block.text));
        let mut starts = Vec::with_capacity(blocks.len());
        let mut total = 0;
        for block in blocks {
            starts.push(total);
            total += block.text.len() + 1;
        }
        let mut reading = Self {
            blocks,
            running: layout.running.as_slice(),
            fields: find_fields(blocks),
            names: blocks.iter().enumerate().map(names).collect(),
            words,
            starts,
            total,
            head_end: HEAD_BYTES.min(total),
            salutation: None,
        };
        reading.salutation = reading.find_salutation();
        if let Some((block, at)) = &reading.salutation {
            reading.head_end = reading.offset(*block, at.start);
        }
        reading
    }

    /// The words of a block.
    pub fn words(&self, block: usize) -> Cow<'a, Words> {
        words_of(self.words.get(block), self.blocks.get(block).map_or("", |block| block.text.as_str()))
    }

    /// The salutation with which a letter begins; `None` where the paper is no letter.
    pub fn salutation(&self) -> Option<&'a str> {
        let (block, at) = self.salutation.as_ref()?;
        self.blocks.get(*block)?.text.get(at.clone())
    }

    /// Whether the paper is so long that a salutation in it is that of a foreword ("Beste inwoners").
    pub fn is_book(&self) -> bool {
        let is_to_readers =
            |words: &str| words.starts_with("beste ") && !words.contains("raad") && !words.contains("colleg");
        self.is_long() && self.salutation().is_some_and(|words| is_to_readers(&words.to_lowercase()))
    }

    /// Whether the paper is longer than letters are.
    pub fn is_long(&self) -> bool {
        self.total > BOOK_BYTES
    }

    /// Whether a block begins as the heading of a council's own papers does: `Raadsbesluit 12 Vergadering …`.
    pub fn is_numbered_heading(&self, block: usize) -> bool {
        self.blocks.get(block).is_some_and(|b| NUMBERED_HEADING.is_match(&b.text))
    }

    /// The text before a byte offset of a block, at most `bytes` of it; in the frame of a letter, where lines are
    /// blocks, it goes on with the line above.
    pub fn before(&self, block: usize, byte: usize, bytes: usize) -> String {
        let here = self.blocks.get(block).and_then(|b| b.text.get(..byte)).unwrap_or_default();
        let above = block.checked_sub(1).and_then(|at| self.blocks.get(at)).filter(|b| b.kind.is_frame());
        // "van" / "Hoorn" goes on; "het college" / "Hoorn, 3 mei 2021" does not.
        let open =
            |above: &str| ["van", "gemeente", "gemeenten", "de", "en", ","].iter().any(|end| above.ends_with(end));
        match above.filter(|above| here.len() < 30 && (!here.trim().is_empty() || open(&above.text))) {
            Some(above) => format!("{} {here}", tail_of(&above.text, bytes)),
            None => tail_of(here, bytes).to_owned(),
        }
    }

    /// Whether a place, a byte offset in a block, is in the head.
    pub fn in_head(&self, block: usize, byte: usize) -> bool {
        self.offset(block, byte) <= self.head_end
    }

    /// Whether a field is in the head.
    pub fn heads(&self, field: &Field) -> bool {
        self.in_head(field.block, field.at)
    }

    /// Whether a place is in the signature or near the end.
    pub fn in_tail(&self, block: usize, byte: usize) -> bool {
        self.blocks.get(block).is_some_and(|b| b.kind == BlockKind::Signature)
            || self.offset(block, byte) + TAIL_BYTES >= self.total
    }

    /// Whether a block is near enough to the start to belong to the paper itself, or is its foot.
    pub fn in_reach(&self, block: usize) -> bool {
        self.offset(block, 0) < REACH_BYTES || self.in_tail(block, 0)
    }

    /// The lines of the head; of long blocks, a page in one line among them, only the beginning.
    pub fn head_lines(&self) -> impl Iterator<Item = HeadLine<'a>> + '_ {
        self.blocks.iter().enumerate().take_while(|(at, _)| self.in_head(*at, 0)).map(|(_, block)| HeadLine {
            text: first_chars(&block.text, 400),
            is_frame: block.kind.is_frame() || block.kind.is_heading(),
        })
    }

    /// The first characters of the document, blocks separated by line breaks.
    pub fn opening_text(&self, max_chars: usize) -> String {
        let mut text = String::new();
        let mut left = max_chars;
        for block in self.blocks {
            let taken = first_chars(&block.text, left);
            left = left.saturating_sub(taken.chars().count() + 1);
            text.push_str(taken);
            text.push('\n');
            if left == 0 {
                break;
            }
        }
        text
    }

    /// Whether an executive (college van burgemeester en wethouders) signs.
    pub fn signed_by_executive(&self) -> bool {
        self.blocks.iter().enumerate().rev().take(30).any(|(at, block)| {
            let lower = block.text.to_lowercase();
            ["burgemeester en wethouders", "college van", "wethouder", "burgemeester"]
                .iter()
                .any(|words| lower.rfind(words).is_some_and(|byte| self.in_tail(at, byte.min(block.text.len()))))
        })
    }

    fn offset(&self, block: usize, byte: usize) -> usize {
        self.starts.get(block).map_or(self.total, |start| start + byte)
    }

    fn find_salutation(&self) -> Option<(usize, std::ops::Range<usize>)> {
        // A salutation far down belongs to an annex, and one on a later page does where the first is that of a report.
        let page = self.blocks.first().and_then(|block| block.place.page);
        let is_book = self.blocks.iter().take(3).any(|block| BOOK.is_match(&block.text));
        for (at, block) in self.blocks.iter().enumerate().take_while(|(at, _)| self.offset(*at, 0) < 3_000) {
            if is_book && block.place.page != page {
                break;
            }
            let found = SALUTATION.captures(&block.text).and_then(|c| c.name("words"));
            if let Some(found) = found.filter(|m| m.start() < 1_500) {
                let opens = block.text.get(..found.start()).is_some_and(|b| b.trim_matches(['*', ' ']).is_empty());
                // "beste" and "geachte" also stand within sentences.
                if opens || !found.as_str().to_lowercase().starts_with("beste") && found.as_str().starts_with('G') {
                    return Some((at, found.range()));
                }
            }
        }
        None
    }
}

/// The first characters of a text.
fn first_chars(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// The last bytes of a text, from a character border on.
pub(super) fn tail_of(text: &str, bytes: usize) -> &str {
    let mut at = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    text.get(at..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

    #[test]
    fn the_head_ends_at_the_salutation() {
        let layout = layout("Gemeente Hoorn\nOnderwerp: Fietsen\nGeachte leden van de raad,\nWij fietsen graag.");
        let reading = Reading::new(&layout, &[]);
        assert_eq!(reading.salutation(), Some("Geachte leden van de raad,"));
        assert!(reading.in_head(1, 0) && !reading.in_head(3, 0));
    }

    #[test]
    fn a_letter_in_the_annex_of_a_report_is_no_salutation() {
        let mut layout = layout("Rapport fietsen\nInleiding\nBijlage 1\nGeachte heer,\nWij fietsen.");
        for (at, block) in layout.blocks.iter_mut().enumerate() {
            block.place.page = Some(if at < 2 { 1 } else { 2 });
        }
        assert_eq!(Reading::new(&layout, &[]).salutation(), None);
        layout.blocks[0].text = "Gemeente Urk".to_owned();
        assert!(Reading::new(&layout, &[]).salutation().is_some());
    }

    #[test]
    fn salutations_in_their_forms() {
        for text in [
            "Geacht bestuur,",
            "geachte leden van de raad,",
            "Beste raadsleden,",
            "GEACHTE RAAD,",
            "**Geacht college,**",
            "Geachte heer De Vries,",
        ] {
            let layout = layout(text);
            assert!(Reading::new(&layout, &[]).salutation().is_some(), "{text}");
        }
        for text in ["De beste raad is goede raad, zei hij.", "Raadsvoorstel"] {
            let layout = layout(text);
            assert_eq!(Reading::new(&layout, &[]).salutation(), None, "{text}");
        }
    }
}
