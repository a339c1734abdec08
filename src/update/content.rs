//! The bytes of files: what they hold, and whether it is what they held before.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};
use tantivy::DocAddress;

use crate::extract::MAX_FILE_BYTES;
use crate::index::{FileEntry, IndexError, Snapshot};
use crate::source::{CorpusFile, FileType};

/// Nanoseconds of a second.
const SECOND: i64 = 1_000_000_000;
/// The coarsest clock of a file system in use: FAT counts in steps of two seconds.
const CLOCK_STEP: i64 = 2 * SECOND;
/// A time further ahead than this is no time of now on a clock that is off: nothing written from now on will bear it.
const CLOCK_AHEAD: i64 = 24 * 3600 * SECOND;

/// How a file is opened; another way in tests of what cannot be read.
pub(super) type Open<'a> = &'a dyn Fn(&Path) -> io::Result<Box<dyn Read>>;

/// Opens a file of the disk.
pub(super) fn open_on_disk(path: &Path) -> io::Result<Box<dyn Read>> {
    Ok(Box::new(open_regular(path)?))
}

/// Opens a file that may have become something else since it was met: a pipe would be waited for without end.
fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
        options.custom_flags(flags);
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no regular file any more")) }
}

/// How a file is against what the index knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// As it was, told by size, time and inode, or by its hash where these do not tell.
    Same,
    /// As it was by its hash; its time or inode is another, and worth writing down.
    Touched,
    /// As it was by its hash; from now on its time tells.
    Settled,
    /// Another, or not to be told.
    Changed,
}

/// The hashes that an index holds of its files, read as soon as one is asked for: of a hundred thousand files that did not change
/// none is.
pub(super) struct Hashes<'a> {
    base: Option<&'a Snapshot>,
    read: OnceCell<HashMap<DocAddress, String>>,
}

impl<'a> Hashes<'a> {
    /// Those of this index.
    pub fn of_index(base: Option<&'a Snapshot>) -> Self {
        Self { base, read: OnceCell::new() }
    }

    /// That of a file; `None` where it was not read.
    pub fn of(&self, entry: &FileEntry) -> Result<Option<String>, IndexError> {
        let read = match (self.read.get(), self.base) {
            (Some(read), _) => read,
            (None, None) => return Ok(None),
            (None, Some(base)) => {
                let hashes = base.file_hashes()?;
                self.read.get_or_init(|| hashes)
            }
        };
        Ok(read.get(&entry.address).cloned())
    }
}

/// Compares a file with what the columns tell of it. `started` is when the run started, nanoseconds since 1970; `hash` gives what the
/// index holds as its hash, where only that can tell.
pub(super) fn compare(
    file: &CorpusFile,
    entry: &FileEntry,
    started: i64,
    hash: impl FnOnce(&FileEntry) -> Result<Option<String>, IndexError>,
) -> Result<Likeness, IndexError> {
    if file.size != entry.size || file.sidecar_stamp != entry.sidecars {
        return Ok(Likeness::Changed);
    }
    let tells_time = file.modified != 0;
    let same_time = file.modified == entry.modified;
    let same_inode = file.inode == entry.inode || file.inode == 0 || entry.inode == 0;
    if !entry.is_hashed {
        // It was not read then; it is as it was where it cannot be read now.
        let is_unread = || is_too_large(file) || File::open(&file.location).is_err();
        return Ok(if tells_time && same_time && is_unread() { Likeness::Same } else { Likeness::Changed });
    }
    if tells_time && same_time && same_inode && !entry.is_racy {
        return Ok(Likeness::Same);
    }
    let held = hash(entry)?;
    if !hash_file(&file.location).is_ok_and(|hash| Some(hash) == held) {
        return Ok(Likeness::Changed);
    }
    Ok(match (same_time && same_inode, is_racy(file.modified, started)) {
        (false, _) => Likeness::Touched,
        (true, false) if entry.is_racy => Likeness::Settled,
        (true, _) => Likeness::Same,
    })
}

/// Whether a file that changed at `modified` and was read by a run that started at `started` can change once more without
/// its time changing. Both in nanoseconds since 1970.
pub(super) fn is_racy(modified: i64, started: i64) -> bool {
    modified >= started.saturating_sub(CLOCK_STEP) && modified <= started.saturating_add(CLOCK_AHEAD)
}

/// Whether a file is not read for its size.
pub(super) fn is_too_large(file: &CorpusFile) -> bool {
    file.file_type == FileType::Document && file.size > MAX_FILE_BYTES
}

/// The bytes of a text file and their hash, or why it cannot be read.
pub(super) fn read_file(file: &CorpusFile, open: Open<'_>) -> Result<(Vec<u8>, String), String> {
    let too_large = || format!("it is larger than {} MB; split it", MAX_FILE_BYTES >> 20);
    if is_too_large(file) {
        return Err(too_large());
    }
    let input = open(&file.location).map_err(|e| e.to_string())?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0) + 1);
    // It may have grown since it was looked at.
    input.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(too_large());
    }
    let hash = hex(&Sha256::digest(&bytes));
    Ok((bytes, hash))
}

