use proptest::prelude::*;

use super::*;
use crate::document::{Correspondent, DocumentKind, Known, Metadata, MunicipalityName, find_municipality};
use crate::passage::{Passage, ReadPassage, with_roles_and_positions};

const SENTENCES: &str = include_str!("sentences.tsv");

/// What is known of a paper of one of the settings of the list.
fn metadata(setting: &str) -> Metadata {
    let known = |name: &str, body: Body| {
        Some(Known::recognised(Correspondent { name: name.to_owned(), body: Some(body) }, "test", 0.9))
    };
    let executive = || known("college van burgemeester en wethouders van Assen", Body::Executive);
    let council = || known("gemeenteraad van Assen", Body::Council);
    let daily = || known("dagelijks bestuur Alescon", Body::ExecutiveBoard);
    let (kind, issuer, addressee) = match setting {
        "O" => (DocumentKind::Opinion, executive(), daily()),
        "L" => (DocumentKind::Letter, daily(), council()),
        "I" => (DocumentKind::InformationLetter, executive(), council()),
        "P" => (DocumentKind::Proposal, executive(), council()),
        "D" => (DocumentKind::Decision, council(), None),
        "M" => (DocumentKind::Minutes, council(), None),
        "C" => (DocumentKind::Minutes, executive(), None),
        "A" => (DocumentKind::Minutes, known("algemeen bestuur Alescon", Body::GeneralBoard), None),
        _ => (DocumentKind::Motion, council(), executive()),
    };
    let assen = find_municipality("Assen")[0];
    let assen = MunicipalityName { name: assen.name.to_owned(), code: Some(assen.code.to_owned()) };
    Metadata {
        kind: Some(Known::recognised(kind, "test", 0.9)),
        issuer,
        addressee,
        municipalities: if setting == "A" { Vec::new() } else { vec![Known::recognised(assen, "test", 0.9)] },
        arrangements: vec![Known::recognised("Alescon".to_owned(), "test", 0.9)],
        ..Metadata::default()
    }
}

fn positions(setting: &str, text: &str) -> Vec<(String, Position)> {
    positions_in(&metadata(setting), text)
}

fn positions_in(metadata: &Metadata, text: &str) -> Vec<(String, Position)> {
    let (heading_path, text) = match text.split_once(" //") {
        Some((heading, text)) => (vec![heading.to_owned()], text),
        None => (Vec::new(), text),
    };
    let passage = Passage {
        ordinal: 0,
        heading_path,
        text: text.replace('⏎', "\n"),
        margin: String::new(),
        page: None,
        page_label: None,
        lines: (1, 1),
        role: None,
        positions: Vec::new(),
    };
    let told = with_roles_and_positions(vec![ReadPassage { passage, lines: Vec::new() }], metadata);
    let of = |passage: Passage| {
        let text = passage.text;
        passage.positions.into_iter().map(move |position| (position.sentence(&text).to_owned(), position))
    };
    told.into_iter().flat_map(of).collect()
}

/// Sentences of the list that the weights, which are fitted on whole papers, read otherwise: each further one is a loss.
const LET_GO: usize = 12;

#[test]
fn sentences_of_the_list_are_what_it_says() {
    let mut wrong = Vec::new();
    for line in SENTENCES.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (setting, text, begin) = (cells[0], cells[1], cells[2]);
        let found = positions(setting, text);
        let found = found.iter().find(|(sentence, _)| sentence.starts_with(begin)).map(|(_, position)| position);
        let told = found
            .map_or("-".to_owned(), |p| format!("{}\t{}\t{}", p.holder.name, p.kind.as_str(), p.direction.as_str()));
        let expected = cells[3..].join("\t");
        if told != expected {
            wrong.push(format!("{setting} {text}\n    expected {expected}\n    got      {told}"));
        }
    }
    assert!(wrong.len() <= LET_GO, "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_date_and_who_reports_it_are_told() {
    let table = [
        ("L", "Op 12 maart 2018 heeft het algemeen bestuur besloten de kwekerij te sluiten.", Some("2018-03-12"), true),
        ("L", "Wij verzoeken u uw zienswijze uiterlijk 14 juni 2019 te sturen.", None, false),
        ("P", "In juni 2020 heeft uw raad besloten de huur op te zeggen.", Some("2020-06"), true),
        ("M", "De raad stemt in met het voorstel.", None, false),
    ];
    for (setting, text, date, is_reported) in table {
        let (sentence, position) = positions(setting, text).remove(0);
        assert_eq!(sentence, text);
        assert_eq!(position.date.map(|date| date.to_string()).as_deref(), date, "{text}");
        assert_eq!(position.is_reported, is_reported, "{text}");
    }
}

