//! Files that only bear another name: what they were called before goes on to lead to them.

use std::collections::{HashMap, HashSet};

use super::content::hash_file;
use super::plan::Change;
use crate::index::FileRecord;
use crate::source::{CorpusFile, FileType, document_id_for_file};

/// What two files must have in common to be one: what they hold, and how it is read.
type Content = (String, Option<FileType>);

/// Pairs files that are gone with new files of the very same content, and gives each new one the record of the old.
/// Returns the files that are gone for good, and how many bytes were read.
///
/// Only new files of the size of one that is gone are read, each once. Among files of one content the one of the same
/// name is taken, so that a folder of equal files can move.
pub(super) fn find_renamed(gone: Vec<FileRecord>, changes: &mut [Change]) -> (Vec<FileRecord>, u64) {
    let sizes: HashSet<u64> = gone.iter().filter(|old| !old.hash.is_empty()).map(|old| old.size).collect();
    let mut bytes = 0;
    let mut new: HashMap<Content, Vec<usize>> = HashMap::new();
    // The last first, so that the first is taken first.
    for (i, change) in changes.iter().enumerate().rev() {
        if change.earlier.is_none()
            && sizes.contains(&change.file.size)
            && let Ok(hash) = hash_file(&change.file.location)
        {
            bytes += change.file.size;
            new.entry((hash, Some(change.file.file_type))).or_default().push(i);
        }
    }
    let mut by_name: HashMap<(Content, String), Vec<usize>> = HashMap::new();
    for (content, places) in &new {
        for place in places {
            let name = name_of(&changes[*place].file.path).to_owned();
            by_name.entry((content.clone(), name)).or_default().push(*place);
        }
    }
    let mut rest = Vec::new();
    for old in gone {
        let key = (content_of(&old), name_of(&old.path).to_owned());
        match by_name.get_mut(&key).and_then(Vec::pop) {
            Some(place) => changes[place].earlier = Some(old),
            None => rest.push(old),
        }
    }
    let mut lost = Vec::new();
    for old in rest {
        let places = new.get_mut(&content_of(&old));
        let free = places.and_then(|places| {
            while places.last().is_some_and(|place| changes[*place].earlier.is_some()) {
                places.pop();
            }
            places.pop()
        });
        match free {
            Some(place) => changes[place].earlier = Some(old),
            None => lost.push(old),
        }
    }
    (lost, bytes)
}

fn content_of(file: &FileRecord) -> Content {
    (file.hash.clone(), FileType::of(&file.path))
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What the ids of the documents of a file began with under the names that it had before.
pub(super) fn earlier_names(file: &CorpusFile, earlier: &FileRecord) -> Vec<String> {
    let own = document_id_for_file(&file.root, &file.path);
    let mut names = earlier.earlier_names.clone();
    names.push(document_id_for_file(&earlier.root, &earlier.path));
    let mut seen = HashSet::from([own]);
    names.retain(|name| seen.insert(name.clone()));
    names
}
