//! What a command tells where it fails on an index that does not hold what was written.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::{Arc, Mutex};
use std::thread;

use super::{CliError, Exit};
use crate::index::{IndexDirectory, IndexError, Snapshot};

/// Runs a command that reads the index at `directory`. The engine believes what it reads: a bit that was turned on the disk can
/// end in any of its errors, or break it off. The files are then checked, and what is wrong with them is told instead.
pub(super) fn guarded(
    directory: Option<&IndexDirectory>,
    command: impl FnOnce() -> Result<Exit, CliError>,
) -> Result<Exit, CliError> {
    let told = Arc::new(Mutex::new(String::new()));
    let before: Arc<dyn Fn(&PanicHookInfo<'_>) + Send + Sync> = Arc::from(take_hook());
    let (ours, fallback, main) = (Arc::clone(&told), Arc::clone(&before), thread::current().id());
    set_hook(Box::new(move |info| match ours.lock() {
        // Other threads are guarded where their work is shared out.
        Ok(mut told) if thread::current().id() == main => *told = info.to_string(),
        _ => fallback(info),
    }));
    let ended = catch_unwind(AssertUnwindSafe(command));
    set_hook(Box::new(move |info| before(info)));
    match ended {
        Ok(Err(CliError::Index(error))) => Err(damage(directory).unwrap_or(error).into()),
        Ok(ended) => ended,
        Err(_) => Err(damage(directory).map_or_else(
            || {
                let told = told.lock().map(|told| told.replace('\n', " ")).unwrap_or_default();
                let hint = "please report it, with what was asked; nothing was changed";
                CliError::failed(format!("griffie broke off, which is a defect of griffie: {told}"), Some(hint))
            },
            CliError::Index,
        )),
    }
}

/// What is wrong with the files of an index; `None` where they hold what was written, or cannot be checked.
fn damage(directory: Option<&IndexDirectory>) -> Option<IndexError> {
    let checked = catch_unwind(AssertUnwindSafe(|| Snapshot::open(directory?).ok()?.check_files().err()));
    checked.ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_off_is_told_as_a_failure() {
        let ended = guarded(None, || panic!("no\nposting"));
        let told = ended.unwrap_err().to_string();
        assert!(told.starts_with("griffie broke off, which is a defect of griffie: panicked at"), "{told}");
        assert!(told.ends_with("no posting"), "{told}");
        assert!(matches!(guarded(None, || Ok(Exit::Incomplete)), Ok(Exit::Incomplete)));
        let missing = IndexError::Missing("index".into()).to_string();
        let ended = guarded(None, || Err(IndexError::Missing("index".into()).into()));
        assert_eq!(ended.unwrap_err().to_string(), missing);
    }
}
