//! Metadata given beside a file (`brief.txt.toml`) or for a folder (`_folder.toml`).
//!
//! Values of a nearer file win, key by key: `_folder.toml` of the root, of the folders below it, the sidecar.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::given_file::{GivenFile, parse_sidecar};
use super::walk::{FileType, WalkedFile};
use crate::document::{Given, Origin, OwnGroups, nearest_name};
use crate::warning::Warning;

/// Largest sidecar that is read; a larger one is something else under its name.
const MAX_BYTES: u64 = 1 << 20;

/// Name of the file that gives metadata for all below its folder.
pub const FOLDER_SIDECAR: &str = "_folder.toml";

/// The document that a sidecar stands beside, by its name: `brief.txt.toml` → `brief.txt`. `None` for other files, also of
/// the type: `Cargo.toml` stands beside nothing.
pub fn document_of_sidecar(name: &str) -> Option<&str> {
    let document = name.strip_suffix(".toml")?;
    let (stem, extension) = document.rsplit_once('.')?;
    (!stem.is_empty() && FileType::is_of_document(extension)).then_some(document)
}

/// Whether a file of this name gives metadata for others.
pub fn gives_metadata(name: &str) -> bool {
    name == FOLDER_SIDECAR || document_of_sidecar(name).is_some()
}

/// Why a sidecar gives nothing: its document is not there. Names the file that may have been meant.
pub fn why_orphaned(sidecar: &Path) -> String {
    let name = sidecar.file_name().unwrap_or_default().to_string_lossy();
    let document = document_of_sidecar(&name).unwrap_or(&name);
    let names: Vec<String> = sidecar
        .parent()
        .and_then(|folder| folder.read_dir().ok())
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.') && !gives_metadata(name))
        .collect();
    match nearest_name(document, names.iter().map(String::as_str)) {
        Some(near) => format!("there is no {document} beside it; did you mean {near}? Then call it {near}.toml"),
        None => {
            format!(
                "there is no {document} beside it; remove it, or call it as its document with .toml behind the name"
            )
        }
    }
}

/// Size and time of a file that gives metadata, nanoseconds since 1970.
type Stamp = (u64, u128);

/// A folder of a root, and what is given for all files in it, from afar to near.
#[derive(Debug)]
struct GivenFolder {
    root: PathBuf,
    folder: PathBuf,
    given: Vec<(PathBuf, Stamp)>,
    /// Whether a walk has met all that lies in it.
    is_walked: bool,
}

/// The files that give metadata for documents of one run; each is looked at once.
#[derive(Debug, Default)]
pub struct Sidecars {
    /// Those that were met, by path; `None` for one that was looked for and is not there. By the text of the path: its parts need
    /// not be told apart for each document.
    stamps: HashMap<OsString, Option<Stamp>>,
    /// Folders that were walked: what was not met below them is not there.
    walked: Vec<PathBuf>,
    /// That of the last file that was asked for.
    last_folder: Option<GivenFolder>,
    read: HashMap<PathBuf, GivenFile>,
    /// Files whose mistakes have been told, or are told elsewhere.
    told: HashSet<PathBuf>,
    /// Groups of municipalities that hold for all documents.
    groups: OwnGroups,
}

impl Sidecars {
    /// With groups of municipalities that the user named, which hold for all documents.
    pub fn with_groups(groups: OwnGroups) -> Self {
        Self { groups, ..Self::default() }
    }

    /// Takes what a walk of a folder met, so that nobody has to ask the system for each document whether something stands
    /// beside it.
    pub fn take_walk(&mut self, folder: &Path, met: &[WalkedFile]) {
        for walked in met {
            if let WalkedFile::Read(file) = walked
                && file.file_type == FileType::Sidecar
            {
                let modified = u128::try_from(file.modified).unwrap_or(0);
                self.stamps.insert(file.location.clone().into(), Some((file.size, modified)));
            }
        }
        self.walked.push(folder.to_owned());
        self.last_folder = None;
    }

