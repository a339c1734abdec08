//! The files of a collection: what they are called, what they hold, and how they change from night to night.
//!
//! File `number` is made of the seed and its number alone, so it is the same in a collection of any size, and nothing has to be
//! kept in memory of those before it.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::formats::{self, Lines};
use crate::numbers::Numbers;
use crate::paper::Paper;
use crate::writer::capital;

/// What a file is, with shares in a thousand. Council archives hold mostly PDF; text stands for it here, as what it costs
/// to read PDF is another question than what it costs to keep many files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    TextWindows1252,
    TextWithMark,
    Markdown,
    Html,
    Mail,
    Docx,
    Pdf,
    /// Several papers, a line each.
    Jsonl,
    /// A type that griffie does not read.
    Picture,
    /// What cannot be read though its name says so.
    Broken,
}

const FORMS: [(usize, Form); 11] = [
    (680, Form::Text),
    (120, Form::TextWindows1252),
    (10, Form::TextWithMark),
    (60, Form::Markdown),
    (60, Form::Html),
    (20, Form::Mail),
    (25, Form::Docx),
    (10, Form::Pdf),
    (2, Form::Jsonl),
    (10, Form::Picture),
    (3, Form::Broken),
];

/// Files with metadata beside them, in a thousand.
const SIDECARS: usize = 30;
/// Municipalities whose folder says whose it is, in a thousand.
const NAMED_FOLDERS: usize = 80;

/// How a file stands after some nights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct State {
    /// How often something was added to it.
    version: u64,
    /// How often it was renamed.
    renamed: u64,
    is_removed: bool,
}

/// A file with its place in the collection.
#[derive(Debug, PartialEq, Eq)]
pub struct Made {
    /// Components joined by `/`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// What was written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub written: u64,
    pub added: u64,
    pub changed: u64,
    pub renamed: u64,
    pub removed: u64,
    pub bytes: u64,
}

/// A collection of `files` files.
#[derive(Debug, Clone, Copy)]
pub struct Collection {
    pub seed: u64,
    pub files: u64,
}

/// Changes of a night.
#[derive(Debug, Clone, Copy)]
pub struct Night {
    /// Files of a million that change.
    pub per_million: u64,
    /// The how manieth night, from 1; the nights before had the same share.
    pub round: u64,
}

impl Collection {
    /// Writes all of it.
    pub fn write(&self, folder: &Path) -> io::Result<Counts> {
        let mut counts = Counts::default();
        for number in 0..self.files {
            self.put(folder, number, State::default(), &mut counts)?;
        }
        counts.written = self.files;
        Ok(counts)
    }

    /// Changes a collection as it stood after the nights before: of ten files seven are rewritten, one is renamed, one removed
    /// and one is new.
    pub fn change(&self, folder: &Path, night: Night) -> io::Result<Counts> {
        let mut counts = Counts::default();
        for number in 0..self.files {
            let before = self.state(number, night, night.round - 1);
            let after = self.state(number, night, night.round);
            if before == after {
                continue;
            }
            if after.is_removed || after.renamed != before.renamed {
                let old = self.made(number, before);
                let new = (!after.is_removed).then(|| self.made(number, after));
                for (place, made) in old.iter().enumerate() {
                    match new.as_ref().and_then(|new| new.get(place)) {
                        Some(new) => fs::rename(folder.join(&made.path), folder.join(&new.path))?,
                        None => fs::remove_file(folder.join(&made.path))?,
                    }
                }
                *(if after.is_removed { &mut counts.removed } else { &mut counts.renamed }) += 1;
            } else {
                self.put(folder, number, after, &mut counts)?;
                counts.changed += 1;
            }
        }
        let new = self.files * night.per_million / 10_000_000;
        for number in self.files + (night.round - 1) * new..self.files + night.round * new {
            self.put(folder, number, State::default(), &mut counts)?;
            counts.added += 1;
        }
        counts.written = counts.changed + counts.added;
        Ok(counts)
    }

    /// How a file stands after so many nights.
    fn state(&self, number: u64, night: Night, rounds: u64) -> State {
        let mut state = State::default();
        for round in 1..=rounds {
            let mut n = Numbers::of(&[self.seed, 4, number, round]);
            // One in ten of the share is new, and no file that was there.
            if state.is_removed || n.below(10_000_000) as u64 >= night.per_million * 9 {
                continue;
            }
            match n.below(9) {
                0 => state.is_removed = true,
                1 => state.renamed += 1,
                _ => state.version += 1,
            }
        }
        state
    }

