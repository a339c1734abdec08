//! A letter behind a letter, its annexes, and answers behind questions.
//!
//! A letter begins with its head: date, subject, reference, address, salutation. Behind a paper that was closed, a second head
//! is that of another letter, where a page, a rule or empty lines part the two. An annex begins a page of its own.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use super::super::form::kind_named;
use super::super::hint::may_begin;
use super::super::{DocumentKind, pattern};
use super::{Border, SHORT_BYTES, opens_page, words_in};
use crate::layout::Block;

static CLOSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:hoogachtend|met (?:vriendelijke|hartelijke|beleefde|collegiale) groet|vriendelijke groeten|\bde (?:gemeente)?raad voornoemd)",
    )
});
/// Words of which a closing formula holds one.
static CLOSES: LazyLock<[Finder<'static>; 4]> =
    LazyLock::new(|| ["groet", "oogachtend", "voornoemd", "OOGACHTEND"].map(Finder::new));
static SALUTES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^\W*(?:Geachte?|GEACHTE?|Beste|Excellentie|Edelachtba\p{L}+)\b(?:[\p{L} ./&'’-]{0,90})?(?:,|$)")
});
/// What the head of a letter is made of; two of these make one.
static HEAD_SIGNS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    [
        pattern(r"(?i)^\W*(?:onderwerp|betreft|betr\.)(?:\s*:|\b)|\b(?:Onderwerp|Betreft)\s*:"),
        pattern(r"(?i)\b(?:ons kenmerk|uw kenmerk|kenmerk|zaaknummer|registratienummer|referentie)\b"),
        pattern(
            r"(?i)^\W*(?:datum|verzonden|verzenddatum)\b|, \d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december) \d{4}",
        ),
        pattern(r"(?i)^\W*aan (?:de|het)\b|\bpostbus \d|\b\d{4} ?[A-Z]{2} +\p{Lu}"),
    ]
});
static ANNEX: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\W*(?:Bijlage|BIJLAGE)(?: ?(?:\d{1,2}|[A-Z]|[IVX]{1,4}))?\b(?:[^.]|\.\d)*$"));
static ANSWERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:beantwoording|antwoorden|antwoord|reactie) (?:door|van|namens) (?:het college|burgemeester en wethouders|b ?(?:&|en) ?w)\b",
    )
});
static DATED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\d{1,2}(?: \p{L}+ |[-/.]\d{1,2}[-/.])'?\d{2,4}\b"));

/// Lines of the head of a letter.
const MOST_HEAD_LINES: usize = 24;
/// Bytes at the start of a page without line ends in which the head of a letter stands.
const PAGE_HEAD_BYTES: usize = 700;
/// Lines between two blocks from which something parts them: two empty lines, or a rule.
const PARTED_LINES: usize = 3;
/// Words of a letter, and of an annex.
const LEAST_WORDS: usize = 30;

pub(super) fn borders(blocks: &[Block], kind: Option<DocumentKind>) -> Vec<Border> {
    let mut borders = Vec::new();
    // The block in which the paper so far was closed, and whether it is a letter.
    let mut closed: Option<usize> = None;
    let mut is_letter = false;
    for (at, block) in blocks.iter().enumerate() {
        let text = block.text.as_str();
        if let Some(end) = closed.filter(|end| *end < at) {
            if let Some(border) = begins_letter(blocks, end, at) {
                borders.push(Border { at: border, least_words: LEAST_WORDS, sure: 0.92 });
                closed = None;
            } else if is_letter && is_named_page(blocks, at, kind) {
                borders.push(Border { at, least_words: LEAST_WORDS, sure: 0.88 });
                closed = None;
            } else if is_letter && is_annex(blocks, at) {
                borders.push(Border { at, least_words: LEAST_WORDS, sure: 0.85 });
                closed = None;
            }
        }
        if kind == Some(DocumentKind::Questions)
            && text.len() < SHORT_BYTES
            && ANSWERS.is_match(text)
            && DATED.is_match(text)
        {
            borders.push(Border { at, least_words: LEAST_WORDS, sure: 0.88 });
        }
        is_letter = is_letter
            || text.len() < SHORT_BYTES
                && may_begin(text, b"gbe")
                && SALUTES.is_match(text.get(..text.len().min(100)).unwrap_or_default());
        if CLOSES.iter().any(|word| word.find(text.as_bytes()).is_some()) && CLOSED.is_match(text) {
            closed = Some(at);
        }
    }
    borders
}

