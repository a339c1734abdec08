//! The decision behind a proposal, and what stands behind a decision.
//!
//! A decision begins with its council ("de raad van de gemeente X; gelezen …; besluit"), with the heading and number above it,
//! and ends with its signature ("de raad voornoemd, de griffier, de voorzitter"); what follows is an annex or another paper.

use std::sync::LazyLock;

use regex::Regex;

use super::super::hint::may_begin;
use super::super::names::squeeze_spaced_letters;
use super::super::{DocumentKind, pattern};
use super::{Border, words_in};
use crate::layout::{Block, BlockKind};

static DECISION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\**(?:de raad (?:van de gemeente|der gemeente)|het college van (?:burgemeester en wethouders|b&w) van(?: de gemeente)?) [^;.]*?;?\**(?:$|\s*(?:gelezen|gezien|gehoord|gelet|overwegende|in vergadering|besluit:))",
    )
});
static RECITAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)(?:^|;\s*)(?:-\s*)?(?:gelezen|gezien|gehoord|gelet op|overwegende)\b"));
static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:^|\s)(?:besluit(?:en)?\s*:?|b\s?e\s?s\s?l\s?u\s?i\s?t(?:\s?e\s?n)?\s*:?)(?:$|\s)")
});
static HEADING_OF_DECISION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:raadsbesluit|besluit|nr\.?\s*:|nummer\s*:|voor\b|tegen\b|onderwerp\s*:|zaaknummer|registratienummer|agendapunt|agendanr|gemeente(?:raad)?\b|raadsvergadering)",
    )
});

static NUMBERED_DECISION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^raadsbesluit \d+ ?vergadering\b"));
static DECIDED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\baldus (?:besloten|vastgesteld)|\bde (?:gemeente)?raad voornoemd"));
/// The explanation of a decision, and the list of what is enclosed, belong to it.
static EXPLAINS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\W*(?:(?:algemene |artikelsgewijze )?toelichting|bijlagen?|artikel|stemmen|uitslag|deze? besluit)\b")
});

/// Blocks over which a decision that is cut off may go on.
const MOST_BLOCKS_OF_DECISION: usize = 40;
/// Lines above "de raad van de gemeente …;" that can belong to the decision: heading, number, votes.
const MOST_LINES_ABOVE: usize = 7;
/// Words before the border below which it is no second paper but the head of the first.
const LEAST_WORDS: usize = 40;
/// Words behind a decision from which they are another paper, not a stray line.
const LEAST_BEHIND: usize = 100;
/// Bytes at the end of a paragraph in which its council signs.
const SIGNED_BYTES: usize = 240;

/// How sure it is that a decision behind a proposal is a paper of its own.
const BEHIND_PROPOSAL: f32 = 0.95;
/// Behind a letter or a motion it is that of another paper, whose beginning was not found.
const BEHIND_OTHERS: f32 = 0.85;

/// The places where decisions begin, and where what stands behind them does.
///
/// Behind an ordinance stands its explanation, so that only behind a decision, and one behind its proposal, is there another
/// paper.
pub(super) fn borders(blocks: &[Block], kind: Option<DocumentKind>) -> Vec<Border> {
    let has_annexes = matches!(kind, None | Some(DocumentKind::Decision | DocumentKind::Proposal));
    let mut borders: Vec<Border> = Vec::new();
    let mut since = 0;
    // Extraction may put the first page of a decision behind its annex: then the decision has begun above.
    let mut named = blocks.first().is_some_and(|block| NUMBERED_DECISION.is_match(&block.text));
    for (at, block) in blocks.iter().enumerate() {
        if !may_begin(&block.text, b"dh") || !DECISION.is_match(&block.text) || !decides(blocks, at) {
            continue;
        }
        let top = top_of_decision(blocks, at);
        if top > since && words_in(blocks, since..top) >= LEAST_WORDS && !named {
            let sure = if is_letter(blocks, since) { BEHIND_OTHERS } else { BEHIND_PROPOSAL };
            borders.push(Border { at: top, least_words: LEAST_WORDS, sure });
            since = top;
        }
        named = false;
        if let Some(end) = end_of_decision(blocks, at)
            .filter(|end| has_annexes && words_in(blocks, *end..blocks.len()) >= LEAST_BEHIND)
        {
            borders.push(Border { at: end, least_words: 0, sure: BEHIND_OTHERS });
            since = end;
        }
    }
    borders
}

/// Whether a paper begins as letters do.
fn is_letter(blocks: &[Block], from: usize) -> bool {
    let opens = |block: &Block| block.text.chars().take(1_200).collect::<String>().contains("Geacht");
    blocks.iter().skip(from).take(12).any(opens)
}

/// The block behind the signature of a decision; `None` where the decision is not signed in sight, and where what follows
/// explains it.
fn end_of_decision(blocks: &[Block], at: usize) -> Option<usize> {
    let signs = |block: &Block| {
        let lower = super::super::reading::tail_of(&block.text, SIGNED_BYTES).to_lowercase();
        lower.contains("griffier") && lower.contains("voorzitter")
    };
    let is_signature = |n: usize| blocks.get(n).is_some_and(|block| block.kind == BlockKind::Signature);
    // In one block, as a page without line ends; or as the lines of a signature.
    let mut signed = false;
    let (last, _) = blocks.iter().enumerate().skip(at).take(MOST_BLOCKS_OF_DECISION).find(|(n, block)| {
        signed |= is_signature(*n) && (DECIDED.is_match(&block.text) || block.text.to_lowercase().contains("griffier"));
        signs(block) && DECIDED.is_match(&block.text) || signed && is_signature(*n) && !is_signature(n + 1)
    })?;
    let next = blocks.get(last + 1)?;
    (!EXPLAINS.is_match(&next.text)).then_some(last + 1)
}

/// Whether recitals and "besluit" follow soon.
fn decides(blocks: &[Block], at: usize) -> bool {
    let Some(following) = blocks.get(at..(at + 14).min(blocks.len())) else { return false };
    let recital = following.iter().take(4).any(|b| RECITAL.is_match(&b.text) || b.text.contains(" besluit:"));
    recital && following.iter().any(|b| DECIDES.is_match(&squeeze_spaced_letters(&b.text)))
}

/// The first line of the decision: heading and number stand above the words of the council.
fn top_of_decision(blocks: &[Block], at: usize) -> usize {
    let mut top = at;
    for above in (at.saturating_sub(MOST_LINES_ABOVE)..at).rev() {
        let Some(block) = blocks.get(above) else { break };
        let short = block.text.chars().count() < 120;
        if short && block.kind.is_heading() {
            return above;
        }
        if !short || !HEADING_OF_DECISION.is_match(&block.text) {
            break;
        }
        top = above;
    }
    top
}
