//! CSV (RFC 4180): a header, then a hit a row.

use std::io::{self, Write};

use super::ResultPage;
use super::printable::without_controls;

const HEADER: [&str; 27] = [
    "qid",
    "query",
    "rank",
    "score",
    "partial",
    "passage",
    "document",
    "root",
    "title",
    "subject",
    "kind",
    "date",
    "issuer",
    "body",
    "municipalities",
    "arrangements",
    "reference",
    "heading",
    "role",
    "page",
    "page_label",
    "lines",
    "ocr",
    "text",
    "source",
    "url",
    "predecessor_of",
];

/// Writes pages under one header. Lists are joined with `; `.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_csv(out: &mut dyn Write, pages: &[ResultPage]) -> io::Result<()> {
    let mut writer = csv_writer(out);
    writer.write_record(HEADER).map_err(from_csv)?;
    for page in pages {
        for hit in &page.hits {
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            let row = [
                page.qid.clone().unwrap_or_default(),
                page.query.clone(),
                hit.rank.to_string(),
                hit.score.to_string(),
                hit.partial.to_string(),
                hit.passage.clone(),
                hit.document.clone(),
                hit.root.clone(),
                text(&hit.title),
                text(&hit.subject),
                text(&hit.kind),
                text(&hit.date),
                text(&hit.issuer),
                text(&hit.body),
                hit.municipalities.join("; "),
                hit.arrangements.join("; "),
                hit.reference.join("; "),
                text(&hit.heading),
                text(&hit.role),
                hit.page.map(|page| page.to_string()).unwrap_or_default(),
                text(&hit.page_label),
                hit.lines.map(|(first, last)| format!("{first}-{last}")).unwrap_or_default(),
                hit.ocr.to_string(),
                hit.text.clone(),
                hit.source.clone(),
                text(&hit.url),
                text(&hit.predecessor_of),
            ];
            let row = row.map(|cell| without_controls(&cell).into_owned());
            writer.write_record(row).map_err(from_csv)?;
        }
    }
    writer.flush()
}

/// Rows that end as RFC 4180 has it.
pub(super) fn csv_writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}

/// The error of the output itself: a reader of a pipe that has seen enough is told by its kind.
pub(super) fn from_csv(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
