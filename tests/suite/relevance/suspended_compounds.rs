//! What a hyphen leaves out is found in full.

use super::{Corpus, text};

#[test]
fn both_compounds_are_found() {
    let corpus = Corpus::of(&[
        text("anders", "De dienst voert de groentaken uit."),
        text("gedeeld", "De dienst voert de werk- en inkomenstaken uit."),
    ]);
    let first = corpus.ask("werktaken");
    let second = corpus.ask("inkomenstaken");
    for found in [&first, &second] {
        assert_eq!(found.full(), ["gedeeld"], "{found}");
    }
    assert_shown!(first, second);
}

#[test]
fn one_written_in_full_comes_first() {
    let corpus = Corpus::of(&[
        text("gedeeld", "De dienst regelt de jeugd- en ouderenzorg zelf."),
        text("voluit", "De dienst regelt de jeugdzorg en ouderenzorg zelf."),
    ]);
    let found = corpus.ask("jeugdzorg");
    assert_eq!(found.full_sorted(), ["gedeeld", "voluit"], "{found}");
}
