//! Words stand near one another in either order.

use super::{Corpus, text};

#[test]
fn words_the_other_way_round_are_as_near() {
    let corpus = Corpus::of(&[
        text("ver", "De BUIG kwam, na lang praten met alle wethouders, uit op overschot."),
        text("zo", "De BUIG gaf een overschot, na lang praten met alle wethouders samen."),
        text("andersom", "Het overschot op de BUIG kwam na lang praten met alle wethouders."),
    ]);
    for query in ["BUIG overschot", "overschot BUIG"] {
        let found = corpus.ask(query);
        assert_eq!(found.full(), ["andersom", "zo", "ver"], "{found}");
        assert_eq!(found.score("zo"), found.score("andersom"), "{found}");
        assert!(found.score("zo") > found.score("ver"), "{found}");
    }
    assert_shown!(corpus.ask("BUIG overschot"));
}
