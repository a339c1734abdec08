//! The seal of a generation: each of its files with size and checksum, written before readers are led to it.
//!
//! ```text
//! cbf43926       1204 meta.json
//! 0f6e11a2     880123 5f0a….store
//! root {"name":"stukken","path":"/srv/stukken","documents":412}
//! 77ab01c4            seal
//! ```
//! The engine has a checksum at the end of most files and none for the files that name them. The seal covers all, so that
//! whatever was altered, cut off or lost since is found and named: sizes whenever a generation is opened, contents where a run
//! builds on it and where `status --verify` asks. The last line is the checksum of those before it.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::Path;

use crc32fast::Hasher;
use serde::{Deserialize, Serialize};

use super::generation::PUBLISHED;

/// Name of its file.
pub(super) const SEAL: &str = "SEAL";
/// What begins the line of a root.
const ROOT: &str = "root ";
/// What ends it, in the place of a name.
const END: &str = "seal";
/// As much is read of a generation at least, where a part of it is enough: all of the index of some thousand papers.
const PART_BYTES: u64 = 128 << 20;
/// Bytes read at once.
const CHUNK_BYTES: usize = 1 << 20;
/// The list of segments: small, and the first thing that is read.
const LIST: &str = "meta.json";

/// What is known of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sealed {
    bytes: u64,
    checksum: u32,
}

/// The files of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Seal {
    files: BTreeMap<String, Sealed>,
    roots: Vec<SealedRoot>,
}

/// What a generation holds of a root, told a second time: nothing else of it can be lost without being missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SealedRoot {
    pub name: String,
    pub path: String,
    pub documents: usize,
}

/// Whether a file of the directory of a generation is none of the generation: locks, and what was not written to the end.
pub(super) fn is_passing(name: &str) -> bool {
    name.ends_with(".lock") || name.starts_with(".tmp")
}

