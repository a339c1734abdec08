//! `griffie index`

use std::fs::File;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::args::{IndexArguments, Patience};
use super::dead::{own_prefix, remove_dead};
use super::message::{Level, Message};
use super::output::Terminal;
use super::progress::ProgressLine;
use super::report_file::ReportFile;
use super::signals::Signals;
use super::{CliError, Exit};
use crate::config::Config;
use crate::extract::{Cache, Ocr};
use crate::index::{IndexDirectory, IndexError, Snapshot};
use crate::show::counted;
use crate::source::{READ_TYPES, Root, STREAM};
use crate::update::{
    MissingRoot, Options, Report, Scope, ShrinkLimit, UpdateError, Updated, check_name, forget, known_roots,
    read_scans, resolve_scopes, roll_back, run as update,
};
use crate::warning::Warning;

/// Where the sample corpus lies.
pub(super) const DEFAULT_CORPUS: &str = "corpus";
/// Rejected documents that are named on the screen; the report names all.
const MAX_NAMED: usize = 20;
/// How often is looked whether another run has ended.
const PATIENCE_STEP: Duration = Duration::from_millis(100);

pub(super) fn run(arguments: &IndexArguments, config: &Config, terminal: &Terminal) -> Result<Exit, CliError> {
    let signals = Signals::default();
    run_until(&signals, arguments, config, terminal).map_err(|error| signals.explain(error))
}

fn run_until(
    signals: &Signals,
    arguments: &IndexArguments,
    config: &Config,
    terminal: &Terminal,
) -> Result<Exit, CliError> {
    let directory = arguments.place.directory()?;
    remove_dead(&std::env::temp_dir(), SPOOL);
    let report_file = arguments.report.as_deref().map(ReportFile::prepare).transpose()?;
    if let Some(path) = report_file.as_ref().and_then(ReportFile::path)
        && directory.path().canonicalize().is_ok_and(|index| path.starts_with(index))
    {
        let message = "the report cannot lie in the index".to_owned();
        return Err(CliError::usage(message, Some("name a file elsewhere; nothing was changed".into())));
    }
    let own_files = report_file.as_ref().and_then(ReportFile::path).map(Path::to_owned).into_iter().collect();
    let reader = reader_program();
    let configured = config.max_shrink.unwrap_or_default();
    let options = Options {
        jobs: jobs(arguments.jobs),
        rebuild: arguments.rebuild,
        own_files,
        groups: config.groups.clone(),
        forgotten: arguments.forget.clone(),
        cache: Some(cache_of(&directory)),
        ocr: Arc::new(text_recognition(arguments.no_ocr, reader.as_deref())),
        reader,
        shrink: if arguments.allow_shrink { ShrinkLimit::NONE } else { configured },
        stop: signals.stop().clone(),
        ..Options::default()
    };
    let waiting = Waiting { patience: arguments.wait, signals, terminal };
    if arguments.rollback {
        signals.listen();
        let updated = waiting.for_others(|| roll_back(&directory, &now))?;
        return conclude(report_file, &updated, terminal);
    }
    if !arguments.forget.is_empty() {
        signals.listen();
        let updated = waiting.for_others(|| {
            let mut line = ProgressLine::new(terminal);
            let updated = forget(&directory, &options, &now, &mut |progress| line.show(progress));
            line.end();
            updated
        })?;
        if updated.rebuilt_because.is_some() {
            tell(&updated, &[], terminal);
        }
        return conclude(report_file, &updated, terminal);
    }
    check_usage(arguments)?;
    let spool =
        if arguments.paths == [Path::new(STREAM)] { Some(Spool::read(arguments.name.as_deref())?) } else { None };
    // Not before: whoever waits for standard input is ended at once.
    signals.listen();
    let known = directory.known_roots();
    let (scopes, missing) = match &spool {
        Some(spool) => {
            check_name(&spool.root, &directory.known_roots())?;
            (vec![Scope { root: spool.root.clone(), inside: None }], Vec::new())
        }
        None => scopes(arguments, &directory)?,
    };
    for MissingRoot { name, path } in &missing {
        terminal.warn(&if is_kept(path, &known, &scopes) {
            format!("the root {name} is not at {path}; what was indexed from it earlier stays")
        } else {
            format!("there is no file or folder {path}; check the path, the rest was read")
        });
    }
    let mut updated = waiting.for_others(|| build(&directory, &scopes, &options, terminal))?;
    updated.report.missing_roots = missing;
    tell(&updated, &scopes, terminal);
    tell_fruitless(&scopes, &updated.report, terminal);
    conclude(report_file, &updated, terminal)
}

