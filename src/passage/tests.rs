//! What a person would quote, and what must hold for any document.

use proptest::prelude::*;

use super::*;
use crate::extract::ExtractedText;
use crate::layout::{Block, BlockKind, Place, normalise};

fn split(text: &str) -> Vec<Passage> {
    split_into_passages(&normalise(&ExtractedText::plain(text.to_owned())).blocks)
}

fn sentence(words: usize) -> String {
    format!("De {}raad.", "gemeente ".repeat(words - 2))
}

#[test]
fn a_heading_is_never_crossed_and_stands_in_the_path() {
    let text = format!("# Nota\n\n{}\n\n## Geld\n\n{}\n\n## Werk\n\n{}", sentence(10), sentence(12), sentence(14));
    let seen: Vec<_> = split(&text).into_iter().map(|p| (p.heading(), count_words(&p.text))).collect();
    assert_eq!(seen, [("Nota".into(), 10), ("Nota › Geld".into(), 12), ("Nota › Werk".into(), 14)]);
}

#[test]
fn short_paragraphs_are_joined_and_long_ones_cut_between_sentences() {
    let short = [sentence(20), sentence(15), sentence(20)].join("\n\n");
    assert_eq!(split(&short).len(), 1);
    let long = vec![sentence(30); 12].join(" ");
    let passages = split(&long);
    assert!(passages.len() > 1);
    for passage in &passages {
        assert!((MIN_WORDS..=MAX_WORDS).contains(&count_words(&passage.text)));
        assert!(passage.text.starts_with("De ") && passage.text.ends_with("raad."), "{}", passage.text);
    }
}

#[test]
fn points_of_a_list_stand_alone_with_their_explanation() {
    let point = |n: usize| format!("{n}. {}\n\n{}", sentence(25), sentence(30));
    let passages = split(&format!("# Zienswijze\n\n{}\n\n{}", point(1), point(2)));
    assert_eq!(passages.len(), 2);
    assert!(passages[1].text.starts_with("2. De"));
}

#[test]
fn the_frame_of_a_letter_is_no_passage_and_remains_findable() {
    let text = format!("Ons kenmerk: 18uit1\n\nGeachte raad,\n\n{}\n\nHoogachtend,\n\nde secretaris", sentence(45));
    let passages = split(&text);
    assert_eq!(passages.len(), 1);
    assert!(passages[0].margin.contains("18uit1") && passages[0].margin.contains("de secretaris"));
    assert_eq!(split("Ons kenmerk: 18uit1").len(), 1, "a document that is only frame still gives a passage");
}

#[test]
fn a_passage_ends_where_the_next_paragraph_plainly_does_something_else() {
    let texts = |text: &str| split(text).into_iter().map(|p| p.text).collect::<Vec<_>>();
    let opinion = "Wij vinden het onwenselijk dat de paden smal blijven en zijn teleurgesteld over het plan.";
    let finance = "De kosten zijn € 40.000 per jaar en het budget is daarvoor te klein.";
    assert_eq!(texts(&format!("{opinion}\n\n{finance}")), [opinion, finance]);
    let told = "De paden liggen in het park en in het bos.";
    assert_eq!(texts(&format!("{told}\n\n{finance}")).len(), 1, "what is not plain goes on");
    // The points of a list do what its lead says, whatever they speak of.
    let list = "Overwegende dat:\n\n- de kosten € 40.000 per jaar zijn;\n\n- inwoners tevreden zijn en dat waarderen.";
    assert_eq!(texts(list).len(), 1);
}

#[test]
fn ids_depend_on_the_text_only() {
    let passages = |texts: &[&str]| -> Vec<Passage> {
        let passage = |text: &&str| Passage {
            ordinal: 0,
            heading_path: vec![],
            text: (*text).to_owned(),
            margin: String::new(),
            page: None,
            page_label: None,
            lines: (1, 1),
            role: None,
            positions: Vec::new(),
        };
        texts.iter().map(passage).collect()
    };
    let before = passage_ids("d", &passages(&["een", "twee", "een"]));
    let after = passage_ids("d", &passages(&["nul", "twee", "een"]));
    assert_eq!(before[1], after[1]);
    assert_eq!(before[0], after[2]);
    assert_eq!(before[2], format!("{}.2", before[0]));
}

fn any_block() -> impl Strategy<Value = Block> {
    let kind = prop_oneof![
        (1u8..5).prop_map(|level| BlockKind::Heading { level }),
        Just(BlockKind::Paragraph),
        (0u8..2).prop_map(|depth| BlockKind::ListItem { depth }),
        Just(BlockKind::TableRow),
        Just(BlockKind::Letterhead),
        Just(BlockKind::Signature),
    ];
    let text = prop::collection::vec("[a-z]{1,6}[.:?]?", 1..400).prop_map(|words| words.join(" "));
    (kind, text).prop_map(|(kind, text)| Block { kind, text, place: Place { bytes: 0..0, lines: (1, 1), page: None } })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_word_is_lost_and_order_is_kept(blocks in prop::collection::vec(any_block(), 0..12)) {
        let passages = split_into_passages(&blocks);
        let content = |keep: fn(&Block) -> bool| -> Vec<String> {
            blocks.iter().filter(|b| keep(b)).flat_map(|b| b.text.split_whitespace().map(str::to_owned)).collect()
        };
        let body = content(|b| !b.kind.is_heading() && !b.kind.is_frame());
        let found: Vec<String> = passages.iter().flat_map(|p| p.text.split_whitespace().map(str::to_owned)).collect();
        if body.is_empty() {
            prop_assert!(passages.len() <= 1);
        } else {
            prop_assert_eq!(found, body);
        }
        let everywhere: std::collections::HashSet<&str> = passages.iter()
            .flat_map(|p| p.heading_path.iter().chain([&p.text, &p.margin]))
            .flat_map(|t| t.split_whitespace()).collect();
        for word in content(|_| true) {
            prop_assert!(everywhere.contains(word.as_str()), "{} is lost", word);
        }
    }
}
