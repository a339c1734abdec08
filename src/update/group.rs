//! Which files are read together.

use super::plan::Change;
use crate::source::FileType;

/// Bytes of small files that are read before they are analysed together.
pub(super) const GROUP_BYTES: u64 = 8 << 20;
/// Files of one group.
pub(super) const GROUP_FILES: usize = 256;

/// Groups changes so that a group is small in memory and large enough for all threads. A JSONL file is a group of its own.
pub(super) fn group_by_bytes(changes: &[Change]) -> Vec<&[Change]> {
    let mut groups = Vec::new();
    let mut start = 0;
    let mut bytes = 0;
    for (i, change) in changes.iter().enumerate() {
        let alone = change.file.file_type == FileType::Jsonl;
        if i > start && (alone || bytes + change.file.size > GROUP_BYTES || i - start >= GROUP_FILES) {
            groups.push(&changes[start..i]);
            start = i;
            bytes = 0;
        }
        bytes += change.file.size;
        if alone {
            groups.push(&changes[start..=i]);
            start = i + 1;
            bytes = 0;
        }
    }
    if start < changes.len() {
        groups.push(&changes[start..]);
    }
    groups
}
