//! `griffie eval --metadata`

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
use crate::eval::{FieldFigures, Labels, Recognition, RoleFigures, score_recognition};
use crate::show::{counted, printable, to_safe_json};

pub(super) fn run(arguments: &EvalArguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    let mut labels = Labels::default();
    for path in &arguments.metadata {
        labels.extend(parsed(path, Labels::parse)?);
    }
    let base = arguments.base.clone().unwrap_or_else(|| base_of(arguments.metadata.first()));
    let mut reader = FileReader::new(false, terminal);
    let given = Given::with_groups(config.groups.clone());
    let mut unread = 0;
    let files = labels.files().len();
    let recognition = score_recognition(&labels, |file| match reader.read_file(&base.join(file), &given) {
        Ok((_, document)) => Some(document),
        Err(reason) => {
            unread += 1;
            terminal.say(&Message::about(file, reason));
            None
        }
    });
    if files > 0 && unread == files {
        return Err(CliError::failed(
            format!("none of the files of the labels can be read in {}", base.display()),
            Some("name the folder that their paths count from with --base DIR"),
        ));
    }
    let mut out = terminal.stdout();
    match arguments.format {
        PlainFormat::Json => writeln!(out, "{}", to_safe_json(&recognition, true)?)?,
        PlainFormat::Text => write_text(&mut out, &recognition, arguments.misses || terminal.is_verbose())?,
    }
    out.flush()?;
    Ok(Exit::Done)
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

fn figure(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
}

fn or_nothing(text: &str) -> String {
    if text.is_empty() { "(nothing)".to_owned() } else { printable(text).into_owned() }
}
