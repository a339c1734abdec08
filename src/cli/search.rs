//! `griffie search`

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use super::args::{FilterOptions, SearchArguments, SearchFormat, Unit};
use super::emptied::Emptied;
use super::output::Terminal;
use super::{CliError, Exit, index};
use crate::analysis::Analyzer;
use crate::config::Config;
use crate::eval::Queries;
use crate::index::{IndexError, Snapshot};
use crate::query::synonym::Synonyms;
use crate::query::{FilterArguments, Filters, Understood, parse, understand};
use crate::rank::{self, By, Partial, Wanted, Weights};
use crate::show::{self, Highlighter, ResultPage};

pub(super) fn run(arguments: &SearchArguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    // What was typed wrongly is refused before an index is opened, let alone built.
    let queries = arguments.queries.as_deref().map(read_queries).transpose()?;
    if arguments.strict {
        refuse_doubtful(arguments, queries.as_ref())?;
    }
    let typed = filter_arguments(&arguments.filters);
    look_up(&FilterArguments { roots: Vec::new(), ..typed.clone() }, &[])?;
    let snapshot = open_or_build(arguments, &typed, config, terminal)?;
    let roots: Vec<String> = snapshot.payload().roots.iter().map(|(name, _)| name.clone()).collect();
    let (filters, warnings) = look_up(&typed, &roots)?;
    let analyzer = Analyzer::default();
    let searcher = Searching {
        snapshot: &snapshot,
        filters,
        typed: &typed,
        warnings,
        wanted: wanted(arguments),
        explain: arguments.explain,
        strict: arguments.strict,
        synonyms: config.synonyms_for_search(&analyzer),
        analyzer,
    };
    let pages = match &queries {
        None => vec![searcher.page(None, &arguments.query.join(" "))?],
        Some(queries) => {
            queries.iter().map(|query| searcher.page(Some(&query.qid), &query.text)).collect::<Result<_, _>>()?
        }
    };
    let mut out = terminal.stdout();
    write(&mut out, &pages, arguments.format, terminal)?;
    out.flush()?;
    tell_warnings(&searcher.warnings, &pages, terminal);
    if terminal.is_verbose() {
        let took: f64 = pages.iter().map(|page| page.took_ms).sum();
        let generation = searcher.snapshot.payload().generation;
        terminal.note(&format!("{} in {took:.1} ms, generation {generation}", counted_queries(pages.len())));
    }
    Ok(Exit::Done)
}

/// Under `--strict` what can be read in two ways is refused before an index is opened.
fn refuse_doubtful(arguments: &SearchArguments, queries: Option<&Queries>) -> Result<(), CliError> {
    let refuse = |qid: Option<&str>, query: &str| match parse(query).remarks.first() {
        Some(remark) => Err(refused(qid, &remark.told(query))),
        None => Ok(()),
    };
    match queries {
        None => refuse(None, &arguments.query.join(" ")),
        Some(queries) => queries.iter().try_for_each(|query| refuse(Some(&query.qid), &query.text)),
    }
}

fn refused(qid: Option<&str>, doubt: &str) -> CliError {
    let of = qid.map(|qid| format!(" {qid}")).unwrap_or_default();
    CliError::usage(
        format!("the query{of} is refused: {doubt}"),
        Some("griffie help query tells what can be typed".into()),
    )
}

fn read_queries(path: &Path) -> Result<Queries, CliError> {
    let text = std::fs::read_to_string(path).map_err(|e| CliError::unreadable(path, e))?;
    Queries::parse(&text).map_err(|e| CliError::usage(format!("{}: {e}", path.display()), None))
}

fn look_up(typed: &FilterArguments, roots: &[String]) -> Result<(Filters, Vec<String>), CliError> {
    Filters::look_up(typed, roots).map_err(|error| CliError::usage(error.message, error.hint))
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

fn filter_arguments(options: &FilterOptions) -> FilterArguments {
    FilterArguments {
        municipalities: options.municipality.clone(),
        exact_municipality: options.exact_municipality,
        arrangements: options.arrangement.clone(),
        subjects: options.subject.clone(),
        bodies: options.body.clone(),
        kinds: options.kind.clone(),
        themes: options.theme.clone(),
        roles: options.role.clone(),
        since: options.since.clone(),
        until: options.until.clone(),
        roots: options.root.clone(),
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
    snapshot: &'a Snapshot,
    filters: Filters,
    typed: &'a FilterArguments,
    /// Remarks on the filters.
    warnings: Vec<String>,
    wanted: Wanted,
    explain: bool,
    strict: bool,
    analyzer: Analyzer,
    synonyms: Cow<'a, Synonyms>,
}

impl Searching<'_> {
    fn page(&self, qid: Option<&str>, query: &str) -> Result<ResultPage, CliError> {
        let start = Instant::now();
        let parsed = parse(query);
        let Understood { query: expanded, doubts, notes, notes_if_empty } =
            understand(&parsed, &self.analyzer, &self.synonyms, self.snapshot)?;
        if self.strict
            && let Some(doubt) = doubts.first()
        {
            return Err(refused(qid, doubt));
        }
        let ranking = rank::search(self.snapshot, &expanded, &self.filters, self.wanted, &Weights::default())?;
        let first = self.wanted.offset.saturating_add(1);
        let mut hits = show::fetch_hits(self.snapshot, &ranking, first, &Highlighter::new(&expanded), &self.filters)?;
        if self.explain {
            let explained = rank::explain(self.snapshot, &expanded, &ranking, &Weights::default())?;
            for (hit, shares) in hits.iter_mut().zip(explained) {
                hit.explanation = Some(shares);
            }
        }
        let mut warnings = self.warnings.clone();
        warnings.extend(doubts.into_iter().chain(notes));
        if expanded.is_empty() {
            warnings.push("the query holds no words; type what you look for".to_owned());
        }
        if ranking.undated > 0 {
            let passages = match ranking.undated {
                1 => "1 matching passage has".to_owned(),
                n => format!("{n} matching passages have"),
            };
            warnings.push(format!("{passages} no known date and cannot be placed in the period"));
        }
        if ranking.is_cut {
            warnings.push(
                "the query asks for more places than are looked at; give rarer words or fewer of them".to_owned(),
            );
        }
        if ranking.total_passages == 0 {
            warnings.extend(notes_if_empty);
        }
        let narrows = !expanded.conditions.is_empty() || !self.filters.is_empty();
        if ranking.total_passages == 0 && narrows {
            let emptied = Emptied {
                snapshot: self.snapshot,
                parsed: &parsed,
                query: &expanded,
                filters: &self.filters,
                typed: self.typed,
                partial: self.wanted.partial,
            };
            warnings.extend(emptied.told()?);
        }
        Ok(ResultPage {
            query: query.to_owned(),
            qid: qid.map(str::to_owned),
            took_ms: (start.elapsed().as_secs_f64() * 1e4).round() / 10.0,
            generation: self.snapshot.payload().generation,
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
