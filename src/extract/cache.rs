//! What was read of files, kept so that building an index anew need not read them again, above all the pages that text
//! recognition read.
//!
//! A file for each text and each page, named by what it was read from: the bytes of the document, the version of the readers, and
//! for a text the pages that text recognition gave to it. What is kept can be lost at any time: it is only ever a shorter way to
//! the same result. Each bears a checksum, so that one that was cut off or altered counts as not there.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::ExtractedText;
use super::format::Format;
use super::ocr::{OCR_VERSION, OcrPage};
use super::process::limits::MAX_TEXT_BYTES;

/// Version of the readers: a digest of their source, which build.rs makes, so that nobody can forget to raise it.
pub const READERS_VERSION: &str = env!("GRIFFIE_READERS");

/// Bytes that are kept, unless asked otherwise: the texts of some hundred thousand letters.
pub const MAX_CACHE_BYTES: u64 = 1 << 30;

const TEXT: &str = "text";
const PAGE: &str = "page";
const CHECKSUM_BYTES: usize = 8;
/// What was used within this time is not marked as used anew.
const USED_LATELY: Duration = Duration::from_secs(24 * 3600);

/// A folder of things read. It is made when the first is kept; one that cannot be written to is only read.
#[derive(Debug, Clone)]
pub struct Cache {
    folder: PathBuf,
    /// What is used counts as used then.
    now: SystemTime,
}

/// What a cleaning did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trimmed {
    /// Bytes that are left.
    pub kept_bytes: u64,
    /// Things that were removed.
    pub removed: usize,
}

impl Cache {
    /// In this folder, which need not exist. `now` is when things were last used that are used from now on.
    pub fn new(folder: impl Into<PathBuf>, now: SystemTime) -> Self {
        Self { folder: folder.into(), now }
    }

    /// Digest of the bytes of a document, by which its pages are kept.
    pub fn digest(bytes: &[u8]) -> String {
        hex(&Sha256::digest(bytes))
    }

    /// The text of a document of this digest, as read with these pages of text recognition.
    pub(super) fn text(&self, document: &str, format: Format, pages: &[OcrPage]) -> Option<ExtractedText> {
        self.get(&text_key(document, format, pages), TEXT)
    }

    /// Keeps it.
    pub(super) fn keep_text(
        &self,
        document: &str,
        format: Format,
        pages: &[OcrPage],
        text: &ExtractedText,
    ) -> io::Result<()> {
        self.put(&text_key(document, format, pages), TEXT, text)
    }

    /// What text recognition read on a page of a document of this digest.
    pub fn page(&self, document: &str, number: u32) -> Option<OcrPage> {
        self.get(&page_key(document, number), PAGE)
    }

