//! When are a label and a value the same?
//!
//! Municipalities by their code, arrangements by their name in use, texts by their letters and digits; of whoever writes
//! or is written to, body and name, not the wording.

use std::collections::BTreeSet;

use crate::analysis::fold::fold;
use crate::document::{find_arrangement, find_municipality, identities};

/// Municipalities by code: `Bergen (NH.)` is `Bergen (NH)`, and `Bergen` is neither.
pub(super) fn same_municipality(label: &str, found: &str) -> bool {
    let code = |name: &str| match find_municipality(name)[..] {
        [only] => Some(only.code),
        _ => None,
    };
    match (code(label), code(found)) {
        (Some(a), Some(b)) => a == b,
        _ => same_text(label, found),
    }
}

/// Arrangements by the name in use: an earlier or statutory name is the same thing.
pub(super) fn same_arrangement(label: &str, found: &str) -> bool {
    match (find_arrangement(label), find_arrangement(found)) {
        (Some(a), Some(b)) => a.name == b.name,
        _ => same_text(label, found),
    }
}

/// Texts by their words: white space, signs between words, case and accents do not count.
pub(super) fn same_text(label: &str, found: &str) -> bool {
    words(label) == words(found)
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(fold).collect()
}

/// What a body is, in words that stand in its description; the first that occurs counts.
const BODIES: [(&str, &[&str]); 8] = [
    ("audit", &["rekenkamer", "rekenkamercommissie", "auditcomite"]),
    ("committee", &["commissie", "werkgeverscommissie", "stuurgroep"]),
    ("general-board", &["algemeen bestuur"]),
    ("executive-board", &["dagelijks bestuur"]),
    ("board", &["bestuur", "besturen", "directie"]),
    ("faction", &["fractie", "fracties"]),
    ("executive", &["college", "colleges", "burgemeester en wethouders", "b w", "b en w", "wethouder"]),
    ("council", &["raad", "raden", "gemeenteraad", "gemeenteraden", "raadsleden", "gemeenteraadsleden"]),
];

/// Senders and addressees by body and name: `raad van Hoorn` is `gemeenteraad Hoorn`, and the executive of Hoorn is not.
///
/// What one of the two leaves open does not count. "Bestuur" is any board. A group stands for its members. Where no known
/// name stands in either, the shorter text has to stand in the longer.
pub(super) fn same_party(label: &str, found: &str) -> bool {
    let (a, b) = (identities(label), identities(found));
    let agrees = match (body(label), body(found)) {
        (Some(a), Some(b)) => a == b || [a, b].contains(&"board") && a.ends_with("board") && b.ends_with("board"),
        _ => true,
    };
    let named = |names: &BTreeSet<String>| !names.is_empty();
    agrees
        && match (named(&a), named(&b)) {
            (true, true) => !a.is_disjoint(&b),
            (true, false) => false,
            (false, true) => body(label).is_some() || holds(found, label),
            (false, false) => {
                body(label).is_some() && body(found).is_some() || holds(label, found) || holds(found, label)
            }
        }
}

fn body(text: &str) -> Option<&'static str> {
    let text = spaced(text);
    BODIES.iter().find(|(_, names)| names.iter().any(|name| text.contains(&format!(" {name} ")))).map(|(body, _)| *body)
}

fn holds(text: &str, part: &str) -> bool {
    spaced(text).contains(&spaced(part))
}

fn spaced(text: &str) -> String {
    format!(" {} ", words(text).join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_whatever_their_spelling() {
        assert!(same_municipality("Bergen (NH)", "Bergen (NH.)"));
        assert!(same_municipality("'s-Hertogenbosch", "Den Bosch"));
        assert!(!same_municipality("Bergen (NH)", "Bergen (L)"));
        assert!(!same_municipality("Bergen (NH)", "Bergen"));
        assert!(same_arrangement("WNK Personeelsdiensten", "Werkvoorzieningsschap Noord-Kennemerland"));
        assert!(!same_arrangement("Halte Werk", "Senzer"));
        assert!(same_text("Beleidsplan  ‘Meedoen telt!’", "beleidsplan \"Meedoen telt\""));
        assert!(!same_text("Z-21-001", "Z-21-002"));
    }

    #[test]
    fn whoever_writes_is_body_and_name() {
        for (label, found, same) in [
            ("raad van Heerhugowaard", "gemeenteraad Heerhugowaard", true),
            ("burgemeester en wethouders van Bergen", "college van Bergen (NH)", true),
            ("college van burgemeester en wethouders van Urk", "gemeenteraad Urk", false),
            ("gemeenteraad van Urk", "gemeenteraad van Hoorn", false),
            ("gemeenteraad van Urk", "gemeenteraad", false),
            ("leden van de gemeenteraad", "gemeenteraad Urk", true),
            ("gemeente Hoorn", "burgemeester en wethouders van Hoorn", true),
            ("dagelijks bestuur van Senzer", "algemeen bestuur Senzer", false),
            ("bestuur van de GR Senzer", "algemeen bestuur Senzer", true),
            ("raden van de BUCH-gemeenten", "raad van Heiloo", true),
            ("Rekenkamer Rijswijk", "rekenkamer van de gemeente Rijswijk", true),
            ("colleges Schagen en Texel", "colleges van Schagen en Texel", true),
            ("Heerlen en Kerkrade", "gemeenten Heerlen en Kerkrade", true),
            ("Ministerraad", "de Ministerraad", true),
            ("Ministerraad", "gemeenteraad Urk", false),
        ] {
            assert_eq!(same_party(label, found), same, "{label} / {found}");
        }
    }
}
