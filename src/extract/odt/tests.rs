use super::super::test_archive::{archive, lines};
use super::*;

const STYLES: &str = r#"<office:document-styles><office:styles>
  <style:style style:name="Heading_20_2" style:family="paragraph" style:default-outline-level="2"/>
  <text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
  <text:list-level-style-bullet text:level="2"/></text:list-style></office:styles>
  <office:master-styles><style:master-page style:name="Standard"><style:header><text:p>Gemeente</text:p></style:header>
  <style:footer><text:p>Pagina <text:page-number>3</text:page-number></text:p><text:p>Gemeente</text:p></style:footer></style:master-page>
  <style:master-page style:name="Eerste" style:next-style-name="Standard"><style:header><text:p>Ons kenmerk: 12</text:p></style:header></style:master-page>
  </office:master-styles></office:document-styles>"#;

fn document(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>\
         <style:style style:name='P1' style:family='paragraph' style:parent-style-name='Heading_20_2'/>\
         <style:style style:name='P2' style:family='paragraph' style:master-page-name='Eerste'/>\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
        ("styles.xml", STYLES),
    ])
}

/// The lines below the header and footer.
fn read(body: &str) -> Vec<String> {
    let all = lines(&extract_odt(&document(body)).unwrap());
    all.into_iter().filter(|line| !line.starts_with("~ ") && line != "T Ons kenmerk: 12").collect()
}

#[test]
fn headings_are_known_by_element_and_by_style() {
    let body = "<text:h text:outline-level='1'>Een</text:h><text:p text:style-name='P1'>Twee</text:p><text:p>De<text:s text:c='3'/>raad<text:tab/>be<text:span>sluit</text:span><text:line-break/>dat</text:p>";
    assert_eq!(read(body), ["H1 Een", "H2 Twee", "T De raad besluit", "T dat"]);
}

#[test]
fn points_are_counted() {
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let inner = format!(
        "<text:list-item><text:p>twee</text:p><text:p>verder</text:p><text:list>{}</text:list></text:list-item>",
        item("onder")
    );
    let body = format!(
        "<text:list text:style-name='L1'>{}{inner}</text:list><text:p>Tussen</text:p><text:list text:style-name='L1' text:continue-numbering='true'>{}</text:list>",
        item("een"),
        item("drie")
    );
    assert_eq!(read(&body), ["I0 1. een", "I0 2. twee", "T verder", "I1 - onder", "T Tussen", "I0 3. drie"]);
}

#[test]
fn a_list_goes_on_behind_a_table_with_a_list_in_it() {
    let point = |text: &str, inside: &str| format!("<text:list-item><text:p>{text}</text:p>{inside}</text:list-item>");
    let list = |points: &str| format!("<text:list text:style-name='L1'>{points}</text:list>");
    let table = format!(
        "<table:table><table:table-row><table:table-cell>{}</table:table-cell></table:table-row></table:table>",
        list(&point("Binnen", ""))
    );
    let read = read(&list(&(point("Een", &table) + &point("Twee", &list(&point("Onder", ""))) + &point("Drie", ""))));
    let points: Vec<&str> = read.iter().map(String::as_str).filter(|line| line.starts_with('I')).collect();
    assert_eq!(points, ["I0 1. Een", "I0 1. Binnen", "I0 2. Twee", "I1 - Onder", "I0 3. Drie"]);
}

#[test]
fn tables_frames_notes_and_changes() {
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>Post</text:p></table:table-cell>\
        <table:covered-table-cell/><table:table-cell><text:p>2021</text:p></table:table-cell></table:table-row></table:table-header-rows>\
        <table:table-row><table:covered-table-cell/><table:table-cell table:number-columns-repeated='2'><text:p>€ 5</text:p></table:table-cell></table:table-row></table:table>\
        <text:p>Zie<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>De noot</text:p></text:note-body></text:note> hier\
        <draw:frame><draw:text-box><text:p>Kader</text:p></draw:text-box><svg:title>plaatje</svg:title></draw:frame><office:annotation><text:p>opmerking</text:p></office:annotation></text:p>";
    assert_eq!(read(body), ["R Post | 2021", "R | € 5 | € 5", "T Zie hier", "T Kader", "N De noot"]);
}

#[test]
fn headers_recur_but_for_that_of_a_first_page() {
    let all = lines(&extract_odt(&document("<text:p text:style-name='P2'>Geacht</text:p>")).unwrap());
    assert_eq!(all, ["~ Gemeente", "~ Pagina 3", "T Ons kenmerk: 12", "T Geacht"]);
    let all = lines(&extract_odt(&document("<text:p>Geacht</text:p>")).unwrap());
    assert_eq!(all, ["~ Gemeente", "~ Pagina 3", "~ Ons kenmerk: 12", "T Geacht"]);
}

#[test]
fn tables_in_repeated_cells_do_not_multiply() {
    let mut table = "<text:p>x</text:p>".to_owned();
    for _ in 0..40 {
        table = format!(
            "<table:table><table:table-row><table:table-cell table:number-columns-repeated='64'>{table}</table:table-cell></table:table-row></table:table>"
        );
    }
    assert!(extract_odt(&document(&table)).unwrap().text.len() < 10_000);
}

#[test]
fn says_why_there_is_no_text() {
    let manifest =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    assert_eq!(
        extract_odt(&archive(&[("META-INF/manifest.xml", manifest), ("content.xml", "x")])),
        Err(ExtractError::Encrypted)
    );
    let error = |bytes: &[u8]| extract_odt(bytes).unwrap_err().to_string();
    assert_eq!(error(&archive(&[("x", "y")])), "it is no OpenDocument text: content.xml is missing");
    let whole = document("<text:p>De raad</text:p>");
    for end in (0..whole.len()).step_by(7) {
        assert!(extract_odt(&whole[..end]).is_err());
        let mut flipped = whole.clone();
        flipped[end] ^= 0x55;
        let _ = extract_odt(&flipped);
    }
}
