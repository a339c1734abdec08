//! Who searches while runs are killed.

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use griffie::index::{IndexDirectory, Live, Snapshot};
use serde_json::Value;

use super::corpus::{History, State};
use super::{Outcome, expect_success};

/// The program, in a folder.
#[derive(Clone)]
pub struct Griffie {
    pub program: PathBuf,
    pub folder: PathBuf,
}

impl Griffie {
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).current_dir(&self.folder);
        for variable in ["GRIFFIE_INDEX", "GRIFFIE_CONFIG"] {
            command.env_remove(variable);
        }
        command
    }

    /// A run that must succeed.
    pub fn index(&self, arguments: &[&str]) -> Outcome<()> {
        expect_success(&mut self.command(&[&["index", "-q"], arguments].concat()), "a run").map(|_| ())
    }

    /// What a search finds of all documents.
    pub fn search(&self) -> Outcome<State> {
        let asked = ["search", "--format", "jsonl", "--all", "--by", "document", "mantelzorg"];
        let lines = expect_success(&mut self.command(&asked), "a search")?;
        let mut state = State::new();
        for line in String::from_utf8(lines)?.lines() {
            let hit: Value = serde_json::from_str(line)?;
            let text = |field: &str| hit[field].as_str().unwrap_or_default().to_owned();
            state.insert(text("source"), version_of(&text("text"))?);
        }
        Ok(state)
    }

    /// The last state is found, its files are whole, and no other files lie there.
    pub fn expect_whole(&self, history: &History) -> Outcome<()> {
        if self.search()? != history.last() {
            return Err("after a whole run not every document is found as it is".into());
        }
        expect_success(&mut self.command(&["status", "--verify", "-q"]), "status --verify")?;
        self.expect_no_leftovers()
    }

    pub fn expect_no_leftovers(&self) -> Outcome<()> {
        let index = self.folder.join("index");
        let current = std::fs::read_to_string(index.join("CURRENT"))?;
        let number: u64 = current.lines().next().unwrap_or_default().trim_start_matches("gen-").parse()?;
        let allowed = |name: &str| {
            ["CURRENT", "LOCK", "cache"].contains(&name)
                || [number, number - 1].iter().any(|n| name == format!("gen-{n:06}"))
        };
        for entry in walkdir::WalkDir::new(&index).min_depth(1) {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy();
            if entry.depth() == 1 && !allowed(&name) || name.starts_with(".tmp") {
                return Err(format!("left over: {}", entry.path().display()).into());
            }
        }
        Ok(())
    }
}

fn version_of(text: &str) -> Outcome<usize> {
    let rest = text.split_once("versie").ok_or("a passage without its version")?.1;
    Ok(rest.split(' ').next().unwrap_or_default().parse()?)
}

/// What a reader saw.
#[derive(Default)]
pub struct Seen {
    pub looks: usize,
    /// Number of states, each counted once by each reader.
    pub states: usize,
}

impl Seen {
    pub fn and(self, other: Self) -> Self {
        Self { looks: self.looks + other.looks, states: self.states + other.states }
    }
}

/// What is seen must be a state that the corpus was in, and not one before what was seen last.
fn look(seen: &mut Seen, last: &mut Option<usize>, state: &State, history: &History) -> Outcome<()> {
    let number = history.find(state, last.unwrap_or(0)).ok_or_else(|| {
        let (held, from) = (state.len(), last.unwrap_or(0));
        format!("{held} documents were found in a state that the corpus was never in since state {from}")
    })?;
    seen.looks += 1;
    seen.states += usize::from(*last != Some(number));
    *last = Some(number);
    Ok(())
}

/// Searches with processes of their own.
pub fn search_until(griffie: &Griffie, history: &History, is_over: &AtomicBool) -> Outcome<Seen> {
    let (mut seen, mut last) = (Seen::default(), None);
    while !is_over.load(Ordering::SeqCst) {
        look(&mut seen, &mut last, &griffie.search()?, history)?;
    }
    Ok(seen)
}

/// Reads in this process, from the newest state each time; holds the first one to the end, which must not change.
pub fn read_until(griffie: &Griffie, history: &History, is_over: &AtomicBool) -> Outcome<Seen> {
    let live = Live::open(IndexDirectory::new(griffie.folder.join("index")))?;
    let (first, _) = live.snapshot();
    let at_first = state_of(&first)?;
    let (mut seen, mut last) = (Seen::default(), None);
    while !is_over.load(Ordering::SeqCst) {
        let (snapshot, error) = live.snapshot();
        if let Some(error) = error {
            return Err(format!("a new state could not be read: {error}").into());
        }
        look(&mut seen, &mut last, &state_of(&snapshot)?, history)?;
        if seen.looks.is_multiple_of(50) && state_of(&first)? != at_first {
            return Err("a state that is held has changed".into());
        }
    }
    if state_of(&first)? == at_first { Ok(seen) } else { Err("a state that is held has changed".into()) }
}

fn state_of(snapshot: &Snapshot) -> Outcome<State> {
    let mut state = State::new();
    for file in snapshot.files()? {
        for document in snapshot.documents_of(&file)? {
            let passages = snapshot.passages_of(&document.id)?;
            let text = passages.iter().map(|passage| passage.text.as_str()).find(|text| text.contains("versie"));
            state.insert(file.path.clone(), version_of(text.ok_or("a document without its passage")?)?);
        }
    }
    Ok(state)
}
