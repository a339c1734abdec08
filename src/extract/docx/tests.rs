use super::super::test_archive::{archive, lines};
use super::*;

const STYLES: &str = r#"<w:styles>
  <w:style w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
  <w:style w:styleId="KopRaad"><w:name w:val="Kop raad"/><w:basedOn w:val="Kop1"/></w:style>
  <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
  <w:style w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
const RELATIONS: &str = r#"<Relationships>
  <Relationship Id="r1" Type="x/styles" Target="styles.xml"/><Relationship Id="r2" Type="x/numbering" Target="/word/numbering.xml"/>
  <Relationship Id="r3" Type="x/footnotes" Target="footnotes.xml"/><Relationship Id="r4" Type="x/header" Target="header1.xml"/>
  <Relationship Id="r5" Type="x/header" Target="header2.xml"/></Relationships>"#;

fn document(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    let mut parts = vec![
        ("word/document.xml", body.as_str()),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
    ];
    parts.extend(more);
    archive(&parts)
}

fn read(body: &str) -> Vec<String> {
    lines(&extract_docx(&document(body, &[])).unwrap())
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn headings_are_known_by_their_level_not_their_name() {
    let body =
        styled("Titel", "Nota") + &styled("KopRaad", "Inleiding") + &styled("Inhopg1", "Inleiding 3") + &p("De raad");
    assert_eq!(read(&body), ["H1 Nota", "H1 Inleiding", "~ Inleiding 3", "T De raad"]);
    let own = "<w:p><w:pPr><w:outlineLvl w:val='2'/></w:pPr><w:r><w:t>Kop</w:t></w:r></w:p>";
    assert_eq!(read(own), ["H3 Kop"]);
}

#[test]
fn points_get_the_marks_that_word_counts() {
    let point = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = point(0, "een") + &point(1, "twee") + &point(1, "") + &point(1, "drie") + &point(0, "vier");
    assert_eq!(read(&body), ["I0 1. een", "I1 a. twee", "I1 b. drie", "I0 2. vier"]);
}

#[test]
fn what_was_deleted_is_gone_and_what_was_added_is_there() {
    let body = "<w:p><w:r><w:t xml:space='preserve'>De </w:t></w:r><w:del><w:r><w:delText>oude</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>nieuwe</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r><w:r><w:t> nota</w:t></w:r></w:p>";
    assert_eq!(read(body), ["T De nieuwe nota"]);
}

#[test]
fn fields_show_their_result() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}{}</w:p>{}",
        field("begin"),
        "<w:r><w:instrText>REF x</w:instrText></w:r>".to_owned() + &run("IF"),
        field("separate"),
        run("artikel"),
        field("end"),
        "<w:fldSimple><w:r><w:t xml:space='preserve'> 5</w:t></w:r></w:fldSimple>",
        // A field that never ends takes no more than its paragraph.
        format!("<w:p>{}{}</w:p>", field("begin"), run("x")) + &p("verder")
    );
    assert_eq!(read(&body), ["T artikel 5", "T verder"]);
}

#[test]
fn a_text_box_is_read_once() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("Kader"));
    let body = format!(
        "<w:p><w:r><w:t>Anker</w:t><mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    assert_eq!(read(&body), ["T Anker", "T Kader"]);
}

#[test]
fn small_signs_are_kept_for_what_they_are() {
    let body = "<w:p><w:r><w:t>re</w:t><w:noBreakHyphen/><w:t>integratie</w:t><w:tab/><w:t>ge</w:t><w:softHyphen/><w:t>meente</w:t>\
        <w:sym w:font='Wingdings' w:char='F0FE'/><w:br/><w:t>verder</w:t></w:r></w:p>";
    assert_eq!(read(body), ["T re-integratie gemeente☑", "T verder"]);
}

#[test]
fn tables_notes_and_content_controls() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let control =
        |more: &str, text: &str| format!("<w:sdt><w:sdtPr>{more}</w:sdtPr><w:sdtContent>{text}</w:sdtContent></w:sdt>");
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr>{}</w:tbl>{}{}",
        cell("Post"),
        cell("2021"),
        control("", &format!("<w:tr>{}{}</w:tr>", cell("Lasten"), control("", &cell("€ 5")))),
        control("<w:showingPlcHdr/>", &p("Klik hier om tekst in te voeren")),
        control("<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>", &p("Inhoud"))
    );
    let notes = r#"<w:footnotes><w:footnote w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t> Zie de nota.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let read = extract_docx(&document(&body, &[("word/footnotes.xml", notes)])).unwrap();
    assert_eq!(lines(&read), ["R Post | 2021", "R Lasten | € 5", "~ Inhoud", "N Zie de nota."]);
}

#[test]
fn the_header_of_the_first_page_is_the_letterhead() {
    let sections = "<w:sectPr><w:headerReference w:type='first' r:id='r4'/><w:headerReference w:type='default' r:id='r5'/><w:titlePg/></w:sectPr>";
    let header = |text: &str| format!("<w:hdr>{}{}</w:hdr>", p("Gemeente Heiloo"), p(text));
    let (first, other) = (header("Ons kenmerk: 12"), header("Pagina 2"));
    let more = [("word/header1.xml", first.as_str()), ("word/header2.xml", other.as_str())];
    let read = extract_docx(&document(&(p("Geacht bestuur") + sections), &more)).unwrap();
    assert_eq!(lines(&read), ["~ Gemeente Heiloo", "~ Pagina 2", "T Ons kenmerk: 12", "T Geacht bestuur"]);
}

#[test]
fn pages_are_told_where_word_has_laid_them_out() {
    let forced = "<w:p><w:r><w:t>Een</w:t><w:br w:type='page'/></w:r></w:p>";
    let laid_out = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Twee</w:t></w:r></w:p>";
    assert_eq!(read(&(forced.to_owned() + &p("Twee"))), ["T Een", "T Twee"]);
    assert_eq!(read(&(forced.to_owned() + laid_out)), ["T Een", "T \u{c}Twee"]);
}

#[test]
fn says_what_the_file_says_of_itself() {
    let core = "<cp:coreProperties xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Nota</dc:title><dc:creator> A. de  Vries</dc:creator></cp:coreProperties>";
    let read = extract_docx(&document(&p("x"), &[("docProps/core.xml", core)])).unwrap();
    assert_eq!(read.properties.title.as_deref(), Some("Nota"));
    assert_eq!(read.properties.author.as_deref(), Some("A. de Vries"));
}

#[test]
fn says_why_there_is_no_text() {
    let error = |bytes: &[u8]| extract_docx(bytes).unwrap_err().to_string();
    assert_eq!(error(&archive(&[("x", "y")])), "it is no Word document: word/document.xml is missing");
    let whole = document(&p("x"), &[]);
    assert_eq!(error(&whole[..whole.len() / 2]), "it is cut off");
    assert_eq!(error(b"De raad"), "it is no Word document: it is no ZIP archive");
    let protected: Vec<u8> = b"\xd0\xcf\x11\xe0"
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(extract_docx(&protected), Err(ExtractError::Encrypted));
}

#[test]
fn a_damaged_document_is_no_panic() {
    let whole = document(&(styled("Kop1", "Kop") + &p("De raad")), &[]);
    for end in (0..whole.len()).step_by(7) {
        assert!(extract_docx(&whole[..end]).is_err());
        let mut flipped = whole.clone();
        flipped[end] ^= 0x55;
        let _ = extract_docx(&flipped);
    }
}
