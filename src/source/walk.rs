//! The files of a root, in a fixed order.

use std::ffi::{OsStr, OsString};
use std::fs::{DirEntry, FileType as FsFileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::Root;
use super::sidecar::{document_of_sidecar, gives_metadata};
use crate::office;

/// What griffie reads, by the ends of names, for people.
pub const READ_TYPES: &str = ".txt, .md, .pdf, .docx, .xlsx, .pptx, .odt, .ods, .odp, .rtf, .html, .eml, .msg, .jsonl, with LibreOffice .doc, .xls, .ppt";

/// Why a file of another type is ignored.
pub const UNREAD_TYPE: &str = "griffie does not read files of this type";

/// Types of documents that are not read, and what would help.
const UNREAD_DOCUMENTS: [(&[&str], &str); 3] = [
    (&["xlsb"], "griffie does not read binary spreadsheets; save it as .xlsx"),
    (&["odg", "vsd", "vsdx", "pub"], "griffie does not read drawings; save it as .pdf"),
    (&["zip", "7z", "rar", "gz"], "griffie does not look into archives; unpack it"),
];

/// Why a file of this name is ignored.
pub fn why_unread(name: &str) -> &'static str {
    if let Some(why) = office::why_needed(name) {
        return why;
    }
    let end = name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    UNREAD_DOCUMENTS.iter().find(|(ends, _)| ends.contains(&end.as_str())).map_or(UNREAD_TYPE, |(_, why)| why)
}

/// What griffie does with a file, told by its name; what is in it decides when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileType {
    /// `.txt`, `.pdf`, `.docx` and the like: one document.
    Document,
    /// `.jsonl`: a document a line.
    Jsonl,
    /// `brief.txt.toml`, `_folder.toml`: metadata for others, itself no document.
    Sidecar,
}

impl FileType {
    /// Whether files with this extension are documents.
    pub(super) fn is_of_document(extension: &str) -> bool {
        Self::of(&format!(".{extension}")).is_some()
    }

    /// The type of a file of this name, where what reads it is there.
    pub fn read_now(name: &str) -> Option<Self> {
        Self::of(name).filter(|_| office::why_needed(name).is_none() || office::program().is_some())
    }

    /// The type of a file of this name; `None` for files that griffie does not read.
    pub fn of(name: &str) -> Option<Self> {
        if gives_metadata(name) {
            return Some(Self::Sidecar);
        }
        match name.rsplit_once('.')?.1.to_lowercase().as_str() {
            "txt" | "md" | "markdown" | "text" => Some(Self::Document),
            "pdf" | "rtf" | "html" | "htm" | "xhtml" | "eml" => Some(Self::Document),
            "docx" | "docm" | "xlsx" | "xlsm" | "pptx" | "pptm" | "ppsx" | "odt" | "ods" | "odp" | "msg" => {
                Some(Self::Document)
            }
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ if office::why_needed(name).is_some() => Some(Self::Document),
            _ => None,
        }
    }
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorpusFile {
    /// Name of its root.
    pub root: String,
    /// Path in the root, components joined by `/`; the file name where the root is a file.
    pub path: String,
    /// Where it is.
    pub location: PathBuf,
    /// What it holds.
    pub file_type: FileType,
    /// Size in bytes.
    pub size: u64,
    /// Time of the last change, nanoseconds since 1970; 0 where the system does not tell.
    pub modified: i64,
    /// Inode, 0 where there is none.
    pub inode: u64,
    /// Files that give metadata for it, from afar to near; filled in by the plan of a run.
    pub sidecars: Vec<PathBuf>,
    /// A number that changes when one of them does; 0 where there are none. Of a sidecar itself: 1 where its document is
    /// not there.
    pub sidecar_stamp: u64,
    /// What the ids of its documents began with under other names, the oldest first; filled in by the plan.
    pub earlier_names: Vec<String>,
}

/// What the walk met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkedFile {
    /// A file to read.
    Read(CorpusFile),
    /// A file of a type that griffie does not read, or that is none of the documents: path in the root and why.
    Ignored(String, String),
    /// A file or folder that could not be looked at: path in the root (empty for the root itself) and why.
    Rejected(String, String),
}

