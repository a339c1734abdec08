//! What a reader of a PDF relies on.

use super::writer::{Sheet, Writer};
use super::*;

fn read(writer: &Writer) -> ExtractedText {
    let read = extract_pdf(&writer.bytes(), PdfLimits::default(), &[]).unwrap();
    assert_eq!(read.text.split('\n').count(), read.marks.len(), "a mark for each line");
    read
}

fn page(sheet: Sheet) -> ExtractedText {
    read(&Writer::default().page(sheet))
}

/// Lines that are of a role.
fn of_role(read: &ExtractedText, role: LineRole) -> Vec<&str> {
    let lines = read.text.split('\n').zip(&read.marks);
    lines.filter(|(_, mark)| mark.role == role).map(|(line, _)| line.trim_start_matches('\u{c}')).collect()
}

const PARAGRAPH: [&str; 4] = [
    "De raad heeft in zijn vergadering van dinsdag gesproken over de bijdrage aan de regeling en",
    "besloten om de uitkeringen van het komende jaar te ramen op het bedrag dat in de begroting",
    "is opgenomen. De wethouder zegt toe dat hij voor de zomer terugkomt met een voorstel voor de",
    "verdeling van het overschot.",
];

#[test]
fn words_are_whole_and_lines_are_those_of_the_page() {
    let read = page(Sheet::default().lines(70.0, 700.0, PARAGRAPH).lines(70.0, 600.0, PARAGRAPH));
    assert_eq!(read.text, [PARAGRAPH, PARAGRAPH].concat().join("\n"));
    let begins: Vec<bool> = read.marks.iter().map(|mark| mark.begins).collect();
    assert_eq!(begins, [true, false, false, false, true, false, false, false]);
}

#[test]
fn words_are_parted_by_gaps_and_letters_set_apart_stay_one_word() {
    let read = page(
        Sheet::default()
            .raw("BT /R 12 Tf 70 700 Td [(De)-300(raad be)20(sluit)] TJ ET")
            .raw("BT /R 12 Tf 3 Tc 70 650 Td (BESLUIT) Tj ET"),
    );
    assert_eq!(read.text, "De raad besluit\nBESLUIT");
}

#[test]
fn ligatures_are_taken_apart_and_letters_keep_their_accents() {
    let read = page(Sheet::default().raw(r"BT /R 12 Tf 70 700 Td (de\001nitieve co\366rdinatie, e\002ect) Tj ET"));
    assert_eq!(read.text, "definitieve coördinatie, effect");
}

#[test]
fn bold_that_is_drawn_twice_is_one_text() {
    let read = page(Sheet::default().text(12.0, 70.0, 700.0, "Besluit").text(12.0, 70.4, 700.0, "Besluit"));
    assert_eq!(read.text, "Besluit");
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let left = ["De eerste kolom gaat over de", "begroting van de regeling en", "over de reserves. Daarna komt"];
    let right = ["de tweede kolom aan de beurt,", "die over de gemeenten gaat en", "over hun bijdragen daaraan."];
    let read = page(Sheet::default().lines(70.0, 700.0, left).lines(310.0, 700.0, right));
    assert_eq!(read.text, [left, right].concat().join("\n"));
    assert!(read.marks.iter().skip(1).all(|mark| !mark.begins && mark.role == LineRole::Text), "{:?}", read.marks);
}

#[test]
fn text_right_above_and_below_a_table_belongs_to_no_cell() {
    let mut sheet = Sheet::default().lines(70.0, 700.0, [PARAGRAPH[0]]);
    for (row, (what, sum)) in [
        ("Datum van de brief", "3 mei 2022"),
        ("Tijd", "9:30 uur"),
        ("Plaats", "De Kade"),
        ("Voorzitter", "de burgemeester"),
    ]
    .iter()
    .enumerate()
    {
        let y = 685.0 - 15.0 * row as f32;
        sheet = sheet.text(11.0, 70.0, y, what).text(11.0, 250.0, y, sum);
    }
    let read = page(sheet.lines(70.0, 625.0, PARAGRAPH));
    let rows =
        ["Datum van de brief | 3 mei 2022", "Tijd | 9:30 uur", "Plaats | De Kade", "Voorzitter | de burgemeester"];
    assert_eq!(of_role(&read, LineRole::Row), rows);
    assert_eq!(of_role(&read, LineRole::Text), [&PARAGRAPH[..1], &PARAGRAPH].concat());
}

