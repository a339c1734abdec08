//! `griffie inspect`

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use super::args::{InspectArguments, PlainFormat, TextKind};
use super::output::Terminal;
use super::{CliError, Exit};
use crate::document::{Given, Known};
use crate::extract::{ExtractError, ExtractedText, Extractor, MAX_FILE_BYTES, Markup, Ocr};
use crate::layout::normalise;
use crate::passage::{Passage, count_words};
use crate::pipeline::{Piece, ReadDocument, Splitting, read_document};
use crate::show::{counted, printable, to_safe_json, told_page};
use crate::source::{FileType, JsonlReader, Sidecars, why_unread};
use crate::warning::Warning;

/// What was read of one file or record, or why nothing was.
struct Inspected {
    source: String,
    read: Result<(ExtractedText, ReadDocument), String>,
}

pub(super) fn run(arguments: &InspectArguments, terminal: &Terminal) -> Result<Exit, CliError> {
    let mut exit = Exit::Done;
    let mut out = terminal.stdout();
    let mut elements: Vec<Value> = Vec::new();
    let mut sidecars = Sidecars::default();
    let program = super::index::reader_program();
    let extractor = program.as_deref().map_or_else(Extractor::in_this_process, Extractor::in_processes_of);
    let ocr = super::index::text_recognition(arguments.no_ocr, program.as_deref());
    let mut reader = FileReader { extractor, ocr, terminal };
    for path in &arguments.files {
        let given = given_beside(path, &mut sidecars, terminal);
        if sidecars.has_mistakes() {
            exit = exit.and(Exit::Incomplete);
        }
        for inspected in inspect(path, &given, &mut reader) {
            for remark in inspected.read.iter().flat_map(|(_, read)| &read.remarks) {
                terminal.warn(&format!("{}: {remark}", inspected.source));
            }
            for mistake in inspected.read.iter().filter_map(|(_, read)| read.mistakes.as_ref()) {
                terminal.warn(&format!("{}: {mistake}", inspected.source));
            }
            if let Err(reason) = &inspected.read {
                terminal.warn(&format!("{}: {reason}", inspected.source));
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
        return Given::default();
    }
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // `..` and links in the way are resolved, a link at its end is not: the sidecar bears the name that was typed.
    let (Ok(folder), Some(name)) = (folder.canonicalize(), path.file_name()) else { return Given::default() };
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
        let read = read.and_then(|bytes| reader.read(&bytes, "", None, &Given::default()));
        return vec![Inspected { source, read }];
    }
    let is_jsonl =
        path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl") || e.eq_ignore_ascii_case("ndjson"));
    if is_jsonl {
        return inspect_jsonl(path, &source, given, reader.terminal);
    }
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let read = open(path).and_then(read_bounded).and_then(|bytes| reader.read(&bytes, &source, name.as_deref(), given));
    vec![Inspected { source, read }]
}

/// Opens a file, or says in words of the user why not.
fn open(path: &Path) -> Result<File, String> {
    if path.is_dir() {
        return Err(format!("it is a folder; name files in it: griffie inspect {}/*.txt", path.display()));
    }
    let told = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => format!("{error}{}", super::index::how_to_permit(&error.to_string())),
    };
    // Looked at before it is opened: to open a pipe that nobody writes to waits for ever.
    if !path.metadata().map_err(told)?.is_file() {
        return Err("it is no regular file; what comes from a program is read by griffie inspect -".to_owned());
    }
    File::open(path).map_err(told)
}

/// All of a file, a pipe or a device, which may have no end.
fn read_bounded(input: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    input.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(format!("it is larger than {} MB; split it", MAX_FILE_BYTES >> 20));
    }
    Ok(bytes)
}

/// What files are read with.
struct FileReader<'a> {
    extractor: Extractor,
    ocr: Ocr,
    terminal: &'a Terminal,
}