/// Walks a root. Sorted by path, so that the same files give the same index on every machine.
///
/// Links are not followed: a link out of the root would bring in what nobody asked for, and a circle never ends.
/// Hidden files and folders are ignored silently, as file managers do, and so is what lies at one of `ours`: absolute
/// paths of what griffie itself writes. What is a root of its own (`others`) belongs to that root and is left out here.
pub fn walk(root: &Root, ours: &[PathBuf], others: &[Root]) -> Vec<WalkedFile> {
    let mut walk = Walk { root, ours, others, found: Vec::new() };
    let path = &root.path;
    if !ours.iter().any(|ours| path.starts_with(ours)) {
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => walk.folder(path),
            Ok(metadata) => {
                let name = path.file_name().unwrap_or_default().to_owned();
                let (file_type, is_read) = (metadata.file_type(), is_read_now(&name));
                walk.file(path, Entry { name, file_type, metadata: is_read.then_some(Ok(metadata)) });
            }
            // Nothing for the place itself.
            Err(error) => walk.found.push(WalkedFile::Rejected(String::new(), error.to_string())),
        }
    }
    walk.found.extend(beside(root));
    walk.found
}

/// What a folder holds under a name.
struct Entry {
    name: OsString,
    file_type: FsFileType,
    /// Of a regular file that is read, or why it cannot be looked at.
    metadata: Option<io::Result<Metadata>>,
}

impl Entry {
    /// Looked up in the open folder: walking the whole path again for each file costs as much again as the look itself.
    fn of(found: &DirEntry) -> io::Result<Self> {
        let (name, file_type) = (found.file_name(), found.file_type()?);
        let is_looked_at = file_type.is_file() && is_read_now(&name);
        Ok(Self { name, file_type, metadata: is_looked_at.then(|| found.metadata()) })
    }
}

fn is_read_now(name: &OsStr) -> bool {
    FileType::read_now(&name.to_string_lossy()).is_some()
}

/// A walk under way.
struct Walk<'a> {
    root: &'a Root,
    ours: &'a [PathBuf],
    others: &'a [Root],
    found: Vec<WalkedFile>,
}

impl Walk<'_> {
    fn reject(&mut self, path: &Path, error: &io::Error) {
        let path_in_root = if *path == self.root.path { String::new() } else { relative(self.root, path) };
        self.found.push(WalkedFile::Rejected(path_in_root, error.to_string()));
    }

    /// All below a folder. As deep as a path can be long, which is not deep.
    fn folder(&mut self, folder: &Path) {
        let listing = match folder.read_dir() {
            Ok(listing) => listing,
            Err(error) => return self.reject(folder, &error),
        };
        let mut entries = Vec::new();
        // The folder is closed before those in it are opened: a deep tree is not to need a handle for each of its levels.
        for found in listing {
            let entry = found.and_then(|found| {
                let is_hidden = found.file_name().as_encoded_bytes().starts_with(b".");
                if is_hidden { Ok(None) } else { Entry::of(&found).map(Some) }
            });
            match entry {
                Ok(entry) => entries.extend(entry),
                Err(error) => self.reject(folder, &error),
            }
        }
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        for entry in entries {
            let path = folder.join(&entry.name);
            let is_this = |ours: &PathBuf| ours.file_name() == Some(&entry.name) && *ours == path;
            if self.ours.iter().any(is_this) {
                continue;
            }
            if let Some(other) = self.others.iter().find(|other| other.path == path) {
                let reason = root_of_its_own(&other.name);
                self.found.push(WalkedFile::Ignored(relative(self.root, &path), reason));
            } else if entry.file_type.is_dir() {
                self.folder(&path);
            } else if !self.others.iter().any(|other| is_beside(other, &path)) {
                self.file(&path, entry);
            }
        }
    }

    fn file(&mut self, location: &Path, Entry { name, file_type, metadata }: Entry) {
        let path = relative(self.root, location);
        let name = name.to_string_lossy();
        self.found.push(if location.to_str().is_none() {
            WalkedFile::Rejected(path, "its name is not valid text (UTF-8); rename it".to_owned())
        } else if file_type.is_symlink() {
            WalkedFile::Ignored(path, "it is a link; links are not followed".to_owned())
        } else if !file_type.is_file() {
            WalkedFile::Ignored(path, "it is no regular file".to_owned())
        } else if name.starts_with("~$") {
            WalkedFile::Ignored(path, "it is a lock file of an office program".to_owned())
        } else {
            match (FileType::read_now(&name), metadata) {
                (Some(file_type), Some(Ok(metadata))) => {
                    WalkedFile::Read(corpus_file(self.root, path, location, file_type, &metadata))
                }
                (_, Some(Err(error))) => WalkedFile::Rejected(path, error.to_string()),
                (_, Some(Ok(_)) | None) => WalkedFile::Ignored(path, why_unread(&name).to_owned()),
            }
        });
    }
}

