//! The current state for whoever goes on for long: it changes only when it is asked for.

use std::sync::{Mutex, PoisonError};

use super::{IndexDirectory, IndexError, Snapshot};

/// Hands out the state that readers see, and opens a new one when a run has finished since. What was handed out goes on as it is
/// for as long as it is held: a question is answered from one state.
pub struct Live {
    directory: IndexDirectory,
    held: Mutex<Snapshot>,
}

impl Live {
    /// Opens the current state.
    ///
    /// # Errors
    /// As [`Snapshot::open`].
    pub fn open(directory: IndexDirectory) -> Result<Self, IndexError> {
        let held = Mutex::new(Snapshot::open(&directory)?);
        Ok(Self { directory, held })
    }

    /// The state to answer the next question from. Reads one small file where nothing has changed.
    ///
    /// A newer state that cannot be opened is passed over, with the reason: the one before it still answers.
    pub fn snapshot(&self) -> (Snapshot, Option<IndexError>) {
        // Whoever panicked while holding it has at most not put a newer state into it.
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = match self.directory.current() {
            Ok(current) if current == held.payload().generation => return (held.clone(), None),
            Ok(_) => Snapshot::open(&self.directory),
            Err(error) => Err(error),
        };
        match newer {
            Ok(newer) => {
                *held = newer.clone();
                (newer, None)
            }
            Err(error) => (held.clone(), Some(error)),
        }
    }
}
