//! The corpus and the states that it was in.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::Outcome;

/// Numbers that look random and come from a seed (Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1.
    pub fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.part() * n as f64) as usize
    }
}

/// Which version each document is of, by its file name.
pub type State = BTreeMap<String, usize>;

/// Documents that change.
pub struct Corpus {
    folder: PathBuf,
    state: State,
    /// Counts the changes.
    round: usize,
    /// Counts the documents there ever were.
    made: usize,
}

impl Corpus {
    pub fn new(folder: PathBuf, documents: usize) -> Outcome<Self> {
        fs::create_dir(&folder)?;
        let mut corpus = Self { folder, state: State::new(), round: 0, made: 0 };
        corpus.grow(documents)?;
        Ok(corpus)
    }

    pub fn state(&self) -> State {
        self.state.clone()
    }

    /// Adds documents.
    pub fn grow(&mut self, documents: usize) -> Outcome<()> {
        (0..documents).try_for_each(|_| self.add())
    }

    fn add(&mut self) -> Outcome<()> {
        // Every third is read in a process of its own, and goes through the cache.
        let end = if self.made.is_multiple_of(3) { "html" } else { "txt" };
        let name = format!("stuk-{}.{end}", self.made);
        self.made += 1;
        self.write(&name)?;
        self.state.insert(name, self.round);
        Ok(())
    }

    fn write(&self, name: &str) -> Outcome<()> {
        let round = self.round;
        let text = format!(
            "Gemeente Hoorn\n\nOnderwerp: Stuk {name}\n\nDe raad stelt versie{round} vast van het plan voor mantelzorg. Het \
             college voert het uit en meldt zich daarna bij de raad met een verslag.\n"
        );
        let text = if name.ends_with("html") { format!("<html><body><p>{text}</p></body></html>") } else { text };
        Ok(fs::write(self.folder.join(name), text)?)
    }

    /// Changes, adds, removes and renames some documents.
    pub fn change(&mut self, chance: &mut Chance) -> Outcome<State> {
        self.round += 1;
        let names: Vec<String> = self.state.keys().cloned().collect();
        for name in &names {
            match chance.below(40) {
                0..8 => {
                    self.write(name)?;
                    self.state.insert(name.clone(), self.round);
                }
                8 => {
                    fs::remove_file(self.folder.join(name))?;
                    self.state.remove(name);
                }
                9 => {
                    let renamed = format!("map{}-{name}", self.round);
                    fs::rename(self.folder.join(name), self.folder.join(&renamed))?;
                    let version = self.state.remove(name).unwrap_or_default();
                    self.state.insert(renamed, version);
                }
                10 => self.add()?,
                _ => {}
            }
        }
        Ok(self.state())
    }
}

/// The states that the corpus was in, in order.
pub struct History(Mutex<Vec<State>>);

impl History {
    pub fn new(first: State) -> Self {
        Self(Mutex::new(vec![first]))
    }

    pub fn add(&self, state: State) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(state);
    }

    /// The last of them.
    pub fn last(&self) -> State {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).last().cloned().unwrap_or_default()
    }

    /// The number of a state that is not older than `from`.
    pub fn find(&self, state: &State, from: usize) -> Option<usize> {
        let states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        states.iter().enumerate().skip(from).find(|(_, known)| *known == state).map(|(number, _)| number)
    }
}
