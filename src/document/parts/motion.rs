//! Motions and amendments one after the other, and papers behind the forms of a council's information system.
//!
//! A motion has a name of its own ("Motie M2 …") and near it its council ("De raad van de gemeente X, in vergadering
//! bijeen …"). A form has its labels each on a line, `Titel` and `Type` first.

use std::sync::LazyLock;

use regex::Regex;

use super::super::names::squeeze_spaced_letters;
use super::super::pattern;
use super::{Border, SHORT_BYTES, top_of_page};
use crate::layout::Block;

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(?:(?:gewijzigde? |aangepaste? |vreemde )*(?:motie|amendement|subamendement))\b(?:[^.]|\.\d)*$")
});
static MEETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*de (?:gemeente)?raad\b[^.;]{0,90}\bbijeen\b|\b(?:motie|amendement)\b.{0,120}\bde (?:gemeente)?raad\b[^.;]{0,90}\bbijeen\b",
    )
});
/// A proposal of a council whose pages came as one line each.
static PROPOSAL_PAGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:Portefeuillehouder .{0,260}\bAan de gemeenteraad,|Raads(?:voorstel|besluit) ?\d* ?.{0,24}\bVergadering \d)",
    )
});
/// What a form says in place of a file that could not be taken in.
const UNREADABLE: &str = "Het originele bestand kunt u hier vinden";

/// Blocks below its name in which the council of a motion stands.
const REACH: usize = 8;
/// Lines of a form between its first label and the one that tells it from others.
const FORM_REACH: usize = 6;
/// Words of a motion, and of a form whose text is missing.
const LEAST_WORDS: usize = 15;
const LEAST_OF_FORM: usize = 4;

pub(super) fn borders(blocks: &[Block]) -> Vec<Border> {
    let mut borders = Vec::new();
    let mut has_met = false;
    for (at, block) in blocks.iter().enumerate() {
        let text = block.text.as_str();
        if at > 0 && is_form(blocks, at) {
            borders.push(Border { at, least_words: LEAST_OF_FORM, sure: 0.95 });
            has_met = false;
        } else if at > 0 && PROPOSAL_PAGE.is_match(text) && blocks[at - 1].text.starts_with(UNREADABLE) {
            borders.push(Border { at, least_words: LEAST_OF_FORM, sure: 0.92 });
        } else if has_met && text.len() < SHORT_BYTES && is_named(text) && meets_below(blocks, at) {
            borders.push(Border { at: top_of_page(blocks, at), least_words: LEAST_WORDS, sure: 0.95 });
            has_met = false;
        }
        has_met |=
            (text.starts_with("De ") || text.starts_with("DE ") || text.starts_with("de ")) && MEETS.is_match(text);
    }
    borders
}

/// `Titel` / … / `Type` / … / `Hoofddocument`: the first lines of a form.
fn is_form(blocks: &[Block], at: usize) -> bool {
    let is = |n: usize, label: &str| blocks.get(n).is_some_and(|block| block.text == label);
    is(at, "Titel") && is(at + 2, "Type") && (at + 3..=at + FORM_REACH).any(|n| is(n, "Hoofddocument"))
}

/// Whether a line is the name of a motion or an amendment: no sentence about one.
fn is_named(text: &str) -> bool {
    let text = squeeze_spaced_letters(text);
    let folded = text.to_lowercase();
    let about = [" is ", " wordt ", " werd ", " zijn ", " aangenomen", " verworpen", " ingetrokken", " aangehouden"];
    NAMED.is_match(&text) && !about.iter().any(|words| folded.contains(words)) && !text.ends_with([';', ','])
}

fn meets_below(blocks: &[Block], at: usize) -> bool {
    // Its own name may be the last thing before the next one is named.
    blocks.iter().skip(at + 1).take(REACH).find(|block| MEETS.is_match(&block.text)).is_some()
}
