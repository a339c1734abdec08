use super::*;
use crate::document::Given;
use crate::extract::ExtractedText;
use crate::pipeline::{Splitting, read_document};

const LETTER: &str = "Gemeente Langedijk\nBestuur Halte Werk\nOns kenmerk: L-2019/88\nDatum: 4 maart 2019\nOnderwerp: Zienswijze kadernota Halte Werk\n\nGeacht bestuur,\n\nIn uw brief van 3 januari 2019 vroeg u om een reactie. De raad heeft de volgende zienswijze vastgesteld. Alkmaar denkt er net zo over.\n\nHoogachtend,\nBurgemeester en wethouders van Langedijk";

fn read(text: &str) -> ReadDocument {
    read_document(&ExtractedText::plain(text.to_owned()), None, &Given::default(), Splitting::Allowed)
}

fn scored(label: &str) -> Recognition {
    score_recognition(&Labels::parse(label).unwrap(), |_| Some(read(LETTER)))
}

fn field<'r>(recognition: &'r Recognition, name: &str) -> &'r FieldFigures {
    recognition.fields.iter().find(|figures| figures.field == name).unwrap()
}

/// Expected, right, wrong.
fn counts(label: &str, name: &str) -> (usize, usize, usize) {
    let recognition = scored(label);
    let FieldFigures { expected, right, wrong, .. } = *field(&recognition, name);
    (expected, right, wrong)
}

