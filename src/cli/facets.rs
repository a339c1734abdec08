//! `griffie facets`

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use super::args::{FacetFormat, FacetsArguments};
use super::asking::{Asking, filter_arguments, look_up, refuse_doubtful};
use super::output::Terminal;
use super::output_file::OutputFile;
use super::{CliError, Exit};
use crate::config::Config;
use crate::document::Listed;
use crate::index::Snapshot;
use crate::query::{FacetField, FilterArguments, Filters};
use crate::rank::{self, Partial};
use crate::show::{self, FacetPage};

/// Values of a field that are shown to people, unless they ask for more. Years and months go on.
const SHOWN: usize = 20;
/// Series of a picture; more cannot be told apart.
const MAX_SERIES: usize = 8;
/// Bars of a picture.
const MAX_BARS: usize = 30;

pub(super) fn run(arguments: &FacetsArguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    // What was typed wrongly is refused before an index is opened.
    let fields = fields(&arguments.by)?;
    let query = Some(arguments.query.join(" ")).filter(|query| !query.trim().is_empty());
    if let Some(query) = query.as_ref().filter(|_| arguments.strict) {
        refuse_doubtful(None, query)?;
    }
    let typed = filter_arguments(&arguments.filters);
    look_up(&FilterArguments { roots: Vec::new(), ..typed.clone() }, &[])?;
    let plot = arguments.plot.as_deref().map(|path| Plot::prepare(path, &fields)).transpose()?;
    let snapshot = Snapshot::open(&arguments.place.directory()?)?;

    let start = Instant::now();
    let partial = if arguments.any { Partial::Counted } else { Partial::LeftOut };
    let asking = Asking::new(&snapshot, &typed, config, partial, arguments.strict)?;
    let asked = query.as_deref().map(|query| asking.understand(None, query)).transpose()?;
    let of = asked.as_ref().map(|asked| &asked.query);
    let tally = rank::tally(&snapshot, of, &asking.filters, partial, &fields)?;
    let warnings = asking.remarks_on(asked.as_ref(), &(&tally).into())?;
    let page = |limits: &[usize]| -> Result<FacetPage, CliError> {
        Ok(FacetPage {
            query: query.clone().unwrap_or_default(),
            took_ms: (start.elapsed().as_secs_f64() * 1e4).round() / 10.0,
            counts_partial: arguments.any,
            warnings: warnings.clone(),
            ..FacetPage::of(&snapshot, &tally, &fields, limits)?
        })
    };
    let shown = page(&fields.iter().map(|field| limit(arguments, *field)).collect::<Vec<_>>())?;
    let mut out = terminal.stdout();
    match arguments.format {
        FacetFormat::Text => {
            show::write_facet_text(&mut out, &shown, terminal.text_style(), terminal.draws_bars())?;
        }
        FacetFormat::Json => show::write_facet_json(&mut out, &shown)?,
        FacetFormat::Jsonl => show::write_facet_jsonl(&mut out, &shown)?,
        FacetFormat::Csv => show::write_facet_csv(&mut out, &shown)?,
    }
    out.flush()?;
    shown.warnings.iter().for_each(|warning| terminal.warn(warning));
    if matches!(arguments.format, FacetFormat::Jsonl | FacetFormat::Csv) {
        for (name, others) in shown.axes.iter().filter_map(|axis| Some((axis.field.as_str(), axis.others?))) {
            terminal.note(&format!("{} more by {name} are left out by --limit", others.values));
        }
    }
    if let Some(plot) = plot {
        let drawn = page(&picture_limits(&fields))?;
        plot.write(&show::draw_picture(&drawn, &about(&typed, &asking.filters))?, terminal)?;
    }
    if terminal.is_verbose() {
        terminal.note(&format!("counted in {:.1} ms, generation {}", shown.took_ms, shown.generation));
    }
    Ok(Exit::Done)
}

