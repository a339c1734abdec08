//! `griffie search`

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use super::args::{SearchArguments, SearchFormat, Sort, Unit};
use super::asking::{Asking, filter_arguments, look_up, refuse_doubtful};
use super::output::Terminal;
use super::{CliError, Exit, index};
use crate::config::Config;
use crate::eval::Queries;
use crate::index::{IndexError, Snapshot};
use crate::query::FilterArguments;
use crate::rank::{self, By, Partial, Time, Wanted, Weights};
use crate::show::{self, Highlighter, ResultPage};

pub(super) fn run(arguments: &SearchArguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    // What was typed wrongly is refused before an index is opened, let alone built.
    let queries = arguments.queries.as_deref().map(read_queries).transpose()?;
    if arguments.format == SearchFormat::Trec && arguments.sort != Sort::Relevance {
        let message = "the lines of a run are ordered by score, not by date";
        return Err(CliError::usage(message, Some("leave --sort out, or choose another --format".to_owned())));
    }
    if arguments.strict {
        match &queries {
            None => refuse_doubtful(None, &arguments.query.join(" "))?,
            Some(queries) => queries.iter().try_for_each(|query| refuse_doubtful(Some(&query.qid), &query.text))?,
        }
    }
    let typed = filter_arguments(&arguments.filters);
    look_up(&FilterArguments { roots: Vec::new(), ..typed.clone() }, &[])?;
    let snapshot = open_or_build(arguments, &typed, config, terminal)?;
    let wanted = wanted(arguments);
    let asking = Asking::new(&snapshot, &typed, config, wanted.partial, arguments.strict)?;
    let searcher = Searching { asking, wanted, sort: arguments.sort, explain: arguments.explain };
    let pages = match &queries {
        None => vec![searcher.page(None, &arguments.query.join(" "))?],
        Some(queries) => {
            queries.iter().map(|query| searcher.page(Some(&query.qid), &query.text)).collect::<Result<_, _>>()?
        }
    };
    let mut out = terminal.stdout();
    write(&mut out, &pages, arguments.format, terminal)?;
    out.flush()?;
    tell_warnings(&searcher.asking.warnings, &pages, terminal);
    if terminal.is_verbose() {
        let took: f64 = pages.iter().map(|page| page.took_ms).sum();
        let generation = snapshot.payload().generation;
        terminal.note(&format!("{} in {took:.1} ms, generation {generation}", counted_queries(pages.len())));
    }
    Ok(Exit::Done)
}

fn read_queries(path: &Path) -> Result<Queries, CliError> {
    let bytes = std::fs::read(path).map_err(|e| CliError::unreadable(path, e))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = format!("{}: line {line} is not UTF-8", path.display());
        CliError::usage(message, Some("save the file as UTF-8".to_owned()))
    })?;
    Queries::parse(&text).map_err(|e| CliError::usage(format!("{}: {e}", path.display()), None))
}

fn counted_queries(n: usize) -> String {
    if n == 1 { "1 query".to_owned() } else { format!("{n} queries") }
}

/// Remarks on the filters once, also where a batch has many queries; those on a query of a batch with its name.
fn tell_warnings(of_filters: &[String], pages: &[ResultPage], terminal: &Terminal) {
    for warning in of_filters {
        terminal.warn(warning);
    }
    for page in pages {
        for warning in page.warnings.iter().filter(|warning| !of_filters.contains(warning)) {
            match &page.qid {
                Some(qid) => terminal.warn(&format!("{qid}: {warning}")),
                None => terminal.warn(warning),
            }
        }
    }
}

/// The index; where none is at the default place, it is built from the sample corpus first.
fn open_or_build(
    arguments: &SearchArguments,
    typed: &FilterArguments,
    config: &Config,
    terminal: &Terminal,
) -> Result<Snapshot, CliError> {
    let directory = arguments.place.directory()?;
    match Snapshot::open(&directory) {
        Err(IndexError::Missing(_)) if arguments.place.is_default() => {
            look_up(typed, &[index::DEFAULT_CORPUS.to_owned()])?;
            terminal.note("there is no index yet; building one from corpus/");
            let updated = index::build_default(&directory, config, terminal)?;
            let report = &updated.report;
            let documents = show::counted(report.documents.added, "document");
            terminal.note(&format!("indexed {documents}, {}", show::counted(report.passages, "passage")));
            Ok(updated.snapshot)
        }
        opened => Ok(opened?),
    }
}

fn wanted(arguments: &SearchArguments) -> Wanted {
    Wanted {
        offset: arguments.offset,
        limit: if arguments.all { usize::MAX } else { arguments.limit },
        by: unit(arguments.by),
        partial: match (arguments.any, arguments.all) {
            (true, _) => Partial::Counted,
            (false, true) => Partial::LeftOut,
            (false, false) => Partial::Below,
        },
    }
}

pub(super) fn unit(unit: Unit) -> By {
    match unit {
        Unit::Passage => By::Passage,
        Unit::Document => By::Document,
    }
}

struct Searching<'a> {
    asking: Asking<'a>,
    wanted: Wanted,
    sort: Sort,
    explain: bool,
}

impl Searching<'_> {
    fn page(&self, qid: Option<&str>, query: &str) -> Result<ResultPage, CliError> {
        let start = Instant::now();
        let Asking { snapshot, filters, .. } = &self.asking;
        let asked = self.asking.understand(qid, query)?;
        let (wanted, weights) = (self.wanted, Weights::default());
        let in_time = |time| rank::search_in_time(snapshot, &asked.query, filters, wanted, time, &weights);
        let ranking = match self.sort {
            Sort::Relevance => rank::search(snapshot, &asked.query, filters, wanted, &weights)?,
            Sort::Date => in_time(Time::LatestFirst)?,
            Sort::DateAsc => in_time(Time::EarliestFirst)?,
        };
        let first = self.wanted.offset.saturating_add(1);
        let mut hits = show::fetch_hits(snapshot, &ranking, first, &Highlighter::new(&asked.query), filters)?;
        if self.explain {
            let explained = rank::explain(snapshot, &asked.query, &ranking, &weights)?;
            for (hit, shares) in hits.iter_mut().zip(explained) {
                hit.explanation = Some(shares);
            }
        }
        let warnings = self.asking.remarks_on(Some(&asked), &(&ranking).into())?;
        Ok(ResultPage {
            query: query.to_owned(),
            qid: qid.map(str::to_owned),
            took_ms: (start.elapsed().as_secs_f64() * 1e4).round() / 10.0,
            generation: snapshot.payload().generation,
            total_passages: ranking.total_passages,
            total_documents: ranking.total_documents,
            warnings,
            hits,
            by: self.wanted.by,
            counts_partial: self.wanted.partial == Partial::Counted,
        })
    }
}

fn write(out: &mut dyn Write, pages: &[ResultPage], format: SearchFormat, terminal: &Terminal) -> std::io::Result<()> {
    match format {
        SearchFormat::Json => return show::write_json(out, pages),
        SearchFormat::Csv => return show::write_csv(out, pages),
        _ => {}
    }
    for page in pages {
        match format {
            SearchFormat::Jsonl => show::write_jsonl(out, page)?,
            SearchFormat::Trec => show::write_trec(out, page)?,
            _ => show::write_text(out, page, terminal.text_style())?,
        }
    }
    Ok(())
}