/// Why a place inside a root is left out of it.
pub fn root_of_its_own(name: &str) -> String {
    format!("it is read as the root {name} of its own; --forget it to read it here")
}

/// Whether a path is that of the sidecar of a root that is a file.
fn is_beside(root: &Root, path: &Path) -> bool {
    let name = root.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    path.extension().is_some_and(|end| end == "toml")
        && path == root.path.with_file_name(format!("{name}.toml"))
        && root.path.is_file()
}

/// The sidecar of a root that is a file.
fn beside(root: &Root) -> Option<WalkedFile> {
    let name = format!("{}.toml", root.path.file_name()?.to_str()?);
    let location = root.path.with_file_name(&name);
    let metadata = location.symlink_metadata().ok().filter(Metadata::is_file)?;
    let file_type = FileType::of(&name).filter(|_| root.path.is_file())?;
    Some(WalkedFile::Read(corpus_file(root, name, &location, file_type, &metadata)))
}

fn corpus_file(root: &Root, path: String, location: &Path, file_type: FileType, metadata: &Metadata) -> CorpusFile {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    CorpusFile {
        root: root.name.clone(),
        path,
        location: location.to_owned(),
        file_type,
        size: metadata.len(),
        modified: modified.and_then(|d| i64::try_from(d.as_nanos()).ok()).unwrap_or(0),
        inode: inode(metadata),
        sidecars: Vec::new(),
        sidecar_stamp: u64::from(is_orphan(location)),
        earlier_names: Vec::new(),
    }
}

/// Whether a file is a sidecar whose document is not there.
fn is_orphan(location: &Path) -> bool {
    let name = location.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    document_of_sidecar(name).is_some_and(|document| !location.with_file_name(document).exists())
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_metadata: &Metadata) -> u64 {
    0
}

/// Path inside the root with `/`, also on Windows; the file name where the root is the file.
fn relative(root: &Root, path: &Path) -> String {
    // Where `/` parts folders, as it nearly always does, the text tells; taking each path apart costs a tenth of a walk.
    if cfg!(unix)
        && let (Some(root), Some(path)) = (root.path.to_str(), path.to_str())
        && let Some(inside) = path.strip_prefix(root).and_then(|rest| rest.strip_prefix('/'))
        && !inside.is_empty()
    {
        return inside.to_owned();
    }
    let inside = path.strip_prefix(&root.path).unwrap_or(path);
    let inside = if inside.as_os_str().is_empty() { path.file_name().map(Path::new).unwrap_or(path) } else { inside };
    inside.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_every_file_in_a_fixed_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "b.txt",
            "a/c.md",
            "README.md",
            "a/README.md",
            "x.pdf",
            "d.jsonl",
            ".hidden.txt",
            "b.txt.toml",
            "weg.txt.toml",
            "Cargo.toml",
            "_folder.toml",
            "ons/gen-000001/x.txt",
            "ons.txt",
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "tekst").unwrap();
        }
        let root = Root::new(folder.path(), Some("proef")).unwrap();
        let seen: Vec<String> = walk(&root, &[folder.path().canonicalize().unwrap().join("ons")], &[])
            .into_iter()
            .map(|file| match file {
                WalkedFile::Read(f) => format!("{} {:?} {}", f.path, f.file_type, f.sidecar_stamp),
                WalkedFile::Ignored(path, _) => format!("{path} ignored"),
                WalkedFile::Rejected(path, _) => format!("{path} rejected"),
            })
            .collect();
        assert_eq!(
            seen,
            [
                "Cargo.toml ignored",
                "README.md Document 0",
                "_folder.toml Sidecar 0",
                "a/README.md Document 0",
                "a/c.md Document 0",
                "b.txt Document 0",
                "b.txt.toml Sidecar 0",
                "d.jsonl Jsonl 0",
                "ons.txt Document 0",
                "weg.txt.toml Sidecar 1",
                "x.pdf Document 0"
            ]
        );
    }

    #[test]
    fn a_deep_tree_is_walked_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let deep = (0..800).fold(folder.path().to_owned(), |path, _| path.join("d"));
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(deep.join("diep.txt"), "tekst").unwrap();
        let root = Root::new(folder.path(), Some("proef")).unwrap();
        let [WalkedFile::Read(file)] = &*walk(&root, &[], &[]) else { panic!("one file lies there") };
        assert!(file.path.ends_with("d/d/diep.txt") && file.path.len() == 2 * 800 + "diep.txt".len());
    }
}
