//! Whole small documents through the normaliser, and what must hold for any text.

use proptest::prelude::*;

use super::*;

/// A document as lines `kind text`.
fn outline(text: &str) -> Vec<String> {
    let name = |kind: BlockKind| match kind {
        BlockKind::Heading { level } => format!("H{level}"),
        BlockKind::Paragraph => "P".into(),
        BlockKind::ListItem { depth } => format!("L{depth}"),
        BlockKind::TableRow => "R".into(),
        BlockKind::Letterhead => "head".into(),
        BlockKind::Signature => "sign".into(),
        BlockKind::Contact => "contact".into(),
    };
    normalise(&ExtractedText::plain(text.to_owned()))
        .blocks
        .iter()
        .map(|b| format!("{} {}", name(b.kind), b.text))
        .collect()
}

proptest! {
    #[test]
    fn any_text_gives_ascending_places_on_character_boundaries(text in "(\\PC|[\n\t\r\u{c} #*|-]){0,400}") {
        let extracted = ExtractedText::plain(text);
        let layout = normalise(&extracted);
        let mut end = 0;
        for block in &layout.blocks {
            let range = block.place.bytes.clone();
            prop_assert!(range.start >= end && range.end >= range.start && range.end <= extracted.text.len());
            prop_assert!(extracted.text.is_char_boundary(range.start) && extracted.text.is_char_boundary(range.end));
            prop_assert!(!block.text.trim().is_empty() && !block.text.contains(['\n', '\t']));
            prop_assert!(block.place.lines.0 <= block.place.lines.1);
            end = range.end;
        }
    }

    #[test]
    fn no_word_is_lost(words in prop::collection::vec("[a-zé]{2,9}", 1..120), width in 20usize..100, double in any::<bool>()) {
        let mut text = String::new();
        let mut column = 0;
        for word in &words {
            if column + word.len() > width {
                text.push_str(if double { "\n\n" } else { "\n" });
                column = 0;
            } else if column > 0 {
                text.push(' ');
            }
            text.push_str(word);
            column += word.len() + 1;
        }
        let cleaned = normalise(&ExtractedText::plain(text)).text();
        let found: Vec<&str> = cleaned.split_whitespace().collect();
        prop_assert_eq!(found, words.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
