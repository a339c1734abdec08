//! What a passage is called: the same as long as its text is the same.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::Passage;

/// The name of a passage: document id, `#`, a mark of its text, and `.n` for the n-th repeat of that text.
pub type PassageId = String;

/// Bytes of the hash in a mark: 40 bits make two texts of one document meet by chance once in 10^9 documents.
const MARK_BYTES: usize = 5;

/// Names the passages of one document, in their order.
///
/// An edit elsewhere in the document changes no other passage's name: only its own text counts. The one exception are
/// passages of the very same text: they are told apart by their order alone, so that the later ones move up when an
/// earlier one goes (`#m.3` is then called `#m.2`).
pub fn passage_ids(document_id: &str, passages: &[Passage]) -> Vec<PassageId> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    passages
        .iter()
        .map(|passage| {
            let mark = mark(&passage.text);
            let repeats = seen.entry(mark.clone()).or_insert(0);
            *repeats += 1;
            match repeats {
                1 => format!("{document_id}#{mark}"),
                n => format!("{document_id}#{mark}.{n}"),
            }
        })
        .collect()
}

/// Whether a passage of this name has this text: what was altered on the disk is not what was written.
pub fn is_of_text(id: &str, text: &str) -> bool {
    let of_id = id.rsplit_once('#').map_or("", |(_, mark)| mark.split('.').next().unwrap_or_default());
    of_id == mark(text)
}

fn mark(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(MARK_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(texts: &[&str]) -> Vec<PassageId> {
        let passage = |(ordinal, text): (usize, &&str)| Passage {
            ordinal,
            heading_path: Vec::new(),
            text: (*text).to_owned(),
            margin: String::new(),
            page: None,
            page_label: None,
            lines: (1, 1),
            role: None,
            positions: Vec::new(),
        };
        passage_ids("d", &texts.iter().enumerate().map(passage).collect::<Vec<_>>())
    }

    #[test]
    fn a_name_stays_while_its_text_does_and_repeats_move_up() {
        let before = named(&["inleiding", "besluit", "slot", "besluit", "besluit"]);
        let after = named(&["andere inleiding", "slot", "besluit", "besluit"]);
        assert_eq!(after[1], before[2], "only its own text counts");
        assert_eq!(after[2..], [before[1].clone(), before[3].clone()], "of one text the order counts");
        assert!(before[4].ends_with(".3"));
    }
}
