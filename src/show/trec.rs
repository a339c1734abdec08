//! TREC run lines: `qid Q0 id rank score griffie`.

use std::io::{self, Write};

use super::{ResultPage, printable};
use crate::eval::RunLine;
use crate::rank::By;

/// Writes a line a hit. A query outside a batch is called `1`.
///
/// # Errors
/// Where the output cannot be written.
pub fn write_trec(out: &mut dyn Write, page: &ResultPage) -> io::Result<()> {
    let qid = printable(page.qid.as_deref().unwrap_or("1"));
    for hit in &page.hits {
        let id = if page.by == By::Document { &hit.document } else { &hit.passage };
        writeln!(out, "{}", RunLine { qid: &qid, id: &printable(id), rank: hit.rank, score: f64::from(hit.score) })?;
    }
    Ok(())
}
