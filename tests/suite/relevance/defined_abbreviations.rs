//! An abbreviation that only the documents explain works both ways.

use super::{Corpus, text};

fn service() -> Corpus {
    Corpus::of(&[
        text("uitleg", "Wij kopen samen in via het Servicebureau Zorg Kennerland (SZK), dat vijf gemeenten omvat."),
        text("voluit", "Het Servicebureau Zorg Kennerland sluit volgend jaar zijn kantoor aan de haven."),
        text("kort", "Het SZK sluit volgend jaar zijn kantoor aan de haven."),
        text("anders", "Het zwembad sluit volgend jaar zijn kantine aan de haven."),
    ])
}

#[test]
fn the_abbreviation_finds_the_full_name() {
    let corpus = service();
    let found = corpus.ask("SZK");
    assert_eq!(found.full_sorted(), ["kort", "uitleg", "voluit"], "{found}");
    assert_eq!(found.full().last().map(String::as_str), Some("voluit"), "{found}");
    corpus.ask("SZK kantoor").expect_above("kort", "voluit");
    assert_shown!(found);
}

#[test]
fn the_full_name_finds_the_abbreviation() {
    let found = service().ask("Servicebureau Zorg Kennerland");
    assert_eq!(found.full_sorted(), ["kort", "uitleg", "voluit"], "{found}");
    assert_eq!(found.full().last().map(String::as_str), Some("kort"), "{found}");
    assert_shown!(found);
}

#[test]
fn without_the_explanation_nothing_is_taken_for_the_other() {
    let corpus = Corpus::of(&[
        text("voluit", "Het Servicebureau Zorg Kennerland sluit volgend jaar."),
        text("kort", "Het SZK sluit volgend jaar."),
    ]);
    corpus.ask("SZK").expect(&["kort"], &[]);
}
