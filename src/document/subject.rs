//! What is a paper about, in its own words: the line `Onderwerp`, and its title?
//!
//! The subject is given as printed, mistakes included. A letter has no title; a form of a council's information system
//! states one; other papers that carry no subject have the heading that calls them what they are.

use std::sync::LazyLock;

use regex::Regex;

use super::fields::{Label, one_line};
use super::kind::DocumentKind;
use super::reading::Reading;
use super::{Known, pattern};
use crate::layout::BlockKind;

static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:(?:openbare |concept[- ]?|ontwerp[- ]?|regionaal |integraal )*(?:besluitenlijst|adviezenlijst|motie:? [^(]|amendement |nota |contourennota|notitie |beleidsplan |",
        r"programmabegroting|begroting \d|kadernota|jaarstukken|jaarrekening|jaarverslag|beleidsregels? |\S*verordening |verslag van|verslag$|",
        r"agenda (?:van|raad|commissie)|agenda$|rapport$|lijst van|aanbiedingsbrief|overeenkomst |(?:start|discussie|kader)notitie |amendement: |",
        r"(?:motie|amendement)(?: [AM]?[.-]?\d{1,3}[a-z]?)?$|besluitenlijst$))"
    ))
});

/// A title that is not complete without the line below.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:agenda|rapport|verslag|jaarverslag(?: \d{4})?|(?:motie|amendement)(?: [AM]?[.-]?\d{1,3}[a-z]?)?)$",
    )
});

/// Where the title of a record ends and its place and time begin.
static WHERE_AND_WHEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:,? (?:gehouden|d\.d\.)|,? (?:van|op) (?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|\d{1,2} \p{L}+ \d{4})|(?: (?:van|der)(?: de)?)? gemeente \p{Lu}|, (?:maan|dins|woens|donder|vrij)dag).*$",
    )
});
/// `gemeente Urk` below a title is no part of it.
static OF_MUNICIPALITY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(?:van de )?gemeente \p{Lu}[\p{L} '’-]{1,40}$"));

/// "Het advies betreft: a. de begroting;" is a list, and no subject.
static LIST_POINT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[a-z]|\d{1,2})[.)] |;$"));

/// Recognises the subject line (onderwerp).
///
/// Decisions, motions and lists carry none of their own below the head; what stands there is that of an annex or item.
pub(super) fn recognise_subject(reading: &Reading<'_>, kind: Option<DocumentKind>) -> Option<Known<String>> {
    let bare = matches!(
        kind,
        Some(
            DocumentKind::Decision
                | DocumentKind::Motion
                | DocumentKind::Amendment
                | DocumentKind::Minutes
                | DocumentKind::Agenda
                | DocumentKind::Ordinance
        )
    );
    let field =
        reading.fields.iter().filter(|f| f.label == Label::Subject && (!bare || reading.heads(f))).find(|f| {
            let letters = f.value.chars().filter(|c| c.is_alphabetic()).count();
            letters >= 3 && !f.value.contains("---") && !LIST_POINT.is_match(&f.value)
        })?;
    let value = field.value.trim_matches(['*', ' ', '_']);
    let confidence = if reading.heads(field) && !value.contains(". ") { 0.93 } else { 0.85 };
    Some(Known::recognised(value.to_owned(), field.evidence(), confidence))
}

/// Recognises the title (titel).
pub(super) fn recognise_title(
    reading: &Reading<'_>,
    kind: Option<DocumentKind>,
    has_subject: bool,
) -> Option<Known<String>> {
    if let Some(field) = reading.fields.iter().find(|f| f.label == Label::Title && reading.heads(f)) {
        return Some(Known::recognised(field.value.clone(), field.evidence(), 0.89));
    }
    // The first heading of these is their letterhead, or a chapter.
    let untitled = matches!(
        kind,
        Some(
            DocumentKind::Letter
                | DocumentKind::Opinion
                | DocumentKind::InformationLetter
                | DocumentKind::Decision
                | DocumentKind::Proposal
        )
    );
    for (at, block) in reading.blocks.iter().enumerate().take_while(|(at, _)| reading.in_head(*at, 0)).take(7) {
        let text = super::names::squeeze_spaced_letters(block.text.trim_matches(['*', ' ', '#', '_']));
        let listing = matches!(kind, Some(DocumentKind::Minutes | DocumentKind::Agenda));
        let text = if listing { WHERE_AND_WHEN.replace(&text, "").trim_end().to_owned() } else { text.into_owned() };
        if text.chars().count() > 160 || !TITLE.is_match(&text) || has_subject {
            continue;
        }
        // Words that ran together, because they were set in spaced letters, are no title that one could show.
        if text.split(' ').any(|word| word.len() > 20 && !word.contains(char::is_lowercase)) {
            return None;
        }
        // A title set over two lines: the second continues in small letters or stands in quotes.
        let next = reading
            .blocks
            .get(at + 1)
            .filter(|b| b.text.chars().count() < 100 && !matches!(b.kind, BlockKind::ListItem { .. }));
        let bare = BARE.is_match(&text);
        let next = next.filter(|b| bare || b.text.starts_with(|c: char| c.is_lowercase() || "\"'“‘".contains(c)));
        let report = text.to_lowercase() == "verslag";
        let next = next.filter(|b| !report || b.text.starts_with("van "));
        let next = next.filter(|b| !OF_MUNICIPALITY.is_match(&b.text));
        let is_field = || reading.fields.iter().any(|field| field.block == at + 1);
        let next = next.filter(|b| (bare || !b.text.contains(':')) && !is_field());
        let next = next.filter(|b| super::date::date_at_start(&b.text).is_none());
        let title = match next {
            // "Rapport" above the title says what it is, not what it is about.
            Some(b) if text.to_lowercase() == "rapport" => b.text.clone(),
            Some(b) => {
                let both = format!("{text} {}", b.text);
                if listing { WHERE_AND_WHEN.replace(&both, "").trim_end().to_owned() } else { both }
            }
            None if bare && !text.contains(' ') => continue,
            None => text,
        };
        let title = title.trim_end_matches([',', ';']).to_owned();
        return Some(Known::recognised(title.clone(), one_line(&title), 0.8));
    }
    if untitled || has_subject {
        return None;
    }
    if let Some(title) = kind.and_then(|kind| book_title(reading, kind)) {
        return Some(title);
    }
    let heading = reading.blocks.iter().take(4).find(|b| matches!(b.kind, BlockKind::Heading { level: 1 }))?;
    let long_enough = heading.text.split(' ').count() > 1 && heading.text.chars().count() < 160;
    long_enough.then(|| Known::recognised(heading.text.clone(), one_line(&heading.text), 0.6))
}

