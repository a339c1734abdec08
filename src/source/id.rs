//! The names of documents: they hold no white space, slash or `#`, and depend on root name and path inside it only.

use sha2::{Digest, Sha256};

/// Letters of a file name that are kept in an id, so that people recognise it.
const MAX_SLUG_CHARS: usize = 48;

/// Longest given id that is kept as it is; the engine drops terms of some thousand bytes in silence.
const MAX_GIVEN_BYTES: usize = 200;

/// The id of the document in a file: its name, made plain, and a mark of root and path.
pub fn document_id_for_file(root: &str, path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{}-{}", slug(stem), mark(&[root, path]))
}

/// The id of a record with a given id: that id, where it can stand as it is.
pub fn document_id_for_given(given: &str) -> String {
    let is_plain = !given.is_empty()
        && given.len() <= MAX_GIVEN_BYTES
        && !given.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '#'));
    if is_plain { given.to_owned() } else { format!("{}-{}", slug(given), mark(&[given])) }
}

/// The id of the `n`-th part (from 1) of a document.
pub fn part_id(document: &str, n: usize) -> String {
    format!("{document}~{n}")
}

fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().take(MAX_SLUG_CHARS) {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "document".to_owned() } else { out.to_owned() }
}

/// 40 bits: two files of one name meet by chance once in 10^12 pairs.
fn mark(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(5).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_no_space_slash_or_hash() {
        for id in [
            document_id_for_file("corpus", "noord holland/Brief #3 (concept).txt"),
            document_id_for_given("a b/c#d"),
            document_id_for_file("corpus", "...."),
        ] {
            assert!(!id.contains([' ', '/', '#']) && !id.is_empty(), "{id}");
        }
        assert_eq!(document_id_for_given("r00001"), "r00001");
        assert!(document_id_for_given(&"x".repeat(70_000)).len() < 100);
        assert!(document_id_for_file("c", "a/Brief 3.txt").starts_with("brief-3-"));
        assert_ne!(document_id_for_file("c", "a/x.txt"), document_id_for_file("c", "b/x.txt"));
        assert_ne!(document_id_for_file("c", "x.txt"), document_id_for_file("d", "x.txt"));
    }
}
