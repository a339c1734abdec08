//! The frame of a letter: what stands around the message and is none of it.
//!
//! Letterhead (sender, address, kenmerk, datum, onderwerp, salutation), signature (from `Hoogachtend` on), contact
//! lines. They are no passages of their own, yet say who wrote what when, and remain findable.

use std::sync::LazyLock;

use regex::Regex;

use super::block::{Block, BlockKind};
use super::chunk::{ends_sentence, is_salutation};
use super::mark::is_known_label;

/// A letterhead line with more words than this says something (`Korte inhoud: …`) and is text.
const MAX_LETTERHEAD_WORDS: usize = 24;
/// A letterhead ends within this many pieces, or there is none.
const MAX_LETTERHEAD_BLOCKS: usize = 40;
/// Longest line of a signature.
const MAX_SIGNATURE_WORDS: usize = 14;
/// Longest contact line that stands alone; below the last text it may be longer.
const MAX_LONE_CONTACT_WORDS: usize = 25;
/// Longest paragraph that is only about how to reach someone.
const MAX_CONTACT_WORDS: usize = 70;

static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)^(?:hoogachtend|met (?:vriendelijke|hartelijke) groet(?:en)?|(?:namens )?burgemeester en wethouders\b|(?:namens )?(?:het )?college van\b|de raad voornoemd|de gemeenteraad voornoemd|namens het (?:dagelijks|algemeen) bestuur|het (?:dagelijks|algemeen) bestuur (?:van|voornoemd)|aldus (?:besloten|vastgesteld)|namens de (?:gemeente)?raad)";
    Regex::new(pattern).expect("a constant pattern that the tests compile")
});
/// Closings that need no second sign; the others also begin sentences.
static SURE_CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:hoogachtend|met (?:vriendelijke|hartelijke) groet(?:en)?|de (?:gemeente)?raad voornoemd)\b")
        .expect("a constant pattern that the tests compile")
});
/// The line by which a council's papers are numbered, printed at the head of each: it heads nothing.
static RUNNING_FORM: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:Raads|College|Initiatief)?(?:voorstel|besluit) \d{1,4} Vergadering \d{1,2} \p{Ll}+ \d{4}\b";
    Regex::new(&format!("(?i){pattern}")).expect("a constant pattern that the tests compile")
});
static FUNCTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:secretaris|burgemeester|griffier|voorzitter|directeur|wethouder)\b")
        .expect("a constant pattern that the tests compile")
});
static PLACE_AND_DATE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"^(?:\p{Lu}|'s-)[\p{L}' -]{1,30}, \d{1,2} (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december) \d{4}$";
    Regex::new(pattern).expect("a constant pattern that the tests compile")
});
static REACH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[\w.-]+@[\w-]+\.\w|\btelefoon|\btel\.|\b0\d{1,3}[ -]?\d{2,3}[ -]?\d{2}[ -]?\d{2}")
        .expect("a constant pattern that the tests compile")
});
static ASK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bvragen\b|\bcontact\b|\bbereik|\bcontactpersoon\b|\be-?mail")
        .expect("a constant pattern that the tests compile")
});

/// Marks the frame in a document's blocks.
pub(super) fn mark_frame(blocks: &mut [Block]) {
    mark_letterhead(blocks);
    mark_signatures(blocks);
    let last_content = blocks.iter().rposition(|b| !b.kind.is_frame() && !b.kind.is_heading() && !is_contact(&b.text));
    for i in 0..blocks.len() {
        let after_question = i > 0 && blocks[i - 1].kind.is_heading() && blocks[i - 1].text.ends_with('?');
        let closing = last_content.is_none_or(|last| i > last);
        let block = &mut blocks[i];
        // A value as long as a paragraph is one, whatever label stands before it.
        if block.kind == BlockKind::Letterhead && is_prose(&block.text) {
            block.kind = BlockKind::Paragraph;
        }
        if RUNNING_FORM.is_match(&block.text) && words(block) <= MAX_LETTERHEAD_WORDS && !block.kind.is_frame() {
            block.kind = BlockKind::Letterhead;
        }
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. }) {
            continue;
        }
        if PLACE_AND_DATE.is_match(&block.text) || is_salutation(&block.text) {
            block.kind = BlockKind::Letterhead;
        } else if is_contact(&block.text) && !after_question && (closing || words(block) <= MAX_LONE_CONTACT_WORDS) {
            block.kind = BlockKind::Contact;
        }
    }
}

/// Long, and with the ends of at least two sentences.
fn is_prose(text: &str) -> bool {
    let ends = text.match_indices(". ").filter(|(at, _)| text[at + 2..].starts_with(char::is_uppercase)).count();
    text.split_whitespace().count() > MAX_LETTERHEAD_WORDS && ends + usize::from(ends_sentence(text)) >= 2
}

fn words(block: &Block) -> usize {
    block.text.split_whitespace().count()
}

