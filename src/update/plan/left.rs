//! What a run leaves as it is: whether that is all, what of it is written down anew, how it counts.

use super::super::content::{Likeness, is_racy};
use super::super::report::{Report, Since};
use super::{Known, Plan};
use crate::index::{FileRecord, IndexError, Snapshot};

impl Plan {
    /// Whether the run would write what is there already.
    pub fn changes_nothing(&self) -> bool {
        self.changes.is_empty()
            && self.sidecar_changes.is_empty()
            && self.hidden.is_empty()
            && self.unreachable.is_empty()
            && self.vanished.is_empty()
            && !self.new_root
            && !self.must_refresh()
    }

    /// Whether there is something new to write down of files that did not change: another time or inode, or that by now
    /// their time tells. Else they would be hashed in every run.
    fn must_refresh(&self) -> bool {
        self.unchanged.iter().any(|(.., likeness)| *likeness != Likeness::Same)
    }

    /// Number of files that did not change but for their time or inode.
    fn touched(&self) -> usize {
        self.unchanged.iter().filter(|(.., likeness)| *likeness == Likeness::Touched).count()
    }

    /// The records of files that did not change, with their new times and inodes.
    pub fn refreshed(&self, known: Known<'_>) -> Result<Vec<FileRecord>, IndexError> {
        let Some(base) = known.base else { return Ok(Vec::new()) };
        let stale = self.unchanged.iter().filter(|(.., likeness)| *likeness != Likeness::Same);
        let refreshed = stale.map(|(file, entry, _)| {
            let (modified, inode) = (file.modified, file.inode);
            let is_racy = is_racy(modified, known.started);
            Ok(FileRecord { modified, inode, is_racy, ..base.file(entry.address)? })
        });
        refreshed.collect()
    }

    /// Counts what the run leaves as it is. Reads stored records of files with problems only.
    pub fn count_unchanged(&self, base: Option<&Snapshot>, report: &mut Report) -> Result<(), IndexError> {
        report.files = self.files;
        report.touched = self.touched();
        report.bytes_read += self.bytes_hashed;
        for (source, reason) in &self.ignored {
            report.ignore(source.clone(), reason.clone());
        }
        let started = report.started.clone();
        for (source, reason) in &self.rejected {
            report.reject(source.clone(), reason.clone(), started.clone(), Since::Now);
        }
        for (record, when) in &self.unreachable {
            report.tell_all(record, *when);
        }
        let Some(base) = base else { return Ok(()) };
        for (_, entry, _) in &self.unchanged {
            report.documents.unchanged += entry.documents;
        }
        let unchanged = self.unchanged.iter().map(|(_, entry, _)| entry).filter(|entry| entry.has_problems);
        for entry in unchanged.chain(&self.elsewhere) {
            report.tell_all(&base.file(entry.address)?, Since::Before);
        }
        Ok(())
    }
}
