//! Where only small words were typed, these are looked for.

use super::{Corpus, text};

#[test]
fn small_words_alone_are_looked_for() {
    let corpus = Corpus::of(&[
        text("sommige", "Zulks geschiedt omwille van aller welzijn."),
        text("alle", "Zulks geschiedt aldaar, omwille van ons aller welzijn, tenzij men anders wenst."),
    ]);
    let found = corpus.ask("tenzij");
    found.expect(&["alle"], &[]);
    let several = corpus.ask("van ons");
    assert_eq!(several.full(), ["alle"], "{several}");
    assert_shown!(found);
}

#[test]
fn small_words_beside_others_are_not() {
    let corpus =
        Corpus::of(&[text("klein", "Van de en het en een, aan de en het."), text("woord", "Respijtzorg helpt.")]);
    corpus.ask("aan de respijtzorg van het").expect(&["woord"], &[]);
}