    /// The files that give metadata for `file`, from afar to near, and a number that changes when one of them does; 0
    /// where there are none. It changes with the user's groups too, since then every document is to be recognised again.
    pub fn of(&mut self, root: &Path, file: &Path) -> (Vec<PathBuf>, u64) {
        let (mut given, is_walked) = self.of_folder(root, file.parent().unwrap_or(root));
        let mut beside = file.as_os_str().to_owned();
        beside.push(".toml");
        given.extend(self.stamped(beside, is_walked));
        if given.is_empty() && self.groups.is_empty() {
            return (Vec::new(), 0);
        }
        let mut hasher = DefaultHasher::new();
        for of_file in &given {
            of_file.hash(&mut hasher);
        }
        if !self.groups.is_empty() {
            self.groups.hash(&mut hasher);
        }
        (given.into_iter().map(|(path, _)| path).collect(), hasher.finish().max(1))
    }

    /// What is given for all files in a folder of a root, from afar to near, and whether it was walked.
    fn of_folder(&mut self, root: &Path, folder: &Path) -> (Vec<(PathBuf, Stamp)>, bool) {
        if let Some(last) = &self.last_folder
            && last.folder.as_os_str() == folder.as_os_str()
            && last.root.as_os_str() == root.as_os_str()
        {
            return (last.given.clone(), last.is_walked);
        }
        let folders: Vec<&Path> = folder.ancestors().take_while(|folder| folder.starts_with(root)).collect();
        let is_walked = |folder: &Path, walked: &[PathBuf]| walked.iter().any(|place| folder.starts_with(place));
        let mut given = Vec::new();
        for above in folders.into_iter().rev() {
            let is_walked = is_walked(above, &self.walked);
            given.extend(self.stamped(above.join(FOLDER_SIDECAR).into(), is_walked));
        }
        let is_walked = is_walked(folder, &self.walked);
        let (root, folder) = (root.to_owned(), folder.to_owned());
        self.last_folder = Some(GivenFolder { root, folder, given: given.clone(), is_walked });
        (given, is_walked)
    }

    /// A file with its stamp, where it is there. What a walk did not meet is not asked for.
    fn stamped(&mut self, path: OsString, is_walked: bool) -> Option<(PathBuf, Stamp)> {
        let stamp = match self.stamps.get(&path) {
            Some(known) => *known,
            None if is_walked => None,
            None => *self.stamps.entry(path.clone()).or_insert(stamp(Path::new(&path))),
        };
        stamp.map(|stamp| (path.into(), stamp))
    }

    /// The mistakes of this file are told as an item of their own and not with the documents.
    pub fn tell_apart(&mut self, path: &Path) {
        self.told.insert(path.to_owned());
    }

    /// What one file gives, and what is wrong with it.
    pub fn check(&mut self, path: &Path) -> &GivenFile {
        self.read.entry(path.to_owned()).or_insert_with(|| read_file(path))
    }

    /// Whether any file that was read so far has a mistake.
    pub fn has_mistakes(&self) -> bool {
        self.read.values().any(|found| !found.mistakes.is_empty())
    }

    /// What these files give, with what is wrong with those that are not told apart; once for each in a run.
    pub fn read(&mut self, files: &[PathBuf]) -> (Given, Vec<Warning>) {
        let mut given = Given::with_groups(self.groups.clone());
        let mut warnings = Vec::new();
        for path in files {
            let is_new = self.told.insert(path.clone());
            let found = self.check(path);
            if is_new {
                let place = path.display().to_string();
                let told = found.mistakes.iter().map(ToString::to_string).chain(found.remarks.iter().cloned());
                warnings.extend(told.map(|message| Warning::new(place.clone(), message)));
            }
            given.add_checked(found.metadata.clone(), origin_of(path));
        }
        (given, warnings)
    }
}

/// What a folder says is inherited by the documents below it.
fn origin_of(path: &Path) -> Origin {
    if path.file_name().is_some_and(|name| name == FOLDER_SIDECAR) { Origin::Inherited } else { Origin::Given }
}

fn stamp(path: &Path) -> Option<Stamp> {
    // Links are not followed here either.
    let metadata = path.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    Some((metadata.len(), modified))
}