impl Seal {
    /// Of the files in `directory` as they are. Those that it shares with a generation sealed before, by hard links, were read
    /// then.
    ///
    /// # Errors
    /// Where one cannot be read.
    pub fn of(directory: &Path, before: Option<(&Path, &Self)>) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name == SEAL || name == PUBLISHED || is_passing(&name) {
                continue;
            }
            let shared = before.and_then(|(other, seal)| {
                let known = seal.files.get(&name)?;
                let theirs = other.join(&name).metadata().ok()?;
                is_same_file(&entry.metadata().ok()?, &theirs).then_some(*known)
            });
            let sealed = match shared {
                Some(known) => known,
                None => read(&entry.path())?,
            };
            files.insert(name, sealed);
        }
        Ok(Self { files, roots: Vec::new() })
    }

    /// With the roots of the generation.
    pub fn with_roots(self, roots: Vec<SealedRoot>) -> Self {
        Self { roots, ..self }
    }

    /// Names and paths of the roots.
    pub fn roots(&self) -> Vec<(String, String)> {
        self.roots.iter().map(|root| (root.name.clone(), root.path.clone())).collect()
    }

    /// Documents that the generation holds of each root.
    pub fn documents(&self) -> BTreeMap<String, usize> {
        self.roots.iter().map(|root| (root.name.clone(), root.documents)).collect()
    }

    /// Writes it into the directory, to the disk.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn write(&self, directory: &Path) -> io::Result<()> {
        let mut file = File::create(directory.join(SEAL))?;
        file.write_all(self.text().as_bytes())?;
        file.sync_all()
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (name, Sealed { bytes, checksum }) in &self.files {
            text.push_str(&format!("{checksum:08x} {bytes:>10} {name}\n"));
        }
        for root in &self.roots {
            // Plain texts and a number, which JSON always can hold.
            text.push_str(&format!("{ROOT}{}\n", serde_json::to_string(root).unwrap_or_default()));
        }
        let end = format!("{:08x} {:>10} {END}\n", crc32fast::hash(text.as_bytes()), "");
        text + &end
    }

    /// The seal in a directory.
    ///
    /// # Errors
    /// Why there is none, or none that can be believed.
    pub fn read(directory: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(directory.join(SEAL)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => format!("its file {SEAL} is missing"),
            _ => format!("its file {SEAL} cannot be read: {error}"),
        })?;
        let parsed = Self::parse(&text);
        // A number can be written in more than one way, and only one of them was.
        parsed
            .filter(|seal| seal.text() == text)
            .ok_or_else(|| format!("its file {SEAL} does not hold what was written"))
    }

    fn parse(text: &str) -> Option<Self> {
        let (mut files, mut roots) = (BTreeMap::new(), Vec::new());
        for line in text.lines() {
            if let Some(root) = line.strip_prefix(ROOT) {
                roots.push(serde_json::from_str(root).ok()?);
                continue;
            }
            let (checksum, rest) = line.split_once(' ')?;
            let Some((bytes, name)) = rest.trim_start().split_once(' ') else { continue };
            let checksum = u32::from_str_radix(checksum, 16).ok()?;
            files.insert(name.to_owned(), Sealed { bytes: bytes.parse().ok()?, checksum });
        }
        Some(Self { files, roots })
    }

    /// Whether all files are there in their full length, and the list of segments as it was. Cheap enough for every start.
    ///
    /// # Errors
    /// The first that is not.
    pub fn check_sizes(&self, directory: &Path) -> Result<(), String> {
        for (name, sealed) in &self.files {
            let path = directory.join(name);
            match path.metadata() {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    return Err(format!("its file {name} is missing"));
                }
                Err(error) => return Err(format!("its file {name} cannot be looked at: {error}")),
                Ok(found) if found.len() != sealed.bytes => {
                    let (found, sealed) = (found.len(), sealed.bytes);
                    return Err(format!("its file {name} has {found} bytes, and {sealed} were written"));
                }
                Ok(_) => {}
            }
            if name == LIST
                && read(&path).map_err(|error| format!("its file {name} cannot be read: {error}"))? != *sealed
            {
                return Err(format!("its file {name} does not hold what was written"));
            }
        }
        Ok(())
    }

    /// Names of the files that do not hold what was written, from some file on and round to it again; after [`PART_BYTES`] only as
    /// long as that is not `enough`.
    pub fn broken_from(&self, directory: &Path, first: usize, enough: &mut dyn FnMut() -> bool) -> Vec<String> {
        let mut broken = Vec::new();
        let mut total = 0;
        let count = self.files.len().max(1);
        for (name, sealed) in self.files.iter().cycle().skip(first % count).take(self.files.len()) {
            let mut is_over = false;
            let mut on_chunk = |n: u64| {
                total += n;
                is_over = total > PART_BYTES && enough();
                !is_over
            };
            let found = read_while(&directory.join(name), &mut on_chunk);
            if is_over {
                // What was read of it in part tells nothing.
                break;
            }
            if !found.is_ok_and(|found| found == *sealed) {
                broken.push(name.clone());
            }
        }
        broken.sort();
        broken
    }
}

fn read(path: &Path) -> io::Result<Sealed> {
    read_while(path, &mut |_| true)
}

