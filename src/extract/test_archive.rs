//! Archives as test documents.

use std::io::{Cursor, Write};

/// A ZIP archive of parts, each with its name.
pub(super) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The lines of a text, each with a letter for what it is: `H1 Kop`, `I0 - punt`, `~ voet`; `+` goes on with the line before.
pub(super) fn lines(read: &super::ExtractedText) -> Vec<String> {
    use super::LineRole;
    assert_eq!(read.text.split('\n').count(), read.marks.len().max(1), "a mark for each line");
    let role = |role: LineRole| match role {
        LineRole::Text => "T".to_owned(),
        LineRole::Heading { level } => format!("H{level}"),
        LineRole::Item { depth } => format!("I{depth}"),
        LineRole::Row => "R".to_owned(),
        LineRole::Running => "~".to_owned(),
        LineRole::Note => "N".to_owned(),
    };
    let line = |(text, mark): (&str, &super::LineMark)| {
        format!("{}{} {text}", role(mark.role), if mark.begins { "" } else { "+" })
    };
    read.text.split('\n').zip(&read.marks).map(line).collect()
}
