//! A reference finds what bears it and nothing that looks like it.

use serde_json::json;

use super::{Corpus, text};

#[test]
fn a_reference_is_found_as_it_stands() {
    let corpus = Corpus::of(&[
        text("ander", "Het besluit met nummer RB2020078 is ingetrokken."),
        text("dit", "Het besluit met nummer RB2020079 is ingetrokken."),
    ]);
    let found = corpus.ask("RB2020079");
    found.expect(&["dit"], &[]);
    corpus.ask("rb2020079").expect(&["dit"], &[]);
    assert!(corpus.ask("RB2020077").names().is_empty(), "no code is taken for another");
    assert_shown!(found);
}

#[test]
fn the_signs_of_a_reference_do_not_matter() {
    let corpus = Corpus::of(&[
        text("ander", "Dit verzoek staat bekend als Z.21.004 bij de griffie."),
        text("dit", "Dit verzoek staat bekend als Z.21.003 bij de griffie."),
    ]);
    for query in ["Z.21.003", "Z-21-003", "z/21/003"] {
        assert_eq!(corpus.ask(query).full(), ["dit"], "{query}");
    }
}

#[test]
fn what_bears_the_reference_is_found_by_it() {
    let corpus = Corpus::of(&[
        json!({"id": "ander", "reference": "DB-21/8", "text": "De bijdrage stijgt."}),
        json!({"id": "dit", "reference": "DB-21/7", "text": "De bijdrage stijgt."}),
    ]);
    assert_eq!(corpus.ask("DB-21/7").full(), ["dit"]);
}
