//! Which pieces are headings, and how deep?
//!
//! Markdown says so; typography has to be read: numbered (`2.1 Financiën`), capitals, `Stelling 2: …`, a bold line, a
//! short line alone above its text. Levels only order headings of one document among themselves.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::block::{Block, BlockKind};
use super::chunk::{ends_sentence, is_standard_section};
use super::cut::starts_with_speaker;

/// Levels of typographic headings, outermost first. They lie above markdown's six so that, in text with both, the
/// marked headings hold the others.
pub(super) mod level {
    pub const CHAPTER: u8 = 7;
    pub const CAPITALS: u8 = 8;
    pub const NUMBERED: u8 = 9;
    pub const SHORT_LINE: u8 = 12;
    pub const BOLD: u8 = 13;
    pub const STATEMENT: u8 = 14;
    pub const LEAD: u8 = 15;
}

/// Longest heading of the form `Stelling 2: …`, which may hold whole sentences.
const MAX_STATEMENT_WORDS: usize = 60;
/// Longest heading that is told by its shortness.
const MAX_SHORT_WORDS: usize = 12;
/// Longest title with its number at the margin, possibly over several lines.
const MAX_TITLE_WORDS: usize = 40;
/// Longest `Toelichting:` above a text; longer ones are sentences that lead in a list.
const MAX_LEAD_WORDS: usize = 5;

/// Twice may be a proposal and its decision; three times is a pattern.
const MIN_REPEATED_SECTIONS: usize = 3;

static STATEMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Stelling|Vraag|Scenario|Variant|Optie|Thema|Speerpunt|Deelvraag|Aanbeveling|Beslispunt|Doelstelling|Spoor)\s+(?:\d{1,2}|[A-Z])\b[.:]?(?:\s|$)")
        .expect("a constant pattern that the tests compile")
});
static ANSWER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^Antwoord(?:en)?(?: op vraag \d{1,2})?:?$").expect("a constant pattern that the tests compile")
});
static CHAPTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:hoofdstuk|bijlage|deel|titel)\s+(?:\d{1,2}|[IVX]{1,5}|[A-Z])\b")
        .expect("a constant pattern that the tests compile")
});
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Artikel|Paragraaf|§)\s+\d{1,3}(?:[.:]\d{1,3})?[a-z]{0,2}\b")
        .expect("a constant pattern that the tests compile")
});
static BARE_ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Artikel|Hoofdstuk|Paragraaf|Afdeling|§)\s+\d{1,3}(?:[.:]\d{1,3})?[a-z]{0,2}\.?$")
        .expect("a constant pattern that the tests compile")
});
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+\p{Lu}").expect("a constant pattern that the tests compile")
});

/// What is known of a piece of text when it is asked whether it is a heading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub text: &'a str,
    /// The whole piece is bold.
    pub bold: bool,
    /// It bears a list mark.
    pub is_item: bool,
    /// The piece before it is a list item.
    pub after_item: bool,
    /// Empty lines stand before it.
    pub after_break: bool,
    /// Its longest line is clearly shorter than a full one.
    pub short: bool,
    /// What follows is running text or a list, not another piece of the same form.
    pub leads_text: bool,
    /// The piece before or after it is a list item with a mark of the same form.
    pub in_list: bool,
    /// It bears a number that counts on from section to section, with text between.
    pub numbers_section: bool,
    /// A number at the margin, its title a column away.
    pub numbered_title: bool,
    /// What follows is a list.
    pub leads_list: bool,
}

/// The level of a typographic heading; `None` where the piece is none.
pub(super) fn heading_level(c: Candidate<'_>) -> Option<u8> {
    let text = c.text.trim();
    let words = text.split_whitespace().count();
    if words == 0 || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    if STATEMENT.is_match(text) && words <= MAX_STATEMENT_WORDS && c.after_break {
        return Some(level::STATEMENT);
    }
    let ends = ends_sentence(text) || [",", ";", ", en", ", of", "; en", "; of"].iter().any(|end| text.ends_with(end));
    let question = text.ends_with('?');
    if c.numbered_title && words <= MAX_TITLE_WORDS {
        let depth = text.split(' ').next().unwrap_or_default().trim_end_matches('.').matches('.').count() as u8;
        return Some(level::NUMBERED + depth.min(2));
    }
    if starts_with_speaker(text) {
        return None;
    }
    if words > MAX_SHORT_WORDS || (ends && !question) {
        return None;
    }
    if CHAPTER.is_match(text) && (c.after_break || c.short) && !text.contains(": ") {
        return Some(level::CHAPTER);
    }
    if ARTICLE.is_match(text) && c.short {
        return Some(level::NUMBERED);
    }
    if let Some(numbered) = NUMBERED.captures(text) {
        let depth = numbered[1].matches('.').count() as u8;
        // `1. Inleiding` above text is a heading, `1. Ja` among its like a point of a list.
        let heading = c.numbers_section || (c.leads_text && !c.in_list && (depth > 0 || words <= 8));
        return heading.then_some(level::NUMBERED + depth.min(2));
    }
    // `Toelichting:` under a point explains that point; a heading would cut the two apart.
    if c.is_item || (c.after_item && text.ends_with(':') && !c.bold) {
        return None;
    }
    // Form decides how deep a heading is; the vocabulary only whether it is one. A decision stands above the rest.
    if is_decision_word(text) || is_capitals(text) && (c.leads_text || is_standard_section(text)) {
        return Some(level::CAPITALS);
    }
    if c.bold {
        return Some(level::BOLD);
    }
    if ANSWER.is_match(text) {
        return Some(level::LEAD);
    }
    if is_standard_section(text) {
        return Some(level::SHORT_LINE);
    }
    let starts_upper = text.starts_with(|ch: char| ch.is_uppercase() || ch.is_ascii_digit() || ch == '\'' || ch == '‘');
    if text.ends_with(':') {
        // Above a list it leads the list in, and belongs to it.
        return (words <= MAX_LEAD_WORDS && starts_upper && c.short && !c.leads_list).then_some(level::LEAD);
    }
    // A question mark in mid-text asks something; alone above a text it is a heading.
    (c.short && starts_upper && c.leads_text && (c.after_break || question)).then_some(level::SHORT_LINE)
}

