//! A root: a folder, a file or a JSONL file that is indexed as one, under a name.

use std::io;
use std::path::{Path, PathBuf};

/// A place that documents come from (bron).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Its name: the last component of its path, or what was given.
    pub name: String,
    /// Where it is, absolute.
    pub path: PathBuf,
    /// Whether it was read from standard input and cannot be read again.
    pub is_stream: bool,
}

/// What stands in the index for the path of a root that was read from standard input.
pub const STREAM: &str = "-";

/// Why a path is no root.
#[derive(Debug, thiserror::Error)]
pub enum RootError {
    /// Nothing there.
    #[error("there is no file or folder {}", .0.display())]
    Missing(PathBuf),
    /// It is there and cannot be looked at.
    #[error("cannot read {}", .path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// The operating system's answer.
        #[source]
        source: io::Error,
    },
    /// Its last component is no text.
    #[error("{} has no name that can be written as text", .0.display())]
    Nameless(PathBuf),
    /// A name that would break ids and output.
    #[error("{0:?} cannot be the name of a root: it is empty or holds a slash or control characters")]
    BadName(String),
}

impl Root {
    /// The root at `path`, under `name` or the last component of the path.
    ///
    /// # Errors
    /// Where the path does not exist, cannot be looked at, or has no name.
    pub fn new(path: &Path, name: Option<&str>) -> Result<Self, RootError> {
        let absolute = path.canonicalize().map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => RootError::Missing(path.to_owned()),
            _ => RootError::Unreadable { path: path.to_owned(), source },
        })?;
        let name = match name {
            Some(name) => name.to_owned(),
            None => absolute
                .file_name()
                .and_then(|n| n.to_str())
                .ok_or_else(|| RootError::Nameless(path.to_owned()))?
                .to_owned(),
        };
        if name.trim().is_empty() || name.contains(|c: char| c.is_control() || matches!(c, '/' | '\\')) {
            return Err(RootError::BadName(name));
        }
        Ok(Self { name, path: absolute, is_stream: false })
    }

    /// Where a path inside it lies. Such a path has `/` everywhere, which an absolute path of Windows does not take.
    pub fn place(&self, inside: &str) -> PathBuf {
        inside.split('/').filter(|name| !name.is_empty()).fold(self.path.clone(), |path, name| path.join(name))
    }

    /// Its path as the index keeps it.
    pub fn recorded_path(&self) -> String {
        if self.is_stream { STREAM.to_owned() } else { self.path.display().to_string() }
    }
}