#[test]
fn a_holder_has_its_body_and_whose_it_is() {
    let holder = |setting, text| positions(setting, text).remove(0).1.holder;
    let council = holder("O", "De raad van Meppel heeft ingestemd met de fusie.");
    assert_eq!((council.body, council.of.as_deref()), (Some(Body::Council), Some("Meppel")));
    let board = holder("L", "Wij stellen voor de huur op te zeggen.");
    assert_eq!((board.body, board.of.as_deref()), (Some(Body::ExecutiveBoard), Some("Alescon")));
    let group = holder("L", "De meeste raadsleden steunen het plan.");
    assert_eq!((group.name.as_str(), group.body, group.of), ("de meeste raadsleden", None, None));
}

#[test]
fn a_letter_that_does_not_say_whose_it_is_is_that_of_whom_it_is_about() {
    let holder = |metadata: &Metadata| {
        let found = positions_in(metadata, "Wij verzoeken u de huur op te zeggen.");
        found.first().map(|(_, position)| position.holder.name.clone())
    };
    let mut letter = Metadata { issuer: None, ..metadata("I") };
    assert_eq!(holder(&letter).as_deref(), Some("gemeente Assen"));
    letter.municipalities.clear();
    assert_eq!(holder(&letter).as_deref(), Some("Alescon"));
    letter.arrangements.clear();
    assert_eq!(holder(&letter).as_deref(), Some("onbekend"));
    letter.kind = Some(Known::recognised(DocumentKind::Other, "test", 0.9));
    assert_eq!(holder(&letter).as_deref(), Some("onbekend"), "a page of something larger");
    letter.kind = Some(Known::recognised(DocumentKind::Ordinance, "test", 0.9));
    assert_eq!(holder(&letter), None, "rules ask nobody in particular");
}

