//! What `griffie.toml` sets for a command, and `griffie status --config`.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::args::{Arguments, Command, PlainFormat, StatusArguments};
use super::output::Terminal;
use super::{CliError, Exit};
use crate::config::{Config, ConfigError, find};
use crate::show::{counted, printable, to_safe_json};

/// Names the file where no option does.
const VARIABLE: &str = "GRIFFIE_CONFIG";

/// Reads the configuration for a command that touches an index; the index is then where the file says, unless an option or
/// the environment says otherwise. `inspect` takes the groups of municipalities from it. Other commands need none, and a mistake
/// in it keeps neither them nor `inspect` from their work.
pub(super) fn apply(arguments: &mut Arguments, terminal: &Terminal) -> Result<Config, CliError> {
    let is_status = matches!(arguments.command, Command::Status(_));
    if let Command::Inspect(_) = arguments.command {
        return for_inspect(arguments.config.as_deref(), terminal);
    }
    let Some(place) = arguments.command.place_mut() else { return Ok(Config::default()) };
    let asked = match &arguments.config {
        Some(file) if !file.is_empty() => Some(PathBuf::from(file)),
        Some(_) if !is_status => {
            let hint = "griffie status --config tells which file counts and what it sets";
            return Err(CliError::usage("--config needs a file", Some(hint.to_owned())));
        }
        _ => std::env::var_os(VARIABLE).map(PathBuf::from),
    };
    let config = Config::load(find(asked.as_deref()).as_ref())?;
    place.index = place.index.take().or_else(|| config.index.clone());
    if let Some(file) = config.file.as_ref().filter(|_| terminal.is_verbose()) {
        terminal.note(&format!("configured by {}", file.display()));
    }
    Ok(config)
}

fn for_inspect(asked: Option<&OsStr>, terminal: &Terminal) -> Result<Config, CliError> {
    let asked = match asked {
        Some(file) if file.is_empty() => return Err(CliError::usage("--config needs a file", None)),
        Some(file) => Some(PathBuf::from(file)),
        None => std::env::var_os(VARIABLE).map(PathBuf::from),
    };
    match Config::load(find(asked.as_deref()).as_ref()) {
        Err(error @ ConfigError::Wrong { .. }) => {
            terminal.warn(&format!("{error}; its groups of municipalities do not count here"));
            Ok(Config::default())
        }
        loaded => Ok(loaded?),
    }
}

/// What holds, and which file says so.
#[derive(Serialize)]
struct Told<'a> {
    /// The file; `null` where there is none.
    file: Option<&'a Path>,
    index: PathBuf,
    max_shrink: f64,
    abbreviations: usize,
    synonyms: usize,
    groups: usize,
}

/// Tells which configuration holds.
pub(super) fn show(config: &Config, arguments: &StatusArguments, terminal: &Terminal) -> Result<Exit, CliError> {
    let told = Told {
        file: config.file.as_deref(),
        index: arguments.place.path(),
        max_shrink: config.max_shrink.unwrap_or_default().share(),
        abbreviations: config.synonyms.abbreviations.len(),
        synonyms: config.synonyms.variants.len(),
        groups: config.groups.len(),
    };
    let mut out = terminal.stdout();
    match arguments.format {
        PlainFormat::Json => writeln!(out, "{}", to_safe_json(&serde_json::json!({ "config": told }), true)?)?,
        PlainFormat::Text => write_text(&mut out, &told)?,
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn write_text(out: &mut dyn Write, told: &Told<'_>) -> std::io::Result<()> {
    match told.file {
        Some(file) => writeln!(out, "configuration  {}", printable(&file.display().to_string()))?,
        None => writeln!(out, "configuration  none: there is no griffie.toml here, nor one of the user")?,
    }
    writeln!(out, "index          {}", printable(&told.index.display().to_string()))?;
    match told.max_shrink {
        share if share < 1.0 => writeln!(out, "max_shrink     at most {} % of a root may go in a run", share * 100.0)?,
        _ => writeln!(out, "max_shrink     a root may be emptied")?,
    }
    let abbreviations = counted(told.abbreviations, "abbreviation");
    writeln!(out, "words          {abbreviations}, {}, beside ours", counted(told.synonyms, "synonym group"))?;
    match told.groups {
        0 => Ok(()),
        n => writeln!(out, "groups         {n} of municipalities, beside ours"),
    }
}
