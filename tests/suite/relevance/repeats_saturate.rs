//! Repeats of a word say less and less.

use super::{Corpus, text};

#[test]
fn each_repeat_adds_less_than_the_one_before() {
    let corpus = Corpus::of(&[
        text("1", "Mantelzorg, werk, wonen, sport en vervoer."),
        text("2", "Mantelzorg, mantelzorg, wonen, sport en vervoer."),
        text("3", "Mantelzorg, mantelzorg, mantelzorg, sport en vervoer."),
        text("4", "Mantelzorg, mantelzorg, mantelzorg, mantelzorg en vervoer."),
    ]);
    let found = corpus.ask("mantelzorg");
    found.expect(&["4", "3", "2", "1"], &[]);
    let gain = |more: &str, fewer: &str| found.score(more) - found.score(fewer);
    assert!(gain("2", "1") > gain("3", "2") && gain("3", "2") > gain("4", "3"), "{found}");
    assert!(gain("4", "1") < found.score("1"), "three repeats say less than the word itself: {found}");
    assert_shown!(found);
}
