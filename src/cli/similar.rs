//! `griffie similar`

use std::io::Write;
use std::time::Instant;

use super::args::{SimilarArguments, SimilarFormat};
use super::output::Terminal;
use super::{CliError, Exit, show as show_command};
use crate::index::Snapshot;
use crate::query::Filters;
use crate::rank::{self, By};
use crate::show::{self, Highlighter, ResultPage};

pub(super) fn run(arguments: &SimilarArguments, terminal: &Terminal) -> Result<Exit, CliError> {
    let start = Instant::now();
    let snapshot = Snapshot::open(&arguments.place.directory()?)?;
    let found = show_command::find(&snapshot, &arguments.id, 0)?;
    // Of a whole document all that it says, and nothing of itself.
    let document = found.passage.is_none().then_some(found.document.id.as_str());
    let similar = rank::similar(&snapshot, &found.passages, document, arguments.limit)?;
    let (ranking, filters) = (&similar.ranking, Filters::default());
    let hits = show::fetch_hits(&snapshot, ranking, 1, &Highlighter::new(&similar.words), &filters)?;
    let mut warnings = Vec::new();
    if hits.is_empty() {
        warnings.push("nothing in the index says much the same".to_owned());
    }
    let page = ResultPage {
        query: found.passage.clone().unwrap_or_else(|| found.document.id.clone()),
        qid: None,
        took_ms: (start.elapsed().as_secs_f64() * 1e4).round() / 10.0,
        generation: snapshot.payload().generation,
        total_passages: ranking.total_passages,
        total_documents: ranking.total_documents,
        warnings,
        hits,
        by: By::Passage,
        counts_partial: false,
    };
    let mut out = terminal.stdout();
    match arguments.format {
        SimilarFormat::Text => show::write_text(&mut out, &page, terminal.text_style())?,
        SimilarFormat::Json => show::write_json(&mut out, std::slice::from_ref(&page))?,
        SimilarFormat::Jsonl => show::write_jsonl(&mut out, &page)?,
        SimilarFormat::Csv => show::write_csv(&mut out, std::slice::from_ref(&page))?,
    }
    out.flush()?;
    page.warnings.iter().for_each(|warning| terminal.warn(warning));
    Ok(Exit::Done)
}