    /// Keeps it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn keep_page(&self, document: &str, page: &OcrPage) -> io::Result<()> {
        self.put(&page_key(document, page.number), PAGE, page)
    }

    fn get<T: DeserializeOwned>(&self, key: &str, kind: &str) -> Option<T> {
        let path = self.path(key, kind);
        let bytes = fs::read(&path).ok()?;
        let (checksum, packed) = bytes.split_at_checked(CHECKSUM_BYTES)?;
        if checksum != &Sha256::digest(packed)[..CHECKSUM_BYTES] {
            return None;
        }
        let (size, _) = lz4_flex::block::uncompressed_size(packed).ok()?;
        // As large as what is said of the lines of the longest text.
        if size > 4 * MAX_TEXT_BYTES {
            return None;
        }
        let unpacked = lz4_flex::block::decompress_size_prepended(packed).ok()?;
        let value = postcard::from_bytes(&unpacked).ok()?;
        self.mark_as_used(&path);
        Some(value)
    }

    fn put<T: Serialize>(&self, key: &str, kind: &str, value: &T) -> io::Result<()> {
        let path = self.path(key, kind);
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        let packed = lz4_flex::block::compress_prepend_size(&postcard::to_allocvec(value).map_err(io::Error::other)?);
        // Whole or not there: it gets its name when it is written. Not synced: a loss costs time only, the checksum tells it.
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(&Sha256::digest(&packed)[..CHECKSUM_BYTES])?;
        file.write_all(&packed)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// So that what is used is kept when others have to go.
    fn mark_as_used(&self, path: &Path) {
        let used = path.metadata().and_then(|metadata| metadata.modified());
        if used.is_ok_and(|used| self.now.duration_since(used).is_ok_and(|since| since >= USED_LATELY)) {
            // A folder that cannot be written to keeps its times.
            let _ = File::options().write(true).open(path).and_then(|file| file.set_modified(self.now));
        }
    }

    fn path(&self, key: &str, kind: &str) -> PathBuf {
        self.folder.join(&key[..2]).join(format!("{key}.{kind}"))
    }

    /// Removes what a writer that died left behind. Nobody may write meanwhile.
    ///
    /// # Errors
    /// Where the folder cannot be read. What cannot be removed is left.
    pub fn remove_leftovers(&self) -> io::Result<()> {
        for entry in entries_in(&self.folder)? {
            // What is kept lies in shelves; what is being written lies beside them.
            if entry.file_type().is_ok_and(|kind| kind.is_file()) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    /// Removes what was not used for longest until at most `max_bytes` are kept, texts before pages, which cost most to read
    /// again. Nobody may write meanwhile.
    ///
    /// # Errors
    /// Where the folder cannot be read. What cannot be removed is left.
    pub fn trim(&self, max_bytes: u64) -> io::Result<Trimmed> {
        let mut entries = Vec::new();
        let mut trimmed = Trimmed::default();
        for shelf in folders_in(&self.folder)? {
            for entry in fs::read_dir(shelf)? {
                let entry = entry?;
                let path = entry.path();
                let kind = path.extension().and_then(|end| end.to_str()).unwrap_or_default().to_owned();
                if ![TEXT, PAGE].contains(&kind.as_str()) {
                    trimmed.removed += usize::from(fs::remove_file(&path).is_ok());
                    continue;
                }
                let metadata = entry.metadata()?;
                trimmed.kept_bytes += metadata.len();
                let used = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                entries.push((kind == PAGE, used, path, metadata.len()));
            }
        }
        if trimmed.kept_bytes > max_bytes {
            entries.sort();
            for (_, _, path, bytes) in entries {
                if trimmed.kept_bytes <= max_bytes {
                    break;
                }
                if fs::remove_file(&path).is_ok() {
                    trimmed.kept_bytes -= bytes;
                    trimmed.removed += 1;
                }
            }
        }
        Ok(trimmed)
    }
}

/// What lies in a folder; nothing where it is not there.
fn entries_in(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        entries => Ok(entries?.flatten().collect()),
    }
}

/// Folders in a folder; none where it is not there.
fn folders_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    Ok(entries_in(folder)?.into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
}

fn text_key(document: &str, format: Format, pages: &[OcrPage]) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{TEXT} {READERS_VERSION} {OCR_VERSION} {document} {format:?}"));
    if !pages.is_empty() {
        // Numbers and texts only, which always can be written.
        hash.update(postcard::to_allocvec(pages).unwrap_or_default());
    }
    hex(&hash.finalize())
}

