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

#[test]
fn a_double_spaced_letter_is_put_back_together() {
    let letter = "\
Ons kenmerk : DB/1\n\nDatum  : 12 augustus 2021\n\n \n\nGeacht college,\n\n \n\n\
Wat is er met de inbreng van de raden gedaan?\n\n\
De inbreng van de raden is besproken aan de hand van twee stellingen die wij eerder aan u hebben\n\n\
voorgelegd. Hier zijn wij als volgt mee omgegaan en dat leest u hieronder per stelling terug.\n\n \n\n\
Stelling 2: een overschot op het budget mag worden gebruikt om meer mensen\n\naan werk te helpen.\n\n \n\n\
De meeste raden zijn voor een voorstel dat laat zien wat de uitvoerings-\n\norganisatie kan doen met de werk-\n\n\
en inkomenstaken en wat dat voor de begroting van de gemeenten betekent.\n\n \n\n\
Hoogachtend,\n\nde voorzitter\n";
    insta::assert_snapshot!(outline(letter).join("\n"));
}

#[test]
fn a_proposal_with_a_table_and_a_decision_is_read_piece_by_piece() {
    let paper = "\
## Raadsvoorstel\n\nAgendanr.: 9  \nOnderwerp: Nota bijstand\n\nAan de Raad,\n\n### **Voorstel**\n\n\
1. De nota vast te stellen.\n2. Het krediet te verlenen.\n\n### Geld\n\n| Jaar | Bedrag |\n| --- | --- |\n| 2021 | € 10 |\n\n\
de Raad van de gemeente Voorbeeld;\n\nb e s l u i t\n\n1. De nota vast te stellen.\n\nVoorbeeld, 22 september 2020\n\nDe Raad voornoemd,\n\nde griffier\n";
    insta::assert_snapshot!(outline(paper).join("\n"));
}

#[test]
fn minutes_keep_points_apart_and_speakers_are_no_headings() {
    let minutes = "\
1. Verslag vorige vergadering\nHet verslag wordt zonder wijziging vastgesteld door alle leden van het college.\n\n\
2. Begroting 2020\nHet college besluit:\n- de raad voor te stellen in te stemmen met de begroting van de regeling;\n\
- geen zienswijze in te dienen.\n\n3. Rondvraag\nDe voorzitter: Niemand heeft nog een vraag, zo stel ik vast.\n";
    insta::assert_snapshot!(outline(minutes).join("\n"));
}