impl FileReader<'_> {
    fn read(
        &mut self,
        bytes: &[u8],
        source: &str,
        name: Option<&str>,
        given: &Given,
    ) -> Result<(ExtractedText, ReadDocument), String> {
        let extracted = self.extract(bytes, source).map_err(|error| match (error, self.ocr.check()) {
            // In the words of the index, which does not look into files of other types.
            (ExtractError::Empty, _) if name.is_some_and(|name| FileType::of(name).is_none()) => {
                why_unread(name.unwrap_or_default()).to_owned()
            }
            (ExtractError::Scanned(_), Err(why)) => format!("scan without text, {why}"),
            (error, _) => error.to_string(),
        })?;
        let read = read_document(&extracted, name, given, Splitting::Allowed);
        Ok((extracted, read))
    }

    /// The text of a file; its pages that are pictures are read too, where they can be.
    fn extract(&mut self, bytes: &[u8], source: &str) -> Result<ExtractedText, ExtractError> {
        let first = self.extractor.extract(bytes, source);
        let scanned = first.as_ref().map_or_else(ExtractError::scanned_pages, |text| &text.scanned_pages);
        if scanned.is_empty() || self.ocr.check().is_err() {
            return first;
        }
        self.terminal.note(&format!("{source}: text recognition reads {}", counted(scanned.len(), "page")));
        let mut pages = Vec::new();
        for (number, read) in self.ocr.read_pages(bytes, scanned, super::index::jobs(None)) {
            match read {
                Ok(page) => pages.push(page),
                Err(error) => {
                    self.terminal.warn(&format!("{source}: page {number} could not be read as a scan: {error}"))
                }
            }
        }
        pages.sort_by_key(|page| page.number);
        if pages.is_empty() { first } else { self.extractor.extract_with_ocr(bytes, source, &pages) }
    }
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
        terminal.warn(&format!("{source}: {remark}"));
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
    let m = &piece.metadata;
    let named = |known: &Known<crate::document::MunicipalityName>| {
        let mut value = known_json(known, &known.value.name);
        value["code"] = json!(known.value.code);
        value
    };
    let text = |known: &Known<String>| known_json(known, &known.value);
    json!({
        "source": source,
        "parent": parent,
        "kind": m.kind.as_ref().map(|k| known_json(k, k.value.as_str())),
        "date": m.date.as_ref().map(|d| known_json(d, &d.value.to_string())),
        "municipalities": m.municipalities.iter().map(named).collect::<Vec<_>>(),
        "mentioned_municipalities": m.mentioned_municipalities.iter().map(named).collect::<Vec<_>>(),
        "arrangements": m.arrangements.iter().map(text).collect::<Vec<_>>(),
        "subject": m.subject.as_ref().map(text),
        "reference": m.references.iter().map(text).collect::<Vec<_>>(),
        "title": m.title.as_ref().map(text),
        "issuer": null,
        "addressee": null,
        "themes": [],
        "pages": piece.pages,
        "passages": piece.passages.iter().map(|p| passage_json(p, has_lines, piece.is_read_by_ocr(p))).collect::<Vec<_>>(),
    })
}

fn known_json<T: Serialize>(known: &Known<T>, value: &str) -> Value {
    json!({"value": value, "origin": known.origin, "evidence": known.evidence, "confidence": f64::from((known.confidence * 100.0).round()) / 100.0})
}

fn passage_json(passage: &Passage, has_lines: bool, ocr: bool) -> Value {
    let heading = passage.heading();
    json!({
        "ordinal": passage.ordinal,
        "heading": if heading.is_empty() { Value::Null } else { Value::String(heading) },
        "role": null,
        "page": passage.page,
        "page_label": passage.page_label,
        "lines": has_lines.then_some([passage.lines.0, passage.lines.1]),
        "ocr": ocr,
        "text": passage.text,
        "margin": passage.margin,
        "positions": [],
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
    for passage in &piece.passages {
        let ocr = if piece.is_read_by_ocr(passage) { " (OCR)" } else { "" };
        let told = |page| format!(", {}{ocr}", told_page(page, passage.page_label.as_deref()));
        let page = passage.page.map(told).unwrap_or_default();
        let words = counted(count_words(&passage.text), "word");
        let lines = if has_lines { format!(" lines {}-{}", passage.lines.0, passage.lines.1) } else { String::new() };
        writeln!(out, "\n  [{}]{lines}{}, {words}", passage.ordinal, printable(&page))?;
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
    }
    Ok(())
}
