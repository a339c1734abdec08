//! `griffie eval --metadata` and `--positions`

use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::{EvalArguments, PlainFormat};
use super::eval::parsed;
use super::file_reader::FileReader;
use super::message::Message;
use super::output::Terminal;
use super::{CliError, Exit};
use crate::config::Config;
use crate::document::Given;
use crate::eval::{
    FieldFigures, Labels, PositionFigures, PositionLabels, Recognition, RoleFigures, Share, score_positions,
    score_recognition,
};
use crate::pipeline::ReadDocument;
use crate::show::{counted, printable, to_safe_json};

pub(super) fn run(arguments: &EvalArguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    let mut labels = Labels::default();
    for path in &arguments.metadata {
        labels.extend(parsed(path, Labels::parse)?);
    }
    let files = labels.files().len();
    let mut reader = LabelledFiles::new(arguments, &arguments.metadata, config, terminal);
    let recognition = score_recognition(&labels, |file| reader.read(file));
    reader.checked(files)?;
    let mut out = terminal.stdout();
    match arguments.format {
        PlainFormat::Json => writeln!(out, "{}", to_safe_json(&recognition, true)?)?,
        PlainFormat::Text => write_text(&mut out, &recognition, arguments.misses || terminal.is_verbose())?,
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// `griffie eval --positions`
pub(super) fn run_positions(arguments: &EvalArguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    let mut labels = PositionLabels::default();
    for path in &arguments.positions {
        labels.extend(parsed(path, PositionLabels::parse)?);
    }
    let files = labels.files().len();
    let mut reader = LabelledFiles::new(arguments, &arguments.positions, config, terminal);
    let figures = score_positions(&labels, |file| reader.read(file));
    reader.checked(files)?;
    let mut out = terminal.stdout();
    match arguments.format {
        PlainFormat::Json => writeln!(out, "{}", to_safe_json(&figures, true)?)?,
        PlainFormat::Text => write_positions(&mut out, &figures, arguments.misses || terminal.is_verbose())?,
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Reads the files of labels; those that cannot be read are told.
struct LabelledFiles<'t> {
    base: PathBuf,
    reader: FileReader<'t>,
    given: Given,
    unread: usize,
    terminal: &'t Terminal,
}

impl<'t> LabelledFiles<'t> {
    fn new(arguments: &EvalArguments, labels: &[PathBuf], config: &Config, terminal: &'t Terminal) -> Self {
        let base = arguments.base.clone().unwrap_or_else(|| base_of(labels.first()));
        let given = Given::with_groups(config.groups.clone());
        Self { base, reader: FileReader::new(false, terminal), given, unread: 0, terminal }
    }

    fn read(&mut self, file: &str) -> Option<ReadDocument> {
        match self.reader.read_file(&self.base.join(file), &self.given) {
            Ok((_, document)) => Some(document),
            Err(reason) => {
                self.unread += 1;
                self.terminal.say(&Message::about(file, reason));
                None
            }
        }
    }

    /// Refuses figures of nothing: none of so many files could be read.
    fn checked(&self, files: usize) -> Result<(), CliError> {
        if files == 0 || self.unread < files {
            return Ok(());
        }
        Err(CliError::failed(
            format!("none of the files of the labels can be read in {}", self.base.display()),
            Some("name the folder that their paths count from with --base DIR"),
        ))
    }
}

/// The folder above that of the labels.
fn base_of(labels: Option<&PathBuf>) -> PathBuf {
    let folder = labels.and_then(|path| path.parent()).filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).join("..")
}

fn write_text(out: &mut dyn Write, recognition: &Recognition, with_misses: bool) -> std::io::Result<()> {
    writeln!(out, "{}", counted(recognition.documents, "labelled document"))?;
    writeln!(
        out,
        "\n{:<26}{:>8}{:>11}{:>9}{:>9}{:>10}{:>14}",
        "field", "scored", "precision", "recall", "F1", "accuracy", "if >= 0.9"
    )?;
    for field in &recognition.fields {
        let FieldFigures { field: name, scored, precision, recall, f1, accuracy, .. } = field;
        let (precision, recall, f1) = (figure(*precision), figure(*recall), figure(*f1));
        let confident = format!("{} of {}", figure(field.confident_precision), field.confident);
        let accuracy = figure(*accuracy);
        writeln!(out, "{name:<26}{scored:>8}{precision:>11}{recall:>9}{f1:>9}{accuracy:>10}{confident:>14}")?;
    }
    if let Some(roles) = &recognition.roles {
        write_roles(out, roles, with_misses)?;
    }
    for field in recognition.fields.iter().filter(|field| with_misses && !field.misses.is_empty()) {
        writeln!(out, "\n{}: {}", field.field, counted(field.misses.len(), "document"))?;
        for miss in &field.misses {
            writeln!(out, "  {}", printable(&miss.file))?;
            writeln!(out, "    expected  {}", or_nothing(&miss.expected.join("; ")))?;
            if miss.got.is_empty() {
                writeln!(out, "    got       {}", or_nothing(""))?;
            }
            for got in &miss.got {
                let (value, evidence) = (printable(&got.value), printable(&got.evidence));
                writeln!(out, "    got       {value}  ({:.2}: {evidence})", got.confidence)?;
            }
        }
    }
    Ok(())
}

fn write_roles(out: &mut dyn Write, roles: &RoleFigures, with_misses: bool) -> std::io::Result<()> {
    let RoleFigures { scored, not_found, accuracy, macro_f1, f1, misses } = roles;
    writeln!(
        out,
        "\n{}, {not_found} not found; accuracy {}, macro-F1 {}",
        counted(*scored, "labelled passage"),
        figure(*accuracy),
        figure(*macro_f1)
    )?;
    for (role, f1) in f1 {
        writeln!(out, "  {:<24}{f1:>8.3}", printable(role))?;
    }
    for miss in misses.iter().filter(|_| with_misses) {
        let got = match (&miss.got, miss.is_found) {
            (_, false) => "not found".to_owned(),
            (None, true) => or_nothing(""),
            (Some(role), true) => role.clone(),
        };
        writeln!(out, "  {}\n    {}", printable(&miss.file), printable(&miss.quote))?;
        writeln!(out, "    expected  {}\n    got       {got}", printable(&miss.expected))?;
    }
    Ok(())
}

fn write_positions(out: &mut dyn Write, figures: &PositionFigures, with_misses: bool) -> std::io::Result<()> {
    let PositionFigures { sentences, positions, found, wrong, precision, recall, f1, kind, holder, direction, misses } =
        figures;
    writeln!(
        out,
        "{}, of which {positions} carry a position; {found} found, {wrong} found where none is",
        counted(*sentences, "labelled sentence")
    )?;
    writeln!(
        out,
        "\nis it a position: precision {}, recall {}, F1 {}",
        figure(*precision),
        figure(*recall),
        figure(*f1)
    )?;
    writeln!(out, "\n{:<12}{:>8}{:>8}{:>12}{:>12}", "field", "scored", "right", "of found", "of all")?;
    for (name, share) in [("kind", kind), ("holder", holder), ("direction", direction)] {
        let Share { scored, right, of_found, of_all } = share;
        writeln!(out, "{name:<12}{scored:>8}{right:>8}{:>12}{:>12}", figure(*of_found), figure(*of_all))?;
    }
    for miss in misses.iter().filter(|_| with_misses) {
        writeln!(out, "\n{}\n  {}", printable(&miss.file), printable(&miss.quote))?;
        writeln!(out, "    expected  {}", or_nothing(&miss.expected))?;
        writeln!(out, "    got       {}", or_nothing(&miss.got))?;
    }
    Ok(())
}

fn figure(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
}

fn or_nothing(text: &str) -> String {
    if text.is_empty() { "(nothing)".to_owned() } else { printable(text).into_owned() }
}