#[test]
fn a_value_is_right_wrong_or_missed() {
    for (label, name, expected) in [
        (r#"{"file": "a", "kind": "opinion"}"#, "kind", (1, 1, 0)),
        (r#"{"file": "a", "kind": "letter"}"#, "kind", (1, 0, 1)),
        (r#"{"file": "a", "kind": "letter", "kind_also": ["opinion"]}"#, "kind", (1, 1, 0)),
        (r#"{"file": "a", "date": null}"#, "date", (0, 0, 1)),
        (r#"{"file": "a", "date": null, "date_also": ["2019-03-04"]}"#, "date", (0, 0, 0)),
        (r#"{"file": "a", "date": "2019-03", "unsure": ["date"]}"#, "date", (0, 0, 0)),
        (r#"{"file": "a"}"#, "date", (0, 0, 0)),
        (r#"{"file": "a", "title": "Nota"}"#, "title", (1, 0, 0)),
        (r#"{"file": "a", "municipalities": ["Langedijk"]}"#, "municipalities", (1, 1, 0)),
        (r#"{"file": "a", "municipalities": []}"#, "municipalities", (0, 0, 1)),
        (r#"{"file": "a", "municipalities": [], "municipalities_also": ["Langedijk"]}"#, "municipalities", (0, 0, 0)),
        (r#"{"file": "a", "municipalities": ["Langedijk", "Alkmaar"]}"#, "municipalities", (2, 1, 0)),
        (r#"{"file": "a", "arrangements": ["Halte Werk"]}"#, "arrangements", (1, 1, 0)),
        (r#"{"file": "a", "subject": "zienswijze  Kadernota ‘Halte Werk’"}"#, "subject", (1, 1, 0)),
        (r#"{"file": "a", "reference": ["L-2019/88", "Z-1"]}"#, "reference", (2, 1, 0)),
    ] {
        assert_eq!(counts(label, name), expected, "{label}");
    }
}

#[test]
fn figures_can_be_worked_out_by_hand() {
    let label = r#"{"file": "a", "kind": "opinion", "municipalities": ["Langedijk", "Alkmaar", "Heiloo"]}"#;
    let other = r#"{"file": "b", "kind": "letter", "municipalities": ["Hoorn"]}"#;
    let recognition = scored(&format!("{label}\n{other}"));
    let kind = field(&recognition, "kind");
    assert_eq!((kind.scored, kind.accuracy), (2, Some(0.5)));
    assert_eq!((kind.precision, kind.recall, kind.f1), (Some(0.5), Some(0.5), Some(0.5)));
    assert_eq!((kind.confident, kind.confident_precision), (2, Some(0.5)));
    let municipalities = field(&recognition, "municipalities");
    assert_eq!((municipalities.expected, municipalities.right, municipalities.wrong), (4, 1, 1));
    assert_eq!((municipalities.precision, municipalities.recall), (Some(0.5), Some(0.25)));
    assert_eq!(municipalities.accuracy, None, "several values are each right or wrong");
    assert_eq!(municipalities.misses.len(), 2);
    assert_eq!(municipalities.misses[1].expected, ["Hoorn"]);
    assert_eq!(municipalities.misses[1].got[0].value, "Langedijk");
    assert!(municipalities.misses[1].got[0].evidence.contains("Langedijk"));
}

#[test]
fn what_cannot_be_read_is_missed() {
    let labels = Labels::parse(r#"{"file": "weg", "kind": "letter", "subject": null}"#).unwrap();
    let recognition = score_recognition(&labels, |_| None);
    assert_eq!((field(&recognition, "kind").expected, field(&recognition, "kind").right), (1, 0));
    assert_eq!(field(&recognition, "subject").accuracy, Some(1.0));
}

#[test]
fn parts_are_compared_by_their_kinds() {
    let text = "Raadsvoorstel\nOnderwerp: Fietsen\nAan de raad,\n\nWij stellen u voor om in de hele gemeente meer te gaan fietsen, omdat fietsen gezond is en weinig kost, en omdat de wegen in de stad daar nu wel breed genoeg voor zijn. Dat hebben wij laten nagaan door een bureau dat er verstand van heeft.\n\nBurgemeester en wethouders van Urk,\n\nDe raad van de gemeente Urk;\ngelezen het voorstel;\nbesluit:\n1. te fietsen\nUrk, 3 mei 2021";
    let label = r#"{"file": "a", "parts": ["proposal", "decision", "decision"]}"#;
    let recognition = score_recognition(&Labels::parse(label).unwrap(), |_| Some(read(text)));
    let parts = field(&recognition, "parts");
    assert_eq!((parts.expected, parts.right, parts.wrong), (3, 2, 0), "{:?}", parts.misses);
}

#[test]
fn passages_are_found_by_their_letters() {
    let label =
        |quote: &str| format!(r#"{{"file": "a", "quote": "{quote}", "role": "opinion", "also": ["decision"]}}"#);
    let quotes = ["De raad heeft de volgende zienswijze vast- gesteld.", "Dit staat nergens in de brief te lezen."];
    let roles = scored(&quotes.map(label).join("\n")).roles.unwrap();
    assert_eq!((roles.scored, roles.not_found), (2, 1));
    assert!(roles.misses[0].is_found && !roles.misses[1].is_found);
}

#[test]
fn lines_that_are_no_labels_are_named() {
    for (line, expected) in [
        ("kind: letter", "labels line 1: expected a JSON object, found `kind: letter`"),
        (r#"{"kind": "letter"}"#, "labels line 1: expected a text as `file`, found `{\"kind\": \"letter\"}`"),
        (
            r#"{"file": "a", "date": 2021}"#,
            "labels line 1: expected null, texts and lists of texts as values, found `{\"file\": \"a\", \"date\": 2021}`",
        ),
        (
            r#"{"file": "a", "quote": "b"}"#,
            "labels line 1: expected a text as `role` beside `quote`, found `{\"file\": \"a\", \"quote\": \"b\"}`",
        ),
    ] {
        assert_eq!(Labels::parse(line).unwrap_err().to_string(), expected);
    }
}

#[test]
fn positions_are_scored_by_hand() {
    let text = "Gemeente Langedijk\nBestuur Halte Werk\nDatum: 4 maart 2019\nOnderwerp: Zienswijze kadernota Halte Werk\n\nGeacht bestuur,\n\nWij stemmen in met de kadernota voor het komende jaar. Wij verzoeken u om voor 1 mei een plan te sturen. De nota telt tachtig bladzijden met cijfers. De raad betreurt dat de wachttijd oploopt tot een half jaar.\n\nHoogachtend,\nBurgemeester en wethouders van Langedijk";
    let label = |rest: &str| format!(r#"{{"file": "a", {rest}}}"#);
    let lines = [
        r#""quote": "Wij stemmen in met de  kadernota", "position": true, "holder": "gemeenteraad Langedijk", "kind": "zienswijze", "direction": "for""#,
        r#""quote": "Wij verzoeken u om voor 1 mei een plan te sturen.", "position": true, "holder": "gemeenteraad Urk", "kind": "standpunt", "kind_also": ["verzoek"], "direction": "neutral", "unsure": ["direction"]"#,
        r#""quote": "De raad betreurt dat de wachttijd", "position": false"#,
        r#""quote": "De nota telt tachtig bladzijden met cijfers.", "position": true, "kind": "besluit""#,
        r#""quote": "De nota telt tachtig bladzijden", "position": false"#,
    ];
    let labels = PositionLabels::parse(&lines.map(label).join("\n")).unwrap();
    let figures = score_positions(&labels, |_| Some(read(text)));
    assert_eq!((figures.sentences, figures.positions, figures.found, figures.wrong), (5, 3, 2, 1));
    assert_eq!((figures.precision, figures.recall, figures.f1), (Some(2.0 / 3.0), Some(2.0 / 3.0), Some(2.0 / 3.0)));
    let shares = [figures.kind, figures.holder, figures.direction].map(|share| (share.scored, share.right));
    assert_eq!(shares, [(2, 2), (2, 1), (1, 1)], "{:?}", figures.misses);
    assert_eq!((figures.kind.of_found, figures.kind.of_all), (Some(1.0), Some(2.0 / 3.0)));
    let misses: Vec<_> = figures.misses.iter().map(|miss| (miss.expected.as_str(), miss.got.as_str())).collect();
    assert_eq!(misses.len(), 3);
    assert_eq!(misses[1], ("", "gemeenteraad Langedijk, zienswijze, against"));
    assert_eq!(misses[2], ("besluit", ""));
    assert_eq!(score_positions(&labels, |_| None).recall, Some(0.0), "what cannot be read is missed");
}

#[test]
fn lines_that_are_no_labels_of_positions_are_named() {
    for line in ["[]", r#"{"file": "a", "quote": "b"}"#, r#"{"file": "a", "quote": "b", "position": "yes"}"#] {
        let told = PositionLabels::parse(line).unwrap_err().to_string();
        assert!(
            told.starts_with("labels line 1: expected a JSON object with `file`, `quote` and `position`"),
            "{told}"
        );
    }
}
