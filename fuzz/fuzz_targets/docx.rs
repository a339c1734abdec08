//! The parts of a Word document → text with marks → passages.
#![no_main]

/// What holds whatever the bytes, in any format.
mod formats;

use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 5] =
    ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml", "word/footnotes.xml"];
const RELATIONS: &str = r#"<Relationships>
    <Relationship Id="rId1" Type="x/styles" Target="styles.xml"/>
    <Relationship Id="rId2" Type="x/numbering" Target="numbering.xml"/>
    <Relationship Id="rId3" Type="x/header" Target="header1.xml"/>
    <Relationship Id="rId5" Type="x/footnotes" Target="footnotes.xml"/></Relationships>"#;

fuzz_target!(|data: &[u8]| {
    let archive = formats::archive(data, &NAMES, &[("word/_rels/document.xml.rels", RELATIONS)]);
    formats::check(&archive, "a.docx");
});
