//! A typing error finds the word that was meant, and the reader is told.

use super::{Corpus, text};

fn debts() -> Corpus {
    Corpus::of(&[
        text("anders", "De gemeente legt een fietspad aan."),
        text("bedoeld", "De schuldhulpverlening heeft geen wachtlijst meer."),
    ])
}

#[test]
fn a_word_that_occurs_nowhere_is_taken_for_the_nearest() {
    let corpus = debts();
    for query in ["schuldhulpverlenig", "schuldhulpvrelening", "schuldhulpverlenimg", "schuldhlpverlening"] {
        let found = corpus.ask(query);
        found.expect(&["bedoeld"], &[]);
        assert_eq!(found.told(), [format!("{query} occurs nowhere; schuldhulpverlening was looked for")]);
    }
    assert_shown!(corpus.ask("schuldhulpvrelening"));
}

#[test]
fn a_word_that_occurs_is_left_as_it_is() {
    let corpus = Corpus::of(&[
        text("een", "De wethouder spreekt over het overleg."),
        text("ander", "De wethouder spreekt over het beleg."),
    ]);
    let found = corpus.ask("overleg");
    found.expect(&["een"], &[]);
    assert!(found.told().is_empty(), "{found}");
}
