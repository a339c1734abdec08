//! The file of `--report`.

use std::path::{Path, PathBuf};

use super::CliError;
use super::output_file::OutputFile;
use crate::update::Report;

/// A place that a report can be written to.
pub(super) struct ReportFile {
    /// As it was named.
    named: PathBuf,
    file: OutputFile,
}

impl ReportFile {
    /// Makes sure that a report can be written to `path`.
    ///
    /// # Errors
    /// Where it cannot; nothing was run yet.
    pub fn prepare(path: &Path) -> Result<Self, CliError> {
        let file = OutputFile::prepare(path).map_err(|source| CliError::Failed {
            message: format!("the report cannot be written to {}", path.display()),
            hint: Some("name a file in a folder that can be written to; nothing was changed".into()),
            source: Some(Box::new(source)),
        })?;
        Ok(Self { named: path.to_owned(), file })
    }

    /// Where it will be, absolute; `None` for a pipe or device.
    pub fn path(&self) -> Option<&Path> {
        self.file.path()
    }

    /// Writes it.
    ///
    /// # Errors
    /// Where it cannot be written after all.
    pub fn write(self, report: &Report) -> Result<(), CliError> {
        let text = serde_json::to_string_pretty(report).map_err(std::io::Error::from);
        text.and_then(|text| self.file.write(format!("{text}\n").as_bytes())).map_err(|source| CliError::Failed {
            message: format!("the index is up to date, but its report cannot be written to {}", self.named.display()),
            hint: None,
            source: Some(Box::new(source)),
        })
    }
}
