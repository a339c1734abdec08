//! An abbreviation that may be something else counts only where it was typed in capitals.

use super::{Corpus, text};

#[test]
fn small_letters_ask_for_the_word_itself() {
    let corpus = Corpus::of(&[
        text("voluit", "De cliënt kiest voor zorg in natura bij een aanbieder."),
        text("woord", "De cliënt heeft zin in een dagje naar zee."),
    ]);
    let small = corpus.ask("zin");
    small.expect(&["woord"], &[]);
    let capitals = corpus.ask("ZIN");
    capitals.expect(&["voluit"], &[]);
    assert_shown!(small, capitals);
}

#[test]
fn two_letters_in_capitals_find_the_full_name() {
    let corpus = Corpus::of(&[
        text("voluit", "De gemeenschappelijke regeling vraagt een hogere bijdrage."),
        text("kort", "De GR vraagt een hogere bijdrage."),
    ]);
    corpus.ask("GR").expect(&["kort", "voluit"], &[]);
    corpus.ask("gr").expect(&["kort"], &[]);
    corpus.ask("gemeenschappelijke regeling").expect(&["voluit", "kort"], &[]);
}

#[test]
fn a_query_in_capitals_throughout_tells_nothing_by_them() {
    let corpus =
        Corpus::of(&[text("voluit", "Een bijdrage aan zorg in natura."), text("woord", "Een bijdrage met zin.")]);
    corpus.ask("ZIN BIJDRAGE").expect(&["woord"], &["voluit"]);
}