/// Where the letter begins whose salutation stands in a block, behind a paper that was closed in another; `None` where it is
/// none, or where nothing parts the two.
fn begins_letter(blocks: &[Block], closed: usize, at: usize) -> Option<usize> {
    let text = blocks.get(at)?.text.as_str();
    if text.len() >= SHORT_BYTES {
        return begins_letter_page(text).then_some(at);
    }
    if !(text.contains("eacht") || text.contains("EACHT") || text.contains("Beste") || text.contains("Excellentie"))
        || !SALUTES.is_match(text)
    {
        return None;
    }
    let from = (closed + 1).max(at.saturating_sub(MOST_HEAD_LINES));
    let is_line = |n: &usize| blocks.get(*n).is_some_and(|block| block.text.len() < 2 * SHORT_BYTES);
    let first = (from..at).rev().take_while(is_line).last()?;
    let parts = |n: &usize| opens_page(blocks, *n) || is_parted(blocks, *n);
    // The nearest place above the head that parts it from what was before.
    (first..at).rev().filter(parts).find(|start| signs_in(blocks, *start, at) >= 2)
}

fn signs_in(blocks: &[Block], from: usize, to: usize) -> usize {
    let lines = || blocks.get(from..to).into_iter().flatten();
    HEAD_SIGNS.iter().filter(|sign| lines().any(|block| sign.is_match(&block.text))).count()
}

/// A page without line ends that begins as a letter does: address, labels and salutation in its first lines.
fn begins_letter_page(text: &str) -> bool {
    let mut end = text.len().min(PAGE_HEAD_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or_default();
    let salutes = [" Geachte ", " Geacht ", " Aan de leden van "].iter().filter_map(|words| head.find(words)).min();
    let Some(before) = salutes.and_then(|at| head.get(..at)) else { return false };
    HEAD_SIGNS.iter().filter(|sign| sign.is_match(before)).count() >= 3
}

/// Whether empty lines or a rule stand above a block.
fn is_parted(blocks: &[Block], at: usize) -> bool {
    let line = |n: usize, last: bool| blocks.get(n).map(|b| if last { b.place.lines.1 } else { b.place.lines.0 });
    let above = at.checked_sub(1).and_then(|above| line(above, true));
    above.zip(line(at, false)).is_some_and(|(above, here)| here >= above + PARTED_LINES)
}

/// Blocks below the name of a paper in which its own date or subject stands.
const NAMED_REACH: usize = 8;

/// Whether a page begins with the name of another kind of paper, with a head of its own below: `Verslag van …` / `Datum: …`.
///
/// A letter that goes on repeats its own name.
fn is_named_page(blocks: &[Block], at: usize, kind: Option<DocumentKind>) -> bool {
    let Some(block) = blocks.get(at).filter(|block| block.text.len() < SHORT_BYTES && opens_page(blocks, at)) else {
        return false;
    };
    let other =
        kind_named(&block.text).filter(|named| Some(*named) != kind && *named != DocumentKind::InformationLetter);
    other.is_some() && signs_in(blocks, at + 1, (at + 1 + NAMED_REACH).min(blocks.len())) >= 1
}

/// Whether a block is the heading of an annex on a page of its own.
fn is_annex(blocks: &[Block], at: usize) -> bool {
    let is_heading = |n: usize| blocks.get(n).is_some_and(|b| b.text.len() < SHORT_BYTES && ANNEX.is_match(&b.text));
    is_heading(at) && !is_heading(at + 1) && opens_page(blocks, at) && words_in(blocks, at..blocks.len()) >= LEAST_WORDS
}
