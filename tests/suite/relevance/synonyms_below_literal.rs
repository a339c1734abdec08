//! Another word for the same is found below the word that was typed; what is merely related is no full answer.

use super::{Corpus, text};

#[test]
fn literal_then_synonym_then_related() {
    let corpus = Corpus::of(&[
        text("verwant", "Voor de nieuwkomer zoekt het college een woning."),
        text("zelfde", "Voor de vergunninghouder zoekt het college een woning."),
        text("letterlijk", "Voor de statushouder zoekt het college een woning."),
        text("anders", "Voor de bakker zoekt het college een winkel."),
    ]);
    let found = corpus.ask("statushouder");
    found.expect(&["letterlijk", "zelfde"], &["verwant"]);
    assert_shown!(found);
}

#[test]
fn a_related_word_beside_the_others_stays_below_all_words() {
    let corpus = Corpus::of(&[
        text("verwant", "Voor de nieuwkomer zoekt het college een woning."),
        text("letterlijk", "Het gaat de statushouder ook om veel andere dingen dan alleen maar een eigen woning."),
    ]);
    corpus.ask("woning statushouder").expect(&["letterlijk"], &["verwant"]);
}

#[test]
fn either_of_two_words_finds_the_other_below_itself() {
    let corpus = Corpus::of(&[
        text("een", "De coach werkt fulltime in de wijk."),
        text("ander", "De coach werkt voltijd in de wijk."),
    ]);
    corpus.ask("fulltime").expect(&["een", "ander"], &[]);
    corpus.ask("voltijd").expect(&["ander", "een"], &[]);
}
