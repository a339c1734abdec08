//! The file of `--report`: tried before the run, written after it in one step.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::CliError;
use super::dead::{own_prefix, remove_dead};
use crate::update::Report;

/// Beginning of the name of a report that is not whole yet; the process that writes it follows.
const TEMPORARY: &str = ".griffie-report-";

/// A place that a report can be written to.
pub(super) struct ReportFile {
    /// As it was named.
    named: PathBuf,
    place: Place,
}

enum Place {
    /// A file that is there once it is whole.
    File(PathBuf),
    /// A pipe or device, which is written to as it is.
    Stream(File),
}

impl ReportFile {
    /// Makes sure that a report can be written to `path`.
    ///
    /// # Errors
    /// Where it cannot; nothing was run yet.
    pub fn prepare(path: &Path) -> Result<Self, CliError> {
        let place = Self::place(path).map_err(|source| CliError::Failed {
            message: format!("the report cannot be written to {}", path.display()),
            hint: Some("name a file in a folder that can be written to; nothing was changed".into()),
            source: Some(Box::new(source)),
        })?;
        Ok(Self { named: path.to_owned(), place })
    }

    fn place(path: &Path) -> io::Result<Place> {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(metadata) if !metadata.is_file() => Ok(Place::Stream(File::options().write(true).open(path)?)),
            // Behind a link the file is replaced, not the link.
            Ok(_) => Self::file(path.canonicalize()?),
            Err(_) => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
                Self::file(folder.canonicalize()?.join(name))
            }
        }
    }

    fn file(path: PathBuf) -> io::Result<Place> {
        if let Some(folder) = path.parent() {
            remove_dead(folder, TEMPORARY);
        }
        // Only tried: what lay there during a long run would be left behind by one that is killed.
        beside(&path)?;
        Ok(Place::File(path))
    }

    /// Where it will be, absolute; `None` for a pipe or device.
    pub fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::Stream(_) => None,
        }
    }

    /// Writes it.
    ///
    /// # Errors
    /// Where it cannot be written after all.
    pub fn write(self, report: &Report) -> Result<(), CliError> {
        let Self { named, place } = self;
        let write = || -> io::Result<()> {
            let text = serde_json::to_string_pretty(report)? + "\n";
            match place {
                Place::Stream(mut stream) => stream.write_all(text.as_bytes()),
                Place::File(path) => {
                    let mut temporary = beside(&path)?;
                    temporary.write_all(text.as_bytes())?;
                    temporary.persist(path).map(|_| ()).map_err(|error| error.error)
                }
            }
        };
        write().map_err(|source| CliError::Failed {
            message: format!("the index is up to date, but its report cannot be written to {}", named.display()),
            hint: None,
            source: Some(Box::new(source)),
        })
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