#[test]
fn rows_of_a_table_without_rules_are_lines_of_cells() {
    let mut sheet = Sheet::default().lines(70.0, 750.0, PARAGRAPH);
    for (row, (what, first, second)) in
        [("Onderdeel", "2021", "2022"), ("Bijstand", "1.250", "1.310"), ("Beschut werk", "95", "101")]
            .iter()
            .enumerate()
    {
        let y = 650.0 - 16.0 * row as f32;
        sheet = sheet.text(11.0, 70.0, y, what).text(11.0, 250.0, y, first).text(11.0, 350.0, y, second);
    }
    let read = page(sheet.lines(70.0, 580.0, PARAGRAPH));
    assert_eq!(
        of_role(&read, LineRole::Row),
        ["Onderdeel | 2021 | 2022", "Bijstand | 1.250 | 1.310", "Beschut werk | 95 | 101"]
    );
    assert_eq!(of_role(&read, LineRole::Text).len(), 8);
}

#[test]
fn cells_of_several_lines_are_put_together_within_rules() {
    let mut sheet = Sheet::default();
    for y in [700.0, 660.0, 620.0] {
        sheet = sheet.rule(70.0, y, 470.0, y);
    }
    for x in [70.0, 200.0, 470.0] {
        sheet = sheet.rule(x, 620.0, x, 700.0);
    }
    let sheet = sheet
        .lines(75.0, 688.0, ["Bijdrage van de", "gemeenten"])
        .lines(205.0, 688.0, ["Wordt geraamd op het samen-", "gestelde bedrag"])
        .lines(75.0, 648.0, ["Reserve"])
        .lines(205.0, 648.0, ["Blijft gelijk"]);
    let read = page(sheet);
    assert_eq!(
        read.text,
        "Bijdrage van de gemeenten | Wordt geraamd op het samen-\ngestelde bedrag\nReserve | Blijft gelijk"
    );
    let begins: Vec<bool> = read.marks.iter().map(|mark| mark.begins).collect();
    assert_eq!(begins, [true, false, true]);
    assert!(read.marks.iter().all(|mark| mark.role == LineRole::Row));
}

#[test]
fn headings_have_levels_by_their_size_and_weight() {
    let sheet = Sheet::default()
        .text(20.0, 70.0, 780.0, "Raadsvoorstel")
        .bold(11.0, 70.0, 740.0, "1. Inleiding")
        .lines(70.0, 720.0, PARAGRAPH)
        .bold(11.0, 70.0, 640.0, "2. Toelichting")
        .lines(70.0, 620.0, PARAGRAPH);
    let read = page(sheet);
    assert_eq!(of_role(&read, LineRole::Heading { level: 1 }), ["Raadsvoorstel"]);
    assert_eq!(of_role(&read, LineRole::Heading { level: 2 }), ["1. Inleiding", "2. Toelichting"]);
}

#[test]
fn points_of_lists_are_told_with_their_depth() {
    let sheet = Sheet::default()
        .lines(70.0, 750.0, PARAGRAPH)
        .text(11.0, 70.0, 680.0, "•")
        .text(11.0, 90.0, 680.0, "de begroting vast te stellen, ook waar het gaat om de bedragen die")
        .text(11.0, 90.0, 666.0, "later volgen;")
        .text(11.0, 90.0, 652.0, "a.")
        .text(11.0, 110.0, 652.0, "met de wijziging;")
        .text(11.0, 70.0, 638.0, "•")
        .text(11.0, 90.0, 638.0, "de nota te bespreken.");
    let read = page(sheet);
    assert_eq!(
        of_role(&read, LineRole::Item { depth: 0 }),
        [
            "• de begroting vast te stellen, ook waar het gaat om de bedragen die",
            "later volgen;",
            "• de nota te bespreken."
        ]
    );
    assert_eq!(of_role(&read, LineRole::Item { depth: 1 }), ["a. met de wijziging;"]);
}

#[test]
fn lines_that_recur_at_the_edges_are_running() {
    let mut writer = Writer::default();
    for number in 1_u8..=4 {
        writer = writer.page(
            Sheet::default()
                .text(9.0, 70.0, 810.0, "Gemeente Voorbeeldstad")
                .lines(70.0, 700.0 - 5.0 * f32::from(number), PARAGRAPH)
                .text(9.0, 280.0, 30.0, &format!("Pagina {number} van 4")),
        );
    }
    let read = read(&writer);
    assert_eq!(of_role(&read, LineRole::Running).len(), 8);
    assert_eq!(of_role(&read, LineRole::Text).len(), 16);
    assert_eq!(read.text.matches("\n\u{c}").count(), 3);
}

