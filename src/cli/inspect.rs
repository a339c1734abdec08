//! `griffie inspect`

use std::collections::HashSet;
use std::io::{BufReader, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::args::{InspectArguments, PlainFormat, TextKind};
use super::file_reader::{FileReader, open, read_bounded};
use super::message::Message;
use super::output::Terminal;
use super::{CliError, Exit};
use crate::config::Config;
use crate::document::{Body, Correspondent, Given, Known, Listed, Metadata};
use crate::extract::{ExtractError, ExtractedText, Markup};
use crate::layout::normalise;
use crate::passage::{Passage, Position, count_words};
use crate::pipeline::{Piece, ReadDocument, Splitting, read_document};
use crate::show::{counted, printable, to_safe_json, told_page};
use crate::source::{JsonlReader, Sidecars};
use crate::warning::Warning;

/// What was read of one file or record, or why nothing was.
struct Inspected {
    source: String,
    read: Result<(ExtractedText, ReadDocument), String>,
}

pub(super) fn run(arguments: &InspectArguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    let mut exit = Exit::Done;
    let mut out = terminal.stdout();
    let mut elements: Vec<Value> = Vec::new();
    let mut sidecars = Sidecars::with_groups(config.groups.clone());
    let mut reader = FileReader::new(arguments.no_ocr, terminal);
    for path in &arguments.files {
        let given = given_beside(path, &mut sidecars, terminal);
        if sidecars.has_mistakes() {
            exit = exit.and(Exit::Incomplete);
        }
        for inspected in inspect(path, &given, &mut reader) {
            for remark in inspected.read.iter().flat_map(|(_, read)| &read.remarks) {
                terminal.say(&Message::about(&*inspected.source, &**remark));
            }
            for mistake in inspected.read.iter().filter_map(|(_, read)| read.mistakes.as_ref()) {
                terminal.say(&Message::about(&*inspected.source, &**mistake));
            }
            if let Err(reason) = &inspected.read {
                terminal.say(&Message::about(&*inspected.source, &**reason));
                exit = exit.and(Exit::Incomplete);
            }
            match (arguments.text, arguments.format) {
                (Some(which), _) => write_plain_text(&mut out, &inspected, which)?,
                (None, PlainFormat::Json) => elements.extend(to_json(&inspected)),
                (None, PlainFormat::Text) => write_text(&mut out, &inspected)?,
            }
        }
    }
    if arguments.text.is_none() && arguments.format == PlainFormat::Json {
        writeln!(out, "{}", to_safe_json(&elements, true)?)?;
    }
    out.flush()?;
    Ok(exit)
}

/// What is given for a file beside it and for the folders that it lies in, as far as the current directory, or all of
/// them where it lies elsewhere. What is wrong there is told.
fn given_beside(path: &Path, sidecars: &mut Sidecars, terminal: &Terminal) -> Given {
    if path == Path::new("-") {
        return sidecars.read(&[]).0;
    }
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // `..` and links in the way are resolved, a link at its end is not: the sidecar bears the name that was typed.
    let (Ok(folder), Some(name)) = (folder.canonicalize(), path.file_name()) else { return sidecars.read(&[]).0 };
    let top = if folder.starts_with(&here) { here.as_path() } else { folder.ancestors().last().unwrap_or(&folder) };
    let (files, _) = sidecars.of(top, &folder.join(name));
    let (given, warnings) = sidecars.read(&files);
    for Warning { place, message, hint } in warnings {
        let near = Path::new(&place).strip_prefix(&here).map_or(place.clone(), |near| near.display().to_string());
        terminal.warning(&Warning { place: near, message, hint });
    }
    given
}

fn inspect(path: &Path, given: &Given, reader: &mut FileReader<'_>) -> Vec<Inspected> {
    let source = path.display().to_string();
    if path == Path::new("-") {
        let read = read_bounded(std::io::stdin().lock());
        let read = read.and_then(|bytes| reader.read(&bytes, "", None, given));
        return vec![Inspected { source, read }];
    }
    let is_jsonl =
        path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"));
    if is_jsonl {
        return inspect_jsonl(path, &source, given, reader.terminal);
    }
    let read = reader.read_file(path, given);
    vec![Inspected { source, read }]
}

/// All records of a file; what is doubtful of the file as a whole is told.
fn inspect_jsonl(path: &Path, source: &str, given: &Given, terminal: &Terminal) -> Vec<Inspected> {
    let file = match open(path) {
        Ok(file) => file,
        Err(reason) => return vec![Inspected { source: source.to_owned(), read: Err(reason) }],
    };
    let mut reader = JsonlReader::new(BufReader::new(file));
    let mut found = Vec::new();
    let mut ids = HashSet::new();
    loop {
        match reader.next_record() {
            Ok(None) => break,
            Ok(Some(Ok(record))) if record.id.as_ref().is_some_and(|id| !ids.insert(id.clone())) => {
                let read = Err(format!("another line before it has the id {}", record.id.unwrap_or_default()));
                found.push(Inspected { source: format!("{source}:{}", record.line), read });
            }
            Ok(Some(Ok(record))) => {
                let name = record.id.clone().unwrap_or_else(|| record.line.to_string());
                let extracted = ExtractedText::plain(record.text);
                let read = read_document(&extracted, None, &given.nearer(record.given), Splitting::Never);
                found.push(Inspected { source: format!("{source}#{name}"), read: Ok((extracted, read)) });
            }
            Ok(Some(Err(error))) => {
                found.push(Inspected { source: format!("{source}:{}", error.line), read: Err(error.reason) });
            }
            Err(error) => {
                found.push(Inspected { source: source.to_owned(), read: Err(error.to_string()) });
                break;
            }
        }
    }
    if found.is_empty() {
        found.push(Inspected { source: source.to_owned(), read: Err(ExtractError::Empty.to_string()) });
    }
    if let Some(remark) = reader.remark() {
        terminal.say(&Message::about(source, remark));
    }
    found
}

fn write_plain_text(out: &mut dyn Write, inspected: &Inspected, which: TextKind) -> std::io::Result<()> {
    let Ok((extracted, read)) = &inspected.read else { return Ok(()) };
    match which {
        TextKind::Clean => {
            write!(out, "{}", read.layout.text())?;
            enclosed_in(extracted).iter().try_for_each(|inner| write!(out, "\n{}", normalise(inner).text()))
        }
        // Control characters but for line and page ends never pass.
        TextKind::Raw => {
            write_raw(out, &extracted.text)?;
            enclosed_in(extracted).iter().try_for_each(|inner| write_raw(out, &inner.text))
        }
    }
}

/// What is enclosed in a document, and in that, in order.
fn enclosed_in(extracted: &ExtractedText) -> Vec<&ExtractedText> {
    let of = |inner| std::iter::once(inner).chain(enclosed_in(inner)).collect::<Vec<_>>();
    extracted.enclosed.iter().flat_map(|inner| of(&inner.text)).collect()
}

fn write_raw(out: &mut dyn Write, text: &str) -> std::io::Result<()> {
    for line in text.split_inclusive(['\n', '\u{c}']) {
        let end = if line.ends_with('\u{c}') { "\u{c}" } else { "\n" };
        write!(out, "{}{end}", printable(line.trim_end_matches(['\n', '\u{c}'])))?;
    }
    Ok(())
}

/// The file as a whole, then its parts.
fn to_json(inspected: &Inspected) -> Vec<Value> {
    match &inspected.read {
        Err(reason) => vec![json!({"source": inspected.source, "parent": null, "error": reason, "passages": []})],
        Ok((extracted, read)) => {
            // Lines of a page are no lines of the file.
            let has_lines = extracted.markup != Markup::Marked;
            let whole = piece_json(&inspected.source, None, &read.whole, has_lines);
            let parts =
                read.parts.iter().map(|part| piece_json(&inspected.source, Some(&inspected.source), part, has_lines));
            std::iter::once(whole).chain(parts).collect()
        }
    }
}

fn piece_json(source: &str, parent: Option<&str>, piece: &Piece, has_lines: bool) -> Value {
    let mut value = metadata_json(&piece.metadata);
    value["source"] = json!(source);
    value["parent"] = json!(parent);
    value["pages"] = json!(piece.pages);
    value["passages"] = piece
        .passages
        .iter()
        .chain(&piece.frames)
        .map(|p| passage_json(p, has_lines, piece.is_read_by_ocr(p)))
        .collect();
    if let Some(recognised) = piece.recognised.as_ref().map(metadata_json) {
        let differing = differing(&value, recognised);
        if !differing.is_empty() {
            value["recognised"] = Value::Object(differing);
        }
    }
    value
}

/// Of what the text says, the fields in which something else was given.
fn differing(known: &Value, recognised: Value) -> Map<String, Value> {
    let Value::Object(fields) = recognised else { return Map::new() };
    fields.into_iter().filter(|(name, read)| is_given(&known[name]) && values(&known[name]) != values(read)).collect()
}

/// Whether a field, one value or a list of them, was given.
fn is_given(field: &Value) -> bool {
    let one = |value: &Value| value["origin"].as_str().is_some_and(|origin| origin != "recognised");
    one(field) || field.as_array().is_some_and(|values| values.iter().any(one))
}

/// What a field says, without how it is known.
fn values(field: &Value) -> Vec<&Value> {
    match field {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().map(|value| &value["value"]).collect(),
        one => vec![&one["value"]],
    }
}

fn metadata_json(m: &Metadata) -> Value {
    let named = |known: &Known<crate::document::MunicipalityName>| {
        let mut value = known_json(known, &known.value.name);
        value["code"] = json!(known.value.code);
        value
    };
    let text = |known: &Known<String>| known_json(known, &known.value);
    let correspondent = |known: &Known<Correspondent>| {
        let mut value = known_json(known, &known.value.name);
        value["body"] = json!(known.value.body.map(Body::as_str));
        value
    };
    json!({
        "kind": m.kind.as_ref().map(|k| known_json(k, k.value.as_str())),
        "date": m.date.as_ref().map(|d| known_json(d, &d.value.to_string())),
        "municipalities": m.municipalities.iter().map(named).collect::<Vec<_>>(),
        "mentioned_municipalities": m.mentioned_municipalities.iter().map(named).collect::<Vec<_>>(),
        "arrangements": m.arrangements.iter().map(text).collect::<Vec<_>>(),
        "subject": m.subject.as_ref().map(text),
        "reference": m.references.iter().map(text).collect::<Vec<_>>(),
        "title": m.title.as_ref().map(text),
        "issuer": m.issuer.as_ref().map(correspondent),
        "addressee": m.addressee.as_ref().map(correspondent),
        "themes": m.themes.iter().map(|t| labelled(t.value, t)).collect::<Vec<_>>(),
        "status": m.status.as_ref().map(|s| known_json(s, s.value.as_str())),
        "outcome": m.outcome.as_ref().map(|o| known_json(o, o.value.as_str())),
    })
}

fn known_json<T>(known: &Known<T>, value: &str) -> Value {
    json!({"value": value, "origin": known.origin, "evidence": known.evidence, "confidence": rounded(known.confidence)})
}

/// A value of a closed list with its Dutch label.
fn labelled<T, L: Listed>(value: L, known: &Known<T>) -> Value {
    let mut json = known_json(known, value.as_str());
    json["label"] = json!(value.dutch());
    json
}

/// Two digits, without the tail of a binary fraction.
fn rounded(confidence: f32) -> f64 {
    f64::from((confidence * 100.0).round()) / 100.0
}

fn passage_json(passage: &Passage, has_lines: bool, ocr: bool) -> Value {
    let heading = passage.heading();
    json!({
        "ordinal": passage.ordinal,
        "heading": if heading.is_empty() { Value::Null } else { Value::String(heading) },
        "role": passage.role.as_ref().map(|role| role.value),
        "role_evidence": passage.role.as_ref().map(|role| role.evidence.as_str()),
        "role_confidence": passage.role.as_ref().map(|role| rounded(role.confidence)),
        "page": passage.page,
        "page_label": passage.page_label,
        "lines": has_lines.then_some([passage.lines.0, passage.lines.1]),
        "ocr": ocr,
        "text": passage.text,
        "margin": passage.margin,
        "positions": passage.positions.iter().map(|position| position_json(position, &passage.text)).collect::<Vec<_>>(),
    })
}

/// A position as `inspect` and `show` write it.
pub(super) fn position_json(position: &Position, text: &str) -> Value {
    let offset = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    json!({
        "sentence": position.sentence(text),
        "holder": position.holder.name,
        "body": position.holder.body,
        "of": position.holder.of,
        "kind": position.kind,
        "direction": position.direction,
        "date": position.date,
        "reported": position.is_reported,
        "confidence": rounded(position.confidence),
        "range": [offset(position.bytes.start), offset(position.bytes.end)],
    })
}

fn write_text(out: &mut dyn Write, inspected: &Inspected) -> std::io::Result<()> {
    writeln!(out, "{}", printable(&inspected.source))?;
    match &inspected.read {
        Err(reason) => writeln!(out, "  rejected: {}", printable(reason)),
        Ok((extracted, read)) => {
            let has_lines = extracted.markup != Markup::Marked;
            if let Some(pages) = read.layout.pages {
                writeln!(out, "  pages: {pages}")?;
            }
            write_piece(out, &read.whole, has_lines)?;
            for (i, part) in read.parts.iter().enumerate() {
                writeln!(out, "\npart {} of {}", i + 1, read.parts.len())?;
                write_piece(out, part, has_lines)?;
            }
            writeln!(out)
        }
    }
}

fn write_piece(out: &mut dyn Write, piece: &Piece, has_lines: bool) -> std::io::Result<()> {
    let m = &piece.metadata;
    let mut line = |name: &str, value: String, confidence: f32, evidence: &str| {
        writeln!(out, "  {name:<14}{}  ({confidence:.2}: {})", printable(&value), printable(evidence))
    };
    if let Some(k) = &m.kind {
        line("kind", format!("{} ({})", k.value.as_str(), k.value.dutch()), k.confidence, &k.evidence)?;
    }
    if let Some(d) = &m.date {
        line("date", d.value.to_string(), d.confidence, &d.evidence)?;
    }
    for known in &m.municipalities {
        line("municipality", known.value.name.clone(), known.confidence, &known.evidence)?;
    }
    for known in &m.mentioned_municipalities {
        line("mentioned", known.value.name.clone(), known.confidence, &known.evidence)?;
    }
    let texts = [
        ("arrangement", m.arrangements.iter().collect::<Vec<_>>()),
        ("subject", m.subject.iter().collect()),
        ("reference", m.references.iter().collect()),
        ("title", m.title.iter().collect()),
    ];
    for (name, values) in texts {
        for known in values {
            line(name, known.value.clone(), known.confidence, &known.evidence)?;
        }
    }
    for (name, known) in [("issuer", &m.issuer), ("addressee", &m.addressee)] {
        if let Some(k) = known {
            let body = k.value.body.map(|body| format!(" ({})", body.as_str())).unwrap_or_default();
            line(name, format!("{}{body}", k.value.name), k.confidence, &k.evidence)?;
        }
    }
    for known in &m.themes {
        line(
            "theme",
            format!("{} ({})", known.value.as_str(), known.value.dutch()),
            known.confidence,
            &known.evidence,
        )?;
    }
    if let Some(k) = &m.status {
        line("status", k.value.as_str().to_owned(), k.confidence, &k.evidence)?;
    }
    if let Some(k) = &m.outcome {
        line("outcome", k.value.as_str().to_owned(), k.confidence, &k.evidence)?;
    }
    if let Some(recognised) = piece.recognised.as_ref().map(metadata_json) {
        for (name, read) in differing(&metadata_json(m), recognised) {
            let read = match values(&read)[..] {
                [] => "nothing".to_owned(),
                ref values => values.iter().filter_map(|v| v.as_str()).collect::<Vec<_>>().join("; "),
            };
            writeln!(out, "  the text says of {name}: {}", printable(&read))?;
        }
    }
    for passage in &piece.passages {
        let ocr = if piece.is_read_by_ocr(passage) { " (OCR)" } else { "" };
        let told = |page| format!(", {}{ocr}", told_page(page, passage.page_label.as_deref()));
        let page = passage.page.map(told).unwrap_or_default();
        let words = counted(count_words(&passage.text), "word");
        let lines = if has_lines { format!(" lines {}-{}", passage.lines.0, passage.lines.1) } else { String::new() };
        let role = passage.role.as_ref().map(|role| format!(", {}", role.value.as_str())).unwrap_or_default();
        writeln!(out, "\n  [{}]{lines}{}, {words}{role}", passage.ordinal, printable(&page))?;
        if !passage.heading_path.is_empty() {
            writeln!(out, "  {}", printable(&passage.heading()))?;
        }
        for paragraph in passage.text.lines() {
            let indent = textwrap::Options::new(100).initial_indent("    ").subsequent_indent("    ");
            for wrapped in textwrap::wrap(&printable(paragraph), indent) {
                writeln!(out, "{wrapped}")?;
            }
        }
        for frame in passage.margin.lines() {
            writeln!(out, "    | {}", printable(frame))?;
        }
        for position in &passage.positions {
            write_position(out, position, &passage.text)?;
        }
    }
    Ok(())
}

/// `* verzoek, voorwaardelijk: gemeenteraad Hoorn (0.80): "…"`
fn write_position(out: &mut dyn Write, position: &Position, text: &str) -> std::io::Result<()> {
    let Position { kind, direction, holder, confidence, .. } = position;
    let (kind, direction) = (kind.dutch(), direction.dutch());
    let date = position.date.map(|date| format!(", {date}")).unwrap_or_default();
    let reported = if position.is_reported { ", reported" } else { "" };
    let told = format!("* {kind}, {direction}: {}{date}{reported} ({confidence:.2}): ", printable(&holder.name));
    let sentence = printable(position.sentence(text));
    let indent = textwrap::Options::new(100).initial_indent("    ").subsequent_indent("      ");
    textwrap::wrap(&format!("{told}“{sentence}”"), indent).iter().try_for_each(|line| writeln!(out, "{line}"))
}
