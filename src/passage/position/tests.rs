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
    let told = with_roles_and_positions(vec![ReadPassage { passage, lines: Vec::new() }], &metadata(setting));
    let of = |passage: Passage| {
        let text = passage.text;
        passage.positions.into_iter().map(move |position| (position.sentence(&text).to_owned(), position))
    };
    told.into_iter().flat_map(of).collect()
}

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
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
