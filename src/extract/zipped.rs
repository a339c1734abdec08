//! Parts of a document that is a ZIP archive, unpacked in memory under limits. A name in the archive is never a path.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ExtractError;
use super::xml::Tree;

/// Bytes that the parts of one document may unpack to, together.
const MAX_UNPACKED: u64 = 128 << 20;
/// Entries of an archive; a document with a thousand pictures has some more than that.
const MAX_ENTRIES: usize = 20_000;

/// An archive that lies in memory.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive; `what` is what a message calls the document.
    pub(super) fn open(bytes: &'a [u8], what: &str) -> Result<Self, ExtractError> {
        if bytes.is_empty() {
            return Err(ExtractError::Broken("it is empty".to_owned()));
        }
        // Word documents with a password are no archives.
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(super::format::ole_error(bytes, what));
        }
        if !bytes.starts_with(b"PK") {
            return Err(ExtractError::Broken(format!("it is no {what}: it is no ZIP archive")));
        }
        let too_many = || ExtractError::TooLarge(format!("it holds more than {MAX_ENTRIES} files"));
        if claims_too_many(bytes) {
            return Err(too_many());
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ExtractError::Broken("it is cut off".to_owned()))?;
        if zip.len() > MAX_ENTRIES {
            return Err(too_many());
        }
        Ok(Self { zip, left: MAX_UNPACKED })
    }

    /// The bytes of a part; `None` where there is none.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ExtractError> {
        let name = name.trim_start_matches('/');
        let index = self.zip.index_for_name(name).or_else(|| {
            // OOXML names differ in case without meaning, and some writers use the other slash.
            let same = |other: &str| other.replace('\\', "/").eq_ignore_ascii_case(name);
            (0..self.zip.len()).find(|index| {
                self.zip.name_for_index(*index).is_some_and(|other| other.is_ok_and(|other| same(&other)))
            })
        });
        let Some(index) = index else { return Ok(None) };
        let entry = match self.zip.by_index(index) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(ExtractError::Encrypted);
            }
            Err(_) => return Err(ExtractError::Broken(format!("{name} in it cannot be unpacked"))),
        };
        // What an archive says of its sizes may be a lie: only what comes out counts.
        let mut bytes = Vec::new();
        let outcome = entry.take(self.left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.left {
            return Err(ExtractError::TooLarge(format!("it unpacks to more than {} MB", MAX_UNPACKED >> 20)));
        }
        self.left -= bytes.len() as u64;
        match outcome {
            Ok(_) => Ok(Some(bytes)),
            Err(_) => Err(ExtractError::Broken(format!("{name} in it is damaged"))),
        }
    }

    /// A part as XML; `None` where there is none.
    pub(super) fn tree(&mut self, name: &str) -> Result<Option<Tree>, ExtractError> {
        self.read(name)?.map(|bytes| Tree::parse(&bytes, name)).transpose()
    }

    /// A part that a document can do without: what is wrong with it is told, and it is left out.
    pub(super) fn optional_tree(&mut self, name: &str, remarks: &mut Vec<String>) -> Tree {
        match self.tree(name) {
            Ok(tree) => tree.unwrap_or_else(Tree::empty),
            Err(error) => {
                remarks.push(format!("{name} was left out: {error}"));
                Tree::empty()
            }
        }
    }
}

/// Whether an archive says of itself that it has more entries than are read: its directory is not even looked at then.
pub(super) fn claims_too_many(bytes: &[u8]) -> bool {
    // The end of an archive has a comment of 65,535 bytes at most.
    let tail = &bytes[bytes.len().saturating_sub(66_000)..];
    let end = memchr::memmem::rfind(tail, b"PK\x05\x06").and_then(|at| tail.get(at + 10..at + 12));
    // Archives with more than 65,535 say so elsewhere and have the largest number here.
    end.is_some_and(|count| usize::from(count[0]) + (usize::from(count[1]) << 8) > MAX_ENTRIES)
}

#[cfg(test)]
mod tests {
    use super::super::test_archive::archive;
    use super::*;

    #[test]
    fn an_archive_of_very_many_files_is_not_opened() {
        let mut bytes = archive(&[("a", "De raad")]);
        let at = bytes.len() - 12;
        bytes[at..at + 2].copy_from_slice(&[0xff, 0xff]);
        assert_eq!(Archive::open(&bytes, "document").err().unwrap().to_string(), "it holds more than 20000 files");
    }

    #[test]
    fn all_parts_together_are_bounded() {
        let bytes = archive(&[("a", "De raad"), ("b", "besluit")]);
        let mut parts = Archive::open(&bytes, "document").unwrap();
        parts.left = 10;
        assert_eq!(parts.read("a").unwrap().as_deref(), Some("De raad".as_bytes()));
        assert_eq!(parts.read("b").unwrap_err().to_string(), "it unpacks to more than 128 MB");
        assert_eq!(parts.read("c"), Ok(None));
        assert_eq!(
            parts.read("/A").map(|bytes| bytes.map(|bytes| bytes.len())).unwrap_err().to_string(),
            "it unpacks to more than 128 MB"
        );
    }
}
