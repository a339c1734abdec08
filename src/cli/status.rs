//! `griffie status`

use std::io::Write;

use serde::Serialize;

use super::args::{PlainFormat, StatusArguments};
use super::output::Terminal;
use super::{CliError, Exit};
use crate::index::{FileRecord, FileState, Payload, Problem, Snapshot};
use crate::show::{counted, printable, to_safe_json};
use crate::source::gives_metadata;

/// What the index holds and what it could not read.
#[derive(Serialize)]
struct Status {
    #[serde(flatten)]
    payload: Payload,
    /// Files and records; parts of them are not counted.
    documents: usize,
    /// Parts of documents that are found as documents of their own.
    parts: usize,
    passages: usize,
    index_bytes: u64,
    by_root: Vec<RootStatus>,
    rejected: Vec<Rejected>,
    /// What could not be taken of what was given in documents, which are found all the same.
    mistakes: Vec<Problem>,
    /// Files with pages that are pictures and were not read.
    unread_scans: Vec<UnreadScan>,
    /// `None` where it was not asked for.
    verified: Option<bool>,
}

#[derive(Serialize)]
struct RootStatus {
    name: String,
    path: String,
    files: usize,
    documents: usize,
    parts: usize,
    passages: usize,
    /// Whether it is where it was; `None` for what came from standard input.
    present: Option<bool>,
}

#[derive(Serialize)]
struct UnreadScan {
    source: String,
    pages: usize,
}

#[derive(Serialize)]
struct Rejected {
    source: String,
    reason: String,
    since: String,
}

pub(super) fn run(arguments: &StatusArguments, terminal: &Terminal) -> Result<Exit, CliError> {
    let snapshot = Snapshot::open(&arguments.place.directory()?)?;
    if arguments.verify {
        snapshot.check()?;
    }
    let files = snapshot.files()?;
    let status = Status {
        payload: snapshot.payload().clone(),
        documents: files.iter().map(|file| file.documents).sum(),
        parts: files.iter().map(|file| file.parts).sum(),
        passages: snapshot.passages()?,
        index_bytes: snapshot.bytes(),
        by_root: snapshot.payload().roots.iter().map(|root| of_root(root, &files)).collect(),
        rejected: rejected(&files),
        mistakes: files.iter().flat_map(|file| file.mistakes.clone()).collect(),
        unread_scans: unread_scans(&files),
        verified: arguments.verify.then_some(true),
    };
    let mut out = terminal.stdout();
    match arguments.format {
        PlainFormat::Json => {
            writeln!(out, "{}", to_safe_json(&status, true)?)?;
        }
        PlainFormat::Text => write_text(&mut out, &status)?,
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn of_root((name, path): &(String, String), files: &[FileRecord]) -> RootStatus {
    let own: Vec<_> = files.iter().filter(|file| file.root == *name).collect();
    RootStatus {
        name: name.clone(),
        path: path.clone(),
        files: own.iter().filter(|file| !gives_metadata(file.path.rsplit('/').next().unwrap_or_default())).count(),
        documents: own.iter().map(|file| file.documents).sum(),
        parts: own.iter().map(|file| file.parts).sum(),
        passages: own.iter().map(|file| file.passages).sum(),
        present: (path != crate::source::STREAM).then(|| std::path::Path::new(path).exists()),
    }
}

fn unread_scans(files: &[FileRecord]) -> Vec<UnreadScan> {
    let scans = files.iter().filter(|file| !file.scanned_pages.is_empty());
    scans
        .map(|file| UnreadScan { source: format!("{}/{}", file.root, file.path), pages: file.scanned_pages.len() })
        .collect()
}

fn rejected(files: &[FileRecord]) -> Vec<Rejected> {
    let of_file = |file: &FileRecord| {
        let of_problem = |Problem { source, reason, since }: Problem| Rejected {
            source,
            reason,
            since: if since.is_empty() { file.since.clone() } else { since },
        };
        file.problems.clone().into_iter().map(of_problem).collect::<Vec<_>>()
    };
    files.iter().filter(|file| file.state == FileState::Rejected).flat_map(of_file).collect()
}

/// Documents and, where there are any, the parts of them that are found on their own.
fn with_parts(documents: usize, parts: usize) -> String {
    let documents = counted(documents, "document");
    if parts == 0 { documents } else { format!("{documents} with {} in them", counted(parts, "part")) }
}

fn write_text(out: &mut dyn Write, status: &Status) -> std::io::Result<()> {
    let p = &status.payload;
    writeln!(out, "generation {} of {}, by griffie {}", p.generation, p.finished, p.griffie)?;
    if let Some(restored) = p.restores {
        writeln!(out, "gone back to: it holds what generation {restored} held")?;
    }
    writeln!(out, "format {}, analysis {}", p.format, p.analysis)?;
    let size = status.index_bytes as f64 / 1e6;
    let documents = with_parts(status.documents, status.parts);
    writeln!(out, "{documents}, {}, {size:.1} MB", counted(status.passages, "passage"))?;
    for root in &status.by_root {
        let absent = if root.present == Some(false) { "  (not there any more)" } else { "" };
        writeln!(
            out,
            "\nroot {}{absent}\n  {}\n  {}, {}, {}",
            printable(&root.name),
            printable(&root.path),
            counted(root.files, "file"),
            with_parts(root.documents, root.parts),
            counted(root.passages, "passage")
        )?;
    }
    if !status.rejected.is_empty() {
        writeln!(out, "\nnot readable: {}", status.rejected.len())?;
        for item in &status.rejected {
            writeln!(out, "  {}: {} (since {})", printable(&item.source), printable(&item.reason), item.since)?;
        }
    }
    if !status.unread_scans.is_empty() {
        let pages: usize = status.unread_scans.iter().map(|scan| scan.pages).sum();
        writeln!(out, "\npages that are pictures and were not read: {pages}")?;
        for scan in &status.unread_scans {
            writeln!(out, "  {}: {}", printable(&scan.source), counted(scan.pages, "page"))?;
        }
    }
    if !status.mistakes.is_empty() {
        writeln!(out, "\nmistakes in given metadata: {}", status.mistakes.len())?;
        for item in &status.mistakes {
            writeln!(out, "  {}: {} (since {})", printable(&item.source), printable(&item.reason), item.since)?;
        }
    }
    if status.verified == Some(true) {
        writeln!(out, "\nevery file of the index holds what was written")?;
    }
    Ok(())
}