/// Reads a file for as long as `on_chunk` says after each chunk, of which it is told the bytes.
fn read_while(path: &Path, on_chunk: &mut dyn FnMut(u64) -> bool) -> io::Result<Sealed> {
    let mut file = File::open(path)?;
    let (mut hasher, mut bytes) = (Hasher::new(), 0);
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        match file.read(&mut chunk) {
            Ok(0) => return Ok(Sealed { bytes, checksum: hasher.finalize() }),
            Ok(n) => {
                hasher.update(&chunk[..n]);
                bytes += n as u64;
                if !on_chunk(n as u64) {
                    return Ok(Sealed { bytes, checksum: hasher.finalize() });
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Whether two names lead to one file.
#[cfg(unix)]
fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.ino() == other.ino() && one.dev() == other.dev()
}

#[cfg(not(unix))]
fn is_same_file(_one: &Metadata, _other: &Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Seal {
        fn broken(&self, directory: &Path) -> Vec<String> {
            self.broken_from(directory, 0, &mut || false)
        }
    }

    fn sealed() -> (tempfile::TempDir, Seal) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("meta.json", "{}"), (".managed.json", "[]"), ("a.store", "papieren"), ("x.lock", "")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let seal = Seal::of(folder.path(), None).unwrap();
        seal.write(folder.path()).unwrap();
        (folder, seal)
    }

    #[test]
    fn what_is_sealed_is_read_again_and_whole() {
        let (folder, seal) = sealed();
        assert_eq!(Seal::read(folder.path()).unwrap(), seal);
        assert_eq!(seal.files.keys().collect::<Vec<_>>(), [".managed.json", "a.store", "meta.json"]);
        assert_eq!((seal.check_sizes(folder.path()), seal.broken(folder.path())), (Ok(()), Vec::new()));
    }

    #[test]
    fn every_bit_that_is_turned_is_found_and_its_file_named() {
        let (folder, _) = sealed();
        for name in ["meta.json", ".managed.json", "a.store", SEAL] {
            let path = folder.path().join(name);
            let whole = fs::read(&path).unwrap();
            for bit in 0..whole.len() * 8 {
                let mut turned = whole.clone();
                turned[bit / 8] ^= 1 << (bit % 8);
                fs::write(&path, turned).unwrap();
                match Seal::read(folder.path()) {
                    Err(told) => assert!(name == SEAL && told.contains(SEAL), "bit {bit} of {name}: {told}"),
                    Ok(seal) => assert_eq!(seal.broken(folder.path()), [name], "bit {bit}"),
                }
            }
            fs::write(&path, whole).unwrap();
        }
    }

    #[test]
    fn a_file_that_is_gone_or_cut_off_is_told_without_reading() {
        let (folder, seal) = sealed();
        let path = folder.path().join("a.store");
        fs::write(&path, "pap").unwrap();
        assert_eq!(seal.check_sizes(folder.path()).unwrap_err(), "its file a.store has 3 bytes, and 8 were written");
        fs::remove_file(&path).unwrap();
        assert_eq!(seal.check_sizes(folder.path()).unwrap_err(), "its file a.store is missing");
        assert_eq!(seal.broken(folder.path()), ["a.store"]);
        fs::write(&path, "papieren").unwrap();
        // The list of segments is read: it is small, and everything follows from it.
        fs::write(folder.path().join("meta.json"), "[]").unwrap();
        assert_eq!(seal.check_sizes(folder.path()).unwrap_err(), "its file meta.json does not hold what was written");
        fs::remove_file(folder.path().join(SEAL)).unwrap();
        assert_eq!(Seal::read(folder.path()).unwrap_err(), "its file SEAL is missing");
    }

    #[test]
    fn a_check_begins_anywhere_and_goes_round() {
        let (folder, seal) = sealed();
        fs::write(folder.path().join("a.store"), "schriften").unwrap();
        for first in 0..7 {
            assert_eq!(seal.broken_from(folder.path(), first, &mut || true), ["a.store"], "from {first}");
        }
        assert_eq!(Seal::default().broken_from(folder.path(), 3, &mut || true), [""; 0]);
    }

    #[cfg(unix)]
    #[test]
    fn shared_files_are_not_read_again_and_copies_are() {
        let (folder, seal) = sealed();
        let next = tempfile::tempdir_in(folder.path()).unwrap();
        fs::hard_link(folder.path().join("a.store"), next.path().join("a.store")).unwrap();
        fs::copy(folder.path().join("meta.json"), next.path().join("meta.json")).unwrap();
        // Another content shows whether it was read.
        fs::write(folder.path().join("a.store"), "schriften").unwrap();
        fs::write(next.path().join("meta.json"), "[]").unwrap();
        let of_next = Seal::of(next.path(), Some((folder.path(), &seal))).unwrap();
        assert_eq!(of_next.files["a.store"], seal.files["a.store"]);
        assert_ne!(of_next.files["meta.json"], seal.files["meta.json"]);
        assert_eq!(of_next.broken(next.path()), ["a.store"]);
    }
}