#[test]
fn a_paragraph_goes_on_over_a_page_break() {
    let number = |number: u8| format!("Pagina {number} van 2");
    let writer = Writer::default()
        .page(Sheet::default().lines(70.0, 700.0, PARAGRAPH[..3].iter().copied()).text(9.0, 280.0, 30.0, &number(1)))
        .page(Sheet::default().lines(70.0, 780.0, [PARAGRAPH[3]]).text(9.0, 280.0, 30.0, &number(2)));
    let read = read(&writer);
    assert_eq!(of_role(&read, LineRole::Running), ["Pagina 1 van 2", "Pagina 2 van 2"]);
    assert!(!read.marks[4].begins);
}

#[test]
fn notes_stand_below_the_text() {
    let sheet = Sheet::default()
        .lines(70.0, 700.0, PARAGRAPH)
        .raw("BT /R 11 Tf 70 630 Td (Zie het besluit) Tj 4 Ts /R 6 Tf (1) Tj 0 Ts")
        .raw("/R 11 Tf ( van de raad over 12 m) Tj 4 Ts /R 6 Tf (2) Tj ET")
        .raw("BT 4 Ts /R 6 Tf 70 80 Td (1) Tj 0 Ts /R 8 Tf ( Vastgesteld in de vergadering van mei.) Tj ET");
    let read = page(sheet);
    assert_eq!(of_role(&read, LineRole::Note), ["1 Vastgesteld in de vergadering van mei."]);
    assert!(read.text.contains("besluit 1 van de raad over 12 m2"), "{}", read.text);
}

#[test]
fn text_in_the_margin_is_not_mixed_into_lines() {
    let sheet = Sheet::default()
        .lines(70.0, 700.0, PARAGRAPH[..2].iter().copied())
        .raw("BT /R 9 Tf 0 1 -1 0 40 690 Tm (INGEKOMEN 3 MEI) Tj ET")
        .lines(70.0, 672.0, PARAGRAPH[2..].iter().copied());
    assert_eq!(page(sheet).text, format!("{}\nINGEKOMEN 3 MEI", PARAGRAPH.join("\n")));
}

#[test]
fn pages_that_were_turned_are_read_as_others() {
    let writer = Writer::default()
        .page_with(
            "/Rotate 90",
            Sheet::default().raw("BT /R 11 Tf 0 1 -1 0 100 60 Tm (De raad besluit) Tj 0 -14 Td (tot uitstel.) Tj ET"),
        )
        .page(
            Sheet::default().raw("BT /R 11 Tf 0 1 -1 0 100 60 Tm (De raad besluit) Tj 0 -14 Td (tot uitstel.) Tj ET"),
        );
    assert_eq!(read(&writer).text, "De raad besluit\ntot uitstel.\n\u{c}De raad besluit\ntot uitstel.");
}

#[test]
fn pages_without_usable_text_are_told() {
    let image = || Sheet::default().raw("q 595 0 0 842 0 0 cm /I Do Q");
    let garbled: String = "Gh udgf khhiw ehvorwhq. ".repeat(4).replace('u', "x");
    let shift = |line: &str| {
        line.chars()
            .map(|c| if c.is_ascii_lowercase() { char::from((c as u8 - b'a' + 3) % 26 + b'a') } else { c })
            .collect::<String>()
    };
    let mut sheet = Sheet::default().text(11.0, 70.0, 780.0, &garbled);
    for (place, line) in PARAGRAPH.iter().enumerate() {
        sheet = sheet.text(11.0, 70.0, 700.0 - 14.0 * place as f32, &shift(line));
    }
    let writer = Writer::default()
        .page(image())
        .page(Sheet::default().lines(70.0, 700.0, PARAGRAPH))
        .page(sheet)
        .page(Sheet::default().raw(r"BT /R 11 Tf 70 700 Td (\003\003\003\003\003 \003\003\003 raad) Tj ET"))
        .page(Sheet::default());
    let read = read(&writer);
    assert_eq!(read.scanned_pages, [1, 3, 4]);
    assert_eq!(read.text, format!("\n\u{c}{}\n\u{c}\n\u{c}\n\u{c}", PARAGRAPH.join("\n")));
    assert_eq!(
        read.remarks,
        [
            "pages 3-4 hold letters that their fonts do not tell rightly; they were left out",
            "page 1 is a scan without text and is left out"
        ]
    );
}

