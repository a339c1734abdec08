//! A folder per test, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::Value;

/// A program in a folder, without what of the environment changes what griffie says: a test sets that itself.
pub fn program_in(folder: &Folder, program: &str) -> std::process::Command {
    let mut command = std::process::Command::new(program);
    // The configuration of whoever runs the tests lies in their home.
    command.current_dir(folder.path("")).env("HOME", folder.path("home"));
    for name in ["XDG_CONFIG_HOME", "GRIFFIE_INDEX", "GRIFFIE_CONFIG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command
}

/// What differs between two runs of the same test, and what stands in its place in snapshots.
pub const MASKED: &[(&str, &str)] = &[
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "[time]"),
    (r#""took_ms": ?[0-9.e-]+"#, r#""took_ms": "[ms]""#),
    (r"\d+\.\d MB", "[size] MB"),
    (r"process \d+", "process [id]"),
    (r"(?:/private)?/(?:[\w.+-]+/)*griffie-suite-\w+", "[folder]"),
    (r"Dutch analysis [\w.-]+, this griffie uses [\w.-]+", "Dutch analysis [theirs], this griffie uses [ours]"),
    (r#""version":"[^"]+""#, r#""version":"[analysis]""#),
    (r"(#|-)[0-9a-f]{8,}\b", "$1[hash]"),
];

/// Compares what a run told (exit code and both streams) with an inline snapshot.
macro_rules! assert_told {
    ($ran:expr, @$snapshot:literal) => {{
        let mut settings = insta::Settings::clone_current();
        settings.set_omit_expression(true);
        for (pattern, mask) in $crate::common::MASKED {
            settings.add_filter(pattern, *mask);
        }
        let told = $ran.told();
        settings.bind(|| insta::assert_snapshot!(told, @$snapshot));
    }};
}

/// A folder that is there for one test, with an index in `index/` once one is built.
pub struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Self { folder: tempfile::Builder::new().prefix("griffie-suite-").tempdir().expect("a temporary folder") }
    }

    /// A folder with these files: path and text.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    /// The same, with the documents in `stukken/` indexed.
    pub fn indexed(files: &[(&str, &str)]) -> Self {
        let folder = Self::with(files);
        folder.griffie(["index", "stukken"]).expect_code(0);
        folder
    }

    /// A path in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a path in the folder")).expect("folders");
        fs::write(&path, text).expect("a written file");
        // A file of this moment would be looked at once more by a run that happens to be two seconds later.
        age(&path, Duration::from_secs(3600));
    }

    /// Makes a file look written just now.
    pub fn freshen(&self, path: &str) {
        age(&self.path(path), Duration::ZERO);
    }

    /// Writes a file anew and makes it look changed, also where the clock of the file system is coarse.
    pub fn rewrite(&self, path: &str, text: impl AsRef<[u8]>) {
        self.write(path, text);
        age(&self.path(path), Duration::from_secs(1800));
    }

    /// Takes a file away.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("the file was there");
    }

    /// The command in this folder, free of what the environment of the test says.
    pub fn command<S: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::from_std(self.process(arguments));
        command.timeout(Duration::from_secs(60));
        command
    }

    /// The same as a process that the test starts and ends itself.
    pub fn process<S: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> std::process::Command {
        let mut command = program_in(self, env!("CARGO_BIN_EXE_griffie"));
        // Programs that help to read files are those that the test puts there, not those of this machine.
        command.args(arguments).env("PATH", self.path("programs"));
        command
    }

    /// Runs the program.
    pub fn griffie<S: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    /// Runs the program with text on standard input.
    pub fn griffie_reading(&self, input: impl Into<Vec<u8>>, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).write_stdin(input))
    }

    /// Searches and gives the answer as JSON; the search must succeed.
    pub fn search(&self, query: &str, options: &[&str]) -> Answer {
        // Behind `--`, so that a query may begin with a hyphen.
        let arguments = [&["search", "--format", "json"], options, &["--", query]].concat();
        Answer(self.griffie(arguments).expect_code(0).json())
    }

    /// Indexes and gives the report; `arguments` follow `index`.
    pub fn report(&self, arguments: &[&str]) -> (Ran, Value) {
        let path = self.path("report.json");
        let path = path.to_str().expect("a path that is text");
        let ran = self.griffie([&["index", "--report", path], arguments].concat());
        let report = serde_json::from_str(&fs::read_to_string(path).expect("a report")).expect("JSON");
        (ran, report)
    }

    /// Names in a folder, sorted.
    pub fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(path)).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The directory of the generation that readers open.
    pub fn current_generation(&self) -> PathBuf {
        let name = fs::read_to_string(self.path("index/CURRENT")).expect("an index");
        self.path("index").join(name.lines().next().unwrap_or_default())
    }
}

/// Sets the time of a file to `age` before now.
fn age(path: &Path, age: Duration) {
    let file = fs::File::options().append(true).open(path).expect("the file");
    #[expect(clippy::disallowed_methods, reason = "a time before now, whatever it is now")]
    let then = SystemTime::now() - age;
    file.set_modified(then).expect("a time");
}

