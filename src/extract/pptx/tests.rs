use super::super::test_archive::{archive, lines};
use super::*;

const NAMESPACES: &str = "xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' xmlns:r='x' \
    xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'";

fn slide(shapes: &str) -> String {
    format!("<p:sld {NAMESPACES}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
}

fn shape(place: &str, paragraphs: &str) -> String {
    let place = if place.is_empty() { String::new() } else { format!("<p:ph {place}/>") };
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id='2'/><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>"
    )
}

fn paragraph(text: &str) -> String {
    format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>")
}

/// A presentation of slides and further parts.
fn document(slides: &[String], more: &[(&str, &str)]) -> Vec<u8> {
    let list: String = (1..=slides.len()).map(|n| format!("<p:sldId id='{}' r:id='rId{n}'/>", 255 + n)).collect();
    let main = format!("<p:presentation {NAMESPACES}><p:sldIdLst>{list}</p:sldIdLst></p:presentation>");
    let entry = |n: usize| format!("<Relationship Id='rId{n}' Type='x/slide' Target='slides/slide{n}.xml'/>");
    let relations = format!("<Relationships>{}</Relationships>", (1..=slides.len()).map(entry).collect::<String>());
    let names: Vec<String> = (1..=slides.len()).map(|n| format!("ppt/slides/slide{n}.xml")).collect();
    let mut parts = vec![("ppt/presentation.xml", main.as_str()), ("ppt/_rels/presentation.xml.rels", &relations)];
    parts.extend(names.iter().map(String::as_str).zip(slides.iter().map(String::as_str)));
    parts.extend(more);
    archive(&parts)
}

fn read(slides: &[String]) -> Vec<String> {
    lines(&extract_pptx(&document(slides, &[])).unwrap())
}

#[test]
fn a_slide_is_a_page_and_its_title_stands_first() {
    let points = format!("{}<a:p><a:pPr lvl='1'/><a:r><a:t>ruim 5%</a:t></a:r></a:p>", paragraph("Minder instroom"));
    let first =
        slide(&format!("{}{}", shape("idx='1'", &points), shape("type='title'", &paragraph("Bijstand &amp; werk"))));
    let footer = shape("type='sldNum'", "<a:p><a:fld><a:t>3</a:t></a:fld></a:p>");
    let last = slide(&format!("{}{footer}", shape("", &paragraph("Vragen?<a:br/>Bel ons"))));
    let read = extract_pptx(&document(&[first, slide(""), last], &[])).unwrap();
    assert_eq!(
        lines(&read),
        ["H1 Bijstand & werk", "I0 - Minder instroom", "I1 - ruim 5%", "T \u{c}", "T \u{c}Vragen?Bel ons", "~ 3"]
    );
    assert_eq!(read.pages, Some(3));
}

#[test]
fn numbers_tables_groups_and_alternatives() {
    let number = |text: &str| {
        format!("<a:p><a:pPr><a:buAutoNum type='arabicPeriod'/></a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>")
    };
    let cell = |text: &str| format!("<a:tc><a:txBody>{}</a:txBody></a:tc>", paragraph(text));
    let table = format!(
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>{}{}<a:tc hMerge='1'/></a:tr><a:tr>{}{}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
        cell("Post"),
        cell("2026"),
        cell("Brug"),
        cell("5")
    );
    let group = format!(
        "<p:grpSp><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></p:grpSp>",
        shape("", &paragraph("Kader")),
        shape("", &paragraph("Kader"))
    );
    let list = shape("", &format!("{}{}", number("een"), number("twee")));
    assert_eq!(
        read(&[slide(&format!("{list}{table}{group}"))]),
        ["I0 1. een", "I0 2. twee", "R Post | 2026", "R Brug | 5", "T Kader"]
    );
}

#[test]
fn notes_and_diagrams_belong_to_their_slide() {
    let frame = "<p:graphicFrame><a:graphic><a:graphicData><dgm:relIds xmlns:dgm='http://schemas.openxmlformats.org/drawingml/2006/diagram' r:dm='rId7'/></a:graphicData></a:graphic></p:graphicFrame>";
    let slides = [
        slide(&format!("{}{frame}", shape("type='ctrTitle'", &paragraph("Proces")))),
        slide(&shape("", &paragraph("Slot"))),
    ];
    let relations = "<Relationships><Relationship Id='rId7' Type='x/diagramData' Target='../diagrams/data1.xml'/>\
        <Relationship Id='rId8' Type='x/notesSlide' Target='../notesSlides/notesSlide1.xml'/></Relationships>";
    let diagram = format!(
        "<dgm:dataModel xmlns:dgm='http://schemas.openxmlformats.org/drawingml/2006/diagram' {NAMESPACES}><dgm:ptLst>\
         <dgm:pt type='doc'/><dgm:pt><dgm:t>{}</dgm:t></dgm:pt><dgm:pt type='pres'><dgm:t>{}</dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>",
        paragraph("Aanvraag"),
        paragraph("weg")
    );
    let notes = format!(
        "<p:notes {NAMESPACES}>{}{}</p:notes>",
        shape("type='sldNum'", &paragraph("1")),
        shape("type='body' idx='1'", &paragraph("Noem het tekort."))
    );
    let more = [
        ("ppt/slides/_rels/slide1.xml.rels", relations),
        ("ppt/diagrams/data1.xml", &diagram),
        ("ppt/notesSlides/notesSlide1.xml", &notes),
    ];
    let read = extract_pptx(&document(&slides, &more)).unwrap();
    assert_eq!(lines(&read), ["H1 Proces", "T Aanvraag", "N Noem het tekort.", "T \u{c}Slot"]);
}

#[test]
fn what_is_hidden_or_missing_is_told() {
    let hidden = slide(&shape("", &paragraph("geheim"))).replacen("<p:sld ", "<p:sld show='0' ", 1);
    let bytes = document(&[slide(&shape("", &paragraph("Een"))), hidden, "<p:sld".to_owned()], &[]);
    let read = extract_pptx(&bytes).unwrap();
    assert_eq!(read.text, "Een");
    assert_eq!(read.pages, Some(2));
    assert_eq!(read.remarks.last().map(String::as_str), Some("1 hidden slide was left out"));
    let error = |bytes: &[u8]| extract_pptx(bytes).unwrap_err().to_string();
    assert_eq!(error(&archive(&[("x", "y")])), "it is no presentation: ppt/presentation.xml is missing");
    assert_eq!(
        error(&archive(&[("ppt/presentation.xml", "<x/>")])),
        "it is no presentation: ppt/presentation.xml is something else"
    );
    for end in (0..bytes.len()).step_by(7) {
        assert!(extract_pptx(&bytes[..end]).is_err());
        let mut flipped = bytes.clone();
        flipped[end] ^= 0x55;
        let _ = extract_pptx(&flipped);
    }
}