fn page_key(document: &str, number: u32) -> String {
    hex(&Sha256::digest(format!("{PAGE} {OCR_VERSION} {document} {number}")))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Far ahead of the time of the files.
    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(100 * 365 * 24 * 3600)
    }

    fn new(folder: &Path) -> Cache {
        Cache::new(folder, now())
    }

    fn page(number: u32) -> OcrPage {
        OcrPage { number, height: 842.0, pieces: Vec::new(), tool: "tesseract 5".into() }
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let shelves = folders_in(folder).unwrap().into_iter();
        shelves.flat_map(|shelf| fs::read_dir(shelf).unwrap().map(|entry| entry.unwrap().path())).collect()
    }

    #[test]
    fn what_is_kept_is_found_by_bytes_format_and_pages() {
        let folder = tempfile::tempdir().unwrap();
        let cache = new(&folder.path().join("cache"));
        let (brief, other) = (Cache::digest(b"brief"), Cache::digest(b"another"));
        let text = ExtractedText::plain("De raad besluit".into());
        assert_eq!(cache.text(&brief, Format::Pdf, &[]), None);
        cache.keep_text(&brief, Format::Pdf, &[], &text).unwrap();
        assert_eq!(cache.text(&brief, Format::Pdf, &[]), Some(text));
        for (document, format, pages) in
            [(&other, Format::Pdf, vec![]), (&brief, Format::Docx, vec![]), (&brief, Format::Pdf, vec![page(1)])]
        {
            assert_eq!(cache.text(document, format, &pages), None);
        }
        cache.keep_page(&brief, &page(2)).unwrap();
        assert_eq!((cache.page(&brief, 2), cache.page(&brief, 1)), (Some(page(2)), None));
    }

    #[test]
    fn what_is_damaged_counts_as_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let cache = new(folder.path());
        let document = Cache::digest(b"brief");
        cache.keep_page(&document, &page(1)).unwrap();
        let path = files(folder.path()).remove(0);
        let whole = fs::read(&path).unwrap();
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            assert_eq!(cache.page(&document, 1), None, "cut off at {cut}");
            let mut altered = whole.clone();
            altered[cut] ^= 4;
            fs::write(&path, altered).unwrap();
            assert_eq!(cache.page(&document, 1), None, "altered at {cut}");
        }
        fs::write(&path, whole).unwrap();
        assert_eq!(cache.page(&document, 1), Some(page(1)));
    }

    #[test]
    fn what_was_not_used_for_longest_goes_first_and_pages_last() {
        let folder = tempfile::tempdir().unwrap();
        let cache = new(folder.path());
        let text = ExtractedText::plain("De raad besluit".into());
        let digests = [1, 2, 3].map(|n| Cache::digest(&[n]));
        cache.keep_page(&digests[0], &page(1)).unwrap();
        let long_ago = |path: &Path, days: u64| {
            let time = now() - Duration::from_secs(days * 24 * 3600);
            File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
        };
        long_ago(&files(folder.path())[0], 300);
        for (digest, days) in digests.iter().zip([20, 30, 10]) {
            cache.keep_text(digest, Format::Pdf, &[], &text).unwrap();
            long_ago(&cache.path(&text_key(digest, Format::Pdf, &[]), TEXT), days);
        }
        fs::write(folder.path().join("aa"), "no folder").unwrap();
        let all = cache.trim(u64::MAX).unwrap();
        assert_eq!(all.removed, 0);
        // The second is looked at, and so is used last.
        assert!(cache.text(&digests[1], Format::Pdf, &[]).is_some());
        assert_eq!(cache.trim(all.kept_bytes - 1).unwrap().removed, 1);
        let kept = |n: usize| cache.text(&digests[n], Format::Pdf, &[]).is_some();
        assert_eq!([kept(0), kept(1), kept(2)], [false, true, true]);
        let of_page = cache.path(&page_key(&digests[0], 1), PAGE).metadata().unwrap().len();
        assert_eq!(cache.trim(of_page).unwrap().removed, 2);
        assert!(cache.page(&digests[0], 1).is_some());
        assert_eq!(new(&folder.path().join("nothing")).trim(0).unwrap(), Trimmed::default());
    }

    #[test]
    fn what_a_writer_that_died_left_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let cache = new(folder.path());
        cache.keep_page(&Cache::digest(b"brief"), &page(1)).unwrap();
        fs::write(folder.path().join(".tmpAbC"), "half").unwrap();
        cache.remove_leftovers().unwrap();
        assert!(!folder.path().join(".tmpAbC").exists());
        assert_eq!((files(folder.path()).len(), cache.page(&Cache::digest(b"brief"), 1)), (1, Some(page(1))));
    }
}