    fn put(&self, folder: &Path, number: u64, state: State, counts: &mut Counts) -> io::Result<()> {
        for made in self.made(number, state) {
            let path = folder.join(&made.path);
            if let Some(above) = path.parent().filter(|above| !above.is_dir()) {
                fs::create_dir_all(above)?;
            }
            fs::write(path, &made.bytes)?;
            counts.bytes += made.bytes.len() as u64;
        }
        if let Some(made) = self.of_folder(number) {
            let place = folder.join(&made.path);
            match fs::OpenOptions::new().write(true).create_new(true).open(place) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                opened => opened?.write_all(&made.bytes)?,
            }
        }
        Ok(())
    }

    /// The file as it was first, and what is given beside it.
    #[cfg(test)]
    pub fn first(&self, number: u64) -> Vec<Made> {
        self.made(number, State::default())
    }

    fn made(&self, number: u64, state: State) -> Vec<Made> {
        let mut n = Numbers::of(&[self.seed, 5, number]);
        let form = *n.share(&FORMS);
        let lines = Lines::drawn(&mut n);
        let paper = Paper::of(self.seed, number, state.version);
        let (bytes, end) = match form {
            Form::Text => (formats::text(&paper, lines).into_bytes(), "txt"),
            Form::TextWindows1252 => (formats::windows_1252(&formats::text(&paper, lines)), "txt"),
            Form::TextWithMark => (format!("\u{feff}{}", formats::text(&paper, lines)).into_bytes(), "TXT"),
            Form::Markdown => (formats::markdown(&paper).into_bytes(), "md"),
            Form::Html => (formats::html(&paper).into_bytes(), "html"),
            Form::Mail => (formats::mail(&paper, lines).into_bytes(), "eml"),
            Form::Docx => (formats::docx(&paper), "docx"),
            Form::Pdf => (formats::pdf(&paper), "pdf"),
            Form::Jsonl => (self.records(number, state.version, &mut n).into_bytes(), "jsonl"),
            Form::Picture => (noise(b"\xff\xd8\xff\xe0\0\x10JFIF", 2000 + state.version as usize, &mut n), "jpg"),
            Form::Broken => broken(&paper, n.below(3)),
        };
        let name = file_name(&paper, number, state.renamed, end, &mut n);
        let path = format!("{}/{}/{name}", paper.municipality, paper.day.year);
        let mut made = Vec::new();
        let is_paper = !matches!(form, Form::Jsonl | Form::Picture | Form::Broken);
        if is_paper && n.chance(SIDECARS) {
            made.push(Made { path: format!("{path}.toml"), bytes: sidecar(&paper).into_bytes() });
        }
        made.insert(0, Made { path, bytes });
        made
    }

    /// What the folder of its municipality says of all papers in it.
    fn of_folder(&self, number: u64) -> Option<Made> {
        let municipality = Paper::of(self.seed, number, 0).municipality;
        let letters: Vec<u64> = municipality.bytes().map(u64::from).chain([self.seed]).collect();
        Numbers::of(&letters).chance(NAMED_FOLDERS).then(|| Made {
            path: format!("{municipality}/_folder.toml"),
            bytes: format!("municipality = [\"{municipality}\"]\n").into_bytes(),
        })
    }

    /// An export of some papers; one more with each version.
    fn records(&self, number: u64, version: u64, n: &mut Numbers) -> String {
        let mut out = String::new();
        for line in 0..n.between(5, 40) as u64 + version {
            // Numbers that no file has.
            let paper = Paper::of(self.seed ^ 0x6a73_6f6e, number * 64 + line, 0);
            let record = serde_json::json!({
                "id": format!("export-{number}-{line}"),
                "title": paper.subject,
                "municipality": paper.municipality,
                "date": paper.day.iso(),
                "kind": paper.kind.value,
                "reference": paper.reference,
                "text": formats::text(&paper, Lines::Long),
            });
            out.push_str(&record.to_string());
            out.push('\n');
        }
        out
    }
}

