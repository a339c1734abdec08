//! Compiles the lists of compound parts (src/analysis/compound) into one automaton, so that a start parses none.
//!
//! The value of a word: bits 0–3 the forms in which it may be a part (see `FORMS`), bit 4 whether it was counted in text,
//! the bits above its count.
//!
//! Also takes the digest of the readers of files, which is their version: what was kept of files is read again when it changes.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where the lists lie.
const LISTS: &str = "src/analysis/compound";
/// Where the readers of files lie, and what says of which version the crates are that they use.
const READERS: [&str; 2] = ["src/extract", "Cargo.lock"];
/// Letters of list.tsv, lowest bit first: bare before another part, with a linking s, with a linking en, at the end.
const FORMS: [char; 4] = ['b', 's', 'n', 'r'];
const ALL_FORMS: u64 = 0b1111;
const LAST: u64 = 0b1000;
const COUNTED: u64 = 1 << 4;
const COUNT_SHIFT: u32 = 5;
/// Count of words that only the word list holds: as if seen just below the least that is counted.
const LIST_COUNT: u64 = 2;
/// Count of our own heads: as if seen now and then.
const HEAD_COUNT: u64 = 30;
/// Shortest part; shorter ones are endings or chance.
const MIN_PART: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={LISTS}");
    println!("cargo:rerun-if-changed=build.rs");
    let read = |name: &str| fs::read_to_string(Path::new(LISTS).join(name));
    let (counts, list, heads, blocked) =
        (read("counts.tsv")?, read("list.tsv")?, read("heads.tsv")?, read("blocked.tsv")?);
    let mut blocked_anywhere = HashSet::new();
    let mut blocked_last = HashSet::new();
    for (place, words) in pairs(&blocked) {
        let set = if place == "any" { &mut blocked_anywhere } else { &mut blocked_last };
        set.extend(words.split(' '));
    }
    let mut words: BTreeMap<&str, u64> = BTreeMap::new();
    for (word, forms) in pairs(&list) {
        let forms = (0..).zip(FORMS).filter(|(_, form)| forms.contains(*form)).fold(0, |bits, (i, _)| bits | 1 << i);
        words.insert(word, forms | LIST_COUNT << COUNT_SHIFT);
    }
    for word in heads.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
        words.insert(word, ALL_FORMS | HEAD_COUNT << COUNT_SHIFT);
    }
    for (word, count) in pairs(&counts) {
        let count: u64 = count.parse()?;
        let least = words.get(word).map_or(0, |value| value >> COUNT_SHIFT);
        words.insert(word, ALL_FORMS | COUNTED | count.max(least) << COUNT_SHIFT);
    }
    let mut map = fst::MapBuilder::memory();
    for (word, value) in words {
        let value = match word {
            word if word.len() < MIN_PART || blocked_anywhere.contains(word) => value & !ALL_FORMS,
            word if blocked_last.contains(word) => value & !LAST,
            _ => value,
        };
        map.insert(word, value)?;
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("parts.fst");
    fs::write(out, map.into_inner()?)?;
    println!("cargo:rustc-env=GRIFFIE_READERS={:016x}", digest_of_readers()?);
    Ok(())
}

/// A digest of the names and bytes of all files of the readers.
fn digest_of_readers() -> Result<u64, Box<dyn Error>> {
    let mut files = Vec::new();
    for place in READERS {
        println!("cargo:rerun-if-changed={place}");
        collect_files(Path::new(place), &mut files)?;
    }
    files.sort();
    let mut digest = DefaultHasher::new();
    for file in files {
        file.hash(&mut digest);
        fs::read(&file)?.hash(&mut digest);
    }
    Ok(digest.finish())
}

/// The files at a place: itself, or all below it; none where there is nothing (a crate as a dependency has no Cargo.lock).
fn collect_files(place: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if place.is_dir() {
        for entry in fs::read_dir(place)? {
            collect_files(&entry?.path(), files)?;
        }
    } else if place.is_file() {
        files.push(place.to_owned());
    }
    Ok(())
}

/// The two columns of the lines of a list, but for its remarks.
fn pairs(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}
