//! Which parties (fracties) table a motion or an amendment, or ask a question?
//!
//! A form names them (`Betrokken partijen: CDA, D66`), a paper ends with them (`Fractie X`, `Ingediend door de fracties van
//! A en B`, the names of parties below one another). Persons are left out: who signs for a party is no party.

use std::sync::LazyLock;

use regex::Regex;

use super::super::pattern;
use super::super::reading::Reading;

/// Bytes of the foot in which parties sign.
const FOOT_BYTES: usize = 1_200;
/// More are a list of all parties of a council.
const MOST: usize = 8;

const NAME: &str = r"\p{Lu}[\p{L}\d!/&+-]*(?: (?:\p{Lu}[\p{L}\d!/&+-]*|\d{2}PLUS)){0,2}";

/// `fractie van het CDA`, `fracties van PSR, SP en D66`, `Fractie Leefbaar Urk`.
static FRACTIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:[Ff]ractie(?:s)?|FRACTIE(?:S)?)\s*:?\s+(?:van\s+)?(?:de\s+|het\s+)?(?P<names>{NAME}(?:(?:,\s*|\s+en\s+)(?:de\s+|het\s+)?(?:[Ff]ractie\s+(?:van\s+)?)?{NAME})*)"
    ))
});
/// `SP-fractie`.
static COMPOUND: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<name>\p{Lu}[\p{L}\d/+]*?-|[A-Z]{2}[A-Z\d]* )fractie\b"));
static BETWEEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:,\s*|\s+en\s+|\s*;\s*)(?:de\s+|het\s+)?(?:[Ff]ractie\s+(?:van\s+)?)?"));
/// Parties of the country, whose names need no word beside them.
static NATIONAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:VVD|CDA|PvdA|D66|D'66|SP|SGP|PVV|BBB|Volt|JA21|DENK|GroenLinks|ChristenUnie|50PLUS|50Plus|Partij voor de Dieren|PvdD|Forum voor Democratie|FVD|GL|CU|GroenLinks[-/]PvdA|PvdA[-/]GroenLinks|SGP[-/]ChristenUnie|SGP/CU|CU/SGP|ChristenUnie[-/]SGP)$",
    )
});

/// The parties that a field or a line names after the word for them.
pub(super) fn named(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for captures in FRACTIONS.captures_iter(text) {
        let names = captures.name("names").map_or("", |names| names.as_str());
        for name in BETWEEN.split(names) {
            add(&mut found, name);
        }
    }
    for captures in COMPOUND.captures_iter(text) {
        add(&mut found, captures.name("name").map_or("", |name| name.as_str()).trim_end_matches('-'));
    }
    found
}

/// The parties that table a paper, with the words they stand in.
pub(super) fn tabling(reading: &Reading<'_>) -> Option<(Vec<String>, String)> {
    let of_form = |label: &str| label == "betrokken partijen" || label == "fractie" || label == "fracties";
    if let Some(field) = reading.fields.iter().find(|field| of_form(&field.name.to_lowercase())) {
        let mut found = Vec::new();
        let pieces = field.value.split([',', ';']).map(str::trim);
        pieces.filter(|piece| piece.split(' ').count() <= 4).for_each(|piece| add(&mut found, piece));
        return (!found.is_empty() && found.len() <= MOST).then(|| (found, field.evidence()));
    }
    let mut found: Vec<String> = Vec::new();
    let mut evidence = String::new();
    let mut read = 0;
    for block in reading.blocks.iter().rev() {
        read += block.text.len();
        if read > FOOT_BYTES {
            break;
        }
        let mut here = named(&block.text);
        here.extend(alone(&block.text));
        if !here.is_empty() {
            evidence = block.text.clone();
            // Read from the end on, the first one last.
            here.into_iter().rev().for_each(|name| {
                if !found.contains(&name) {
                    found.insert(0, name)
                }
            });
        }
    }
    (!found.is_empty() && found.len() <= MOST).then_some((found, evidence))
}

/// A line that holds names of parties of the country and nothing else: `PvdA    GroenLinks`.
fn alone(text: &str) -> Vec<String> {
    if text.len() > 120 {
        return Vec::new();
    }
    if NATIONAL.is_match(text) {
        return vec![text.to_owned()];
    }
    let pieces: Vec<&str> =
        text.split([' ', ',', '|']).filter(|piece| !matches!(*piece, "" | "en" | "-" | "–")).collect();
    let all = pieces.iter().all(|piece| NATIONAL.is_match(piece));
    if all { pieces.into_iter().map(str::to_owned).collect() } else { Vec::new() }
}

fn add(found: &mut Vec<String>, name: &str) {
    let name = name.trim().trim_end_matches(['.', ',', ';', ':']).to_owned();
    if name.len() >= 2 && name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !found.contains(&name) {
        found.push(name);
    }
}

/// Parties in the words of the interface: `fractie A Hoorn`, `fracties A en B Hoorn`.
pub(super) fn described(parties: &[String], municipality: Option<&str>) -> Option<String> {
    let names = match parties {
        [] => return None,
        [only] => format!("fractie {only}"),
        [first @ .., last] => format!("fracties {} en {last}", first.join(", ")),
    };
    Some(municipality.map_or(names.clone(), |of| format!("{names} {of}")))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::layout;
    use super::*;
    use crate::document::words::words_of_blocks;

    #[test]
    fn parties_are_named_by_their_word_or_alone_in_the_foot() {
        let table: [(&str, &[&str]); 8] = [
            ("Ondertekend door de fracties van PSR, SP en D66", &["PSR", "SP", "D66"]),
            ("Fractie Leefbaar Urk\nFractie GroenLinks", &["Leefbaar Urk", "GroenLinks"]),
            ("Ingediend door de fractie van het CDA", &["CDA"]),
            ("Namens de SP-fractie", &["SP"]),
            ("Ondertekening\nD66", &["D66"]),
            ("PvdA GroenLinks", &["PvdA", "GroenLinks"]),
            ("De fractie is het eens met het voorstel.", &[]),
            ("Jansen, De Vries en Smit", &[]),
        ];
        for (text, expected) in table {
            let layout = layout(text);
            let found = tabling(&Reading::new(&layout, &words_of_blocks(&layout.blocks)))
                .map(|(parties, _)| parties)
                .unwrap_or_default();
            assert_eq!(found, expected, "{text}");
        }
        let form = layout("Type: Motie\nBetrokken partijen: CDA, Helder Urk\nGeachte raad,");
        assert_eq!(tabling(&Reading::new(&form, &words_of_blocks(&form.blocks))).unwrap().0, ["CDA", "Helder Urk"]);
    }

    #[test]
    fn parties_are_described_with_their_municipality() {
        let parties = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        assert_eq!(described(&parties(&["A"]), Some("Urk")).as_deref(), Some("fractie A Urk"));
        assert_eq!(described(&parties(&["A", "B", "C"]), None).as_deref(), Some("fracties A, B en C"));
        assert_eq!(described(&[], None), None);
    }
}