/// The bytes of a file on disk, as many as are read of one.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = open_regular(path).and_then(|file| file.take(MAX_FILE_BYTES).read_to_end(&mut bytes));
    read.map_err(|e| e.to_string())?;
    Ok(bytes)
}

/// The hash of a file on disk, for telling whether it changed.
pub(super) fn hash_file(path: &Path) -> io::Result<String> {
    let mut hashing = Hashing::new(open_regular(path)?);
    io::copy(&mut hashing, &mut io::sink())?;
    Ok(hashing.finish().0)
}

/// Hashes what is read through it.
pub(super) struct Hashing<R> {
    input: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Hashing<R> {
    pub fn new(input: R) -> Self {
        Self { input, hash: Sha256::new(), bytes: 0 }
    }

    /// The hash, hexadecimal, and the number of bytes.
    pub fn finish(self) -> (String, u64) {
        (hex(&self.hash.finalize()), self.bytes)
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.hash.update(&buffer[..n]);
        self.bytes += n as u64;
        Ok(n)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of the time `modified` with one byte in it, and what the index knows of it.
    fn file_and_entry(folder: &Path, modified: i64) -> (CorpusFile, FileEntry, String) {
        let location = folder.join("a.txt");
        std::fs::write(&location, "a").unwrap();
        let hash = hash_file(&location).unwrap();
        let file = CorpusFile {
            root: "stukken".into(),
            path: "a.txt".into(),
            location,
            file_type: FileType::Document,
            size: 1,
            modified,
            inode: 7,
            sidecars: Vec::new(),
            sidecar_stamp: 0,
            earlier_names: Vec::new(),
        };
        let entry = FileEntry {
            size: 1,
            modified,
            inode: 7,
            sidecars: 0,
            is_hashed: true,
            documents: 1,
            has_problems: false,
            waits_for_id: false,
            is_racy: false,
            address: DocAddress::new(0, 0),
        };
        (file, entry, hash)
    }

    /// Where the index holds `hash` of it.
    fn compared(file: &CorpusFile, entry: &FileEntry, started: i64, hash: &str) -> Likeness {
        compare(file, entry, started, |_| Ok(Some(hash.to_owned()))).unwrap()
    }

    #[test]
    fn time_and_inode_tell_and_where_they_do_not_the_hash_decides() {
        let folder = tempfile::tempdir().unwrap();
        let (file, entry, hash) = file_and_entry(folder.path(), 100 * SECOND);
        let later = 200 * SECOND;
        let like = |file: &CorpusFile, entry: &FileEntry, hash: &str| compared(file, entry, later, hash);
        assert_eq!(like(&file, &entry, &hash), Likeness::Same);
        // Where size, time and inode agree the file is not read.
        assert_eq!(like(&file, &entry, "other"), Likeness::Same);
        for changed in [FileEntry { inode: 8, ..entry.clone() }, FileEntry { modified: 99 * SECOND, ..entry.clone() }] {
            assert_eq!(like(&file, &changed, &hash), Likeness::Touched);
            assert_eq!(like(&file, &changed, "other"), Likeness::Changed);
        }
        // An inode that is not known tells nothing.
        assert_eq!(like(&file, &FileEntry { inode: 0, ..entry.clone() }, "other"), Likeness::Same);
        assert_eq!(like(&CorpusFile { inode: 0, ..file.clone() }, &entry, "other"), Likeness::Same);
        assert_eq!(like(&file, &FileEntry { size: 2, ..entry.clone() }, &hash), Likeness::Changed);
        assert_eq!(like(&file, &FileEntry { sidecars: 2, ..entry }, &hash), Likeness::Changed);
    }

    #[test]
    fn a_file_that_changed_just_before_it_was_read_is_hashed_until_its_time_tells() {
        let folder = tempfile::tempdir().unwrap();
        let (file, entry, hash) = file_and_entry(folder.path(), 100 * SECOND);
        let racy = FileEntry { is_racy: true, ..entry };
        let at = |seconds: i64| compared(&file, &racy, seconds * SECOND, &hash);
        assert_eq!([at(100), at(102), at(103)], [Likeness::Same, Likeness::Same, Likeness::Settled]);
        assert_eq!(compared(&file, &racy, 103 * SECOND, "other"), Likeness::Changed);
    }

    #[test]
    fn what_is_long_past_or_far_ahead_is_not_racy() {
        let now = 1_700_000_000 * SECOND;
        assert!(is_racy(now, now) && is_racy(now - 2 * SECOND, now) && is_racy(now + 3600 * SECOND, now));
        assert!(!is_racy(now - 3 * SECOND, now) && !is_racy(now + 48 * 3600 * SECOND, now));
    }
}
