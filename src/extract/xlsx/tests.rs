use super::super::test_archive::{archive, lines};
use super::*;

const STYLES: &str = r##"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="&quot;€&quot; #,##0"/></numFmts>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"##;
const STRINGS: &str =
    "<sst><si><t>Post</t></si><si><r><t>Lasten </t></r><r><t>totaal</t></r><rPh><t>weg</t></rPh></si></sst>";

/// A spreadsheet of sheets, each with its name, its attributes and its content.
fn document(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let list: String = sheets
        .iter()
        .enumerate()
        .map(|(n, (name, attributes, _))| format!("<sheet name='{name}' sheetId='{n}' r:id='rId{n}' {attributes}/>"))
        .collect();
    let workbook = format!("<workbook><sheets>{list}</sheets></workbook>");
    let entry = |n: usize| format!("<Relationship Id='rId{n}' Type='x/worksheet' Target='worksheets/sheet{n}.xml'/>");
    let relations = format!(
        "<Relationships>{}<Relationship Id='s' Type='x/styles' Target='styles.xml'/>\
         <Relationship Id='t' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
        (0..sheets.len()).map(entry).collect::<String>()
    );
    let names: Vec<String> = (0..sheets.len()).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
    let contents: Vec<String> =
        sheets.iter().map(|(.., content)| format!("<worksheet>{content}</worksheet>")).collect();
    let mut parts = vec![
        ("xl/workbook.xml", workbook.as_str()),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
    ];
    parts.extend(names.iter().map(String::as_str).zip(contents.iter().map(String::as_str)));
    archive(&parts)
}

fn read(sheets: &[(&str, &str, &str)]) -> Vec<String> {
    lines(&extract_xlsx(&document(sheets)).unwrap())
}

#[test]
fn a_sheet_is_a_heading_and_rows() {
    let rows = "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Begroting 2026</t></is></c></row><row r='2'/>\
        <row r='3'><c r='A3' t='s'><v>0</v></c><c r='C3'><v>2025</v></c><c r='D3' t='str'><f>x</f><v>raming</v></c></row>\
        <row r='4'><c r='A4' t='s'><v>1</v></c><c r='C4' s='1'><v>120000</v></c><c r='D4' s='2'><v>46093</v></c><c r='E4' t='e'><v>#REF!</v></c></row></sheetData>";
    assert_eq!(
        read(&[("Cijfers &amp; meer", "", rows), ("Leeg", "", "<sheetData/>")]),
        ["H1 Cijfers & meer", "T Begroting 2026", "R Post | 2025 | raming", "R Lasten totaal | € 120.000 | 12-03-2026"]
    );
}

#[test]
fn what_is_hidden_is_left_out() {
    let rows = "<cols><col min='2' max='2' hidden='1'/></cols><sheetData><row><c t='s'><v>0</v></c><c><v>7</v></c><c><v>8</v></c></row>\
        <row hidden='1'><c><v>9</v></c></row></sheetData>";
    let read = extract_xlsx(&document(&[("A", "", rows), ("B", "state='hidden'", rows)])).unwrap();
    assert_eq!(lines(&read), ["H1 A", "R Post | 8"]);
    assert_eq!(read.remarks, ["1 hidden sheet was left out"]);
}

#[test]
fn rows_are_bounded() {
    let rows = format!("<sheetData>{}</sheetData>", "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(MAX_ROWS + 5));
    let read = extract_xlsx(&document(&[("A", "", &rows)])).unwrap();
    assert_eq!(read.marks.len(), MAX_ROWS + 1);
    assert_eq!(read.remarks, ["only the first 20000 rows were read"]);
}

#[test]
fn places_far_out_and_references_to_nothing_harm_nobody() {
    let rows = "<sheetData><row><c r='ZZZZZZZZ1'><v>1</v></c><c r=''><v>2</v></c><c t='s'><v>99999999999</v></c><c s='77'><v>x</v></c><c s='-1'><v>1e999</v></c></row></sheetData>";
    assert_eq!(read(&[("A", "", rows)]), ["H1 A", "R 1 | 2 | x | 1e999"]);
    assert_eq!([column("A1"), column("Z9"), column("AA1"), column("1")], [Some(0), Some(25), Some(26), None]);
    let error = |bytes: &[u8]| extract_xlsx(bytes).unwrap_err().to_string();
    assert_eq!(error(&archive(&[("x", "y")])), "it is no spreadsheet: xl/workbook.xml is missing");
    let bytes = document(&[("A", "", rows)]);
    for end in (0..bytes.len()).step_by(7) {
        assert!(extract_xlsx(&bytes[..end]).is_err());
        let mut flipped = bytes.clone();
        flipped[end] ^= 0x55;
        let _ = extract_xlsx(&flipped);
    }
}
