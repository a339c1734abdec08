use super::super::tests::layout;
use super::super::{OwnGroups, recognise};
use crate::document::{Body, Listed};

/// Issuer and addressee, each with its body.
fn read(text: &str) -> [String; 2] {
    let metadata = recognise(&layout(text), None, &OwnGroups::default());
    [metadata.issuer, metadata.addressee].map(|known| match known {
        Some(known) => {
            let body = known.value.body.map_or("-", Body::as_str);
            format!("{} ({body})", known.value.name)
        }
        None => "-".to_owned(),
    })
}

#[test]
fn issuer_and_addressee_by_their_places() {
    let table = [
        (
            "WerkSaam Westfriesland\nAan de raden van Hoorn en Medemblik\nDatum: 3 mei 2021\nGeachte leden van de raad,\nHierbij sturen wij u de begroting.\nHoogachtend,\nhet dagelijks bestuur,\nde voorzitter, de directeur,",
            "dagelijks bestuur WerkSaam Westfriesland (executive-board)",
            "raden van Hoorn en Medemblik (council)",
        ),
        (
            "Gemeente Hoorn\nAan het bestuur van WerkSaam Westfriesland\nDatum: 3 mei 2021\nGeacht bestuur,\nDe raad heeft de volgende zienswijze vastgesteld.\nMet vriendelijke groet,\nnamens de raad van de gemeente Hoorn,\nde griffier, de voorzitter,",
            "gemeenteraad van Hoorn (council)",
            "bestuur WerkSaam Westfriesland (-)",
        ),
        (
            "Raadsinformatiebrief\nGemeente Hoorn\nGeachte raad,\nWij praten u bij over de fietsen.\nBurgemeester en wethouders van Hoorn,\nde secretaris, de burgemeester,",
            "college van burgemeester en wethouders van Hoorn (executive)",
            "gemeenteraad van Hoorn (council)",
        ),
        (
            "Raadsvoorstel 12\nGemeente Hoorn\nOnderwerp: Fietsen\nAan de raad,\nWij stellen u voor te fietsen.\nBurgemeester en wethouders van Hoorn,",
            "college van burgemeester en wethouders van Hoorn (executive)",
            "gemeenteraad van Hoorn (council)",
        ),
        (
            "Raadsbesluit\nDe raad van de gemeente Hoorn;\ngelezen het voorstel van burgemeester en wethouders;\nbesluit:\n1. te fietsen.",
            "gemeenteraad van Hoorn (council)",
            "-",
        ),
        (
            "Besluitenlijst van de vergadering van het college van burgemeester en wethouders van Hoorn\n1. Opening\nHet college stemt in.",
            "college van burgemeester en wethouders van Hoorn (executive)",
            "-",
        ),
        (
            "Motie\nDe raad van de gemeente Hoorn, in vergadering bijeen op 3 mei 2021;\noverwegende dat er te weinig fietsen zijn;\nverzoekt het college fietsen te kopen.\nFractie Fietspartij",
            "gemeenteraad van Hoorn (council)",
            "college van burgemeester en wethouders van Hoorn (executive)",
        ),
    ];
    for (text, issuer, addressee) in table {
        assert_eq!(read(text), [issuer, addressee], "{text}");
    }
}

#[test]
fn nobody_is_named_where_nothing_says_who_writes() {
    for text in [
        "Fietsen zijn er in vele kleuren en maten, en wie er een koopt let op het merk, de banden, de bel, het zadel en de prijs die hij ervoor betalen moet, al is dat laatste niet altijd doorslaggevend voor de koper.",
        "Geachte heer Jansen,\nBedankt voor uw brief over de fietsen.\nMet vriendelijke groet,\nP. Pietersen",
    ] {
        assert_eq!(read(text), ["-", "-"], "{text}");
    }
}

#[test]
fn bodies_in_running_text_do_not_sign() {
    let text = "Gemeente Hoorn\nGeacht college,\nHet algemeen bestuur van WerkSaam Westfriesland vergadert in mei.\nMet vriendelijke groet,\nde griffier, namens de raad van de gemeente Hoorn";
    assert_eq!(read(text)[0], "gemeenteraad van Hoorn (council)");
}
