//! Whether the state that a run begins with holds what was written, looked at while the run looks at its roots.

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use crate::index::{IndexError, Snapshot};

/// A check under way.
pub(super) struct BaseCheck {
    base: Snapshot,
    checking: JoinHandle<Result<(), IndexError>>,
    /// Whether a part is enough, as soon as that is known.
    is_part_enough: Sender<bool>,
}

impl BaseCheck {
    /// Begins to read the files of `base`, each run with another of them: `started` is the time of the run in nanoseconds.
    pub fn begin(base: &Snapshot, started: i64) -> Self {
        let (is_part_enough, decided) = mpsc::channel();
        let of_thread = base.clone();
        let first = usize::try_from(started / 1_000_000_000).unwrap_or(0);
        let checking = thread::spawn(move || {
            // Reading on before it is known would only be in the way of the walk. Of a run that is given up nothing more is asked.
            let mut answer = None;
            of_thread.check_files_from(first, &mut || *answer.get_or_insert_with(|| decided.recv().unwrap_or(true)))
        });
        Self { base: base.clone(), checking, is_part_enough }
    }

    /// Waits for it. What nothing will be built on is read in part where it is large, or every night would read all of it; each
    /// run begins elsewhere, and one that changes something reads all.
    ///
    /// # Errors
    /// [`IndexError::Damaged`] with the files that do not hold what was written.
    pub fn conclude(self, is_unchanged: bool) -> Result<(), IndexError> {
        // It has ended already where it did not need to know.
        let _ = self.is_part_enough.send(is_unchanged);
        // It does not panic; and if it did, that would be a state of no use.
        let path = self.base.directory().path().to_owned();
        self.checking.join().map_err(|_| IndexError::Damaged { path, reason: "it cannot be checked".into() })?
    }
}
