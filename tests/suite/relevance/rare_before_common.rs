//! A rare word counts more than a common one.

use super::{Corpus, text};

#[test]
fn a_passage_with_the_rare_word_comes_first() {
    let corpus = Corpus::of(&[
        text("gewoon", "Het college besluit dit later."),
        text("zeldzaam", "De beschermingstafel besluit dit later."),
        text("meer", "Het college komt bijeen."),
        text("nog-meer", "Het college gaat uiteen."),
    ]);
    let found = corpus.ask("college beschermingstafel");
    assert_eq!(found.partial()[0], "zeldzaam", "{found}");
    assert!(found.score("zeldzaam") > found.score("gewoon"), "{found}");
    assert_shown!(found);
}

#[test]
fn a_rare_word_repeated_says_more_than_a_common_one_repeated() {
    let corpus = Corpus::of(&[
        text("gewoon", "Het college en de beschermingstafel: zo wil het college het."),
        text("zeldzaam", "De beschermingstafel en het college: zo wil de beschermingstafel het."),
        text("meer", "Het college komt bijeen."),
        text("nog-meer", "Het college gaat uiteen."),
    ]);
    let found = corpus.ask("college beschermingstafel");
    assert_eq!(found.full(), ["zeldzaam", "gewoon"], "{found}");
    assert!(found.score("zeldzaam") > found.score("gewoon"), "{found}");
}