/// Whether a text is the conventional name of a section.
pub(super) fn is_section_name(text: &str) -> bool {
    is_standard_section(text) || is_decision_word(text)
}

/// A section name that comes back again and again (`Besluit:` under each point of a list of decisions) stands under
/// the other headings, not beside them.
pub(super) fn sink_repeated_sections(blocks: &mut [Block]) {
    let is_section = |b: &Block| {
        matches!(b.kind, BlockKind::Heading { level: level::CAPITALS | level::SHORT_LINE }) && is_section_name(&b.text)
    };
    let mut counts: HashMap<String, usize> = HashMap::new();
    for block in blocks.iter().filter(|b| is_section(b)) {
        *counts.entry(block.text.to_lowercase()).or_default() += 1;
    }
    for block in blocks.iter_mut().filter(|b| is_section(b)) {
        if counts.get(&block.text.to_lowercase()).is_some_and(|n| *n >= MIN_REPEATED_SECTIONS) {
            block.kind = BlockKind::Heading { level: level::LEAD };
        }
    }
}

/// `Artikel 1` and, in a heading of its own below it, `Begrippen`: one heading. Laws are published so.
pub(super) fn join_article_titles(blocks: &mut Vec<Block>) {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        if let Some(last) = joined.last_mut()
            && let (BlockKind::Heading { level: upper }, BlockKind::Heading { level: lower }) = (last.kind, block.kind)
            && lower > upper
            && BARE_ARTICLE.is_match(&last.text)
        {
            last.text = format!("{} {}", last.text, block.text);
            last.place.bytes.end = block.place.bytes.end;
            last.place.lines.1 = block.place.lines.1;
        } else {
            joined.push(block);
        }
    }
    *blocks = joined;
}

/// The word under which a decision stands: `BESLUIT`, `besluit:`, `b e s l u i t` (made whole by now).
fn is_decision_word(text: &str) -> bool {
    let bare = text.trim_end_matches([':', ' ', ';']);
    ["besluit", "besluiten", "besluit vast te stellen", "draagt het college op", "verzoekt het college", "spreekt uit"]
        .iter()
        .any(|word| bare.eq_ignore_ascii_case(word))
}

fn is_capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 4 && letters().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALONE: Candidate<'static> = Candidate {
        text: "",
        bold: false,
        is_item: false,
        after_item: false,
        after_break: true,
        short: true,
        leads_text: true,
        in_list: false,
        numbers_section: false,
        numbered_title: false,
        leads_list: false,
    };

    #[test]
    fn tells_headings_from_text() {
        for (text, expected) in [
            ("Stelling 2: Overschotten mogen naar werk. Wat vindt u?", Some(level::STATEMENT)),
            ("Hoofdstuk 3 Financiën", Some(level::CHAPTER)),
            ("Artikel 2:1 Begrippen", Some(level::NUMBERED)),
            ("1. Inleiding", Some(level::NUMBERED)),
            ("2.1 Financiële kaders", Some(level::NUMBERED + 1)),
            ("BEOOGD EFFECT", Some(level::CAPITALS)),
            ("besluit", Some(level::CAPITALS)),
            ("Financiële gevolgen", Some(level::SHORT_LINE)),
            ("Antwoord op vraag 2", Some(level::LEAD)),
            ("De heer Voorbeeld: Hoe gaat dat?", None),
            ("a. de uitkering, en", None),
            ("Totstandkoming van het plan", Some(level::SHORT_LINE)),
            ("Wat is er met de inbreng gedaan?", Some(level::SHORT_LINE)),
            ("Toelichting bij dit punt:", Some(level::LEAD)),
            ("Dit kan worden samengevat in het volgende advies:", None),
            ("De raad stemt in.", None),
            ("en de rest van een zin", None),
            ("550.000", None),
        ] {
            assert_eq!(heading_level(Candidate { text, ..ALONE }), expected, "{text}");
        }
    }

    #[test]
    fn points_of_a_list_are_no_headings() {
        let item = Candidate { is_item: true, in_list: true, ..ALONE };
        assert_eq!(heading_level(Candidate { text: "1. Eén klantgroep", ..item }), None);
        assert_eq!(heading_level(Candidate { text: "- Ja", ..item }), None);
    }
}
