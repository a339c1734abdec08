//! The frame of a letter as passages: who signs, how to reach them.
//!
//! These are nothing that a search should answer with, so they stand in the margin of the passage next to them. Whoever looks at
//! one document wants to see them for what they are.

use super::Passage;
use super::role::Role;
use crate::document::Known;
use crate::layout::{Block, BlockKind};

/// The signature and the contact lines of a document, each run of lines as one passage, numbered from `first` on. None where
/// the document is nothing else: then it is a passage as it is.
pub fn frame_passages(blocks: &[Block], first: usize) -> Vec<Passage> {
    if blocks.iter().all(|block| block.kind.is_frame() || block.kind.is_heading()) {
        return Vec::new();
    }
    let content = blocks.iter().position(|block| !block.kind.is_frame() && !block.kind.is_heading()).unwrap_or(0);
    let role = |run: &[Block], at: usize| match run.first()?.kind {
        BlockKind::Signature => Some((Role::Signature, "the signature")),
        BlockKind::Contact => Some((Role::Communication, "how to reach someone")),
        // "Hoorn, 3 mei 2021" below the text is where and when was signed.
        BlockKind::Letterhead if at > content && run.iter().any(|block| is_signing(&block.text)) => {
            Some((Role::Signature, "who signs"))
        }
        _ => None,
    };
    let mut at = 0;
    let mut passages: Vec<Passage> = Vec::new();
    for run in blocks.chunk_by(|one, next| one.kind == next.kind) {
        let (Some(begin), Some(end)) = (run.first(), run.last()) else { continue };
        at += run.len();
        let Some((role, evidence)) = role(run, at) else { continue };
        passages.push(Passage {
            ordinal: first + passages.len(),
            heading_path: Vec::new(),
            text: run.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n"),
            margin: String::new(),
            page: begin.place.page,
            page_label: None,
            lines: (begin.place.lines.0, end.place.lines.1),
            role: Some(Known::recognised(role, evidence, 0.85)),
            positions: Vec::new(),
        });
    }
    passages
}

/// Whether a line names who signs.
fn is_signing(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["voornoemd", "de griffier", "de voorzitter", "de burgemeester", "de secretaris"]
        .iter()
        .any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Place;

    fn block(kind: BlockKind, text: &str, line: usize) -> Block {
        Block { kind, text: text.to_owned(), place: Place { bytes: 0..0, lines: (line, line), page: None } }
    }

    #[test]
    fn signature_and_contact_lines_are_told_for_what_they_are() {
        let blocks = [
            block(BlockKind::Letterhead, "Gemeente Hoorn", 1),
            block(BlockKind::Paragraph, "Wij kopen fietsen.", 2),
            block(BlockKind::Contact, "Heeft u nog vragen? Bel ons.", 3),
            block(BlockKind::Signature, "Hoogachtend,", 4),
            block(BlockKind::Signature, "het college", 5),
        ];
        let frames = frame_passages(&blocks, 1);
        let told: Vec<_> =
            frames.iter().map(|p| (p.ordinal, p.text.as_str(), p.role.as_ref().unwrap().value)).collect();
        assert_eq!(
            told,
            [
                (1, "Heeft u nog vragen? Bel ons.", Role::Communication),
                (2, "Hoogachtend,\nhet college", Role::Signature),
            ]
        );
        assert!(frame_passages(&blocks[3..], 0).is_empty(), "a document that is only frame is a passage as it is");
    }
}
