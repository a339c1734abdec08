//! Motions and amendments one after the other, and papers behind the forms of a council's information system.
//!
//! A motion has a name of its own ("Motie M2 …") and near it its council ("De raad van de gemeente X, in vergadering
//! bijeen …"). A form has its labels each on a line, `Titel` and `Type` first.

use std::sync::LazyLock;

use regex::Regex;

use super::super::hint::{holds, may_begin};
use super::super::names::squeeze_spaced_letters;
use super::super::pattern;
use super::{Border, SHORT_BYTES, opens_page, top_of_page};
use crate::layout::Block;

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(?:(?:gewijzigde? |aangepaste? |vreemde )*(?:motie|amendement|subamendement))\b(?:[^.]|\.\d)*$")
});
static MEETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*de (?:gemeente)?raad\b[^.;]{0,90}\bbijeen\b|\b(?:motie|amendement)\b.{0,120}\bde (?:gemeente)?raad\b[^.;]{0,90}\bbijeen\b",
    )
});
static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^de (?:gemeente)?raad (?:van|der) [^.;]{2,60}[;,]\s*(?:$|(?:gelezen|gezien|gehoord|gelet)\b)")
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
    // Whether a council has met in the paper so far: then the next name is that of another.
    let mut has_met = false;
    for (at, block) in blocks.iter().enumerate() {
        let text = block.text.as_str();
        if at > 0 && is_form(blocks, at) {
            borders.push(Border { at, least_words: LEAST_OF_FORM, sure: 0.95 });
            has_met = false;
        } else if at > 0 && blocks[at - 1].text.starts_with(UNREADABLE) && PROPOSAL_PAGE.is_match(text) {
            borders.push(Border { at, least_words: LEAST_OF_FORM, sure: 0.92 });
        } else if text.len() < SHORT_BYTES && is_named(text) && meets_below(blocks, at) {
            let top = top_of_page(blocks, at);
            if has_met || opens_page(blocks, top) {
                borders.push(Border { at: top, least_words: LEAST_WORDS, sure: 0.95 });
                has_met = false;
            }
        }
        let is_council = text.starts_with("De ") || text.starts_with("DE ") || text.starts_with("de ");
        has_met = has_met || is_council && (meets(text) || DECIDES.is_match(text));
    }
    borders
}

/// `Titel` / … / `Type` / … / `Hoofddocument`: the first lines of a form. A title in small letters ran on behind its label.
fn is_form(blocks: &[Block], at: usize) -> bool {
    let is = |n: usize, label: &str| blocks.get(n).is_some_and(|block| block.text == label);
    let begins = is(at, "Titel") && is(at + 2, "Type")
        || is(at + 1, "Type") && blocks.get(at).is_some_and(|block| block.text.starts_with("Titel "));
    begins && (at + 3..=at + FORM_REACH).any(|n| is(n, "Hoofddocument"))
}

/// Whether a line is the name of a motion or an amendment: no sentence about one.
fn is_named(text: &str) -> bool {
    if !may_begin(text, b"mavgs") {
        return false;
    }
    let text = squeeze_spaced_letters(text);
    let folded = text.to_lowercase();
    let about = [" is ", " wordt ", " werd ", " zijn ", " aangenomen", " verworpen", " ingetrokken", " aangehouden"];
    NAMED.is_match(&text) && !about.iter().any(|words| folded.contains(words)) && !text.ends_with([';', ','])
}

fn meets_below(blocks: &[Block], at: usize) -> bool {
    // Its own name may be the last thing before the next one is named.
    blocks.iter().skip(at + 1).take(REACH).any(|block| meets(&block.text))
}

/// Whether a text says that a council meets.
fn meets(text: &str) -> bool {
    holds(text, &["bijeen"]) && MEETS.is_match(text)
}