/// A name in one of the ways in which archives have them. Its number makes it the only one of its name.
fn file_name(paper: &Paper, number: u64, renamed: u64, end: &str, n: &mut Numbers) -> String {
    let subject: String = paper.subject.chars().filter(|c| !"/\\:*?\"<>|€%".contains(*c)).take(60).collect();
    let subject = subject.trim_end();
    let slug = subject.to_lowercase().replace([' ', '\'', ',', '(', ')', '.'], "-");
    let (kind, day) = (paper.kind.short, paper.day);
    let stem = match n.below(8) {
        0 => format!("{} {} {subject} ({number})", day.iso(), paper.kind.dutch),
        1 => format!("{kind}-{slug}-{number}"),
        2 => format!("{number}_1_{kind}"),
        3 => format!("Bijlage {} - {subject} {number}", n.between(1, 9)),
        4 => format!("{}{:02}{:02}_{kind}_{number}", day.year, day.month, day.day),
        5 => format!("RIS{number} {subject}"),
        6 => format!("{} {number} (getekend)", capital(kind)),
        _ => format!("Kopie van {kind} {} {number}", day.in_figures()),
    };
    match renamed {
        0 => format!("{stem}.{end}"),
        times => format!("{stem} v{}.{end}", times + 1),
    }
}

fn sidecar(paper: &Paper) -> String {
    format!(
        "municipality = [\"{}\"]\ndate = {}\nkind = \"{}\"\nreference = \"{}\"\n",
        paper.municipality,
        paper.day.iso(),
        paper.kind.value,
        paper.reference
    )
}

/// Files as a system that failed leaves them.
fn broken(paper: &Paper, how: usize) -> (Vec<u8>, &'static str) {
    match how {
        0 => {
            let mut bytes = formats::docx(paper);
            bytes.truncate(bytes.len() / 2);
            (bytes, "docx")
        }
        1 => (Vec::new(), "pdf"),
        _ => (noise(b"", 4000, &mut Numbers::of(&[paper.subject.len() as u64])), "txt"),
    }
}

fn noise(beginning: &[u8], length: usize, n: &mut Numbers) -> Vec<u8> {
    beginning.iter().copied().chain((0..length).map(|_| n.next() as u8)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use sha2::{Digest, Sha256};

    use super::*;

    const COLLECTION: Collection = Collection { seed: 1, files: 300 };

    fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
        let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file());
        files
            .map(|e| (e.path().strip_prefix(folder).unwrap().display().to_string(), fs::read(e.path()).unwrap()))
            .collect()
    }

    /// A collection is a measure only while it stays the same: whoever changes what is written changes this too, and says so
    /// beside the figures.
    #[test]
    fn the_same_seed_gives_the_same_bytes_on_every_machine() {
        let mut digest = Sha256::new();
        for number in 0..COLLECTION.files {
            for made in COLLECTION.first(number) {
                digest.update(&made.path);
                digest.update(&made.bytes);
            }
        }
        let told: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(told, "520ebf609c44a639");
    }

    #[test]
    fn a_file_is_the_same_in_a_collection_of_any_size() {
        let larger = Collection { files: 1_000_000, ..COLLECTION };
        assert_eq!(COLLECTION.first(17), larger.first(17));
        assert_ne!(COLLECTION.first(17), Collection { seed: 2, ..COLLECTION }.first(17));
    }

    #[test]
    fn no_two_files_have_one_name() {
        let mut names = HashSet::new();
        for number in 0..2000 {
            for made in COLLECTION.first(number) {
                assert!(names.insert(made.path.to_lowercase()), "{}", made.path);
            }
        }
    }

    #[test]
    fn nights_change_a_share_of_the_files() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(COLLECTION.write(folder.path()).unwrap().written, 300);
        let first = contents(folder.path());
        assert!(first.len() > 300 && first.keys().any(|name| name.ends_with("_folder.toml")));
        let night = |round| Night { per_million: 200_000, round };
        let counts = COLLECTION.change(folder.path(), night(1)).unwrap();
        let second = contents(folder.path());
        let gone = first.keys().filter(|name| !second.contains_key(*name)).count();
        let other = second.iter().filter(|(name, bytes)| first.get(*name) != Some(bytes)).count();
        assert!((40..80).contains(&other) && (2..30).contains(&gone), "{other} others, {gone} gone: {counts:?}");
        assert!(counts.added == 6 && counts.renamed > 0 && counts.removed > 0 && counts.changed > 20, "{counts:?}");
        // What is gone stays gone, and what was added to is added to again.
        COLLECTION.change(folder.path(), night(2)).unwrap();
        COLLECTION.change(folder.path(), night(3)).unwrap();
        assert_ne!(contents(folder.path()), second);
    }
}
