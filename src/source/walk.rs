//! The files of a root, in a fixed order.

use std::fs::Metadata;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use walkdir::WalkDir;

use super::Root;
use super::sidecar::{FOLDER_SIDECAR, document_of_sidecar};

/// What griffie does with a file, told by its name; what is in it decides when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileType {
    /// `.txt`, `.md`: one document.
    Text,
    /// `.jsonl`: a document a line.
    Jsonl,
}

impl FileType {
    /// The type of a file of this name; `None` for files that griffie does not read.
    pub fn of(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_lowercase().as_str() {
            "txt" | "md" | "markdown" | "text" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
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
    /// A number that changes when one of them does; 0 where there are none.
    pub sidecar_stamp: u64,
    /// What the ids of its documents began with under other names, the oldest first; filled in by the plan.
    pub earlier_names: Vec<String>,
}

/// What the walk met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WalkedFile {
    /// A file to read.
    Read(CorpusFile),
    /// A file that gives metadata for others: path in the root.
    Sidecar(String),
    /// A file of a type that griffie does not read, or that is none of the documents: path in the root and why.
    Ignored(String, String),
    /// A file or folder that could not be looked at: path in the root (empty for the root itself) and why.
    Rejected(String, String),
}

/// Walks a root. Sorted by path, so that the same files give the same index on every machine.
///
/// Links are not followed: a link out of the root would bring in what nobody asked for, and a circle never ends.
/// Hidden files and folders are ignored silently, as file managers do, and so is what lies at one of `ours`: absolute
/// paths of what griffie itself writes.
pub fn walk(root: &Root, ours: &[PathBuf]) -> Vec<WalkedFile> {
    let mut found = Vec::new();
    let is_hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let is_ours = |entry: &walkdir::DirEntry| ours.iter().any(|path| entry.path().starts_with(path));
    let is_walked = |entry: &walkdir::DirEntry| !is_hidden(entry) && !is_ours(entry);
    let walker = WalkDir::new(&root.path).sort_by_file_name().into_iter().filter_entry(is_walked);
    for entry in walker {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&root.path);
                // Nothing for the place itself.
                let path_in_root = if path == root.path { String::new() } else { relative(root, path) };
                let reason =
                    error.io_error().map_or_else(|| "it leads back into itself".to_owned(), ToString::to_string);
                found.push(WalkedFile::Rejected(path_in_root, reason));
                continue;
            }
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let path = relative(root, entry.path());
        if entry.path().to_str().is_none() {
            found.push(WalkedFile::Rejected(path, "its name is not valid text (UTF-8); rename it".to_owned()));
        } else if entry.file_type().is_symlink() {
            found.push(WalkedFile::Ignored(path, "it is a link; links are not followed".to_owned()));
        } else if !entry.file_type().is_file() {
            found.push(WalkedFile::Ignored(path, "it is no regular file".to_owned()));
        } else if path.ends_with(".toml") {
            found.push(sidecar(path, entry.path()));
        } else {
            found.push(match (FileType::of(&path), entry.metadata()) {
                (None, _) => WalkedFile::Ignored(path, "griffie does not read files of this type".to_owned()),
                (_, Err(error)) => WalkedFile::Rejected(path, error.to_string()),
                (Some(file_type), Ok(metadata)) => {
                    WalkedFile::Read(corpus_file(root, path, &entry, file_type, &metadata))
                }
            });
        }
    }
    found
}

fn corpus_file(
    root: &Root,
    path: String,
    entry: &walkdir::DirEntry,
    file_type: FileType,
    metadata: &Metadata,
) -> CorpusFile {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    CorpusFile {
        root: root.name.clone(),
        path,
        location: entry.path().to_owned(),
        file_type,
        size: metadata.len(),
        modified: modified.and_then(|d| i64::try_from(d.as_nanos()).ok()).unwrap_or(0),
        inode: inode(metadata),
        sidecars: Vec::new(),
        sidecar_stamp: 0,
        earlier_names: Vec::new(),
    }
}

/// A `_folder.toml`, or a sidecar with its document beside it; one without is named.
fn sidecar(path: String, location: &std::path::Path) -> WalkedFile {
    let name = path.rsplit('/').next().unwrap_or(&path);
    let Some(document) = document_of_sidecar(name) else { return WalkedFile::Sidecar(path) };
    if location.with_file_name(document).exists() {
        return WalkedFile::Sidecar(path);
    }
    let reason = format!(
        "there is no {document} beside it; metadata for brief.txt stands in brief.txt.toml, for a folder in {FOLDER_SIDECAR}"
    );
    WalkedFile::Ignored(path, reason)
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
fn relative(root: &Root, path: &std::path::Path) -> String {
    let inside = path.strip_prefix(&root.path).unwrap_or(path);
    let inside =
        if inside.as_os_str().is_empty() { path.file_name().map(std::path::Path::new).unwrap_or(path) } else { inside };
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
            "_folder.toml",
            "ons/gen-000001/x.txt",
            "ons.txt",
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "tekst").unwrap();
        }
        let root = Root::new(folder.path(), Some("proef")).unwrap();
        let seen: Vec<String> = walk(&root, &[folder.path().canonicalize().unwrap().join("ons")])
            .into_iter()
            .map(|file| match file {
                WalkedFile::Read(f) => format!("{} {:?}", f.path, f.file_type),
                WalkedFile::Sidecar(path) => format!("{path} sidecar"),
                WalkedFile::Ignored(path, _) => format!("{path} ignored"),
                WalkedFile::Rejected(path, _) => format!("{path} rejected"),
            })
            .collect();
        assert_eq!(
            seen,
            [
                "README.md Text",
                "_folder.toml sidecar",
                "a/README.md Text",
                "a/c.md Text",
                "b.txt Text",
                "b.txt.toml sidecar",
                "d.jsonl Jsonl",
                "ons.txt Text",
                "weg.txt.toml ignored",
                "x.pdf ignored"
            ]
        );
    }
}
