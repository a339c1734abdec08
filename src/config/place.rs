//! Where is the configuration?

use std::path::{Path, PathBuf};

/// Name of the file.
pub const FILE_NAME: &str = "griffie.toml";

/// Why a file counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigPlace {
    /// Named by the user, with `--config` or `GRIFFIE_CONFIG`: it has to be there.
    Named(PathBuf),
    /// In the current directory.
    Here(PathBuf),
    /// In the user's configuration directory.
    OfUser(PathBuf),
}

impl ConfigPlace {
    /// The file.
    pub fn file(&self) -> &Path {
        match self {
            Self::Named(file) | Self::Here(file) | Self::OfUser(file) => file,
        }
    }
}

/// The file that counts: the one that was named, else the one in the current directory, else the user's. One file counts,
/// they are not put together: what holds can then be read in one place.
pub fn find(named: Option<&Path>) -> Option<ConfigPlace> {
    // A variable set to nothing is not set.
    if let Some(named) = named.filter(|named| !named.as_os_str().is_empty()) {
        return Some(ConfigPlace::Named(named.to_owned()));
    }
    let here = PathBuf::from(FILE_NAME);
    if is_there(&here) {
        return Some(ConfigPlace::Here(here));
    }
    let of_user = dirs::config_dir()?.join("griffie").join(FILE_NAME);
    is_there(&of_user).then_some(ConfigPlace::OfUser(of_user))
}

/// Whether something bears this name, readable or not: what cannot be read is told rather than passed over.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
