//! Under which references is a paper filed: its own, its case, and that of the letter it answers?
//!
//! Only from labelled fields, from case numbers of the form `Z/24/012345`, and the number of the proposal that an
//! amendement changes. Several are kept apart. Not: names, `zie bijlage`, dashes, and numbers of other papers in the text.

use std::sync::LazyLock;

use regex::Regex;

use super::fields::{Field, Label, is_stamp, looks_like_reference, one_line};
use super::kind::DocumentKind;
use super::reading::Reading;
use super::{Known, pattern};

static CASE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bZ/\d{2}/\d{5,7}(?:/\d+)?\b"));
static NUMBERED_PROPOSAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^Raadsvoorstel (?P<number>\d{4}/\d+)\b"));

/// More than this many are a list of other papers.
const MOST: usize = 4;

/// Recognises the references (kenmerken) in the order in which they stand.
pub(super) fn recognise(reading: &Reading<'_>, kind: Option<DocumentKind>) -> Vec<Known<String>> {
    let decision = kind == Some(DocumentKind::Decision);
    let mut references: Vec<Known<String>> = Vec::new();
    let found_in_head = reading
        .fields
        .iter()
        .any(|f| f.label == Label::OwnReference && reading.heads(f) && values(&f.value).next().is_some());
    let mut add = |value: &str, evidence: String, confidence: f32| {
        if references.len() < MOST && references.iter().all(|known| known.value != value) {
            references.push(Known::recognised(value.to_owned(), evidence, confidence));
        }
    };
    for field in &reading.fields {
        if !matches!(field.label, Label::OwnReference | Label::YourReference) {
            continue;
        }
        // An annex has labels of its own: after the salutation only the case number of the page's margin counts.
        let late = (reading.salutation().is_some() || decision) && !reading.heads(field);
        if late && (field.label == Label::YourReference || found_in_head || decision) {
            continue;
        }
        for value in values(&field.value).filter(|value| !is_number_of_paper(field, value)) {
            add(value, field.evidence(), if late { 0.75 } else { 0.93 });
        }
    }
    for (at, block) in reading.blocks.iter().enumerate().take_while(|(at, _)| reading.in_head(*at, 0)) {
        if let Some(found) = CASE.find(&block.text).filter(|m| reading.in_head(at, m.start())) {
            add(found.as_str(), one_line(found.as_str()), 0.9);
        }
        if let Some(number) = NUMBERED_PROPOSAL.captures(&block.text).and_then(|c| c.name("number")) {
            add(number.as_str(), one_line(&block.text), 0.8);
        }
    }
    references
}

/// `Nummer: 12` is that of a proposal in its year, `Nummer: 18.00421` one of a register.
fn is_number_of_paper(field: &Field, value: &str) -> bool {
    field.name.eq_ignore_ascii_case("nummer") && value.chars().filter(char::is_ascii_digit).count() < 5
}

/// The references in the value of a field: the words at its start that can be one.
fn values(value: &str) -> impl Iterator<Item = &str> {
    value
        .split([' ', ';', ','])
        .filter(|word| !matches!(*word, "/" | "en" | "" | "|" | "nr." | "nr") && !is_stamp(word))
        .take_while(|word| looks_like_reference(word) && super::date::find_dates(word).is_empty())
        .map(|word| word.trim_matches(['.', ',', '(', ')', '*']))
        .take(2)
}

#[cfg(test)]
mod tests {
    use super::super::tests::layout;
    use super::*;

    #[test]
    fn references_of_a_paper() {
        let table: [(&str, &[&str]); 10] = [
            ("Ons kenmerk : 18uit01234\nGeachte raad,", &["18uit01234"]),
            ("Ons kenmerk: AB/CD/EF\nGeacht college,", &["AB/CD/EF"]),
            ("Voorstelnr.: RB2020012\nAan de raad", &["RB2020012"]),
            ("Kenmerk: Z-21-001234 / D-21-123456\nGeachte raad,", &["Z-21-001234", "D-21-123456"]),
            ("Uw kenmerk: B. Altena\nOns kenmerk: -\nGeacht college,", &[]),
            ("Uw kenmerk: zie bijlage 1\nGeacht college,", &[]),
            ("Zaaknummer:\nUw kenmerk:\nGeacht college,", &[]),
            (
                "Zaaknummer: 51234567 Onderwerp: Programma Uw kenmerk: 100123-4567 Uw brief d.d.: 12 november 2020 Geacht bestuur , Dank",
                &["51234567", "100123-4567"],
            ),
            (
                "Portefeuillehouder A de Boer Afdeling FIN Zaaknummer 51234568 Aan de gemeenteraad, Beslispunten",
                &["51234568"],
            ),
            ("Geachte raad,\nHet voorstel nr. 12345 is van vorig jaar. Zie kenmerk 2020/12.", &[]),
        ];
        for (text, expected) in table {
            let layout = layout(text);
            let found: Vec<_> = recognise(&Reading::new(&layout, &[]), None).into_iter().map(|k| k.value).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
