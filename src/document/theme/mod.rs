//! What is a document about: work, income, debts, youth?
//!
//! Terms of a data file (`terms.tsv`) count with their weight, a term that comes again a little more, one in subject or title
//! three times as much. A theme needs enough of them for the length of the document and not far less than the first; a document
//! about everything has no theme.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Known;
use super::listed::{Listed, ListedName};
use super::lists::rows;
use super::phrases::Phrases;
use super::reading::Reading;
use super::words::Words;

/// A theme of the social domain and around it (thema).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Theme {
    /// Participatie en werk.
    Participation,
    /// Inkomen.
    Income,
    /// Sociale werkvoorziening.
    SocialEmployment,
    /// Maatschappelijke ondersteuning.
    Wmo,
    /// Jeugd.
    Youth,
    /// Schulden.
    Debt,
    /// Armoede.
    Poverty,
    /// Inburgering.
    Integration,
    /// Onderwijs.
    Education,
    /// Gezondheid.
    Health,
    /// Bestuur en samenwerking.
    Governance,
    /// Financiën.
    Finance,
}

impl Listed for Theme {
    const WHAT: &'static str = "a theme";
    const NAMES: &'static [ListedName<Self>] = &[
        (Self::Participation, "participation", "participatie", &["werk", "participatiewet", "re-integratie"]),
        (Self::Income, "income", "inkomen", &["bijstand", "uitkering", "uitkeringen"]),
        (Self::SocialEmployment, "social-employment", "sociale werkvoorziening", &["wsw", "sw"]),
        (Self::Wmo, "wmo", "maatschappelijke ondersteuning", &["zorg"]),
        (Self::Youth, "youth", "jeugd", &["jeugdhulp", "jeugdzorg", "jeugdwet"]),
        (Self::Debt, "debt", "schulden", &["schuldhulp", "schuldhulpverlening"]),
        (Self::Poverty, "poverty", "armoede", &["minima", "armoedebeleid"]),
        (Self::Integration, "integration", "inburgering", &["integratie", "statushouders"]),
        (Self::Education, "education", "onderwijs", &["school"]),
        (Self::Health, "health", "gezondheid", &["volksgezondheid", "publieke gezondheid"]),
        (Self::Governance, "governance", "bestuur", &["samenwerking", "gemeenschappelijke regelingen"]),
        (Self::Finance, "finance", "financiën", &["begroting", "financien"]),
    ];
}

struct Term {
    theme: Theme,
    weight: f32,
    words: &'static str,
}

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    let term = |row: super::lists::Row| {
        Some(Term { theme: Theme::named(row.text(0))?, weight: row.text(1).parse().ok()?, words: row.text(2) })
    };
    rows(include_str!("terms.tsv")).filter_map(term).collect()
});
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(TERMS.iter().map(|term| term.words)));

/// Bytes of a document that are looked at: what it is about it says at its begin.
const READ_BYTES: usize = 10_000;
/// How much more a term counts in subject or title.
const IN_TITLE: f32 = 3.0;
/// What a theme needs in a short document, and per thousand words more.
const ENOUGH: f32 = 5.0;
const PER_THOUSAND_WORDS: f32 = 2.0;
/// What a theme needs of what the first has.
const OF_FIRST: f32 = 0.4;
/// Most themes of a document.
const MOST: usize = 4;
/// Terms that the evidence names.
const NAMED: usize = 4;

/// A theme with the sum of its terms, and the terms with what each adds.
type Score = (Theme, f32, Vec<(f32, &'static str)>);

/// Recognises the themes, the strongest first.
pub(super) fn recognise(reading: &Reading<'_>, titles: &[&str]) -> Vec<Known<Theme>> {
    let mut counts: HashMap<usize, (f32, f32)> = HashMap::new();
    let mut words_read = 0;
    let mut bytes = 0;
    for (at, block) in reading.blocks.iter().enumerate() {
        bytes += block.text.len();
        if bytes > READ_BYTES && words_read > 0 {
            break;
        }
        let words = reading.words(at);
        words_read += words.len();
        for found in PHRASES.find(&words) {
            counts.entry(found.phrase).or_default().0 += 1.0;
        }
    }
    for title in titles {
        for found in PHRASES.find(&Words::of(title)) {
            counts.entry(found.phrase).or_default().1 = IN_TITLE;
        }
    }
    let mut scores: Vec<Score> = Vec::new();
    for (at, (count, in_title)) in counts {
        let Some(term) = TERMS.get(at) else { continue };
        let score = term.weight * (1.0 + in_title + count.max(1.0).ln());
        match scores.iter_mut().find(|(theme, ..)| *theme == term.theme) {
            Some((_, sum, terms)) => {
                *sum += score;
                terms.push((score, term.words));
            }
            None => scores.push((term.theme, score, vec![(score, term.words)])),
        }
    }
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let first = scores.first().map_or(0.0, |(_, score, _)| *score);
    #[expect(clippy::cast_precision_loss, reason = "words of one document are far below 2^24")]
    let enough = ENOUGH + PER_THOUSAND_WORDS * (words_read as f32 / 1000.0);
    let known = |(theme, score, mut terms): Score| {
        terms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let named: Vec<&str> = terms.iter().take(NAMED).map(|(_, words)| *words).collect();
        Known::recognised(theme, named.join(", "), (0.5 + 0.15 * (score / enough - 1.0)).min(0.85))
    };
    scores
        .into_iter()
        .filter(|(_, score, _)| *score >= enough && *score >= first * OF_FIRST)
        .take(MOST)
        .map(known)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

    fn themes(text: &str) -> Vec<Theme> {
        let layout = layout(text);
        recognise(&Reading::new(&layout, &[]), &[]).into_iter().map(|known| known.value).collect()
    }

    #[test]
    fn every_line_of_the_list_is_a_term() {
        let list = include_str!("terms.tsv");
        let lines: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(TERMS.len(), lines.len());
        assert!(lines.iter().filter_map(|line| line.split('\t').next()).is_sorted());
        for (theme, ..) in Theme::NAMES {
            assert!(TERMS.iter().any(|term| term.theme == *theme), "{theme:?}");
        }
    }

    #[test]
    fn themes_of_small_documents() {
        let table = [
            (
                "De Wsw-medewerkers van het SW-bedrijf werken beschut; de sociale werkvoorziening krimpt.",
                vec![Theme::SocialEmployment],
            ),
            (
                "De schuldhulpverlening begint met vroegsignalering van problematische schulden en budgetbeheer.",
                vec![Theme::Debt],
            ),
            ("De jeugdhulp en de jeugdbescherming vallen onder de Jeugdwet, en pleegzorg ook.", vec![Theme::Youth]),
            ("De statushouders volgen een inburgeringstraject onder de Wet inburgering.", vec![Theme::Integration]),
            ("De fietsenstalling op het plein wordt verplaatst naar de overkant.", vec![]),
            ("Een jongere vond in de school een portemonnee en bracht die naar de griffie.", vec![]),
        ];
        for (text, expected) in table {
            assert_eq!(themes(text), expected, "{text}");
        }
    }

    #[test]
    fn a_theme_names_its_terms() {
        let layout = layout("De armoede neemt toe; minimaregelingen en de voedselbank helpen.");
        let found = recognise(&Reading::new(&layout, &[]), &[]);
        assert_eq!(found[0].evidence, "armoede*, minimaregeling*, voedselbank*");
    }
}
