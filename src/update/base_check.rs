//! Whether the state that a run begins with holds what was written, looked at while the run looks at its roots.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use crate::index::{IndexError, Snapshot};

/// A check under way.
pub(super) struct BaseCheck {
    base: Snapshot,
    checking: JoinHandle<Result<(), IndexError>>,
    is_part_enough: Arc<AtomicBool>,
}

impl BaseCheck {
    /// Begins to read the files of `base`, each run with another of them: `started` is the time of the run in nanoseconds.
    pub fn begin(base: &Snapshot, started: i64) -> Self {
        let is_part_enough = Arc::new(AtomicBool::new(false));
        let (of_thread, enough) = (base.clone(), Arc::clone(&is_part_enough));
        let first = usize::try_from(started / 1_000_000_000).unwrap_or(0);
        let checking = thread::spawn(move || of_thread.check_files_from(first, &|| enough.load(Ordering::Relaxed)));
        Self { base: base.clone(), checking, is_part_enough }
    }

    /// Waits for it. What nothing will be built on is read in part where it is large, or every night would read all of it; each
    /// run begins elsewhere, and one that changes something reads all.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] with the files that do not hold what was written.
    pub fn conclude(self, is_unchanged: bool) -> Result<(), IndexError> {
        self.is_part_enough.store(is_unchanged, Ordering::Relaxed);
        // It does not panic; and if it did, that would be a state of no use.
        let path = self.base.directory().path().to_owned();
        self.checking.join().map_err(|_| IndexError::Damaged { path, reason: "it cannot be checked".into() })?
    }
}
