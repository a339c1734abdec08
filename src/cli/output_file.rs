//! A file that was named for what a command writes: tried before the work, written after it in one step.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::dead::{own_prefix, remove_dead};

/// Beginning of the name of a file that is not whole yet; the process that writes it follows.
const TEMPORARY: &str = ".griffie-whole-";

/// A place that can be written to.
pub(super) enum OutputFile {
    /// A file that is there once it is whole.
    File(PathBuf),
    /// A pipe or device, which is written to as it is.
    Stream(File),
}

impl OutputFile {
    /// Makes sure that `path` can be written to.
    ///
    /// # Errors
    /// Where it cannot; nothing was changed.
    pub fn prepare(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(metadata) if !metadata.is_file() => Ok(Self::Stream(File::options().write(true).open(path)?)),
            // Behind a link the file is replaced, not the link.
            Ok(_) => Self::file(path.canonicalize()?),
            Err(_) => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
                Self::file(folder.canonicalize()?.join(name))
            }
        }
    }

    fn file(path: PathBuf) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            remove_dead(folder, TEMPORARY);
        }
        // Only tried: what lay there during a long run would be left behind by one that is killed.
        beside(&path)?;
        Ok(Self::File(path))
    }

    /// Where it will be, absolute; `None` for a pipe or device.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stream(_) => None,
        }
    }

    /// Writes it.
    ///
    /// # Errors
    /// Where it cannot be written after all; what was there before still is.
    pub fn write(self, text: &[u8]) -> io::Result<()> {
        match self {
            Self::Stream(mut stream) => stream.write_all(text),
            Self::File(path) => {
                let mut temporary = beside(&path)?;
                temporary.write_all(text)?;
                temporary.persist(path).map(|_| ()).map_err(|error| error.error)
            }
        }
    }
}

/// What becomes the file at `path` when it is whole.
fn beside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let prefix = own_prefix(TEMPORARY);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    // Others may read it, as far as the user's mask lets them.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