/// Everything up to the salutation; where there is none, the labels and short lines that open the document.
fn mark_letterhead(blocks: &mut [Block]) {
    let window = blocks.len().min(MAX_LETTERHEAD_BLOCKS);
    let salutation = blocks[..window].iter().position(|b| is_salutation(&b.text) && !b.kind.is_heading());
    // A salutation below three paragraphs of prose opens a quoted letter, not this one.
    let prose_before = |end: usize| blocks[..end].iter().filter(|b| words(b) > MAX_LETTERHEAD_WORDS).count();
    let end = match salutation {
        Some(at) if prose_before(at) <= 2 => at + 1,
        _ => leading_lines(&blocks[..window]),
    };
    for i in 0..end {
        let long = words(&blocks[i]) > MAX_LETTERHEAD_WORDS;
        let followed_by_frame =
            blocks[i + 1..end].iter().any(|b| !b.kind.is_heading() && words(b) <= MAX_LETTERHEAD_WORDS);
        let block = &mut blocks[i];
        match block.kind {
            // A heading over letterhead lines is the sender's name or the kind of the paper.
            BlockKind::Heading { .. } if followed_by_frame => block.kind = BlockKind::Letterhead,
            BlockKind::Heading { .. } => {}
            // `Korte inhoud: …` with a paragraph behind it is something to read.
            BlockKind::Letterhead if long => block.kind = BlockKind::Paragraph,
            _ if long => {}
            BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::TableRow => {
                block.kind = BlockKind::Letterhead
            }
            _ => {}
        }
    }
}

/// Number of blocks that open the document with labels, addresses and short lines; 0 where no label is among them.
fn leading_lines(blocks: &[Block]) -> usize {
    let mut end = 0;
    let mut labels = 0;
    for (i, block) in blocks.iter().enumerate() {
        let labelled = block.kind == BlockKind::Letterhead;
        labels += usize::from(labelled);
        if labelled {
            end = i + 1;
        }
        // The first point of an agenda, the first sentence: what has labels below is no letterhead.
        let sentence = words(block) > 12 && ends_sentence(&block.text);
        let point = matches!(block.kind, BlockKind::ListItem { .. });
        if !labelled && (sentence || point || words(block) > MAX_LETTERHEAD_WORDS) {
            break;
        }
    }
    if labels == 0 { 0 } else { end }
}

/// From each closing formula to the next heading or text.
fn mark_signatures(blocks: &mut [Block]) {
    let mut i = 0;
    while i < blocks.len() {
        if !closes(blocks, i) {
            i += 1;
            continue;
        }
        while i < blocks.len() && belongs_to_signature(&blocks[i]) {
            blocks[i].kind = BlockKind::Signature;
            i += 1;
        }
    }
}

fn closes(blocks: &[Block], i: usize) -> bool {
    let block = &blocks[i];
    if block.kind == BlockKind::Letterhead || !belongs_to_signature(block) || !CLOSING.is_match(&block.text) {
        return false;
    }
    SURE_CLOSING.is_match(&block.text) || {
        let near = &blocks[i..blocks.len().min(i + 7)];
        near.iter().any(|b| words(b) <= MAX_SIGNATURE_WORDS && FUNCTION.is_match(&b.text) && !ends_sentence(&b.text))
    }
}

fn belongs_to_signature(block: &Block) -> bool {
    let heading_inside =
        matches!(block.kind, BlockKind::Heading { level } if level > 6) && CLOSING.is_match(&block.text);
    let decided = block.text.starts_with("Aldus") && words(block) <= 30;
    let line = words(block) <= MAX_SIGNATURE_WORDS && (!ends_sentence(&block.text) || words(block) <= 8);
    let enclosure = block.kind == BlockKind::Letterhead && block.text.split(':').next().is_some_and(is_known_label);
    (!block.kind.is_heading() || heading_inside) && (line || decided)
        || enclosure && words(block) <= MAX_LETTERHEAD_WORDS
}

fn is_contact(text: &str) -> bool {
    text.split_whitespace().count() <= MAX_CONTACT_WORDS && REACH.is_match(text) && ASK.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_lines_are_about_reaching_someone() {
        assert!(is_contact("Heeft u nog vragen? Bel ons op telefoonnummer 0800 1234."));
        assert!(is_contact("Voor contact: info@voorbeeld.nl"));
        assert!(!is_contact(
            "De raad heeft vragen gesteld over de telefoonkosten van cliënten in de bijstand en wil een overzicht."
                .replace("telefoonkosten", "kosten")
                .as_str()
        ));
    }

    #[test]
    fn closings_and_places_are_told() {
        assert!(CLOSING.is_match("Burgemeester en wethouders van Voorbeeld,"));
        assert!(PLACE_AND_DATE.is_match("Hoorn, 7 juli 2020"));
        assert!(PLACE_AND_DATE.is_match("'s-Hertogenbosch, 12 augustus 2021"));
        assert!(!PLACE_AND_DATE.is_match("In Hoorn, op 7 juli 2020, besloot de raad"));
    }
}