/// How to meet another run that writes.
struct Waiting<'a> {
    patience: Option<Patience>,
    signals: &'a Signals,
    terminal: &'a Terminal,
}

impl Waiting<'_> {
    /// Does something once no other run writes, if that is not waited for too long.
    fn for_others(&self, mut write: impl FnMut() -> Result<Updated, UpdateError>) -> Result<Updated, CliError> {
        let start = Instant::now();
        let mut is_told = false;
        loop {
            match write() {
                Err(UpdateError::Index(IndexError::Busy { holder, .. })) if self.is_patient(start) => {
                    if !is_told {
                        self.terminal.note(&format!("waiting for another run to end ({holder})"));
                        is_told = true;
                    }
                    thread::sleep(PATIENCE_STEP);
                }
                // The signal was meant for the waiting, not for the other run.
                Err(UpdateError::Index(IndexError::Busy { .. })) if self.signals.stop().is_asked() => {
                    return Err(IndexError::Stopped.into());
                }
                ended => return Ok(ended?),
            }
        }
    }

    fn is_patient(&self, start: Instant) -> bool {
        match self.patience {
            _ if self.signals.stop().is_asked() => false,
            None => false,
            Some(Patience::Forever) => true,
            Some(Patience::For(time)) => start.elapsed() < time,
        }
    }
}

/// This program, in whose processes files are read. As long as it runs Linux knows it by this path, also where a newer
/// version was put in its place meanwhile.
pub(super) fn reader_program() -> Option<PathBuf> {
    let itself = PathBuf::from("/proc/self/exe");
    if itself.exists() { Some(itself) } else { std::env::current_exe().ok() }
}

