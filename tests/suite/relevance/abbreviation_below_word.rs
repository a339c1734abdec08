//! An abbreviation is found by its full name and the other way round, below the word that was typed.

use super::{Corpus, text};

fn law() -> Corpus {
    Corpus::of(&[
        text("anders", "De ploeg van de groenvoorziening gaat door."),
        text("kort", "De ploeg van de Wsw gaat door."),
        text("voluit", "De ploeg van de sociale werkvoorziening gaat door."),
    ])
}

#[test]
fn the_full_name_comes_before_its_abbreviation() {
    let found = law().ask("sociale werkvoorziening");
    found.expect(&["voluit", "kort"], &["anders"]);
    assert_shown!(found);
}

#[test]
fn the_abbreviation_comes_before_its_full_name() {
    let corpus = law();
    for query in ["Wsw", "wsw", "WSW"] {
        corpus.ask(query).expect(&["kort", "voluit"], &[]);
    }
    assert_shown!(corpus.ask("Wsw"));
}

#[test]
fn a_name_in_one_word_works_as_well() {
    let corpus = Corpus::of(&[
        text("kort", "De werkgever vraagt LKS aan."),
        text("voluit", "De werkgever vraagt loonkostensubsidie aan."),
    ]);
    corpus.ask("LKS").expect(&["kort", "voluit"], &[]);
    corpus.ask("loonkostensubsidie").expect(&["voluit", "kort"], &[]);
}
