//! Positions for programs: JSON, JSON lines, CSV.

use std::io::{self, Write};

use serde::Serialize;

use super::{PositionsPage, ShownPosition};
use crate::document::Listed;
use crate::show::csv::{csv_writer, from_csv};
use crate::show::printable::without_controls;
use crate::show::to_safe_json;

/// Writes one object.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_positions_json(out: &mut dyn Write, page: &PositionsPage) -> io::Result<()> {
    writeln!(out, "{}", to_safe_json(page, true)?)
}

#[derive(Serialize)]
struct Line<'a> {
    topic: &'a str,
    #[serde(flatten)]
    position: &'a ShownPosition,
}

/// Writes a position a line, each with the topic.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_positions_jsonl(out: &mut dyn Write, page: &PositionsPage) -> io::Result<()> {
    for position in &page.positions {
        writeln!(out, "{}", to_safe_json(&Line { topic: &page.topic, position }, false)?)?;
    }
    Ok(())
}

const HEADER: [&str; 25] = [
    "id",
    "date",
    "holder",
    "kind",
    "direction",
    "sentence",
    "passage",
    "document",
    "title",
    "municipalities",
    "arrangements",
    "source",
    "page",
    "follows",
    "subject",
    "root",
    "page_label",
    "lines",
    "heading",
    "document_kind",
    "document_date",
    "holder_of",
    "reported",
    "confidence",
    "url",
];

/// Writes a position a row, under the names of the JSON; lists are joined with `; `. Grouped ones are written once for each of
/// their groups, whose name stands in a first column.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_positions_csv(out: &mut dyn Write, page: &PositionsPage) -> io::Result<()> {
    let mut writer = csv_writer(out);
    let by = page.by.map(Listed::as_str);
    writer.write_record(by.iter().copied().chain(HEADER)).map_err(from_csv)?;
    for (name, positions) in page.parts() {
        for position in positions {
            let row = row(position).map(|cell| without_controls(&cell).into_owned());
            let group = name.as_ref().map(|name| without_controls(name).into_owned());
            writer.write_record(group.iter().chain(&row)).map_err(from_csv)?;
        }
    }
    writer.flush()
}

fn row(position: &ShownPosition) -> [String; 25] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        position.id.clone(),
        text(&position.date),
        position.holder.clone(),
        position.kind.as_str().to_owned(),
        position.direction.as_str().to_owned(),
        position.sentence.clone(),
        position.passage.clone(),
        position.document.clone(),
        text(&position.title),
        position.municipalities.join("; "),
        position.arrangements.join("; "),
        position.source.clone(),
        position.page.map(|page| page.to_string()).unwrap_or_default(),
        text(&position.follows),
        text(&position.subject),
        position.root.clone(),
        text(&position.page_label),
        position.lines.map(|(first, last)| format!("{first}-{last}")).unwrap_or_default(),
        text(&position.heading),
        text(&position.document_kind),
        text(&position.document_date),
        text(&position.holder_of),
        position.reported.to_string(),
        position.confidence.to_string(),
        text(&position.url),
    ]
}
