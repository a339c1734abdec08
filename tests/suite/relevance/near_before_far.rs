//! Words that stand near one another come before words that stand far apart.

use super::{Corpus, text};

#[test]
fn the_nearer_the_words_the_higher_the_passage() {
    // The same words in each, so that nothing but their order differs.
    let corpus = Corpus::of(&[
        text("ver", "De reserve gaat naar een nieuw plan en daarna komt er ook in de wijk voor ouderen dagopvang."),
        text("acht", "In de wijk komt er ook voor ouderen een reserve en daarna gaat naar de nieuw plan dagopvang."),
        text("drie", "De wijk en daarna ook een nieuw plan: er komt in de reserve voor ouderen dagopvang, gaat naar."),
        text("naast", "Een nieuw plan en daarna komt er ook voor ouderen in de wijk: de reserve dagopvang gaat naar."),
    ]);
    let found = corpus.ask("reserve dagopvang");
    found.expect(&["naast", "drie", "acht", "ver"], &[]);
    assert_shown!(found);
}