#[test]
fn what_the_document_says_of_itself_is_kept() {
    let read =
        read(&Writer::default().page(Sheet::default()).info(
            "/Title <FEFF004E006F00740061>/Author (B\\366rger)/Subject ()/CreationDate (D:20210503141500+02'00')",
        ));
    assert_eq!(read.properties.title.as_deref(), Some("Nota"));
    assert_eq!(read.properties.author.as_deref(), Some("Börger"));
    assert_eq!(read.properties.subject, None);
    assert_eq!(read.properties.created.as_deref(), Some("2021-05-03T14:15:00+02:00"));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let error = |bytes: &[u8]| extract_pdf(bytes, PdfLimits::default(), &[]).unwrap_err().to_string();
    assert_eq!(error(b""), "it is empty");
    assert_eq!(error(b"De raad besluit."), "it is no PDF");
    let whole = Writer::default().page(Sheet::default().lines(70.0, 700.0, PARAGRAPH)).bytes();
    assert_eq!(error(&whole[..40]), "it is cut off or damaged: no pages could be read");
    let zeros = "00".repeat(32);
    let locked = Writer::default()
        .page(Sheet::default())
        .trailer(&format!("/ID[<{zeros}><{zeros}>]/Encrypt<</Filter/Standard/V 1/R 2/O<{zeros}>/U<{zeros}>/P -4>>"));
    assert_eq!(extract_pdf(&locked.bytes(), PdfLimits::default(), &[]), Err(ExtractError::Encrypted));
}

#[test]
fn of_a_file_that_is_cut_off_the_rest_is_read() {
    let writer = Writer::default().page(Sheet::default().lines(70.0, 700.0, PARAGRAPH)).page(Sheet::default());
    let whole = writer.bytes();
    let cut = whole.windows(4).position(|window| window == b"xref").unwrap();
    let read = extract_pdf(&whole[..cut], PdfLimits::default(), &[]).unwrap();
    assert!(read.text.starts_with(&PARAGRAPH.join("\n")));
    assert_eq!(read.remarks, ["the file is cut off; what could be read was read"]);
}

#[test]
fn pages_without_their_list_are_read_in_the_order_of_the_file() {
    let own = "/Resources 3 0 R";
    let writer = Writer::default()
        .page_with(own, Sheet::default().lines(70.0, 700.0, PARAGRAPH))
        .page_with(own, Sheet::default().lines(70.0, 700.0, ["Besluit"]));
    let whole = writer.bytes();
    let place = |what: &[u8]| whole.windows(what.len()).position(|window| window == what).unwrap();
    let rest = [&whole[..place(b"1 0 obj")], &whole[place(b"3 0 obj")..place(b"xref")]].concat();
    let read = extract_pdf(&rest, PdfLimits::default(), &[]).unwrap();
    assert_eq!(read.text, format!("{}\n\u{c}Besluit", PARAGRAPH.join("\n")));
    assert!(read.remarks[1].starts_with("its list of pages was lost"), "{:?}", read.remarks);
}

#[test]
fn a_heading_that_opens_chapters_is_no_running_line() {
    let mut writer = Writer::default();
    for page in 0..9_u8 {
        let text = if page % 4 == 0 { "Wat mag het kosten?" } else { "Verder gaat het zo" };
        let first = PARAGRAPH[usize::from(page) % 3];
        writer = writer.page(
            Sheet::default().text(9.0, 70.0, 780.0 + f32::from(page % 4) * 9.0, text).text(11.0, 70.0, 500.0, first),
        );
    }
    let read = read(&writer);
    assert_eq!(of_role(&read, LineRole::Running), [""; 0]);
}

#[test]
fn pages_and_glyphs_are_bounded() {
    let writer =
        (0..4).fold(Writer::default(), |writer, _| writer.page(Sheet::default().lines(70.0, 700.0, PARAGRAPH)));
    let read = extract_pdf(&writer.bytes(), PdfLimits { pages: 2, glyphs: 10 }, &[]).unwrap();
    assert_eq!(read.text, "De raad he\n\u{c}De raad he");
    assert_eq!(
        read.remarks,
        ["only the first 2 of 4 pages were read", "pages 1-2 hold too many characters and were cut off"]
    );
}

#[test]
fn damage_anywhere_is_no_panic() {
    let whole = Writer::default().page(Sheet::default().lines(70.0, 700.0, PARAGRAPH)).bytes();
    for place in (0..whole.len()).step_by(7) {
        let mut damaged = whole.clone();
        damaged[place] ^= 0x55;
        let _ = extract_pdf(&damaged, PdfLimits::default(), &[]);
        let _ = extract_pdf(&whole[..place], PdfLimits::default(), &[]);
    }
}
