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
        r"agenda (?:van|raad|commissie)|agenda$|rapport$|lijst van|aanbiedingsbrief|overeenkomst ))"
    ))
});

/// A title that is not complete without the line below.
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:agenda|rapport|verslag|jaarverslag(?: \d{4})?)$"));

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
    let field = reading
        .fields
        .iter()
        .filter(|f| f.label == Label::Subject && (!bare || reading.heads(f)))
        .find(|f| f.value.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !f.value.contains("---"))?;
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
        let next = next.filter(|b| !b.text.contains(':') && super::date::date_at_start(&b.text).is_none());
        let title = match next {
            // "Rapport" above the title says what it is, not what it is about.
            Some(b) if text.to_lowercase() == "rapport" => b.text.clone(),
            Some(b) => format!("{text} {}", b.text),
            None if bare && !text.contains(' ') => continue,
            None => text,
        };
        let title = title.trim_end_matches([',', ';']).to_owned();
        return Some(Known::recognised(title.clone(), one_line(&title), 0.8));
    }
    if untitled || has_subject {
        return None;
    }
    let heading = reading.blocks.iter().take(4).find(|b| matches!(b.kind, BlockKind::Heading { level: 1 }))?;
    let long_enough = heading.text.split(' ').count() > 1 && heading.text.chars().count() < 160;
    long_enough.then(|| Known::recognised(heading.text.clone(), one_line(&heading.text), 0.6))
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

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
        ];
        for (text, expected) in table {
            let layout = layout(text);
            let title = recognise_title(&Reading::new(&layout, &[]), None, false).map(|k| k.value);
            assert_eq!(title.as_deref(), expected, "{text}");
        }
    }
}
