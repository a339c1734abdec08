//! `griffie show`

use std::io::Write;

use serde::ser::Error;
use serde::{Serialize, Serializer};

use super::args::{PlainFormat, ShowArguments};
use super::inspect::position_json;
use super::output::Terminal;
use super::{CliError, Exit};
use crate::document::DocumentKind;
use crate::index::{DocumentRecord, PassageRecord, Snapshot};
use crate::show::{printable, to_safe_json, told_page};

/// A document with some or all of its passages.
#[derive(Serialize)]
pub(super) struct Shown {
    pub document: DocumentRecord,
    /// The passage that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<String>,
    #[serde(serialize_with = "with_sentences")]
    pub passages: Vec<PassageRecord>,
}

/// Positions as `inspect` writes them: by their sentences.
fn with_sentences<S: Serializer>(passages: &[PassageRecord], serializer: S) -> Result<S::Ok, S::Error> {
    let written = |passage: &PassageRecord| {
        let positions = passage.positions.iter().map(|position| position_json(position, &passage.text)).collect();
        let mut written = serde_json::to_value(passage)?;
        written["positions"] = serde_json::Value::Array(positions);
        Ok(written)
    };
    let all = passages.iter().map(written).collect::<serde_json::Result<Vec<_>>>().map_err(S::Error::custom)?;
    all.serialize(serializer)
}

pub(super) fn run(arguments: &ShowArguments, terminal: &Terminal) -> Result<Exit, CliError> {
    let snapshot = Snapshot::open(&arguments.place.directory()?)?;
    let shown = find(&snapshot, &arguments.id, arguments.context)?;
    let mut out = terminal.stdout();
    match arguments.format {
        PlainFormat::Json => {
            writeln!(out, "{}", to_safe_json(&shown, true)?)?;
        }
        PlainFormat::Text => write_text(&mut out, &shown, terminal.text_style().width)?,
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// A document or passage by its id, also by one of before its file was renamed, with so many passages on both sides.
pub(super) fn find(snapshot: &Snapshot, id: &str, context: usize) -> Result<Shown, CliError> {
    let unknown = || {
        let message = format!("the index holds no document or passage {id}");
        CliError::failed(message, Some("ids stand in the results of griffie search --format json"))
    };
    // A position stands in its passage.
    let of_position = id.split_once('#').and_then(|(_, mark)| mark.rsplit_once('@'));
    if let Some((_, number)) = of_position.filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit())) {
        return find(snapshot, &id[..id.len() - number.len() - 1], context);
    }
    // An id of before its file was renamed leads to what it is called now.
    let (document_id, mark) = id.split_once('#').map_or((id, None), |(document, mark)| (document, Some(mark)));
    if snapshot.document(document_id)?.is_none()
        && let Some(now) = snapshot.document_by_alias(document_id)?
    {
        let id = mark.map_or(now.id.clone(), |mark| format!("{}#{mark}", now.id));
        return find(snapshot, &id, context);
    }
    if let Some(document) = snapshot.document(id)? {
        let passages = snapshot.passages_of(id)?;
        return Ok(Shown { document, passage: None, passages });
    }
    let passage = snapshot.passage_by_id(id)?.ok_or_else(unknown)?;
    let document = snapshot.document(&passage.document)?.ok_or_else(unknown)?;
    let mut passages = snapshot.passages_of(&passage.document)?;
    passages.retain(|other| other.ordinal.abs_diff(passage.ordinal) <= context);
    Ok(Shown { document, passage: Some(passage.id), passages })
}

fn write_text(out: &mut dyn Write, shown: &Shown, width: usize) -> std::io::Result<()> {
    let d = &shown.document;
    let title = d.title.as_ref().or(d.subject.as_ref()).unwrap_or(&d.source);
    writeln!(out, "{}", printable(title))?;
    let kind = d.kind.as_deref().map(|k| k.parse().map_or(k.to_owned(), |k: DocumentKind| k.dutch().to_owned()));
    let fields = [
        ("id", Some(d.id.clone())),
        ("part of", d.parent.clone()),
        ("source", Some(format!("{}/{}", d.root, d.source))),
        ("kind", kind),
        ("date", d.date.clone()),
        ("from or to", joined(d.municipalities.iter().map(|(name, _)| name.as_str()))),
        ("arrangement", joined(d.arrangements.iter().map(String::as_str))),
        ("subject", d.subject.clone()),
        ("reference", joined(d.references.iter().map(String::as_str))),
        ("url", d.url.clone()),
        ("pages", d.pages.map(|pages| pages.to_string())),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            writeln!(out, "  {name:<12}{}", printable(&value))?;
        }
    }
    for (key, value) in &d.extra {
        writeln!(out, "  {:<12}{}", printable(key), printable(&value.to_string()))?;
    }
    for passage in &shown.passages {
        write_passage(out, passage, shown.passage.as_ref() == Some(&passage.id), width)?;
    }
    Ok(())
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn write_passage(out: &mut dyn Write, passage: &PassageRecord, asked: bool, width: usize) -> std::io::Result<()> {
    let mark = if asked { ">" } else { " " };
    let place = match (passage.page, passage.lines) {
        (Some(page), _) => {
            let ocr = if passage.ocr { " (OCR)" } else { "" };
            format!(", {}{ocr}", told_page(page, passage.page_label.as_deref()))
        }
        (None, Some((first, last))) => format!(", lines {first}-{last}"),
        (None, None) => String::new(),
    };
    writeln!(out, "\n{mark} {}{}", printable(&passage.id), printable(&place))?;
    if !passage.heading.is_empty() {
        writeln!(out, "  {}", printable(&passage.heading))?;
    }
    for paragraph in passage.text.lines() {
        let options = textwrap::Options::new(width)
            .initial_indent("    ")
            .subsequent_indent("    ")
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&printable(paragraph), options) {
            writeln!(out, "{line}")?;
        }
    }
    for frame in passage.margin.lines() {
        writeln!(out, "    | {}", printable(frame))?;
    }
    Ok(())
}
