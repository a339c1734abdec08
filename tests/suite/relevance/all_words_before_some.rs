//! A passage with all words comes before one with some of them, however often and wherever it has these.

use serde_json::json;

use super::{Corpus, text};

#[test]
fn all_words_once_come_before_one_word_often() {
    let corpus = Corpus::of(&[
        json!({"id": "vaak", "title": "Respijtzorg", "subject": "Respijtzorg",
            "text": "Respijtzorg helpt. Meer respijtzorg, ook respijtzorg aan huis, want respijtzorg loont."}),
        text(
            "allebei",
            "Wie mantelzorg geeft kan daar moe van worden. Wij denken aan een dag vrij, aan een gesprek met de huisarts, \
             aan een vrijwilliger en in het uiterste geval aan een week respijtzorg.",
        ),
    ]);
    let found = corpus.ask("mantelzorg respijtzorg");
    found.expect(&["allebei"], &["vaak"]);
    assert_shown!(found);
}

#[test]
fn more_of_the_words_come_before_fewer() {
    let corpus = Corpus::of(&[
        text("een", "Voor de schuldhulp komt er een nieuw loket in de wijk."),
        text("twee", "Voor de schuldhulp komt er een budgetcoach in de wijk."),
        text("drie", "Voor de schuldhulp komt er een budgetcoach bij het spreekuur."),
    ]);
    corpus.ask("schuldhulp budgetcoach spreekuur").expect(&["drie"], &["twee", "een"]);
}