fn read_file(path: &Path) -> GivenFile {
    match path.metadata() {
        Ok(metadata) if metadata.len() > MAX_BYTES => {
            return GivenFile::broken(1, format!("it is larger than {} MB and cannot be a sidecar", MAX_BYTES >> 20));
        }
        Err(error) => return GivenFile::broken(1, format!("it cannot be read: {error}")),
        Ok(_) => {}
    }
    match std::fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => parse_sidecar(&text),
        Ok(Err(error)) => {
            let bytes = error.as_bytes();
            let valid = error.utf8_error().valid_up_to();
            let line = bytes.iter().take(valid).filter(|b| **b == b'\n').count() + 1;
            GivenFile::broken(line, "it is not UTF-8, which TOML has to be; save it as UTF-8")
        }
        Err(error) => GivenFile::broken(1, format!("it cannot be read: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Root, walk};
    use super::*;

    #[test]
    fn the_chain_goes_from_afar_to_near_and_its_number_changes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir(root.join("a")).unwrap();
        let file = root.join("a/brief.txt");
        assert_eq!(Sidecars::default().of(root, &file), (vec![], 0));
        for name in ["_folder.toml", "a/_folder.toml", "a/brief.txt.toml"] {
            std::fs::write(root.join(name), "").unwrap();
        }
        let (chain, before) = Sidecars::default().of(root, &file);
        let names: Vec<_> = chain.iter().map(|p| p.strip_prefix(root).unwrap().display().to_string()).collect();
        assert_eq!(names, ["_folder.toml", "a/_folder.toml", "a/brief.txt.toml"]);
        std::fs::write(root.join("_folder.toml"), "date = 2021").unwrap();
        assert_ne!(Sidecars::default().of(root, &file).1, before);
    }

    #[test]
    fn a_walk_tells_as_much_as_asking_for_each_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().canonicalize().unwrap();
        for name in
            ["_folder.toml", "a/b/_folder.toml", "a/b/brief.txt.toml", "a/b/brief.txt", "a/b/nota.txt", "c/x.txt"]
        {
            let file = path.join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "").unwrap();
        }
        let walk_of = |place: &Path| walk(&Root::new(place, Some("proef")).unwrap(), &[], &[]);
        let mut walked = Sidecars::default();
        walked.take_walk(&path, &walk_of(&path));
        // A run over a part of the root has not met what lies above.
        let mut of_part = Sidecars::default();
        of_part.take_walk(&path.join("a"), &walk_of(&path.join("a")));
        for name in ["a/b/brief.txt", "a/b/nota.txt", "c/x.txt", "a/b/brief.txt"] {
            let asked = Sidecars::default().of(&path, &path.join(name));
            assert_eq!(walked.of(&path, &path.join(name)), asked, "{name}");
            assert_eq!(of_part.of(&path, &path.join(name)), asked, "{name}");
            assert!(!asked.0.is_empty());
        }
        // What a walk has seen is not asked for again.
        std::fs::write(path.join("c/x.txt.toml"), "").unwrap();
        assert_eq!(walked.of(&path, &path.join("c/x.txt")).0.len(), 1);
        assert_eq!(of_part.of(&path, &path.join("c/x.txt")).0.len(), 1, "it was asked for before");
        assert_eq!(Sidecars::default().of(&path, &path.join("c/x.txt")).0.len(), 2);
    }

    #[test]
    fn a_sidecar_is_named_after_a_document() {
        assert_eq!(document_of_sidecar("brief.txt.toml"), Some("brief.txt"));
        assert_eq!(document_of_sidecar("nota.PDF.toml"), Some("nota.PDF"));
        for name in ["Cargo.toml", "_folder.toml", "a.b.toml", ".txt.toml", "brief.txt"] {
            assert_eq!(document_of_sidecar(name), None, "{name}");
        }
    }

    #[test]
    fn an_orphan_names_the_file_that_may_be_meant() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("brief-2.txt"), "").unwrap();
        let why = |name: &str| why_orphaned(&folder.path().join(name));
        assert!(why("brief2.txt.toml").ends_with("did you mean brief-2.txt? Then call it brief-2.txt.toml"));
        assert!(why("begroting.txt.toml").starts_with("there is no begroting.txt beside it; remove it"));
    }

    #[test]
    fn what_is_no_text_is_told_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt.toml");
        std::fs::write(&path, b"date = 2021\ntitle = \"caf\xe9\"\n").unwrap();
        assert_eq!(
            Sidecars::default().check(&path).told_mistakes().as_deref(),
            Some("line 2: it is not UTF-8, which TOML has to be; save it as UTF-8")
        );
    }
}