/// Every file below a path with its size and time of change, sorted.
pub fn listing(path: &Path) -> Vec<(PathBuf, u64, Option<SystemTime>)> {
    let mut found: Vec<_> = walkdir::WalkDir::new(path)
        .into_iter()
        .map(|entry| {
            let entry = entry.expect("a readable folder");
            let metadata = entry.metadata().expect("what it is");
            (entry.into_path(), metadata.len(), metadata.modified().ok())
        })
        .collect();
    found.sort();
    found
}

/// What a report says was rejected, `source: reason` each.
pub fn rejected(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let items = report["not_indexed"].as_array().expect("a list").iter().filter(|item| item["state"] == "rejected");
    items.map(|item| format!("{}: {}", text(&item["source"]), text(&item["reason"]))).collect()
}

/// Mistakes in given metadata that a report tells, `source: reason` each.
pub fn mistakes(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let items = report["mistakes"].as_array().expect("a list").iter();
    items.map(|item| format!("{}: {}", text(&item["source"]), text(&item["reason"]))).collect()
}

/// Insists that every document that a run met is counted once.
#[track_caller]
pub fn expect_sum(report: &Value) {
    let counts = &report["documents"];
    let of = |name: &str| counts[name].as_u64().unwrap_or_else(|| panic!("{name} of {counts}"));
    let parts = ["added", "updated", "renamed", "unchanged", "rejected", "withheld", "ignored"];
    assert_eq!(of("seen"), parts.into_iter().map(of).sum::<u64>(), "{counts}");
}

/// What a run of the program told.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    pub fn of(command: &mut assert_cmd::Command) -> Self {
        command.output().expect("the program starts").into()
    }

    /// Insists on an exit code.
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "\n{}", self.told());
        self
    }

    /// Insists on words in what was told on standard error.
    #[track_caller]
    pub fn expect_stderr(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "expected {words:?} in\n{}", self.told());
        self
    }

    /// Insists on words in what was told on standard output.
    #[track_caller]
    pub fn expect_stdout(self, words: &str) -> Self {
        assert!(self.stdout.contains(words), "expected {words:?} in\n{}", self.told());
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error} in\n{}", self.told()))
    }

    /// All of it, as snapshots show it.
    pub fn told(&self) -> String {
        let code = self.code.map_or("none".to_owned(), |code| code.to_string());
        let mut told = format!("exit {code}");
        for (name, stream) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !stream.is_empty() {
                told.push_str(&format!("\n--- {name}\n{}", stream.trim_end()));
            }
        }
        told
    }
}

impl From<std::process::Output> for Ran {
    fn from(output: std::process::Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// What a search found, as the contract's JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer(pub Value);

impl Answer {
    /// Its hits.
    pub fn hits(&self) -> &[Value] {
        self.0["hits"].as_array().expect("hits")
    }

    /// A text of every hit, in order.
    pub fn each(&self, field: &str) -> Vec<String> {
        self.hits().iter().map(|hit| hit[field].as_str().unwrap_or_else(|| panic!("{field} of {hit}")).into()).collect()
    }

    /// Sources of the hits that hold all the words, in order.
    pub fn full(&self) -> Vec<String> {
        let full = self.hits().iter().filter(|hit| hit["partial"] == false);
        full.map(|hit| hit["source"].as_str().expect("a source").into()).collect()
    }

    /// The same, in the order of the alphabet: where the order of ranking is not what is tested.
    pub fn full_sorted(&self) -> Vec<String> {
        let mut sources = self.full();
        sources.sort();
        sources
    }

    /// A total.
    pub fn total(&self, of: &str) -> u64 {
        self.0[format!("total_{of}")].as_u64().expect("a total")
    }

    /// The answer without the time that it took.
    pub fn timeless(mut self) -> Value {
        self.0["took_ms"].take();
        self.0
    }

    /// The text of each hit with what is marked between asterisks.
    pub fn marked_texts(&self) -> Vec<String> {
        let marked = |hit: &Value| {
            let mut text = String::new();
            let ranges = hit["highlights"].as_array().expect("highlights");
            let edges =
                |i: usize| ranges.iter().flat_map(|range| [&range[0], &range[1]]).filter(move |edge| **edge == i);
            let of_hit = hit["text"].as_str().expect("a text");
            for (i, c) in of_hit.chars().enumerate() {
                text.extend(edges(i).map(|_| '*'));
                text.push(c);
            }
            text.extend(edges(of_hit.chars().count()).map(|_| '*'));
            text
        };
        self.hits().iter().map(marked).collect()
    }

    /// The slices of the text that are marked, for each hit.
    pub fn marked(&self) -> Vec<Vec<String>> {
        self.hits()
            .iter()
            .map(|hit| {
                let text: Vec<char> = hit["text"].as_str().expect("a text").chars().collect();
                let ranges = hit["highlights"].as_array().expect("highlights");
                let number = |value: &Value| usize::try_from(value.as_u64().expect("an offset")).expect("an offset");
                ranges.iter().map(|range| text[number(&range[0])..number(&range[1])].iter().collect()).collect()
            })
            .collect()
    }
}
