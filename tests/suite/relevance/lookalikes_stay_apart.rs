//! Words that merely look alike do not find one another.

use super::{Corpus, text};

#[test]
fn another_word_is_not_found() {
    let corpus = Corpus::of(&[
        text("mening", "Iedere inwoner heeft een mening."),
        text("begeleiding", "Iedere inwoner krijgt begeleiding."),
        text("weten", "Iedere inwoner moet dit weten."),
        text("overleg", "Iedere inwoner komt naar het overleg."),
    ]);
    for query in ["beleid", "gemeente", "wet", "overleden"] {
        assert!(corpus.ask(query).names().is_empty(), "{query}: {}", corpus.ask(query));
    }
    for word in ["mening", "begeleiding", "weten", "overleg"] {
        corpus.ask(word).expect(&[word], &[]);
    }
}
