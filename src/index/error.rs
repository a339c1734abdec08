//! What can go wrong with an index, and the way out of each.

use std::io;
use std::path::{Path, PathBuf};

/// Why an index could not be opened, read or written. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// No index there (yet).
    #[error("there is no index at {}", .0.display())]
    Missing(PathBuf),
    /// A directory with other things in it.
    #[error("{} holds other files and is no index", .0.display())]
    NotAnIndex(PathBuf),
    /// Made by another analysis or layout of the index.
    #[error("the index at {} was built with {what} {found}, this griffie uses {ours}", .path.display())]
    OtherVersion {
        /// The index directory.
        path: PathBuf,
        /// Dutch analysis, or index format.
        what: &'static str,
        /// Version in the index.
        found: String,
        /// Version of this program.
        ours: String,
    },
    /// Files are missing or do not hold what they should.
    #[error("the index at {} is damaged: {reason}", .path.display())]
    Damaged {
        /// The index directory.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// Another run writes.
    #[error("the index at {} is being written by another run ({holder})", .path.display())]
    Busy {
        /// The index directory.
        path: PathBuf,
        /// Who holds the lock, as far as the lock file tells.
        holder: String,
    },
    /// The operating system refused.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// What was tried: `read`, `write`.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Its answer.
        #[source]
        source: io::Error,
    },
    /// No room for the new generation, or none that this user may take.
    #[error("the disk is full: the index at {} cannot be written", .path.display())]
    DiskFull {
        /// The index directory.
        path: PathBuf,
        /// Its answer.
        #[source]
        source: io::Error,
    },
    /// No state to go back to.
    #[error("the index at {} holds no generation before {current}", .path.display())]
    NothingBefore {
        /// The index directory.
        path: PathBuf,
        /// The generation that readers open.
        current: u64,
    },
    /// It was asked to stop.
    #[error("stopped")]
    Stopped,
    /// The engine refused.
    #[error("the search engine failed on the index at {}", .path.display())]
    Engine {
        /// The index directory.
        path: PathBuf,
        /// Its answer.
        #[source]
        source: tantivy::TantivyError,
    },
}

impl IndexError {
    /// What the operating system refused: a full disk is told as such.
    pub(super) fn io(directory: &Path, action: &'static str, path: &Path, source: io::Error) -> Self {
        if is_full(&source) {
            Self::DiskFull { path: directory.to_owned(), source }
        } else {
            Self::Io { action, path: path.to_owned(), source }
        }
    }

    /// Whether an index that is built anew in its place mends it.
    pub fn is_mended_by_a_rebuild(&self) -> bool {
        matches!(self, Self::OtherVersion { .. } | Self::Damaged { .. })
    }

    /// What a person can do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Missing(_) => "run griffie index to build one".into(),
            Self::NotAnIndex(_) => "name an empty or new directory with --index".into(),
            Self::OtherVersion { .. } => "run griffie index, which builds a new one beside it".into(),
            Self::Damaged { .. } => "run griffie index --rebuild, which builds a new one beside it".into(),
            Self::Busy { .. } => "wait until it has finished (--wait does); searching goes on meanwhile".into(),
            Self::NothingBefore { .. } => "it is there once a second run has changed something".into(),
            Self::Stopped => "run griffie index again; the index is as the last finished run left it".into(),
            Self::DiskFull { .. } => "free some space there, or name another place with --index; nothing was changed, \
                and what was half written is removed"
                .into(),
            Self::Io { .. } => "look at the permissions and the free space of that place".into(),
            Self::Engine { .. } => "run griffie index --rebuild if it happens again".into(),
        }
    }
}

/// Whether there was no room: on the disk, in the user's share of it, or below the limit on the size of a file.
fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
}
