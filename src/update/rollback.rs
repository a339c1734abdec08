//! Going back to the state before the last run.

use super::report::{Report, Since};
use super::{UpdateError, Updated};
use crate::index::IndexDirectory;

/// Makes the state before the current one the one that readers see, as a generation of its own: numbers never go back, so that
/// whoever looks for a new one finds it. The state that is left stays until the next run changes something, so that doing this
/// twice leads back to it. The files of the roots are not looked at: the next run reads what changed since.
///
/// # Errors
/// Where there is no state before, where it is damaged or of another version of griffie, or where the index cannot be written.
pub fn roll_back(directory: &IndexDirectory, now: &dyn Fn() -> String) -> Result<Updated, UpdateError> {
    let started = now();
    // Where there is no index nothing is locked: a lock would leave a file behind.
    if !directory.has_generations() {
        directory.current()?;
    }
    let lock = directory.lock(&started)?;
    directory.remove_leftovers(&lock)?;
    let builder = directory.begin_rollback(&lock)?;
    let mut report = Report::new(started);
    let finished = now();
    let roots = builder.base_roots();
    let snapshot = builder.prepare(&finished, &roots)?.publish()?;
    for file in snapshot.files()? {
        report.documents.unchanged += file.documents;
        report.tell_all(&file, Since::Before);
    }
    report.conclude(finished, &snapshot)?;
    Ok(Updated::unchanged_but(report, snapshot))
}
