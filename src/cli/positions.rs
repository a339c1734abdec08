//! `griffie positions`

use std::io::Write;
use std::time::Instant;

use super::args::{PositionsArguments, PositionsFormat};
use super::asking::{Asking, filter_arguments, look_up, refuse_doubtful};
use super::output::Terminal;
use super::{CliError, Exit};
use crate::config::Config;
use crate::document::Listed;
use crate::history::{self, History, MAX_PASSAGES};
use crate::index::Snapshot;
use crate::query::{FilterArguments, Filters, PositionArguments, PositionFilter};
use crate::rank::{self, Partial};
use crate::show::{self, GroupBy, PositionsPage, counted};

/// Positions that are shown to people, unless they ask for more.
const SHOWN: usize = 50;

pub(super) fn run(arguments: &PositionsArguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    // What was typed wrongly is refused before an index is opened.
    let by = arguments.by.as_deref().map(group_by).transpose()?;
    let topic = arguments.topic.join(" ");
    if arguments.strict {
        refuse_doubtful(None, &topic)?;
    }
    let typed = filter_arguments(&arguments.filters);
    let (known, _) = look_up(&FilterArguments { roots: Vec::new(), ..typed.clone() }, &[])?;
    let asked = position_filter(arguments, &known)?;
    let snapshot = Snapshot::open(&arguments.place.directory()?)?;

    let start = Instant::now();
    let asking = Asking::new(&snapshot, &typed, config, Partial::LeftOut, arguments.strict)?;
    let understood = asking.understand(None, &topic)?;
    let max_passages = if arguments.all { usize::MAX } else { MAX_PASSAGES };
    let history = history::positions_on(&snapshot, &understood.query, &asking.filters, &asked, max_passages)?;
    let tally =
        rank::tally(&snapshot, Some(&understood.query), &asking.filters.without_dates(), Partial::LeftOut, &[])?;
    let mut warnings = asking.remarks_on(Some(&understood), &(&tally).into())?;
    warnings.extend(remarks(&history, tally.total.passages, &asked));

    let mut shown = history.positions.clone();
    history::keep_best(&mut shown, limit(arguments));
    let page = PositionsPage::of(topic, snapshot.payload().generation, &shown, &history.positions);
    let page = by.map_or(page.clone(), |by| page.grouped(by));
    let took_ms = (start.elapsed().as_secs_f64() * 1e4).round() / 10.0;
    let page = PositionsPage { took_ms, warnings, ..page };
    let mut out = terminal.stdout();
    match arguments.format {
        PositionsFormat::Text => show::write_positions_text(&mut out, &page, terminal.text_style())?,
        PositionsFormat::Json => show::write_positions_json(&mut out, &page)?,
        PositionsFormat::Jsonl => show::write_positions_jsonl(&mut out, &page)?,
        PositionsFormat::Csv => show::write_positions_csv(&mut out, &page)?,
        PositionsFormat::Md => show::write_positions_markdown(&mut out, &page)?,
    }
    out.flush()?;
    page.warnings.iter().for_each(|warning| terminal.warn(warning));
    if terminal.is_verbose() {
        terminal.note(&format!(
            "{} of {} with positions looked at in {:.1} ms, generation {}",
            history.looked_at,
            counted(history.passages, "passage"),
            page.took_ms,
            page.generation
        ));
    }
    Ok(Exit::Done)
}

fn group_by(name: &str) -> Result<GroupBy, CliError> {
    let hint = || match GroupBy::suggest(name) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("positions are grouped by {}", GroupBy::all_names()),
    };
    GroupBy::read(name).ok_or_else(|| CliError::usage(format!("{name} is not {}", GroupBy::WHAT), Some(hint())))
}

fn position_filter(arguments: &PositionsArguments, filters: &Filters) -> Result<PositionFilter, CliError> {
    let typed = PositionArguments {
        holders: arguments.holder.clone(),
        kinds: arguments.act.clone(),
        directions: arguments.direction.clone(),
        before: arguments.before.clone(),
    };
    PositionFilter::look_up(&typed, filters.since, filters.until)
        .map_err(|error| CliError::usage(error.message, error.hint))
}

fn limit(arguments: &PositionsArguments) -> usize {
    match arguments.limit {
        Some(limit) => limit,
        None if arguments.all || arguments.format != PositionsFormat::Text => usize::MAX,
        None => SHOWN,
    }
}

/// What the reader should know of what was found; `matching` passages are about the topic, with a position or without.
fn remarks(history: &History, matching: usize, asked: &PositionFilter) -> Vec<String> {
    let mut remarks = Vec::new();
    if history.looked_at < history.passages {
        let passages = counted(history.passages, "passage");
        let looked_at = history.looked_at;
        remarks.push(format!(
            "of {passages} with positions the {looked_at} that fit best were looked at; --all looks at all"
        ));
    }
    if history.undated > 0 {
        let positions = match history.undated {
            1 => "1 position has".to_owned(),
            n => format!("{n} positions have"),
        };
        remarks.push(format!("{positions} no known date and cannot be placed in the period"));
    }
    if history.positions.is_empty() && matching > 0 {
        let passages = counted(matching, "passage");
        let narrowed = if *asked == PositionFilter::default() { "" } else { " of that kind, holder or period" };
        let verb = if matching == 1 { "holds" } else { "hold" };
        remarks.push(format!(
            "{passages} {verb} all the words, and none takes a position{narrowed} on them; griffie search shows them"
        ));
    }
    if history.is_cut {
        let told = "the topic asks for more places than are looked at; give rarer words or fewer of them";
        remarks.push(told.to_owned());
    }
    remarks
}
