//! What runs that were killed left outside the index: standard input that was kept, reports that were not finished.

use std::path::Path;

/// The beginning of a name in whose end the process stands that it belongs to: `prefix`, process, `-`, anything.
pub(super) fn own_prefix(prefix: &str) -> String {
    format!("{prefix}{}-", std::process::id())
}

/// Removes from a folder what bears such a name and belongs to no process that still runs. What cannot be removed stays.
pub(super) fn remove_dead(folder: &Path, prefix: &str) {
    // Only Linux tells whether a process is there by a path.
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(prefix)?.split('-').next());
        if process.is_some_and(|id| id.parse::<u32>().is_ok() && !Path::new("/proc").join(id).exists()) {
            let is_folder = entry.file_type().is_ok_and(|file_type| file_type.is_dir());
            let _ = if is_folder { std::fs::remove_dir_all(entry.path()) } else { std::fs::remove_file(entry.path()) };
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn only_what_belongs_to_no_process_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        // No system has processes of such numbers.
        let dead = [".x-4294967295-a", ".x-4294967294-b"];
        let kept = [format!("{}c", own_prefix(".x-")), ".x-none-d".to_owned(), "y-4294967295-e".to_owned()];
        std::fs::write(folder.path().join(dead[0]), "").unwrap();
        std::fs::create_dir(folder.path().join(dead[1])).unwrap();
        for name in &kept {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        remove_dead(folder.path(), ".x-");
        assert!(dead.iter().all(|name| !folder.path().join(name).exists()));
        assert!(kept.iter().all(|name| folder.path().join(name).exists()));
    }
}