/// Bytes of a line that can be the title of a book.
const TITLE_BYTES: usize = 90;

/// The first line on the cover of a report or plan that is no name of whose it is: `Rekenkamer X` / `Zicht op armoede`.
fn book_title(reading: &Reading<'_>, kind: DocumentKind) -> Option<Known<String>> {
    if !matches!(kind, DocumentKind::Report | DocumentKind::Plan | DocumentKind::Note) {
        return None;
    }
    let lines = reading.blocks.iter().zip(&reading.names).enumerate().take(3);
    for (at, (block, names)) in lines {
        let text = block.text.as_str();
        let lower = text.to_lowercase();
        let is_sender =
            ["gemeente ", "rekenkamer", "commissie", "provincie ", "afdeling", "cliëntenraad", "adviesraad"]
                .iter()
                .any(|words| lower.starts_with(words))
                || names.iter().any(|name| name.bytes.len() * 2 > text.len());
        if is_sender {
            continue;
        }
        let is_line = text.len() <= TITLE_BYTES && text.split(' ').count() > 1 && !text.ends_with(['.', ',', ';', ':']);
        let is_other = reading.fields.iter().any(|field| field.block == at)
            || super::date::date_at_start(text).is_some()
            || matches!(block.kind, BlockKind::ListItem { .. } | BlockKind::TableRow);
        return (is_line && !is_other).then(|| Known::recognised(text.to_owned(), one_line(text), 0.6));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;
    use crate::document::words::words_of_blocks;

    #[test]
    fn subjects_as_printed() {
        let table = [
            ("Onderwerp : Fietsen in de stad\nGeacht bestuur,", Some("Fietsen in de stad")),
            ("**Betreft: uw vraag over fietsen**\nGeacht college,", Some("uw vraag over fietsen")),
            (
                "Zaaknummer: 12345 Onderwerp: Concept jaarplan Uw kenmerk: 12-34 Geacht bestuur , Dank.",
                Some("Concept jaarplan"),
            ),
            ("Geachte raad,\nHet onderwerp is fietsen.", None),
            ("Onderwerp: -\nGeacht bestuur,", None),
            ("Geachte raad,\nBetreft: a. de begroting;", None),
        ];
        for (text, expected) in table {
            let layout = layout(text);
            let subject = recognise_subject(&Reading::new(&layout, &[]), None).map(|k| k.value);
            assert_eq!(subject.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn titles_of_papers_without_subject() {
        let table = [
            ("Titel\nMotie Meer bankjes\nType\nMotie", Some("Motie Meer bankjes")),
            (
                "Gemeente Urk\nNota minimabeleid\n\"Allen aan boord\"\nVoorwoord",
                Some("Nota minimabeleid \"Allen aan boord\""),
            ),
            ("Gemeente Urk\nGeacht bestuur,\nDank.", None),
            ("MOTIE M7\nFietsen: meer doen\nDe raad van Urk,", Some("MOTIE M7 Fietsen: meer doen")),
            ("Amendement: Meer bankjes\nRaad van: 3 mei 2021", Some("Amendement: Meer bankjes")),
        ];
        for (text, expected) in table {
            let layout = layout(text);
            let title = recognise_title(&Reading::new(&layout, &[]), None, false).map(|k| k.value);
            assert_eq!(title.as_deref(), expected, "{text}");
        }
        let of_kind = |text: &str, kind| {
            let layout = layout(text);
            recognise_title(&Reading::new(&layout, &words_of_blocks(&layout.blocks)), Some(kind), false)
                .map(|k| k.value)
        };
        let record = "VERSLAG van de openbare vergadering van de commissie Water van de gemeente Urk, gehouden op 3 mei 2021\n1. Opening";
        assert_eq!(
            of_kind(record, DocumentKind::Minutes).as_deref(),
            Some("VERSLAG van de openbare vergadering van de commissie Water")
        );
        let report = "Rekenkamercommissie Urk\nZicht op fietsen\nOnderzoek naar fietsen in Urk";
        assert_eq!(of_kind(report, DocumentKind::Report).as_deref(), Some("Zicht op fietsen"));
        assert_eq!(of_kind("Gemeente Urk\nDatum: 3 mei 2021\nWij fietsen.", DocumentKind::Report), None);
    }
}
