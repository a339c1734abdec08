//! LibreOffice, which reads the old formats of office programs for us where it is installed.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Names of its program.
const PROGRAMS: [&str; 2] = ["soffice", "libreoffice"];

/// Ends of names of files that are read with its help only, and what a run without it says of them.
const OLD_FORMATS: [(&[&str], &str); 3] = [
    (&["doc", "dot"], "griffie does not read old Word documents by itself; install LibreOffice, or save it as .docx"),
    (&["xls", "xlt"], "griffie does not read old spreadsheets by itself; install LibreOffice, or save it as .xlsx"),
    (
        &["ppt", "pps", "pot"],
        "griffie does not read old presentations by itself; install LibreOffice, or save it as .pptx",
    ),
];

/// Its program on the search path; looked for once.
pub(crate) fn program() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOUND.get_or_init(|| find(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()))).as_deref()
}

/// Why a file of this name is not read where LibreOffice is missing; `None` for all that is read without it.
pub(crate) fn why_needed(name: &str) -> Option<&'static str> {
    let end = name.rsplit_once('.')?.1.to_lowercase();
    OLD_FORMATS.iter().find(|(ends, _)| ends.contains(&end.as_str())).map(|(_, why)| *why)
}

/// The program in the first folder that has it. A path that depends on where one stands is nobody's program folder.
fn find(folders: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    let end = std::env::consts::EXE_SUFFIX;
    folders
        .filter(|folder| folder.is_absolute())
        .flat_map(|folder| PROGRAMS.map(|program| folder.join(format!("{program}{end}"))))
        .find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_which_files_need_it() {
        assert!(why_needed("brief.DOC").is_some_and(|why| why.contains("old Word documents")));
        assert!(["brief.docx", "doc", "brief", "cijfers.xlsx"].iter().all(|name| why_needed(name).is_none()));
    }

    #[cfg(unix)]
    #[test]
    fn is_found_where_a_program_lies_and_not_where_one_stands() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("libreoffice");
        let found = || find([PathBuf::from("."), folder.path().to_owned()].into_iter());
        assert_eq!(found(), None);
        std::fs::write(&path, "").unwrap();
        assert_eq!(found(), None, "no program");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(found(), Some(path));
    }
}