#[test]
fn a_position_is_kept_as_it_is_told() {
    let (_, position) = positions("L", "Op 12 maart 2018 heeft het algemeen bestuur besloten te stoppen.").remove(0);
    let kept = serde_json::to_string(&position).unwrap();
    assert!(kept.contains(r#""kind":"besluit","direction":"for","date":"2018-03-12""#), "{kept}");
    assert!(kept.contains(r#""body":"general-board","of":"Alescon""#), "{kept}");
    assert_eq!(serde_json::from_str::<Position>(&kept).unwrap(), position);
    assert!(serde_json::from_str::<Position>(&kept.replace("besluit", "mening")).is_err());
}

#[test]
fn a_sentence_is_told_whole() {
    let table = [
        ("C", "Besluit:⏎De lijst d.d. 25 nov. 2025 vast te stellen.", "De lijst d.d. 25 nov. 2025 vast te stellen."),
        ("D", "besluit:⏎1. het plan vast te stellen;⏎2. geen krediet te verlenen.", "het plan vast te stellen;"),
        ("I", "Dat is zo. Het college ziet af van de koop. Dat scheelt.", "Het college ziet af van de koop."),
    ];
    for (setting, text, expected) in table {
        assert_eq!(positions(setting, text)[0].0, expected);
    }
}

proptest! {
    #[test]
    fn positions_lie_in_their_passage_in_order(
        text in "(De raad |besluit|het college |stemt in met |besloten |heeft |wij |u |verzoeken |niet |[.] |; |: |⏎|1[.] |op 3 mei 2021 |[?] |wethouder De |é€ |fractie D66 en |Hoorn |te verlenen|toe|voor |vast te stellen|\\PC){0,60}",
        setting in "[OLIPDMCAT]",
    ) {
        let (heading, body) = text.split_once(" //").unwrap_or(("", &text));
        prop_assume!(heading.is_empty());
        let body = body.replace('⏎', "\n");
        let mut end = 0;
        for (sentence, position) in positions(&setting, &text) {
            prop_assert!(!sentence.trim().is_empty() && sentence.trim() == sentence);
            prop_assert_eq!(body.get(position.bytes.clone()), Some(sentence.as_str()));
            prop_assert!(end <= position.bytes.start && !sentence.contains('\n'));
            prop_assert!(!position.holder.name.is_empty() && (0.0..=1.0).contains(&position.confidence));
            end = position.bytes.end;
        }
    }
}

/// Holders of the positions in some lines of a paper, by the beginning of their sentences.
fn holders(metadata: &Metadata, text: &str) -> Vec<(String, String)> {
    let found = positions_in(metadata, text).into_iter();
    found
        .map(|(sentence, position)| {
            (sentence.split_whitespace().take(3).collect::<Vec<_>>().join(" "), position.holder.name)
        })
        .collect()
}

fn holder_of(setting: &str, text: &str, begin: &str) -> String {
    let found = holders(&metadata(setting), text);
    let one = found.iter().find(|(sentence, _)| sentence.starts_with(begin));
    one.map_or_else(|| format!("none of {found:?}"), |(_, holder)| holder.clone())
}

#[test]
fn the_floor_goes_on_until_somebody_else_speaks() {
    let text = "De voorzitter: Het woord is aan de heer Brinkman, D66.⏎De heer Brinkman: Dank u wel, voorzitter.⏎\
        Wij steunen dit voorstel van harte.⏎De heer Veldkamp (Helder Assen): Wij zijn tegen dit voorstel.⏎\
        Wethouder Horstink: Wij zeggen toe dat de raad een brief krijgt.⏎Mevrouw Zandstra: Wij vinden dit voorstel te duur.⏎\
        Mevrouw Zandstra: Dat vinden wij als SGP niet verstandig.";
    for (begin, holder) in [
        ("Wij steunen", "fractie D66 Assen"),
        ("Wij zijn tegen", "fractie Helder Assen"),
        ("Wij zeggen", "wethouder Assen"),
        ("Wij vinden", "raadslid Assen"),
        ("Dat vinden", "fractie SGP Assen"),
    ] {
        assert_eq!(holder_of("M", text, begin), holder, "{begin}");
    }
}

#[test]
fn an_amendment_as_tabled_is_that_of_its_parties() {
    let mut amendment = metadata("motion");
    amendment.kind = Some(Known::recognised(DocumentKind::Amendment, "test", 0.9));
    let text = "Indieners: fracties SP, Dorpen Samen en D66⏎Wij stellen voor het besluit als volgt te wijzigen.⏎\
        Het amendement is verworpen met 9 stemmen voor en 16 stemmen tegen.";
    let found = holders(&amendment, text);
    let of =
        |begin: &str| found.iter().find(|(sentence, _)| sentence.starts_with(begin)).map(|(_, holder)| holder.as_str());
    assert_eq!(of("Wij stellen"), Some("fracties SP, Dorpen Samen en D66 Assen"));
    assert_eq!(of("Het amendement"), Some("gemeenteraad Assen"));
}

#[test]
fn others_than_the_writer_are_told_in_its_paper() {
    for (setting, text, begin, holder) in [
        ("P", "Hoorn en Opmeer hebben aangegeven dit voorstel te steunen.", "Hoorn", "gemeenten Hoorn en Opmeer"),
        (
            "P",
            "Woningcorporatie Veldwijk vindt dat de huur te hoog wordt.",
            "Woningcorporatie",
            "Woningcorporatie Veldwijk",
        ),
        ("A", "Het lid namens Hoorn vindt het voorstel te duur.", "Het lid", "lid algemeen bestuur namens Hoorn"),
        (
            "L",
            "De middelen van het kabinet zijn wat ons betreft onvoldoende.",
            "De middelen",
            "dagelijks bestuur Alescon",
        ),
    ] {
        assert_eq!(holder_of(setting, text, begin), holder, "{text}");
    }
}

#[test]
fn the_advice_of_an_audit_office_is_its_own() {
    let text = "De rekenkamer deed onderzoek. Het rapport van de rekenkamer is bijgevoegd. De rekenkamer beveelt het volgende aan:⏎\
        - Wij adviseren de raad om de doelen van het beleid meetbaar te maken.";
    assert_eq!(holder_of("D", text, "Wij adviseren"), "rekenkamer Assen");
}
