//! What does a line that leads a list in make of the points below it: `Overwegende dat:`, `Verzoekt het college:`?

use super::cues::{Sign, in_lead};
use crate::document::words::Words;

/// Bytes of the line that are looked at, from its end.
const LEAD_BYTES: usize = 200;
/// Longest line without a colon that can lead in (`overwegende dat`).
const BARE_BYTES: usize = 80;
/// Words with which a motion or decision begins a new section.
const SECTIONS: &[&str] = &[
    "overwegende",
    "constaterende",
    "constateert",
    "gelezen",
    "gelet",
    "gehoord",
    "gezien",
    "besluit",
    "verzoekt",
    "draagt",
    "spreekt",
    "roept",
    "wijzigt",
];

/// What a line makes of what it leads in.
#[derive(Debug, Clone, Copy)]
pub(in crate::passage) struct Lead {
    pub sign: Sign,
    pub weight: f32,
    /// The words in which it says so.
    pub phrase: &'static str,
}

/// The lead of a line; `None` where the line leads nothing in, or nothing that is known.
pub(in crate::passage) fn lead_of(line: &str) -> Option<Lead> {
    let line = line.trim_end();
    let leads = line.ends_with(':') || line.len() < BARE_BYTES && begins_section(line);
    if !leads {
        return None;
    }
    let mut from = line.len().saturating_sub(LEAD_BYTES);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    let words = Words::of(line.get(from..).unwrap_or_default());
    let last = in_lead(&words).into_iter().max_by_key(|f| (f.found.words.end, f.found.words.len()))?;
    Some(Lead { sign: last.cue.sign, weight: last.cue.weight, phrase: last.cue.phrase })
}

/// Whether a line begins as a section of a motion or decision does.
pub(super) fn begins_section(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphabetic());
    let first = line.find(|c: char| !c.is_alphabetic()).map_or(line, |end| &line[..end]);
    if first.is_ascii() {
        return SECTIONS.iter().any(|section| first.eq_ignore_ascii_case(section));
    }
    SECTIONS.contains(&first.to_lowercase().as_str())
}

/// Whether a line is a point of a list, or goes on with what stood above.
pub(in crate::passage) fn is_point(line: &str) -> bool {
    let line = line.trim_start();
    let Some(first) = line.chars().next() else { return false };
    if first.is_lowercase() || "-•·*●▪–—\"“‘'„".contains(first) {
        return true;
    }
    let mark = line.split(' ').next().unwrap_or_default();
    let bare = mark.trim_matches(['(', ')', '.']);
    let is_number = mark.contains(['.', ')'])
        && !bare.is_empty()
        && bare.len() <= 4
        && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_letter = mark.len() > bare.len() && bare.chars().count() == 1;
    let is_roman = !bare.is_empty() && mark.len() > bare.len() && bare.chars().all(|c| "IVX".contains(c));
    is_number || is_letter || is_roman
}

#[cfg(test)]
mod tests {
    use super::super::Role;
    use super::*;

    #[test]
    fn lines_that_lead_in() {
        for (line, role) in [
            ("Overwegende dat:", Role::Argument),
            ("constaterende dat", Role::Context),
            ("Verzoekt het college om:", Role::Request),
            ("Wij stellen u daarom voor:", Role::Proposal),
            ("spreekt uit dat:", Role::Opinion),
        ] {
            assert_eq!(lead_of(line).map(|lead| lead.sign), Some(Sign::Role(role)), "{line}");
        }
        assert_eq!(lead_of("besluit:").map(|lead| lead.sign), Some(Sign::Point));
        for line in ["Wij verzoeken u om een reactie.", "De volgende kleuren zijn er:", ""] {
            assert!(lead_of(line).is_none(), "{line}");
        }
    }

    #[test]
    fn points_are_told_from_paragraphs() {
        for line in [
            "- in te stemmen",
            "• Een punt",
            "1. In te stemmen",
            "2.3 Dan dit",
            "a) te gaan",
            "IV. op te dragen",
            "kennis te nemen",
        ] {
            assert!(is_point(line), "{line}");
        }
        for line in ["De raad besluit.", "In 2020 was dat anders.", "Ja, dat klopt.", ""] {
            assert!(!is_point(line), "{line}");
        }
    }
}
