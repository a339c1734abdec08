//! Whoever may read the directory of the index may read the files in it.
//!
//! The engine writes some of its files so that only their owner can read them. An index that a nightly job builds would
//! then be of no use to anybody else.

use std::io;
use std::path::Path;

/// Gives the files in a directory the right to be read that the directory itself has.
#[cfg(unix)]
pub(super) fn share(directory: &Path) -> io::Result<()> {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    let readable = directory.metadata()?.permissions().mode() & 0o444;
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let mode = path.metadata()?.permissions().mode() & 0o777;
        if mode | readable != mode {
            fs::set_permissions(&path, Permissions::from_mode(mode | readable))?;
        }
    }
    Ok(())
}

/// Elsewhere files inherit their rights from the directory.
#[cfg(not(unix))]
pub(super) fn share(_directory: &Path) -> io::Result<()> {
    Ok(())
}
