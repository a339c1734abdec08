//! `griffie eval`

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::args::{EvalArguments, PlainFormat, Unit};
use super::output::Terminal;
use super::search::unit;
use super::{CliError, Exit};
use crate::analysis::Analyzer;
use crate::config::Config;
use crate::eval::{Comparison, EvalError, Evaluation, Qrels, Queries, Run, compare, evaluate};
use crate::index::Snapshot;
use crate::query::{Filters, parse, understand};
use crate::rank::{self, By, Partial, Wanted, Weights};
use crate::show::{printable, to_safe_json};

/// Results of a query that are looked at; recall@100 needs no more.
const DEPTH: usize = 100;

pub(super) fn run(arguments: &EvalArguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    if !arguments.metadata.is_empty() {
        return super::recognition::run(arguments, config, terminal);
    }
    if !arguments.positions.is_empty() {
        return super::recognition::run_positions(arguments, config, terminal);
    }
    let Some(qrels) = &arguments.qrels else {
        return Err(CliError::usage("--qrels, --metadata or --positions is needed", None));
    };
    let qrels = parsed(qrels, Qrels::parse)?;
    let run = match (&arguments.run, &arguments.queries) {
        (Some(path), _) => parsed(path, Run::parse)?,
        (None, Some(path)) => search_all(&parsed(path, Queries::parse)?, &qrels, arguments, config)?,
        (None, None) => return Err(CliError::usage("--queries or --run is needed", None)),
    };
    let evaluation = evaluate(&qrels, &run);
    if evaluation.queries == 0 {
        terminal.warn("no query of the judgments has a relevant result, so there is nothing to measure");
    } else if evaluation.answered == 0 {
        terminal.warn(
            "no query has a result; do the queries and the judgments belong together, and is this the right index?",
        );
    }
    let comparison = match &arguments.compare {
        None => None,
        Some(path) => Some(compare(&evaluation, &evaluate(&qrels, &parsed(path, Run::parse)?))),
    };
    let mut out = terminal.stdout();
    match arguments.format {
        PlainFormat::Json => write_json(&mut out, &evaluation, comparison.as_ref(), arguments.per_query)?,
        PlainFormat::Text => write_text(&mut out, &evaluation, comparison.as_ref(), arguments.per_query)?,
    }
    out.flush()?;
    Ok(Exit::Done)
}

pub(super) fn parsed<T>(path: &Path, parse: impl Fn(&str) -> Result<T, EvalError>) -> Result<T, CliError> {
    let text = std::fs::read_to_string(path).map_err(|e| CliError::unreadable(path, e))?;
    parse(&text).map_err(|error| CliError::usage(format!("{}: {error}", path.display()), None))
}

fn search_all(queries: &Queries, qrels: &Qrels, arguments: &EvalArguments, config: &Config) -> Result<Run, CliError> {
    let snapshot = Snapshot::open(&arguments.place.directory()?)?;
    let names_passages = || qrels.topics().any(|(_, grades)| grades.keys().any(|id| id.contains('#')));
    let by = match arguments.by.map(unit) {
        Some(by) => by,
        None => unit(if names_passages() { Unit::Passage } else { Unit::Document }),
    };
    let analyzer = Analyzer::default();
    let synonyms = config.synonyms_for_search(&analyzer);
    let wanted = Wanted { offset: 0, limit: DEPTH, by, partial: Partial::Below };
    let mut results: Vec<(&str, String, f64)> = Vec::new();
    for query in queries {
        let expanded = understand(&parse(&query.text), &analyzer, &synonyms, &snapshot)?.query;
        let ranking = rank::search(&snapshot, &expanded, &Filters::default(), wanted, &Weights::default())?;
        for hit in ranking.hits {
            let id = if by == By::Document { hit.document } else { hit.id };
            results.push((&query.qid, id, f64::from(hit.score)));
        }
    }
    Run::from_results(results.iter().map(|(qid, id, score)| (*qid, id.as_str(), *score)))
        .map_err(|error| CliError::failed(error.to_string(), None))
}

fn write_json(
    out: &mut dyn Write,
    evaluation: &Evaluation,
    comparison: Option<&Comparison>,
    per_query: bool,
) -> std::io::Result<()> {
    let mut value = serde_json::to_value(evaluation)?;
    if let Some(comparison) = comparison {
        value["compare"] = serde_json::to_value(comparison)?;
    }
    if per_query {
        value["per_query"] = evaluation
            .per_query
            .iter()
            .map(|(qid, m)| Ok((qid.clone(), serde_json::to_value(m)?)))
            .collect::<Result<serde_json::Map<String, Value>, serde_json::Error>>()
            .map(|map| json!(map))?;
    }
    writeln!(out, "{}", to_safe_json(&value, true)?)
}

fn write_text(
    out: &mut dyn Write,
    evaluation: &Evaluation,
    comparison: Option<&Comparison>,
    per_query: bool,
) -> std::io::Result<()> {
    if per_query {
        let names: Vec<&str> = evaluation.mean.named().iter().map(|(name, _)| *name).collect();
        writeln!(out, "{:<12}{}", "query", names.iter().map(|n| format!("{n:>12}")).collect::<String>())?;
        for (qid, measures) in &evaluation.per_query {
            let row: String = measures.named().iter().map(|(_, value)| format!("{value:>12.4}")).collect();
            writeln!(out, "{:<12}{row}", printable(qid))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{:<12}{:>8}", "queries", evaluation.queries)?;
    for (name, value) in evaluation.mean.named() {
        writeln!(out, "{name:<12}{value:>8.4}")?;
    }
    if let Some(c) = comparison {
        writeln!(out, "\nagainst the other run, by nDCG@10 of {} queries:", c.queries)?;
        writeln!(
            out,
            "{} better, {} worse, {} equal; mean difference {:+.4}, p = {:.4}",
            c.wins, c.losses, c.ties, c.difference, c.p
        )?;
    }
    Ok(())
}
