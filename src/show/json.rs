//! JSON: one object a page, or one hit a line.

use std::io::{self, Write};

use serde::Serialize;

use super::{Hit, ResultPage};

/// Writes a page as one object, several as a list.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_json(out: &mut dyn Write, pages: &[ResultPage]) -> io::Result<()> {
    match pages {
        [page] if page.qid.is_none() => serde_json::to_writer_pretty(&mut *out, page)?,
        pages => serde_json::to_writer_pretty(&mut *out, pages)?,
    }
    writeln!(out)
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    qid: Option<&'a str>,
    query: &'a str,
    #[serde(flatten)]
    hit: &'a Hit,
}

/// Writes a hit a line, each with its query.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_jsonl(out: &mut dyn Write, page: &ResultPage) -> io::Result<()> {
    for hit in &page.hits {
        serde_json::to_writer(&mut *out, &Line { qid: page.qid.as_deref(), query: &page.query, hit })?;
        writeln!(out)?;
    }
    Ok(())
}
