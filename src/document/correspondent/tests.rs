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
            "Cliëntenraad Wmo Hoorn\nAan het college van burgemeester en wethouders van de gemeente Hoorn\nDatum: 3 mei 2021\nGeacht college,\nWij adviseren u om te fietsen.\nDe voorzitter",
            "Cliëntenraad Wmo Hoorn (-)",
            "college van burgemeester en wethouders van Hoorn (executive)",
        ),
        (
            "Ondernemingsraad WerkSaam Westfriesland\nAan de colleges van burgemeester en wethouders van de gemeenten\nHoorn en Medemblik\nDatum: 3 mei 2021\nGeachte colleges,\nWij vinden dit te snel gaan.\nHoogachtend,\nnamens de ondernemingsraad,\nde secretaris",
            "ondernemingsraad WerkSaam Westfriesland (-)",
            "colleges van burgemeester en wethouders van de gemeenten Hoorn en Medemblik (executive)",
        ),
        (
            "provincie Overijssel\nAan de raad van de gemeente Tubbergen\nDatum: 3 mei 2021\nGeachte raad,\nUw begroting is in evenwicht.\nHoogachtend,\nGedeputeerde Staten van Overijssel,\nteamleider",
            "Gedeputeerde Staten van Overijssel (-)",
            "gemeenteraad van Tubbergen (council)",
        ),
        (
            "Gemeente Hoorn\nDe minister van Sociale Zaken en Werkgelegenheid\nPostbus 90801\n2509 LV DEN HAAG\nDatum: 3 mei 2021\nGeachte minister,\nDank voor uw brief.\nHoogachtend,\nburgemeester en wethouders van Hoorn",
            "college van burgemeester en wethouders van Hoorn (executive)",
            "minister van Sociale Zaken en Werkgelegenheid (-)",
        ),
        (
            "Gemeente Hoorn\nWerkSaam Westfriesland\nt.a.v. het algemeen bestuur\nPostbus 1\nDatum: 3 mei 2021\nGeacht bestuur,\nDank voor uw brief.\nHoogachtend,\nburgemeester en wethouders van Hoorn",
            "college van burgemeester en wethouders van Hoorn (executive)",
            "algemeen bestuur WerkSaam Westfriesland (general-board)",
        ),
        (
            "WerkSaam Westfriesland\nDe gemeenteraden van\nHoorn, Medemblik\nen Opmeer\nDatum: 3 mei 2021\nGeachte raden,\nHierbij de begroting.\nHoogachtend,\nhet dagelijks bestuur",
            "dagelijks bestuur WerkSaam Westfriesland (executive-board)",
            "gemeenteraden van Hoorn, Medemblik en Opmeer (council)",
        ),
        (
            "Amendement A1\nDe raad van de gemeente Hoorn, in vergadering bijeen op 3 mei 2021,\nbesluit punt 2 te schrappen.\nFractie Fietspartij",
            "fractie Fietspartij Hoorn (-)",
            "gemeenteraad van Hoorn (council)",
        ),
        (
            "Motie M1\nDe raad van de gemeente Hoorn, in vergadering bijeen op 3 mei 2021,\nverzoekt het college fietsen te kopen.\nIngediend door de fracties van D66 en SP\nUitslag: verworpen",
            "fracties D66 en SP Hoorn (-)",
            "college van burgemeester en wethouders van Hoorn (executive)",
        ),
        (
            "Memo\nAan: raadsleden van Hoorn, Medemblik en Opmeer\nVan: WerkSaam Westfriesland\nDatum: 3 mei 2021\nHierbij de cijfers.",
            "WerkSaam Westfriesland (-)",
            "raadsleden van Hoorn, Medemblik en Opmeer (council)",
        ),
        (
            "Raadsvoorstel\nGemeente Hoorn\nOnderwerp: Rekenkamer\nAan de raad,\nVoorgesteld wordt een lid te benoemen.\nDe raad van de gemeente Hoorn; gezien het voorstel van het Auditcomité van 3 mei 2021; besluit: een lid te benoemen.",
            "Auditcomité Hoorn (-)",
            "gemeenteraad van Hoorn (council)",
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
