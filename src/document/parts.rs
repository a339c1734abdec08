//! Where does one paper end and the next begin in a file that holds several?
//!
//! Only clear borders count: the decision behind a proposal ("de raad van de gemeente X; gelezen …; besluit") with the
//! heading and number above it, and the forms of a council's information system. What is no border for certain is none: a
//! part too few only hides a label, a part too many tears a paper apart.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::names::squeeze_spaced_letters;
use super::pattern;
use crate::layout::{Block, Layout};

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

/// Lines above "de raad van de gemeente …;" that can belong to the decision: heading, number, votes.
const MOST_LINES_ABOVE: usize = 7;
/// Words before the border below which it is no second paper but the head of the first.
const LEAST_WORDS: usize = 40;

/// The ranges of blocks of the papers in a document, in order and without gap; empty where it is one paper.
pub fn find_parts(layout: &Layout) -> Vec<Range<usize>> {
    let blocks = layout.blocks.as_slice();
    let mut borders: Vec<usize> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if !DECISION.is_match(&block.text) || !decides(blocks, at) {
            continue;
        }
        let border = top_of_decision(blocks, at);
        let since = borders.last().copied().unwrap_or(0);
        let words: usize = blocks.get(since..border).into_iter().flatten().map(|b| b.text.split(' ').count()).sum();
        if border > since && words >= LEAST_WORDS {
            borders.push(border);
        }
    }
    if borders.is_empty() {
        return Vec::new();
    }
    let starts = std::iter::once(0).chain(borders.iter().copied());
    let ends = borders.iter().copied().chain(std::iter::once(blocks.len()));
    starts.zip(ends).map(|(start, end)| start..end).collect()
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

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

    const PROPOSAL: &str = "# Raadsvoorstel\nOnderwerp: Fietsen\nAan de raad,\nWij stellen u voor om in de hele gemeente meer te gaan fietsen, omdat fietsen gezond is en weinig kost, en omdat de wegen in de stad daar nu wel breed genoeg voor zijn. Dat hebben wij laten nagaan door een bureau dat er verstand van heeft.\nBurgemeester en wethouders van Urk,\nde secretaris";

    #[test]
    fn a_decision_behind_a_proposal_is_a_part() {
        let text = format!(
            "{PROPOSAL}\n# Urk stad\nNr.: 12\nVoor: Allen\nde Raad van de gemeente Urk;\ngelezen het voorstel;\nb e s l u i t\n1. te fietsen\nUrk, 3 mei 2021"
        );
        let layout = layout(&text);
        let parts = find_parts(&layout);
        assert_eq!(parts.len(), 2);
        assert_eq!(layout.blocks[parts[1].start].text, "Urk stad");
        assert_eq!(parts[1].end, layout.blocks.len());
    }

    #[test]
    fn one_paper_has_no_parts() {
        for text in [
            PROPOSAL.to_owned(),
            "De raad van de gemeente Urk;\ngelezen het voorstel;\nbesluit:\n1. te fietsen".to_owned(),
            format!("{PROPOSAL}\nDe raad van de gemeente Urk heeft dit eerder besproken."),
            String::new(),
        ] {
            assert!(find_parts(&layout(&text)).is_empty(), "{text}");
        }
    }
}