/// What was read of files for this index.
fn cache_of(directory: &IndexDirectory) -> Cache {
    let seconds = u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or(0);
    Cache::new(directory.cache_path(), SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

/// Text recognition as this machine has it, or none.
pub(super) fn text_recognition(is_off: bool, program: Option<&Path>) -> Ocr {
    program.filter(|_| !is_off).map_or_else(Ocr::off, Ocr::on_path)
}

/// What was asked for and gave nothing is told: a mistyped path and documents of other types are the usual reasons.
fn tell_fruitless(scopes: &[Scope], report: &Report, terminal: &Terminal) {
    let mut told = terminal.is_verbose();
    for scope in scopes {
        let inside = scope.inside.as_deref().or_else(|| scope.root.path.file_name()?.to_str()).unwrap_or_default();
        let source = format!("{}/{inside}", scope.root.name);
        let ignored = report.not_indexed.iter().find(|item| item.source == source && item.state == "ignored");
        if let Some(item) = ignored.filter(|_| !terminal.is_verbose()) {
            let source = shown(&source, &[root_of(scope)]).to_owned();
            terminal.say(&Message::of_state(Level::Warning, source, "ignored", &*item.reason));
            told = true;
        }
    }
    let counts = &report.documents;
    if told || counts.seen > counts.ignored || counts.removed > 0 {
        return;
    }
    let place_of = |scope: &Scope| scope.root.place(scope.inside.as_deref().unwrap_or_default());
    let places: Vec<String> = scopes.iter().map(|scope| place_of(scope).display().to_string()).collect();
    let places = places.join(", ");
    terminal.warn(&match report.files {
        0 => format!("there are no files in {places}"),
        n => {
            let files = counted(n, "file");
            format!("{files} in {places} and none that griffie reads ({READ_TYPES}); -v names them")
        }
    });
}

/// What no path on disk can make right.
fn check_usage(arguments: &IndexArguments) -> Result<(), CliError> {
    if arguments.paths.len() > 1 && arguments.paths.iter().any(|path| path == Path::new(STREAM)) {
        let hint = "one run for it, griffie index - --name NAME, and one for the others";
        return Err(CliError::usage("standard input (-) cannot be read together with other paths", Some(hint.into())));
    }
    if arguments.name.is_some() && arguments.paths.len() != 1 {
        return Err(CliError::usage("--name names one root", Some("give one PATH with it".into())));
    }
    Ok(())
}

/// Writes the report and the summary of a run.
fn conclude(report_file: Option<ReportFile>, updated: &Updated, terminal: &Terminal) -> Result<Exit, CliError> {
    if let Some(file) = report_file {
        file.write(&updated.report)?;
    }
    let mut out = terminal.stdout();
    let told = if terminal.is_quiet() { Ok(()) } else { summarise(&mut out, updated) }.and_then(|()| out.flush());
    match told {
        // Whoever has seen enough still learns from the status how it ended.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    let rejected = updated.report.documents.rejected > 0;
    Ok(if rejected || !updated.report.missing_roots.is_empty() { Exit::Incomplete } else { Exit::Done })
}

/// Standard input, kept in a temporary file while it is indexed.
struct Spool {
    root: Root,
    /// Removed when the run has ended.
    _folder: tempfile::TempDir,
}

impl Spool {
    fn read(name: Option<&str>) -> Result<Self, CliError> {
        let name = name.ok_or_else(|| {
            CliError::usage("what comes from standard input needs a name", Some("griffie index - --name NAME".into()))
        })?;
        let kept = |source| CliError::Failed {
            message: "cannot keep standard input in a temporary file".into(),
            hint: Some("make room there, or name another place in TMPDIR; nothing was changed".into()),
            source: Some(Box::new(source)),
        };
        let folder = tempfile::Builder::new().prefix(&own_prefix(SPOOL)).tempdir().map_err(kept)?;
        let path = folder.path().join("stdin.jsonl");
        let mut file = File::create(&path).map_err(kept)?;
        let mut input = std::io::stdin().lock();
        loop {
            // Read and written apart, so that what failed is told for what it is.
            let chunk = input.fill_buf().map_err(|e| CliError::unreadable("standard input".as_ref(), e))?;
            if chunk.is_empty() {
                break;
            }
            file.write_all(chunk).map_err(kept)?;
            let taken = chunk.len();
            input.consume(taken);
        }
        let mut root = Root::new(&path, Some(name)).map_err(UpdateError::from)?;
        root.is_stream = true;
        Ok(Self { root, _folder: folder })
    }
}

/// Beginning of the name of a folder for standard input; the process that keeps it there follows.
const SPOOL: &str = "griffie-stdin-";

pub(super) fn jobs(asked: Option<u16>) -> usize {
    asked.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// What to read: the named paths, else all known roots, else the sample corpus. Also known roots that are not there.
fn scopes(arguments: &IndexArguments, directory: &IndexDirectory) -> Result<(Vec<Scope>, Vec<MissingRoot>), CliError> {
    let (known, missing) = known_roots(directory);
    if !arguments.paths.is_empty() {
        let (there, gone): (Vec<&Path>, Vec<&Path>) =
            arguments.paths.iter().map(PathBuf::as_path).partition(|path| path.symlink_metadata().is_ok());
        // One of several that is missing keeps the others from nothing; where none is there, that is the failure.
        let read = if there.is_empty() { &gone } else { &there };
        let missing = if there.is_empty() { Vec::new() } else { gone.iter().map(|path| missing_path(path)).collect() };
        return Ok((resolve_scopes(read, arguments.name.as_deref(), &directory.known_roots())?, missing));
    }
    if known.is_empty() && missing.is_empty() && !directory.known_roots().is_empty() {
        // An index that is built anew takes over what cannot be read again.
        if arguments.rebuild || matches!(Snapshot::open(directory), Err(error) if error.is_mended_by_a_rebuild()) {
            return Ok((Vec::new(), Vec::new()));
        }
        return Err(CliError::failed(
            "what this index holds came from standard input and cannot be read again",
            Some("name a path; nothing was changed"),
        ));
    }
    if known.is_empty() && missing.is_empty() {
        // An index whose last root was forgotten begins anew; one that cannot be read must not.
        if directory.has_generations() && Snapshot::open_for_records(directory).is_err() {
            return Err(CliError::failed(
                format!("the index at {} does not tell what it was built from", directory.path().display()),
                Some("name the folders again: griffie index PATH…; nothing was changed"),
            ));
        }
        return Ok((default_scopes()?, missing));
    }
    if known.is_empty() {
        return Err(CliError::failed(
            "none of the roots of this index can be found",
            Some("name a path, or bring them back; nothing was changed"),
        ));
    }
    Ok((known.into_iter().map(|root| Scope { root, inside: None }).collect(), missing))
}

/// Whether what was indexed from a path stays: it is a known root or lies in one, and nothing above it is read now.
fn is_kept(path: &str, known: &[(String, String)], scopes: &[Scope]) -> bool {
    let Ok(path) = std::path::absolute(path) else { return false };
    let place_of = |scope: &Scope| scope.root.place(scope.inside.as_deref().unwrap_or_default());
    known.iter().any(|(_, root)| path.starts_with(root)) && !scopes.iter().any(|s| path.starts_with(place_of(s)))
}

fn missing_path(path: &Path) -> MissingRoot {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    MissingRoot { name, path: path.display().to_string() }
}

fn default_scopes() -> Result<Vec<Scope>, CliError> {
    let path = Path::new(DEFAULT_CORPUS);
    if !path.is_dir() {
        return Err(CliError::failed(
            format!("there is no folder {DEFAULT_CORPUS} here"),
            Some("name the folder with your documents: griffie index PATH"),
        ));
    }
    Ok(resolve_scopes(&[path], None, &[])?)
}

/// Builds the index of the sample corpus, for a search that found none.
pub(super) fn build_default(
    directory: &IndexDirectory,
    config: &Config,
    terminal: &Terminal,
) -> Result<Updated, CliError> {
    let reader = reader_program();
    let scopes = default_scopes()?;
    let updated = build(
        directory,
        &scopes,
        &Options {
            jobs: jobs(None),
            ocr: Arc::new(text_recognition(false, reader.as_deref())),
            reader,
            groups: config.groups.clone(),
            cache: Some(cache_of(directory)),
            ..Options::default()
        },
        terminal,
    )?;
    tell(&updated, &scopes, terminal);
    Ok(updated)
}

fn build(
    directory: &IndexDirectory,
    scopes: &[Scope],
    options: &Options,
    terminal: &Terminal,
) -> Result<Updated, UpdateError> {
    let mut line = ProgressLine::new(terminal);
    let updated = update(directory, scopes, options, &now, &mut |progress| line.show(progress));
    line.end();
    let mut line = ProgressLine::new(terminal);
    let updated = read_scans(directory, scopes, options, updated?, &now, &mut |progress| line.show_scans(progress));
    line.end();
    updated
}

/// Tells what was met in a run.
fn tell(updated: &Updated, scopes: &[Scope], terminal: &Terminal) {
    // A file that is not read leaves no root.
    let roots = &updated.snapshot.payload().roots;
    let roots: Vec<(String, String)> = roots.iter().cloned().chain(scopes.iter().map(root_of)).collect();
    if let Some(reason) = &updated.rebuilt_because {
        terminal.note(&format!("everything was read again: {reason}"));
    }
    for warning in updated.remarks.iter().take(MAX_NAMED) {
        terminal.warning(&Warning { place: shown(&warning.place, &roots).to_owned(), ..warning.clone() });
    }
    if updated.remarks.len() > MAX_NAMED {
        terminal.warn(&format!("{} more remarks on given values", updated.remarks.len() - MAX_NAMED));
    }
    if terminal.is_verbose() {
        for item in updated.report.not_indexed.iter().filter(|item| item.state == "ignored") {
            let source = shown(&item.source, &roots);
            terminal.say(&Message::of_state(Level::Note, source, "ignored", &*item.reason));
        }
    }
    tell_problems(&updated.report, &roots, terminal);
}

fn root_of(scope: &Scope) -> (String, String) {
    (scope.root.name.clone(), scope.root.recorded_path())
}

/// A source as people know it: of a file that is a root under its own name, the file (`brief.txt`, not
/// `brief.txt/brief.txt`).
fn shown<'s>(source: &'s str, roots: &[(String, String)]) -> &'s str {
    let inside = |(name, path): &(String, String)| {
        let inside = source.strip_prefix(name.as_str())?.strip_prefix('/')?;
        let path = Path::new(path);
        let is_own_name = path.file_name().is_some_and(|of_file| of_file == name.as_str());
        (is_own_name && path.exists() && !path.is_dir()).then_some(inside)
    };
    roots.iter().find_map(inside).unwrap_or(source)
}

/// What mends a refusal of the system; empty for other reasons.
pub(super) fn how_to_permit(reason: &str) -> &'static str {
    if reason.contains("Permission denied") { "; give the user that runs griffie read permission" } else { "" }
}

/// Tells what was rejected, and what could not be taken of what was given in documents.
fn tell_problems(report: &Report, roots: &[(String, String)], terminal: &Terminal) {
    let rejected: Vec<_> = report.not_indexed.iter().filter(|n| n.state == "rejected").collect();
    for item in rejected.iter().take(MAX_NAMED) {
        let permit = how_to_permit(&item.reason);
        let reason = format!("{}{permit}", item.reason);
        terminal.say(&Message::of_state(Level::Warning, shown(&item.source, roots), "rejected", reason));
    }
    if rejected.len() > MAX_NAMED {
        terminal.warn(&format!("{} more were rejected; --report FILE names all", rejected.len() - MAX_NAMED));
    }
    for mistake in report.mistakes.iter().take(MAX_NAMED) {
        terminal.say(&Message::about(shown(&mistake.source, roots), &*mistake.reason));
    }
    if report.mistakes.len() > MAX_NAMED {
        let more = report.mistakes.len() - MAX_NAMED;
        terminal.warn(&format!("{more} more mistakes in given metadata; --report FILE names all"));
    }
}

fn summarise(out: &mut dyn Write, updated: &Updated) -> std::io::Result<()> {
    let report = &updated.report;
    let c = &report.documents;
    let payload = updated.snapshot.payload();
    // A rollback looks at no file.
    let restored = payload.restores.filter(|_| updated.changed && report.files == 0);
    if let Some(restored) = restored {
        let left = payload.generation - 1;
        writeln!(
            out,
            "back to what generation {restored} held; generation {left} stays until a run changes something, and"
        )?;
        writeln!(out, "griffie index --rollback leads back to it. The next griffie index reads what changed since.")?;
    } else if !updated.changed {
        let as_before = if c.unchanged == 1 { "as it was" } else { "as they were" };
        let touched = match report.touched {
            0 => String::new(),
            n => format!(" ({} with another time or place on the disk)", counted(n, "file")),
        };
        writeln!(out, "nothing changed: {} {as_before}{touched}", counted(c.unchanged, "document"))?;
    }
    let counts = [
        (c.added, "added"),
        (c.updated, "updated"),
        (c.renamed, "renamed"),
        (c.unchanged, "unchanged"),
        (c.removed, "removed"),
        (c.ignored, "ignored"),
    ];
    let told: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if updated.changed && restored.is_none() {
        writeln!(
            out,
            "{}: {}",
            counted(report.files, "file"),
            if told.is_empty() { "nothing to read".to_owned() } else { told.join(", ") }
        )?;
    }
    if c.rejected > 0 {
        let new = c.rejected - report.still_rejected;
        writeln!(out, "{new} newly rejected, {} still rejected", report.still_rejected)?;
    }
    match report.mistakes.len() {
        0 => {}
        1 => writeln!(out, "1 mistake in given metadata; the document itself is indexed")?,
        n => writeln!(out, "{n} mistakes in given metadata; the documents themselves are indexed")?,
    }
    writeln!(
        out,
        "generation {}: {}, {:.1} MB",
        report.generation,
        counted(report.passages, "passage"),
        report.index_bytes as f64 / 1e6
    )
}

/// The time, RFC 3339 in UTC, to the second.
pub(super) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
