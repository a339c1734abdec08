//! A word by itself comes before the same word as a part of a compound.

use super::{Corpus, text};

#[test]
fn a_word_by_itself_comes_before_a_compound_with_it() {
    let corpus = Corpus::of(&[
        text("deel", "Het college verlengt de loonkostensubsidie voor een jaar."),
        text("zelf", "Het college verlengt de subsidie voor een jaar."),
    ]);
    let found = corpus.ask("subsidie");
    found.expect(&["zelf", "deel"], &[]);
    assert_shown!(found);
}

#[test]
fn a_compound_comes_before_a_longer_one_with_it() {
    let corpus = Corpus::of(&[
        text("langer", "Het college bespreekt het jeugdzorgplan van dit jaar."),
        text("zelf", "Het college bespreekt de jeugdzorg van dit jaar."),
    ]);
    corpus.ask("jeugdzorg").expect(&["zelf", "langer"], &[]);
}