/// The fields that were named: one or two, in either language.
fn fields(names: &[String]) -> Result<Vec<FacetField>, CliError> {
    let mut fields = Vec::new();
    for name in names {
        let hint = || match FacetField::suggest(name) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("fields are {}", FacetField::all_names()),
        };
        let field = FacetField::read(name)
            .ok_or_else(|| CliError::usage(format!("{name} is not {}", FacetField::WHAT), Some(hint())))?;
        if fields.contains(&field) {
            let hint = Some("name each field once".to_owned());
            return Err(CliError::usage(format!("--by names {} twice", field.as_str()), hint));
        }
        fields.push(field);
    }
    if fields.len() > 2 {
        let hint = Some("count by one field, or by two for a table: --by municipality,year".to_owned());
        return Err(CliError::usage(format!("--by names {} fields", fields.len()), hint));
    }
    Ok(fields)
}

fn limit(arguments: &FacetsArguments, field: FacetField) -> usize {
    match arguments.limit {
        Some(limit) => limit,
        None if arguments.all || arguments.format != FacetFormat::Text || field.is_time() => usize::MAX,
        None => SHOWN,
    }
}

fn picture_limits(fields: &[FacetField]) -> Vec<usize> {
    let most = if fields.len() > 1 { MAX_SERIES } else { MAX_BARS };
    fields.iter().map(|field| if field.is_time() { usize::MAX } else { most }).collect()
}

/// Which filters hold, in Dutch: a picture goes further than the command that made it.
fn about(typed: &FilterArguments, filters: &Filters) -> String {
    let named = [
        ("gemeente", typed.municipalities.clone()),
        ("regeling", typed.arrangements.clone()),
        ("onderwerp", typed.subjects.clone()),
        ("soort", filters.kinds.iter().map(|kind| kind.dutch().to_owned()).collect()),
        ("orgaan", labels(&filters.bodies)),
        ("thema", labels(&filters.themes)),
        ("rol", labels(&filters.roles)),
        ("bron", typed.roots.clone()),
    ];
    let is_set = |(_, values): &(&str, Vec<String>)| !values.is_empty();
    let told = named.into_iter().filter(is_set).map(|(name, values)| format!("{name}: {}", values.join(" of ")));
    let since = typed.since.iter().map(|since| format!("vanaf {since}"));
    let until = typed.until.iter().map(|until| format!("tot en met {until}"));
    told.chain(since).chain(until).collect::<Vec<_>>().join(" · ")
}

fn labels<T: Listed>(values: &[T]) -> Vec<String> {
    values.iter().map(|value| value.dutch().to_owned()).collect()
}

/// The file of `--plot`.
struct Plot<'a> {
    named: &'a Path,
    file: OutputFile,
}

impl<'a> Plot<'a> {
    /// Makes sure that there will be something to draw and a place for it.
    fn prepare(named: &'a Path, fields: &[FacetField]) -> Result<Self, CliError> {
        if !show::is_drawable(fields) {
            let names: Vec<&str> = fields.iter().map(|field| field.as_str()).collect();
            return Err(CliError::usage(
                format!("{} cannot be drawn in one picture", names.join(" and ")),
                Some("draw one field, or year or month with one other: --by year,municipality".to_owned()),
            ));
        }
        if named.extension().is_some_and(|extension| !extension.eq_ignore_ascii_case("svg")) {
            return Err(CliError::usage(
                format!("{} is no name for an SVG picture", named.display()),
                Some("name a file that ends in .svg".to_owned()),
            ));
        }
        let file = OutputFile::prepare(named)
            .map_err(|source| Self::failed(named, Some("name a file in a folder that can be written to"), source))?;
        Ok(Self { named, file })
    }

    fn write(self, svg: &str, terminal: &Terminal) -> Result<(), CliError> {
        self.file.write(svg.as_bytes()).map_err(|source| Self::failed(self.named, None, source))?;
        terminal.note(&format!("the picture is in {}", self.named.display()));
        Ok(())
    }

    fn failed(named: &Path, hint: Option<&str>, source: std::io::Error) -> CliError {
        CliError::Failed {
            message: format!("the picture cannot be written to {}", named.display()),
            hint: hint.map(str::to_owned),
            source: Some(Box::new(source)),
        }
    }
}
