//! What is read from each document, without an index.

use griffie::extract::{LineRole, read};
use insta::assert_snapshot;
use serde_json::Value;

use super::{clean_text, fixture, folder_with, inspected};
use crate::common::Folder;

/// Page, heading and first words of each passage.
fn passages(element: &Value) -> Vec<String> {
    let told = |passage: &Value| {
        let text = passage["text"].as_str().expect("a text");
        let start: Vec<&str> = text.split_whitespace().take(3).collect();
        let page = passage["page"].as_u64().map_or("-".to_owned(), |page| page.to_string());
        format!("{page} {}: {}", passage["heading"].as_str().unwrap_or("-"), start.join(" "))
    };
    element["passages"].as_array().expect("a list").iter().map(told).collect()
}

/// Lines of one role, as extracted.
fn of_role(document: &str, role: LineRole) -> Vec<String> {
    let extracted = read(&fixture(document), document).expect("a text");
    let lines = extracted.text.split('\n').zip(&extracted.marks).filter(|(_, mark)| mark.role == role);
    lines.map(|(line, _)| line.trim_start_matches('\u{c}').to_owned()).collect()
}

#[test]
fn a_letter_in_pdf_is_put_together_across_lines_and_pages() {
    assert_snapshot!(clean_text("brief.pdf"), @r"
    Aan de raad van Voorbeeldstad
    Datum: 12 maart 2026
    Kenmerk: 2026-0417
    Onderwerp: Voortgang van de fietsbrug

    Stand van zaken
    De bouw van de fietsbrug over het kanaal ligt een maand achter op de planning. De verkeersveiligheid bij de oprit vroeg om een ander ontwerp, en de aannemer heeft dat ontwerp in januari doorgerekend. De brug blijft binnen het krediet dat de raad in 2024 heeft gegeven.

    Gevolgen voor het verkeer
    Tijdens de werkzaamheden is de Kade voor auto's afgesloten. Fietsers en voetgangers kunnen er langs, behalve in de twee weken waarin het brugdek wordt ingehangen. Het college overlegt met de ondernemers aan de Kade over een omleiding die hun winkels bereikbaar houdt. Over de uitkomst ontvangt u in mei bericht.

    Vervolg
    Wij verwachten de brug in september te openen. De kosten van het beheer nemen wij op in de begroting van 2027.
    ");
}

#[test]
fn passages_of_a_pdf_have_their_page_and_heading() {
    let letter = &inspected("brief.pdf")[0];
    assert_eq!(letter["pages"], 2);
    assert_eq!(
        passages(letter),
        [
            "1 Stand van zaken: De bouw van",
            "1 Gevolgen voor het verkeer: Tijdens de werkzaamheden",
            "2 Vervolg: Wij verwachten de",
        ]
    );
    assert_eq!(
        (&letter["date"]["value"], &letter["reference"][0]["value"]),
        (&"2026-03-12".into(), &"2026-0417".into())
    );
}

#[test]
fn running_lines_are_in_the_raw_text_only() {
    for (document, lines) in [
        ("brief.pdf", &["Gemeente Voorbeeldstad | Brief aan de raad", "Pagina 1 van 2", "Pagina 2 van 2"][..]),
        ("voorstel.docx", &["Gemeente Voorbeeldstad", "Raadsvoorstel 2026-031"]),
        ("notitie.odt", &["Gemeente Voorbeeldstad", "Notitie 2026-12"]),
        ("besluit.rtf", &["Gemeente Voorbeeldstad"]),
    ] {
        let folder = folder_with(&[(document, document)]);
        let raw = folder.griffie(["inspect", "--text=raw", document]).expect_code(0).stdout;
        let clean = clean_text(document);
        for line in lines {
            assert!(raw.lines().any(|other| other.trim_start_matches('\u{c}') == *line), "{line} in {raw}");
            assert!(!clean.lines().any(|other| other == *line), "{line} in {clean}");
        }
        let mut running = of_role(document, LineRole::Running);
        running.dedup();
        assert!(lines.iter().all(|line| running.iter().any(|other| other == line)), "{document}: {running:?}");
    }
}

#[test]
fn ligatures_are_letters() {
    assert_snapshot!(
        clean_text("ligaturen.pdf"),
        @"De financiële commissie heeft de officiële cijfers van het fietspad bekeken en is van oordeel dat de definitieve afrekening klopt."
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    assert_snapshot!(clean_text("kolommen.pdf"), @r"
    Nieuws uit Voorbeeldstad
    Het zwembad gaat in juni open.
    De raad heeft besloten dat kinderen tot twaalf jaar gratis mogen zwemmen. De wethouder noemt dat een proef van een jaar.
    De bibliotheek verhuist naar het oude postkantoor. Daar komt ook een leeszaal met koffie. De verbouwing duurt tot het eind van het jaar en kost minder dan verwacht.
    ");
}

#[test]
fn columns_that_are_drawn_line_by_line_are_no_table() {
    let text = clean_text("kolommen-om-en-om.pdf");
    assert!(text.contains("Wie een kraam wil huren, meldt zich bij de marktmeester."), "{text}");
    assert!(text.contains("traint de jeugd in het gebouw van de school aan de Dorpsweg,"), "{text}");
}

#[test]
fn a_table_with_rules_is_rows() {
    assert_snapshot!(clean_text("tabel.pdf"), @r"
    Begroting verkeer en sport
    De bedragen zijn in euro's en gelden voor het hele jaar, zonder de kosten van het personeel.
    Post | 2025 | 2026
    Fietsbrug | 120.000 | 85.000
    Zwembad | 40.000 | 45.000
    De raad stelt de bedragen vast in zijn vergadering van november.
    ");
}

#[test]
fn a_word_document_is_read_as_it_would_be_printed() {
    // As accepted: six poles, not four.
    assert_snapshot!(clean_text("voorstel.docx"), @r"
    Raadsvoorstel laadpalen
    Het college stelt voor om zes laadpalen te plaatsen bij het station.
    De netbeheerder heeft de aansluiting toegezegd.
    Kern: de laadpalen staan er voor de zomer.

    Gevraagd besluit
    1. Zes laadpalen te plaatsen.
    2. Het krediet van 90.000 euro beschikbaar te stellen.

    Kosten
    Post | 2025 | 2026
    Fietsbrug | 120.000 | 85.000
    Zwembad | 40.000 | 45.000
    De kosten staan in de begroting.
    Het parkeerterrein aan de noordzijde.
    ");
    assert_eq!(
        of_role("voorstel.docx", LineRole::Heading { level: 1 }),
        ["Raadsvoorstel laadpalen", "Gevraagd besluit", "Kosten"]
    );
    assert_eq!(of_role("voorstel.docx", LineRole::Note), ["Het parkeerterrein aan de noordzijde."]);
    let document = &inspected("voorstel.docx")[0];
    assert!(document["pages"].is_null(), "pages of a file that does not say where they end");
    assert_eq!(document["title"]["value"], "Raadsvoorstel laadpalen");
    assert_eq!(document["kind"]["value"], "proposal");
}

#[test]
fn an_open_document_is_read_as_it_would_be_printed() {
    assert_snapshot!(clean_text("notitie.odt"), @r"
    Notitie groenbeheer
    De gemeente maait de bermen voortaan twee keer per jaar.
    Een aannemer doet het werk en ruimt het maaisel op.
    Kern: minder maaien is goed voor bijen.

    Voorstel
    1. Het maaibestek aan te passen.
    2. De bewoners te informeren.
    Post | 2025 | 2026
    Fietsbrug | 120.000 | 85.000
    Zwembad | 40.000 | 45.000
    Langs de provinciale weg maait de provincie.
    ");
    assert_eq!(of_role("notitie.odt", LineRole::Heading { level: 1 }), ["Notitie groenbeheer", "Voorstel"]);
}

#[test]
fn a_page_is_read_without_what_surrounds_it_and_in_its_encoding() {
    assert_snapshot!(clean_text("besluitenlijst.html"), @r"
    Besluitenlijst
    De raad heeft de coördinatie van de jeugdhulp besproken; de cliëntenraad is gehoord. Het budget is € 5.000.

    Besluiten
    1. De verordening wordt vastgesteld.
    2. De motie over de speeltuin wordt verworpen.
    Fractie | Voor | Tegen
    Lijst Noord | 7 | 0
    Lijst Zuid | 2 | 6
    ");
}

#[test]
fn rich_text_is_read_with_its_letters_lists_and_rows() {
    assert_snapshot!(clean_text("besluit.rtf"), @r"
    Besluit subsidie
    De raad verleent de muziekschool een financiële bijdrage van €10.000 voor het jaar 2026.

    Voorwaarden
    1. De lessen zijn toegankelijk voor alle leerlingen.
    2. De school legt vóór 1 april verantwoording af.
    Post | 2025 | 2026
    Fietsbrug | 120.000 | 85.000
    Zwembad | 40.000 | 45.000
    Het besluit treedt in werking op de dag na de bekendmaking.
    ");
}

#[test]
fn what_is_attached_to_a_mail_is_a_part_of_it() {
    let elements = inspected("bericht.eml");
    let titles: Vec<&str> =
        elements[1..].iter().map(|part| part["title"]["value"].as_str().expect("a title")).collect();
    assert_eq!(titles, ["Voortgang van de fietsbrug", "Terras van de ijssalon.eml"]);
    assert!(elements[1..].iter().all(|part| part["parent"] == "bericht.eml" && part["source"] == "bericht.eml"));
    assert_eq!(elements[0]["subject"]["value"], "Stukken over de fietsbrug en het café");
    assert_eq!(elements[0]["date"]["value"], "2026-03-12");
    assert_eq!(passages(&elements[0]), ["- -: Hierbij ontvangt u", "- -: Met vriendelijke groet,"]);
    assert_eq!(passages(&elements[1]), passages(&inspected("brief.pdf")[0]), "read as the file would be");
    assert_eq!(passages(&elements[2]), ["- -: De ijssalon vraagt"]);
    let text = elements[2]["passages"][0]["text"].as_str().expect("a text");
    assert!(text.contains("De coördinator antwoordt."), "{text}");
}

#[test]
fn what_a_file_says_of_itself_is_kept() {
    let said = |document: &str| {
        let it = read(&fixture(document), document).expect("a text").properties;
        let said = [it.title, it.author, it.created].map(|value| value.unwrap_or("-".to_owned()));
        format!("{document}: {}", said.join("; "))
    };
    let documents = [
        "brief.pdf",
        "zonder-wachtwoord.pdf",
        "voorstel.docx",
        "notitie.odt",
        "besluitenlijst.html",
        "besluit.rtf",
        "bericht.eml",
    ];
    assert_snapshot!(documents.map(said).join("\n"), @r"
    brief.pdf: Voortgang van de fietsbrug; Gemeente Voorbeeldstad – Ruimte; 2026-03-12T09:15:00+01:00
    zonder-wachtwoord.pdf: Afvalplan; -; -
    voorstel.docx: Raadsvoorstel laadpalen bij het station; Griffie Voorbeeldstad; 2026-02-03T10:00:00Z
    notitie.odt: Notitie groenbeheer 2026; Gemeente Voorbeeldstad; 2026-01-20T08:30:00
    besluitenlijst.html: Besluitenlijst 3 maart 2026; Griffie Voorbeeldstad; -
    besluit.rtf: Besluit subsidie; Griffie Voorbeeldstad; 2026-01-15
    bericht.eml: Stukken over de fietsbrug en het café; Griffie Voorbeeldstad <griffie@voorbeeldstad.example>; 2026-03-12T10:30:00+01:00
    ");
}

#[test]
fn a_file_under_a_wrong_suffix_is_read_as_what_it_is() {
    for (document, name) in [
        ("brief.pdf", "stuk.docx"),
        ("voorstel.docx", "stuk.pdf"),
        ("notitie.odt", "stuk.docx"),
        ("besluitenlijst.html", "stuk.pdf"),
        ("besluit.rtf", "stuk.html"),
        ("bericht.eml", "stuk.pdf"),
        ("brief.pdf", "stuk"),
    ] {
        let folder = folder_with(&[(name, document)]);
        let text = folder.griffie(["inspect", "--text", name]).expect_code(0).stdout;
        assert_eq!(text, clean_text(document), "{document} as {name}");
    }
}

#[test]
fn files_that_give_no_text_are_named_with_the_reason() {
    let documents = ["leeg.pdf", "scan.pdf", "wachtwoord.pdf", "wachtwoord.docx", "oud.doc", "te-diep.docx"];
    let folder = folder_with(&documents.map(|document| (document, document)));
    folder.write("nul.pdf", "");
    folder.write("half.docx", &fixture("voorstel.docx")[..3000]);
    folder.write("half.pdf", &fixture("tabel.pdf")[..30]);
    let names = [&["inspect"], &documents[..], &["nul.pdf", "half.docx", "half.pdf"]].concat();
    assert_snapshot!(folder.griffie(names).expect_code(3).stderr, @r"
    warning: leeg.pdf: the file holds no text
    warning: scan.pdf: it is a scan without text, and griffie has no text recognition (OCR); put text into it first, for instance with ocrmypdf -l nld
    warning: wachtwoord.pdf: it is protected by a password; save it without one
    warning: wachtwoord.docx: it is protected by a password; save it without one
    warning: oud.doc: it is an old Word document; save it as .docx or .pdf
    warning: te-diep.docx: word/document.xml is nested more than 256 deep
    warning: nul.pdf: the file holds no text
    warning: half.docx: it is cut off
    warning: half.pdf: it is cut off or damaged: no pages could be read
    ");
}

#[test]
fn a_file_encrypted_without_a_password_is_read() {
    assert_eq!(clean_text("zonder-wachtwoord.pdf"), clean_text("deels-scan.pdf"));
}

#[test]
fn pages_that_are_pictures_are_told_and_the_others_are_read() {
    assert_eq!(inspected("deels-scan.pdf")[0]["pages"], 2, "a page without text is a page");
    let told = |document: &str| {
        let folder = folder_with(&[(document, document)]);
        let ran = folder.griffie(["inspect", "--text", document]).expect_code(0);
        assert!(
            ran.stdout.contains("Inwoners brengen hun grofvuil voortaan zelf naar de milieustraat"),
            "{}",
            ran.told()
        );
        ran.stderr
    };
    let scanned = told("deels-scan.pdf");
    assert!(scanned.contains("deels-scan.pdf: page 2 is a scan without text and is left out"), "{scanned}");
    assert_eq!(scanned.lines().count(), 1, "told once: {scanned}");
    let garbled = told("onleesbare-letters.pdf");
    assert!(garbled.contains("page 2 holds letters that its fonts do not tell rightly"), "{garbled}");
}

#[test]
fn a_file_from_a_pipe_is_read_as_what_it_is() {
    let ran = Folder::new().griffie_reading(fixture("besluit.rtf"), &["inspect", "--text", "-"]).expect_code(0);
    assert_eq!(ran.stdout, clean_text("besluit.rtf"));
}
